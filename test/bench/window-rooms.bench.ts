import type { Page } from 'playwright';
import { whenReady } from '../e2e/pages/bellwether-page.ts';
import { launchApp } from '../e2e/pages/launch-app.ts';
import { PAGE_NAMES, type PageName, resizeContent } from '../e2e/pages/window-frame.ts';
import type { Bench, BenchResult } from './bench.ts';
import { type BotsFolder, writeBotsFolder } from './bots-folder.ts';

const BOTS = 500;
const ROUNDS = 7;
const LIMIT_MS = 100;

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

async function measure({ dataDir }: BotsFolder): Promise<readonly BenchResult[]> {
  const launched = await launchApp({ dataDir });
  try {
    const { page } = launched;
    await whenReady(page);
    await resizeContent(launched, 1280, 800);
    const first = new Map<PageName, number>();
    for (const name of PAGE_NAMES) first.set(name, await switchMs(page, name));
    const again = new Map<PageName, number[]>(PAGE_NAMES.map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of PAGE_NAMES) again.get(name)?.push(await switchMs(page, name));
    }
    return PAGE_NAMES.flatMap((name) => [
      result(`${name.toLowerCase()}-first-time`, first.get(name) ?? Number.NaN),
      result(name.toLowerCase(), median(again.get(name) ?? [])),
    ]);
  } finally {
    await launched.close();
  }
}

function result(name: string, value: number): BenchResult {
  return { name: `room-${name}`, value, unit: 'ms', reference: LIMIT_MS, ratio: value / LIMIT_MS };
}

/** Going from room to room with 500 bots, warm: at most 100 ms each; the first time each room's code is fetched too. */
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
