import { type LaunchOptions, launchApp } from '../e2e/pages/launch-app.ts';
import { writeBareApp } from './bare-electron.ts';
import type { Bench, BenchResult } from './bench.ts';
import { writeBotsFolder } from './bots-folder.ts';
import { treeCpuMs } from './process-tree.ts';

const BOTS = 500;
const RUNS = 5;
/** What the browser compiled is kept from the second start on and used from the third. */
const WARM_UPS = 2;
const LIMIT_MS = 2000;

type Startup = { readonly wallMs: number; readonly cpuMs: number };

/** From the spawn of Electron until the page says that its first candles are on the screen; all its processes together. */
async function startup(options: LaunchOptions): Promise<Startup> {
  const startedMs = performance.now();
  const launched = await launchApp(options);
  try {
    await launched.page.waitForSelector('html[data-first-candles-drawn]', { state: 'attached', timeout: 30_000 });
    return { wallMs: performance.now() - startedMs, cpuMs: treeCpuMs(launched.app.process().pid ?? 0) };
  } finally {
    await launched.close();
  }
}

function figure(name: string, value: number, reference: number): BenchResult {
  return { name, value, unit: 'ms', reference, ratio: value / reference };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * First candles drawn with 500 bots configured (at most 2,000 ms warm), against an empty Electron window started the same
 * way in the same run (at most 2.5 times). The processor time of both is told beside it: on a busy machine only that
 * compares.
 */
export const bench: Bench = {
  name: 'window-startup',
  async run() {
    const bare = await writeBareApp();
    const { dataDir, remove } = await writeBotsFolder(BOTS);
    try {
      for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) await startup({ dataDir });
      const app: Startup[] = [];
      const empty: Startup[] = [];
      for (let run = 0; run < RUNS; run++) {
        app.push(await startup({ dataDir }));
        empty.push(await startup({ appFolder: bare.folder }));
      }
      const wallMs = median(app.map((one) => one.wallMs));
      const cpu = [app, empty].map((starts) => median(starts.map((one) => one.cpuMs))) as [number, number];
      return [
        figure('window-startup', wallMs, median(empty.map((one) => one.wallMs))),
        figure('window-startup-of-limit', wallMs, LIMIT_MS),
        figure('window-startup-cpu', ...cpu),
      ];
    } finally {
      await remove();
      await bare.remove();
    }
  },
};
