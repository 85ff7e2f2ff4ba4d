import { describe, expect, it } from 'vitest';
import type { BacktestRequest } from '../../../../../src-main/backtest/backtest-request.ts';
import type { BacktestRun } from '../../../../../src-main/backtest/recorder.ts';
import { runBacktest } from '../../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../../src-main/model/candle-aggregation.ts';
import { moneyFromText, moneyToNumber, priceToNumber, quantityToNumber } from '../../../../../src-main/model/money.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { hasTestData, testDataCandles } from '../../../../fakes/candle-files.ts';
import { instrumentFor } from '../../../../fakes/engine-session.ts';

const FUTURES = 'binance-futures/BTC_USDT_USDT-1h-futures.csv.gz';
const FUNDING = 'binance-futures/BTC_USDT_USDT-1h-funding_rate.csv.gz';
const MARKS = 'binance-futures/BTC_USDT_USDT-1h-mark.csv.gz';
const isHere = [FUTURES, FUNDING, MARKS].every(hasTestData);

const instrument = instrumentFor('BTC-USDT', { tick: '0.1', step: '0.001' });
const risk = { sizeFraction: 0.5, stopLossFraction: 0.02, takeProfitFraction: 0.03, leverage: 1 };

function requestOn(candles: CandleColumns, changes: Partial<BacktestRequest> = {}): BacktestRequest {
  const params = { fast: 10, slow: 40, direction: 'both' };
  return requestOf(candles, {
    instrument,
    interval: '1h',
    params,
    risk,
    capital: moneyFromText('1000000'),
    ...changes,
  });
}

const run = (request: BacktestRequest): BacktestRun => unwrap(runBacktest(request));

describe.skipIf(!isHere)('a perpetual and its recorded funding (SPEC 11.16)', () => {
  it('pays what a walk over its trades says, rate by rate', () => {
    const candles = testDataCandles(FUTURES);
    const marks = testDataCandles(MARKS);
    const { openTimeMs: timeMs, open: rate } = testDataCandles(FUNDING);
    const venue = { funding: { [instrument.id]: { timeMs, rate } }, marks: { [instrument.id]: { candles: marks } } };
    const { trades, costs } = run(requestOn(candles, { venue }));
    const markAt = new Map(Array.from(marks.openTimeMs, (time, row) => [time, marks.open[row] as number]));
    let paid = 0;
    let payments = 0;
    timeMs.forEach((time, index) => {
      for (const { side, quantity, entryTimeMs, exitTimeMs } of trades) {
        // Stops and targets leave within a candle and carry its open's time: funding at that time came before them.
        if (!(entryTimeMs < time && time <= exitTimeMs)) continue;
        const mark = markAt.get(time) ?? Number.NaN;
        paid += quantityToNumber(quantity) * mark * (rate[index] as number) * (side === 'long' ? 1 : -1);
        payments++;
      }
    });
    expect(payments).toBeGreaterThan(300);
    expect(moneyToNumber(costs.funding)).toBeCloseTo(paid, 5);
  });
});

describe.skipIf(!isHere)('hours told as finer candles (SPEC 11.14)', () => {
  it('fill nothing outside the hour, and enter where the plain hours enter', () => {
    const hours = testDataCandles(FUTURES);
    const days = aggregateColumns(hours, '1h', '4h');
    const fine = { [instrument.id]: { interval: '1h', candles: hours } } as const;
    const plain = run(requestOn(days, { interval: '4h' }));
    const told = run(requestOn(days, { interval: '4h', venue: { fineCandles: fine } }));
    expect(plain.trades.length).toBeGreaterThan(50);
    for (const trade of told.trades) {
      const row = hours.openTimeMs.indexOf(trade.exitTimeMs);
      expect(row, 'left at the open of a finer candle').toBeGreaterThanOrEqual(0);
      const price = priceToNumber(trade.exitPrice);
      const slack = price * 0.0005; // spread and slippage
      expect(price).toBeGreaterThanOrEqual((hours.low[row] as number) - slack);
      expect(price).toBeLessThanOrEqual((hours.high[row] as number) + slack);
    }
    const stops = told.trades.filter(({ exitReason }) => exitReason === 'stop' || exitReason === 'target');
    expect(stops.some(({ exitTimeMs }) => exitTimeMs % (4 * 3_600_000) !== 0)).toBe(true);
  });
});

describe.skipIf(!isHere)('leverage on a recorded tape (SPEC 11.17)', () => {
  it('a liquidated trade loses its margin at most, fees of the entry and funding aside', () => {
    const candles = testDataCandles(FUTURES);
    const leverage = 25;
    const bare = { sizeFraction: 0.05, stopLossFraction: null, takeProfitFraction: null, leverage };
    const { trades } = run(requestOn(candles, { risk: bare, feeBps: 0 }));
    const liquidated = trades.filter(({ exitReason }) => exitReason === 'liquidation');
    expect(liquidated.length).toBeGreaterThan(10);
    for (const { profit, entryPrice, quantity } of liquidated) {
      const margin = (priceToNumber(entryPrice) * quantityToNumber(quantity)) / leverage;
      expect(-moneyToNumber(profit)).toBeLessThanOrEqual(margin * (1 + 1e-9));
      expect(-moneyToNumber(profit)).toBeGreaterThan(margin * 0.8);
    }
  });
});
