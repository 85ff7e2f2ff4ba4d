import { fileURLToPath } from 'node:url';
import type { BacktestRequest } from '../../src-main/backtest/backtest-request.ts';
import { runBacktest } from '../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';
import { moneyToText } from '../../src-main/model/money.ts';
import { forkProcess } from '../../src-main/own-strategies/process/fork-process.ts';
import { openStrategyProcess } from '../../src-main/own-strategies/process/strategy-process.ts';
import { requestOf } from '../fakes/backtest-runs.ts';
import { compiled, loaded, OWN_CROSS } from '../fakes/own-strategies.ts';
import { seededCandles } from '../fakes/seeded-tape.ts';
import type { Bench, BenchResult } from './bench.ts';

const CANDLES = 500_000;
const WARM_UPS = 4;
const RUNS = 9;
const WORKER = fileURLToPath(new URL('../../src-main/own-strategy-worker.ts', import.meta.url));

const medianOf = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;

/** Both in turns, so that what else the machine does falls on both. */
function timeInTurns(shipped: () => string, own: () => string): { shippedMs: number; ownMs: number } {
  const [shippedMs, ownMs]: [number[], number[]] = [[], []];
  for (let run = 0; run < WARM_UPS + RUNS; run++) {
    const startedMs = performance.now();
    const one = shipped();
    const betweenMs = performance.now();
    const other = own();
    if (one !== other) throw new Error(`the shipped strategy came to ${one}, the own one to ${other}`);
    if (run < WARM_UPS) continue;
    shippedMs.push(betweenMs - startedMs);
    ownMs.push(performance.now() - betweenMs);
  }
  return { shippedMs: medianOf(shippedMs), ownMs: medianOf(ownMs) };
}

/** The first run a person sees: a process, the candles into it, one cold run, the result out of it. */
async function firstRunMs(request: BacktestRequest): Promise<number> {
  const strategy = compiled(OWN_CROSS);
  const startedMs = performance.now();
  const process = openStrategyProcess(forkProcess(WORKER));
  unwrap(await process.ask('backtest', { strategy, request }));
  const durationMs = performance.now() - startedMs;
  await process.dispose();
  return durationMs;
}

const compare = (name: string, value: number, reference: number): BenchResult => ({
  name,
  value,
  unit: 'ms',
  reference,
  ratio: value / reference,
});

/** A cross of two averages: the shipped strategy beside the same rule in a person's own file, trade for trade equal. */
export const bench: Bench = {
  name: 'own-strategies',
  async run() {
    const request = requestOf(candleColumnsOf(seededCandles('own strategies', { bars: CANDLES })));
    const definition = loaded(OWN_CROSS);
    const textOf = (run: ReturnType<typeof runBacktest>) => moneyToText(unwrap(run).finalEquity);
    const { shippedMs, ownMs } = timeInTurns(
      () => textOf(runBacktest(request)),
      () => textOf(runBacktest(request, { findStrategy: () => definition })),
    );
    return [
      compare('own cross over 500,000 candles, beside the shipped one', ownMs, shippedMs),
      compare('own cross in a process of its own, the first run', await firstRunMs(request), shippedMs),
    ];
  },
};
