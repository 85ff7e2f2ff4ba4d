import { setTimeout as wait } from 'node:timers/promises';
import type { LaunchedApp } from '../e2e/pages/launch-app.ts';
import { launchApp } from '../e2e/pages/launch-app.ts';
import { writeBareApp } from './bare-electron.ts';
import type { Bench } from './bench.ts';
import { treePssMb } from './process-memory.ts';

const SETTLE_MS = 10_000;
const MEASURE_MS = 60_000;

/** 99th percentile of the main process's event-loop delay over the measured minute, ms. */
async function eventLoopP99Ms({ app }: LaunchedApp): Promise<number> {
  return app.evaluate(async (_electron, measureMs) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    await new Promise((resolve) => setTimeout(resolve, measureMs));
    histogram.disable();
    return histogram.percentile(99) / 1e6;
  }, MEASURE_MS);
}

async function session(appFolder?: string): Promise<{ p99Ms: number; pssMb: number }> {
  const launched = await launchApp(appFolder === undefined ? {} : { appFolder });
  try {
    await launched.page.waitForSelector('html[data-first-candles-drawn]', { state: 'attached', timeout: 30_000 });
    await wait(SETTLE_MS);
    const p99Ms = await eventLoopP99Ms(launched);
    return { p99Ms, pssMb: treePssMb(launched.app.process().pid ?? 0) };
  } finally {
    await launched.close();
  }
}

/**
 * A minute with the demo market live and the chart open: event-loop delay of the main process (p99 at most 20 ms) and
 * memory of all processes (at most 550 MB), against an empty Electron window in the same run.
 */
export const bench: Bench = {
  name: 'window-session',
  async run() {
    const bare = await writeBareApp();
    try {
      const app = await session();
      const empty = await session(bare.folder);
      return [
        {
          name: 'main-event-loop-delay-p99',
          value: app.p99Ms,
          unit: 'ms',
          reference: empty.p99Ms,
          ratio: app.p99Ms / empty.p99Ms,
        },
        { name: 'memory-pss', value: app.pssMb, unit: 'MB', reference: empty.pssMb, ratio: app.pssMb / empty.pssMb },
      ];
    } finally {
      await bare.remove();
    }
  },
};
