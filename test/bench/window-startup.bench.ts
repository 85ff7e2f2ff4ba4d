import { launchApp } from '../e2e/pages/launch-app.ts';
import { writeBareApp } from './bare-electron.ts';
import type { Bench } from './bench.ts';

const RUNS = 5;

/** From the spawn of Electron until the page says that its first candles are on the screen. */
async function startupMs(appFolder?: string): Promise<number> {
  const startedMs = performance.now();
  const launched = await launchApp(appFolder === undefined ? {} : { appFolder });
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

/** First candles drawn (at most 2,500 ms), against an empty Electron window started the same way in the same run. */
export const bench: Bench = {
  name: 'window-startup',
  async run() {
    const bare = await writeBareApp();
    try {
      await startupMs();
      const app: number[] = [];
      const empty: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        app.push(await startupMs());
        empty.push(await startupMs(bare.folder));
      }
      const value = median(app);
      const reference = median(empty);
      return [{ name: 'window-startup', value, unit: 'ms', reference, ratio: value / reference }];
    } finally {
      await bare.remove();
    }
  },
};
