import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { whenReady } from '../e2e/pages/bellwether-page.ts';
import { launchApp } from '../e2e/pages/launch-app.ts';
import { PAGE_NAMES, type PageName, resizeContent } from '../e2e/pages/window-frame.ts';
import type { Bench, BenchResult } from './bench.ts';
import { type BotsFolder, writeBotsFolder } from './bots-folder.ts';
import { openPageThread, type PageThread } from './page-thread.ts';

const BOTS = 500;
const ROUNDS = 7;
const LIMIT_MS = 100;
const SETTLE_MS = 400;
/** Pages are fetched while the window is idle: a person who looks at the first page for so long finds them there. */
const FETCHED_MS = 5000;

/** From the press of a room's button until a frame with that room in it was drawn, ms. */
function switchMs(page: Page, name: PageName): Promise<number> {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
    const buttons = [...document.querySelectorAll<HTMLElement>('nav[aria-label="Pages"] button')];
    const button = buttons.find(({ textContent }) => textContent?.trim() === wanted);
    if (button === undefined) throw new Error(`no button ${wanted}`);
    const isThere = (): boolean => {
      const room = document.querySelector<HTMLElement>(`section[aria-label="${wanted}"]`);
      return room?.checkVisibility() === true && !room.innerText.includes('Loading the page');
    };
    const startedMs = performance.now();
    button.click();
    do await frame();
    while (!isThere());
    // What was laid out before this frame is on the screen once the next begins.
    await frame();
    return performance.now() - startedMs;
  }, name);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

type Switch = { readonly wallMs: number; readonly cpuMs: number };

async function measuredSwitch(page: Page, thread: PageThread, name: PageName): Promise<Switch> {
  const before = await thread.cpuMs();
  const wallMs = await switchMs(page, name);
  const cpuMs = (await thread.cpuMs()) - before;
  // What a page does beyond its first frames is not the next one's.
  await wait(SETTLE_MS);
  return { wallMs, cpuMs };
}

async function measure({ dataDir }: BotsFolder): Promise<readonly BenchResult[]> {
  const launched = await launchApp({ dataDir });
  try {
    const { page } = launched;
    await whenReady(page);
    await resizeContent(launched, 1280, 800);
    await wait(FETCHED_MS);
    const thread = await openPageThread(page);
    const first = new Map<PageName, Switch>();
    for (const name of PAGE_NAMES) first.set(name, await measuredSwitch(page, thread, name));
    const again = new Map<PageName, Switch[]>(PAGE_NAMES.map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of PAGE_NAMES) again.get(name)?.push(await measuredSwitch(page, thread, name));
    }
    return PAGE_NAMES.flatMap((name) => [
      result(`${name.toLowerCase()}-first-time`, first.get(name)?.wallMs ?? Number.NaN),
      result(name.toLowerCase(), median((again.get(name) ?? []).map(({ wallMs }) => wallMs))),
      result(`${name.toLowerCase()}-cpu`, median((again.get(name) ?? []).map(({ cpuMs }) => cpuMs))),
    ]);
  } finally {
    await launched.close();
  }
}

function result(name: string, value: number): BenchResult {
  return { name: `room-${name}`, value, unit: 'ms', reference: LIMIT_MS, ratio: value / LIMIT_MS };
}

/**
 * Going from room to room with 500 bots, warm: at most 100 ms each; the first time each room is made too. Beside the time
 * until the room is on the screen, what of it the page's thread worked: on a busy machine only that compares.
 */
export const bench: Bench = {
  name: 'window-rooms',
  async run() {
    const folder = await writeBotsFolder(BOTS);
    try {
      return await measure(folder);
    } finally {
      await folder.remove();
    }
  },
};
