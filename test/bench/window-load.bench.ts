import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { callChannel, whenReady } from '../e2e/pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from '../e2e/pages/launch-app.ts';
import { type PageName, resizeContent, WindowFrame } from '../e2e/pages/window-frame.ts';
import type { Bench, BenchResult } from './bench.ts';
import { type BotsFolder, writeBotsFolder } from './bots-folder.ts';
import { startFactLoad } from './fact-load.ts';
import { type Frames, meterFrames } from './frame-meter.ts';
import { openPageThread, type PageThread } from './page-thread.ts';

const BOTS = 500;
const FACTS_PER_SECOND = 5_000;
const MEASURE_MS = 60_000;
const SETTLE_MS = 5_000;
const FRAME_LIMIT_MS = 50;
const TASK_LIMIT_MS = 100;
const ROOMS: readonly PageName[] = ['Dashboard', 'Chart', 'Workspace'];

async function botsOf(page: Page) {
  const snapshot = await callChannel(page, 'app.snapshot', {});
  if (!snapshot.ok) throw new Error(snapshot.error.message);
  return snapshot.value.bots;
}

/** `cpuMs`: what the page's thread worked meanwhile. */
type Measured = Frames & { readonly cpuMs: number };

async function measureRoom(launched: LaunchedApp, thread: PageThread, room: PageName): Promise<Measured> {
  await new WindowFrame(launched.page).open(room);
  await wait(SETTLE_MS);
  const before = await thread.cpuMs();
  const frames = await meterFrames(launched.page, MEASURE_MS);
  return { ...frames, cpuMs: (await thread.cpuMs()) - before };
}

function resultsOf(room: string, frames: Measured, calm: Measured): readonly BenchResult[] {
  const seconds = MEASURE_MS / 1000;
  const figure = (name: string, value: number, unit: string, reference: number): BenchResult => ({
    name: `${room.toLowerCase()}-${name}`,
    value,
    unit,
    reference,
    ratio: value / reference,
  });
  return [
    figure('frame-p95-calm', calm.p95Ms, 'ms', FRAME_LIMIT_MS),
    figure('frame-p95', frames.p95Ms, 'ms', FRAME_LIMIT_MS),
    figure('longest-task', frames.longestTaskMs, 'ms', TASK_LIMIT_MS),
    figure('tasks-over-100-ms', frames.tasksOver100Ms, 'tasks', 1),
    figure('page-thread-cpu-calm', calm.cpuMs / seconds, 'ms/s', 1000),
    figure('page-thread-cpu', frames.cpuMs / seconds, 'ms/s', 1000),
    figure('facts-received', frames.facts / seconds, 'facts/s', FACTS_PER_SECOND),
  ];
}

async function measure({ dataDir }: BotsFolder): Promise<readonly BenchResult[]> {
  const launched = await launchApp({ dataDir });
  try {
    await whenReady(launched.page);
    await resizeContent(launched, 1280, 800);
    const bots = await botsOf(launched.page);
    const thread = await openPageThread(launched.page);
    const results: BenchResult[] = [];
    for (const room of ROOMS) {
      const calm = await measureRoom(launched, thread, room);
      const stop = await startFactLoad(launched, { factsPerSecond: FACTS_PER_SECOND, bots });
      results.push(...resultsOf(room, await measureRoom(launched, thread, room), calm));
      await stop();
    }
    return results;
  } finally {
    await launched.close();
  }
}

/**
 * Five thousand facts a second into a window with 500 bots, room by room, each for a minute: 95th percentile of the time
 * between frames (at most 50 ms at 1280 × 800 without a graphics processor), and no task over 100 ms.
 */
export const bench: Bench = {
  name: 'window-load',
  async run() {
    const folder = await writeBotsFolder(BOTS);
    try {
      return await measure(folder);
    } finally {
      await folder.remove();
    }
  },
};
