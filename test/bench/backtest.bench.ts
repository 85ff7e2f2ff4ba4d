import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import type { BacktestRequest } from '../../src-main/backtest/backtest-request.ts';
import { NO_ACCOUNT_LIMITS } from '../../src-main/backtest/backtest-request.ts';
import { runBacktest } from '../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { createCandleColumns } from '../../src-main/model/candle.ts';
import { createInstrument } from '../../src-main/model/instrument.ts';
import { moneyFromText } from '../../src-main/model/money.ts';
import { candlesOfLines } from '../fakes/candle-lines.ts';
import type { Bench, BenchResult } from './bench.ts';
import { Cross, eventDriven } from './event-loop-reference.mjs';

const CANDLES = 500_000;
/** All of the recorded minutes. */
const LONG = 1_600_000;
const WARM_UPS = 4;
const RUNS = 11;
const [FAST, SLOW, FEE] = [10, 30, 0.001];
const RECORDED = resolve(
  process.env.BELLWETHER_TEST_DATA ?? '../shared/data',
  'bitfinex-1m/BTCUSD-1m-2017-2019.csv.gz',
);

/** Minute candles as bitcoin makes them: 0.06 % a minute, prices in cents. */
function walk(): CandleColumns {
  const random = createSeededRandom('backtest bench');
  const cents = (value: number) => Math.round(value * 100) / 100;
  const bell = () => random.next() + random.next() + random.next() + random.next() - 2;
  const columns = createCandleColumns(CANDLES);
  let price = 30_000;
  for (let row = 0; row < CANDLES; row++) {
    const open = price;
    const close = cents(open * (1 + bell() * 0.001));
    columns.openTimeMs[row] = Date.UTC(2024, 0, 1) + row * 60_000;
    columns.open[row] = open;
    columns.close[row] = close;
    columns.high[row] = cents(Math.max(open, close) * (1 + random.next() * 0.0005));
    columns.low[row] = cents(Math.min(open, close) * (1 - random.next() * 0.0005));
    columns.volume[row] = random.next() * 20;
    price = close;
  }
  return columns;
}

function recorded(most: number): CandleColumns {
  const lines = gunzipSync(readFileSync(RECORDED))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1, most + 1);
  return candlesOfLines(lines);
}

function requestOf(candles: CandleColumns): BacktestRequest {
  const instrument = createInstrument('imported', 'BTC-USDT');
  if (instrument === undefined) throw new Error('BTC-USDT is no symbol');
  return {
    instrument,
    interval: '1m',
    candles,
    strategyId: 'sma-cross',
    params: { fast: FAST, slow: SLOW },
    capital: moneyFromText('10000'),
    feeBps: FEE * 10_000,
    slippageBps: 0,
    spreadBps: 0,
    risk: { sizeFraction: 1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
    accountRisk: NO_ACCOUNT_LIMITS,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

function seconds(run: () => unknown): number {
  const startedMs = performance.now();
  run();
  return (performance.now() - startedMs) / 1000;
}

/** Both in turn, so that whatever slows the machine down slows both. Candles a second; more is better. */
function compare(name: string, candles: CandleColumns): BenchResult {
  const request = requestOf(candles);
  const rows = candles.close.length;
  const [ours, reference]: [number[], number[]] = [[], []];
  for (let run = -WARM_UPS; run < RUNS; run++) {
    const referenceSeconds = seconds(() => eventDriven(candles, new Cross(), FAST, SLOW, FEE));
    const ourSeconds = seconds(() => unwrap(runBacktest(request)));
    if (run < 0) continue;
    ours.push(rows / ourSeconds);
    reference.push(rows / referenceSeconds);
  }
  const [value, yardstick] = [median(ours), median(reference)];
  return { name, value, unit: 'candles/s', reference: yardstick, ratio: value / yardstick };
}

/** What a run keeps in memory beside its candles and code, and the first run a person sees beside the steady one. */
function longRun(): readonly BenchResult[] {
  const request = requestOf(recorded(LONG));
  collectGarbage();
  const before = bytesInUse();
  const firstSeconds = seconds(() => unwrap(runBacktest(request)));
  // With what the run left lying about: what it needed at most is not more.
  const megabytes = (bytesInUse() - before + candleBytes(request.candles)) / 1e6;
  const steady = median(Array.from({ length: 5 }, () => seconds(() => unwrap(runBacktest(request)))));
  return [
    { name: 'backtest of 1.5 million minutes', value: steady, unit: 's', reference: 1, ratio: steady },
    { name: 'its first run', value: firstSeconds, unit: 's', reference: steady, ratio: firstSeconds / steady },
    { name: 'its memory, candles included', value: megabytes, unit: 'MB', reference: 200, ratio: megabytes / 200 },
  ];
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

function bytesInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const candleBytes = (candles: CandleColumns): number =>
  Object.values(candles).reduce((sum, column: Float64Array) => sum + column.byteLength, 0);

export const bench: Bench = {
  name: 'backtest',
  run: async () => {
    // Before anything has been compiled for it.
    const long = existsSync(RECORDED) ? longRun() : [];
    const results = [compare('backtest sma-cross, random walk', walk())];
    if (existsSync(RECORDED)) results.push(compare('backtest sma-cross, recorded minutes', recorded(CANDLES)));
    return [...results, ...long];
  },
};
