import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotsFolder, writeBotsFolder } from '../bench/bots-folder.ts';
import { startFactLoad } from '../bench/fact-load.ts';
import { callChannel, whenReady } from '../e2e/pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from '../e2e/pages/launch-app.ts';
import { type PageName, resizeContent } from '../e2e/pages/window-frame.ts';
import { growthMbAnHour, type HeapSample } from './heap-growth.ts';

/** Of the measured part; `BELLWETHER_SOAK_MINUTES` chooses another. Below some ten minutes chance decides. */
const MINUTES = Number(process.env.BELLWETHER_SOAK_MINUTES ?? 30);
/** Bounded lists fill and caches settle before anything is measured. */
const WARM_UP_MINUTES = Math.min(10, MINUTES / 3);
const MINUTE_MS = 60_000;
const SAMPLE_EVERY_MS = 30_000;
const BOTS = 100;
const FACTS_PER_SECOND = 1000;
const LIMIT_MB_AN_HOUR = 5;
/** Gone round again and again, a sample each: what a page leaves behind when it is left shows too. */
const ROOMS: readonly PageName[] = ['Dashboard', 'Chart', 'Workspace', 'Orders'];

let folder: BotsFolder;
let launched: LaunchedApp;
let session: CDPSession;

beforeAll(async () => {
  folder = await writeBotsFolder(BOTS);
  launched = await launchApp({ dataDir: folder.dataDir });
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  session = await launched.page.context().newCDPSession(launched.page);
});
afterAll(async () => {
  await launched.close();
  await folder.remove();
});

async function pageHeapBytes(): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

function mainHeapBytes(): Promise<number> {
  return launched.app.evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  });
}

type Samples = { readonly page: readonly HeapSample[]; readonly main: readonly HeapSample[] };

/**
 * Goes round the rooms from inside the page, for ever. Whatever a test evaluates in a page is compiled and kept by the
 * debugger it came through: told once, the page's heap is the page's own.
 */
async function goRound(): Promise<void> {
  await launched.page.evaluate(
    ({ rooms, everyMs }) => {
      let at = 0;
      setInterval(() => {
        const room = rooms[at++ % rooms.length];
        const buttons = [...document.querySelectorAll<HTMLElement>('nav[aria-label="Pages"] button')];
        buttons.find(({ textContent }) => textContent?.trim() === room)?.click();
      }, everyMs);
    },
    { rooms: ROOMS, everyMs: SAMPLE_EVERY_MS / ROOMS.length },
  );
}

/** What is in use once in each round, for so long. */
async function watchHeaps(minutes: number): Promise<Samples> {
  const page: HeapSample[] = [];
  const main: HeapSample[] = [];
  const startedMs = performance.now();
  while (performance.now() - startedMs < minutes * MINUTE_MS) {
    await wait(SAMPLE_EVERY_MS);
    const atMs = performance.now() - startedMs;
    page.push({ atMs, bytes: await pageHeapBytes() });
    main.push({ atMs, bytes: await mainHeapBytes() });
  }
  return { page, main };
}

describe('a window that runs for long', () => {
  it(
    `holds on to less than ${LIMIT_MB_AN_HOUR} MB more an hour under ${FACTS_PER_SECOND} facts a second, page and main process each`,
    async () => {
      const snapshot = await callChannel(launched.page, 'app.snapshot', {});
      if (!snapshot.ok) throw new Error(snapshot.error.message);
      const stop = await startFactLoad(launched, {
        factsPerSecond: FACTS_PER_SECOND,
        bots: snapshot.value.bots,
      });
      await goRound();
      await wait(WARM_UP_MINUTES * MINUTE_MS);
      const { page, main } = await watchHeaps(MINUTES);
      await stop();
      const growth = { page: growthMbAnHour(page), main: growthMbAnHour(main) };
      console.info('MB an hour', growth, 'MB at the end', {
        page: (page.at(-1)?.bytes ?? 0) / 1e6,
        main: (main.at(-1)?.bytes ?? 0) / 1e6,
      });
      expect(growth.page).toBeLessThan(LIMIT_MB_AN_HOUR);
      expect(growth.main).toBeLessThan(LIMIT_MB_AN_HOUR);
    },
    (MINUTES + WARM_UP_MINUTES + 10) * MINUTE_MS,
  );
});
