import { type LaunchOptions, launchApp } from '../e2e/pages/launch-app.ts';
import { writeBareApp } from './bare-electron.ts';
import type { Bench } from './bench.ts';
import { writeBotsFolder } from './bots-folder.ts';

const BOTS = 500;
const RUNS = 5;

/** From the spawn of Electron until the page says that its first candles are on the screen. */
async function startupMs(options: LaunchOptions): Promise<number> {
  const startedMs = performance.now();
  const launched = await launchApp(options);
  try {
    await launched.page.waitForSelector('html[data-first-candles-drawn]', { state: 'attached', timeout: 30_000 });
    return performance.now() - startedMs;
  } finally {
    await launched.close();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * First candles drawn with 500 bots configured (at most 2,000 ms warm), against an empty Electron window started the same
 * way in the same run (at most 2.5 times).
 */
export const bench: Bench = {
  name: 'window-startup',
  async run() {
    const bare = await writeBareApp();
    const { dataDir, remove } = await writeBotsFolder(BOTS);
    try {
      await startupMs({ dataDir });
      const app: number[] = [];
      const empty: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        app.push(await startupMs({ dataDir }));
        empty.push(await startupMs({ appFolder: bare.folder }));
      }
      const value = median(app);
      const reference = median(empty);
      return [{ name: 'window-startup', value, unit: 'ms', reference, ratio: value / reference }];
    } finally {
      await remove();
      await bare.remove();
    }
  },
};
