import type { Page } from 'playwright';
import type { BotConfigView } from '../../src-preload/contract/views.ts';
import { callChannel, whenReady } from '../e2e/pages/bellwether-page.ts';
import { DashboardPage } from '../e2e/pages/dashboard-page.ts';
import { type LaunchedApp, launchApp } from '../e2e/pages/launch-app.ts';
import { resizeContent } from '../e2e/pages/window-frame.ts';
import { writeBareApp } from './bare-electron.ts';
import type { Bench } from './bench.ts';

const BOTS = 500;
const STILL_MS = 65_000;
const SCROLL_FRAMES = 400;
const PIXELS_A_FRAME = 40;

type Frames = { readonly p95Ms: number; readonly longestTaskMs: number };

function configOf(index: number, instrumentId: string): BotConfigView {
  return {
    id: `bench-${index}`,
    name: `Bench ${String(index).padStart(3, '0')}`,
    instrumentId,
    interval: '1m',
    strategyId: 'signal-blend',
    params: {},
    risk: { sizeFraction: 0.001, stopLossFraction: 0.02, takeProfitFraction: null, leverage: 1 },
  };
}

async function seed(page: Page): Promise<void> {
  const listed = await callChannel(page, 'instruments.list', {});
  if (!listed.ok) throw new Error(listed.error.message);
  const ids = listed.value.instruments.filter(({ simulated }) => simulated).map(({ id }) => id);
  for (let index = 0; index < BOTS; index++) {
    const config = configOf(index, ids[index % ids.length] ?? '');
    const saved = await callChannel(page, 'bots.save', config);
    const started = await callChannel(page, 'bots.start', { botId: config.id });
    if (!saved.ok || !started.ok) throw new Error(`bot ${config.id} was not made: ${JSON.stringify([saved, started])}`);
  }
}

/** Times between frames, and the longest task, for so long; `pixels` are scrolled in each frame, up and down in turn. */
function measure(page: Page, wanted: { readonly forMs: number; readonly pixels: number }): Promise<Frames> {
  return page.evaluate(
    ({ forMs, pixels }) =>
      new Promise<Frames>((resolve) => {
        const view = document.querySelector('[aria-label="Bots"] .ag-body-viewport') ?? document.scrollingElement;
        const tasks: number[] = [0];
        const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)));
        observer.observe({ entryTypes: ['longtask'] });
        const deltas: number[] = [];
        const startedMs = performance.now();
        let last = startedMs;
        const tick = (now: number): void => {
          deltas.push(now - last);
          last = now;
          if (pixels > 0) view?.scrollBy(0, deltas.length % 200 < 100 ? pixels : -pixels);
          if (now - startedMs < forMs) return void requestAnimationFrame(tick);
          observer.disconnect();
          deltas.sort((a, b) => a - b);
          resolve({ p95Ms: deltas[Math.floor(deltas.length * 0.95)] ?? 0, longestTaskMs: Math.max(...tasks) });
        };
        requestAnimationFrame(tick);
      }),
    wanted,
  );
}

const SCROLLED = { forMs: SCROLL_FRAMES * 16, pixels: PIXELS_A_FRAME };

async function measureApp(launched: LaunchedApp): Promise<{ still: Frames; scrolled: Frames }> {
  const { page } = launched;
  await whenReady(page);
  await resizeContent(launched, 1280, 800);
  await seed(page);
  await new DashboardPage(page).showOnlyBots();
  const still = await measure(page, { forMs: STILL_MS, pixels: 0 });
  return { still, scrolled: await measure(page, SCROLLED) };
}

async function withApp<T>(work: (launched: LaunchedApp) => Promise<T>, appFolder?: string): Promise<T> {
  const launched = await launchApp(appFolder === undefined ? {} : { appFolder });
  try {
    return await work(launched);
  } finally {
    await launched.close();
  }
}

/**
 * 500 bots that run on the demo market, in the grid at 1280 by 800: times between frames while it stands still over a
 * minute's close and while it is scrolled (95th percentile at most 50 ms without a graphics processor), and the longest
 * task (at most 100 ms), against an empty Electron window in the same run.
 */
export const bench: Bench = {
  name: 'window-bots',
  async run() {
    const app = await withApp(measureApp);
    const bare = await writeBareApp();
    try {
      const empty = await withApp(({ page }) => measure(page, SCROLLED), bare.folder);
      const line = (name: string, value: number, reference: number) => ({
        name,
        value,
        unit: 'ms',
        reference,
        ratio: value / reference,
      });
      return [
        line('bots-still-frame-p95', app.still.p95Ms, empty.p95Ms),
        line('bots-scroll-frame-p95', app.scrolled.p95Ms, empty.p95Ms),
        line('bots-still-longest-task', app.still.longestTaskMs, 100),
        line('bots-scroll-longest-task', app.scrolled.longestTaskMs, 100),
      ];
    } finally {
      await bare.remove();
    }
  },
};
