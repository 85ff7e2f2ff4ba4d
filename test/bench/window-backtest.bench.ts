import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { BacktestPage } from '../e2e/pages/backtest-page.ts';
import { whenReady } from '../e2e/pages/bellwether-page.ts';
import { writeCandleFile } from '../e2e/pages/candle-files.ts';
import { DataPage } from '../e2e/pages/data-page.ts';
import { type LaunchedApp, launchApp } from '../e2e/pages/launch-app.ts';
import { resizeContent, WindowFrame } from '../e2e/pages/window-frame.ts';
import type { Bench, BenchResult } from './bench.ts';

const CANDLES = 1_000_000;
const ROUNDS = 5;
/** Watched before it is cancelled; the run itself takes longer. */
const WATCHED_MS = 1000;

/** At least so many updates, at most so many milliseconds. */
const PROMISED = { updatesASecond: 10, cancelMs: 200 };

type Round = {
  readonly updatesASecond: number;
  readonly frames: readonly number[];
  /** From the press until the news of it arrives, and until the page shows it. */
  readonly toldMs: number;
  readonly shownMs: number;
};

/** Frames of the page while nothing is done: what the machine gives at this moment. */
function idleFrames(page: Page): Promise<readonly number[]> {
  return page.evaluate(
    (watchedMs) =>
      new Promise<readonly number[]>((resolve) => {
        const frames: number[] = [];
        const startedMs = performance.now();
        let last = startedMs;
        const tick = (now: number): void => {
          frames.push(now - last);
          last = now;
          if (now - startedMs < watchedMs) requestAnimationFrame(tick);
          else resolve(frames);
        };
        requestAnimationFrame(tick);
      }),
    WATCHED_MS,
  );
}

/** Watches a run from inside the page, cancels it and takes the time until the page says so. */
function watchAndCancel(page: Page): Promise<Round> {
  return page.evaluate(
    (watchedMs) =>
      new Promise<Round>((resolve, reject) => {
        const frames: number[] = [];
        const shown = new Set<string>();
        let firstMs: number | undefined;
        let cancelledMs: number | undefined;
        let toldMs = Number.NaN;
        let last = performance.now();
        type Batch = {
          readonly facts: readonly { readonly kind: string; readonly job?: { readonly state: string } }[];
        };
        const { bellwether } = window as unknown as {
          bellwether: { onFacts: (listener: (batchText: string) => void) => () => void };
        };
        const stop = bellwether.onFacts((batchText) => {
          const { facts } = JSON.parse(batchText) as Batch;
          if (facts.some((fact) => fact.kind === 'job' && fact.job?.state === 'cancelled')) toldMs = performance.now();
        });
        const tick = (now: number): void => {
          frames.push(now - last);
          last = now;
          const value = document.querySelector('[role="status"] [role="progressbar"]')?.getAttribute('aria-valuenow');
          if (value !== null && value !== undefined && Number(value) > 0) {
            firstMs ??= now;
            shown.add(value);
          }
          if (cancelledMs !== undefined && document.body.textContent?.includes('The backtest was cancelled')) {
            const seconds = (cancelledMs - (firstMs ?? cancelledMs)) / 1000;
            stop();
            const shownMs = performance.now() - cancelledMs;
            resolve({ updatesASecond: shown.size / seconds, frames, toldMs: toldMs - cancelledMs, shownMs });
            return;
          }
          if (firstMs !== undefined && document.querySelector('[data-testid="backtest-result"]') !== null) {
            stop();
            reject(new Error('the run ended before it was cancelled: it needs more candles'));
            return;
          }
          if (cancelledMs === undefined && firstMs !== undefined && now - firstMs >= watchedMs) {
            const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Cancel');
            cancelledMs = performance.now();
            button?.click();
          }
          requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
      }),
    WATCHED_MS,
  );
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}

async function openLab(launched: LaunchedApp, folder: string): Promise<BacktestPage> {
  const path = join(folder, 'MILLION-USDT-1m.csv');
  await writeCandleFile({ path, rows: CANDLES, intervalMs: 60_000 });
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  const frame = new WindowFrame(launched.page);
  await frame.open('Data');
  const data = new DataPage(launched);
  await data.choose(path);
  await data.import();
  await data.result.waitFor({ timeout: 60_000 });
  await frame.open('Backtest');
  const lab = new BacktestPage(launched.page);
  await lab.choose('Data set', /MILLION-USDT 1m/);
  await lab.choose('Strategy', 'Signal blend');
  return lab;
}

function resultsOf(rounds: readonly Round[], idle: readonly number[]): readonly BenchResult[] {
  const result = (name: string, value: number, unit: string, reference: number): BenchResult => ({
    name,
    value,
    unit,
    reference,
    ratio: value / reference,
  });
  const frames = rounds.flatMap((round) => round.frames);
  const of = (part: 'updatesASecond' | 'toldMs' | 'shownMs', share: number): number =>
    percentile(
      rounds.map((round) => round[part]),
      share,
    );
  return [
    result('backtest progress, fewest', of('updatesASecond', 0), 'updates/s', PROMISED.updatesASecond),
    result('frame p95 in a run, against idle', percentile(frames, 0.95), 'ms', percentile(idle, 0.95)),
    result('cancel until told, slowest', of('toldMs', 1), 'ms', PROMISED.cancelMs),
    result('cancel until shown, slowest', of('shownMs', 1), 'ms', PROMISED.cancelMs),
  ];
}

/** A million candles under the slowest strategy there is: what the window shows of it, and how soon it lets go. */
export const bench: Bench = {
  name: 'window-backtest',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'bellwether-bench-'));
    const launched = await launchApp();
    try {
      const lab = await openLab(launched, folder);
      const idle = await idleFrames(launched.page);
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        await lab.run();
        rounds.push(await watchAndCancel(launched.page));
      }
      return resultsOf(rounds, idle);
    } finally {
      await launched.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
