import { describe, expect, it } from 'vitest';
import type { BacktestRequest } from '../../../../src-main/backtest/backtest-request.ts';
import { boundsOf } from '../../../../src-main/backtest/bounds.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import type { VenueSettings } from '../../../../src-main/backtest/venue-settings.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { Candle } from '../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../src-main/model/candle-aggregation.ts';
import { moneyToText } from '../../../../src-main/model/money.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { MINUTE_MS, type Prices, WHOLE } from '../../../fakes/engine-session.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const HOUR_MS = 60 * MINUTE_MS;
const START_MS = Date.UTC(2024, 0, 1);
const barAt = (openTimeMs: number, [open, high, low, close]: Prices): Candle => ({
  openTimeMs,
  open,
  high,
  low,
  close,
  volume: 1,
});

/** Crosses up at 99 and is bought at 100; then a bar that reaches both stop (98) and target (103). */
const bars = [100, 99, 98, 97, 99].map((price, index) =>
  barAt(START_MS + index * HOUR_MS, [price, price, price, price]),
);
const doubtful = barAt(START_MS + 6 * HOUR_MS, [100, 104, 97, 101]);
const candles = candleColumnsOf([
  ...bars,
  barAt(START_MS + 5 * HOUR_MS, [100, 100, 100, 100]),
  doubtful,
  barAt(START_MS + 7 * HOUR_MS, [101, 101, 101, 101]),
]);
const request = requestOf(candles, {
  interval: '1h',
  params: { fast: 1, slow: 3 },
  feeBps: 0,
  slippageBps: 0,
  spreadBps: 0,
  risk: { ...WHOLE, stopLossFraction: 0.02, takeProfitFraction: 0.03 },
});

describe('bounds of a run', () => {
  it('are the worst and the best reading of its candles', () => {
    const { pessimistic, optimistic } = unwrap(boundsOf(request));
    expect([moneyToText(pessimistic.netProfit), moneyToText(optimistic.netProfit)]).toEqual(['-200', '300']);
  });

  it('a run that is cancelled has none', () => {
    expect(boundsOf(request, { isCancelled: () => true })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('finer candles', () => {
  const minute = (index: number, prices: Prices) => barAt(doubtful.openTimeMs + index * MINUTE_MS, prices);
  const up = minute(0, [100, 104, 100, 104]);
  const down = minute(1, [104, 104, 97, 101]);
  const profitWith = (fine: readonly Candle[]): string => {
    const venue: VenueSettings = {
      fineCandles: { [request.instrument.id]: { interval: '1m', candles: candleColumnsOf(fine) } },
    };
    return moneyToText(unwrap(runBacktest({ ...request, venue })).trades[0]?.profit as never);
  };

  it('decide what a candle leaves open', () => {
    expect(profitWith([up, down])).toBe('300');
    expect(profitWith([minute(0, [100, 100, 97, 98]), minute(1, [98, 104, 98, 101])])).toBe('-200');
  });

  it('that do not begin with the candle or do not cover it leave it as it is', () => {
    expect(profitWith([down])).toBe('-200');
    expect(profitWith([up, minute(1, [104, 104, 97.5, 101])])).toBe('-200');
  });

  it('change nothing where orders fill at opens alone', () => {
    const fine = seededTape('fine', { bars: 6000, firstMs: START_MS - MINUTE_MS });
    const whole = requestOf(aggregateColumns(fine, '1m', '1h'), { interval: '1h', params: { fast: 2, slow: 4 } });
    const told: BacktestRequest = {
      ...whole,
      venue: { fineCandles: { [whole.instrument.id]: { interval: '1m', candles: fine } } },
    };
    const [plain, finer] = [whole, told].map((each) => unwrap(runBacktest(each)));
    expect(plain?.trades.length).toBeGreaterThan(5);
    expect(finer?.trades).toEqual(plain?.trades);
    expect(finer?.equity).toEqual(plain?.equity);
  });
});
