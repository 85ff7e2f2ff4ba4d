import { describe, expect, it } from 'vitest';
import type { BacktestRun } from '../../../../src-main/backtest/recorder.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { moneyToText, priceToText, quantityToText } from '../../../../src-main/model/money.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { MINUTE_MS, WHOLE } from '../../../fakes/engine-session.ts';

/** Crosses up at 99 and is bought at 100; what follows is up to the test. */
function runOn(after: readonly number[], leverage: number, sizeFraction = 0.5): BacktestRun {
  const candles = candleColumnsOf(
    [100, 99, 98, 97, 99, 100, ...after].map((price, index) => ({
      openTimeMs: Date.UTC(2024, 0, 1) + index * MINUTE_MS,
      open: price,
      high: price,
      low: price,
      close: price,
      volume: 1,
    })),
  );
  const risk = { ...WHOLE, sizeFraction, leverage };
  const costs = { feeBps: 0, slippageBps: 0, spreadBps: 0 };
  const venue = { margin: { maintenanceMarginFraction: 0.005, liquidationFeeBps: 100 } };
  return unwrap(runBacktest(requestOf(candles, { ...costs, risk, venue, params: { fast: 1, slow: 3 } })));
}

describe('leverage (SPEC 5.5, 11.17)', () => {
  it('a position is worth leverage times the margin it binds', () => {
    const { trades, finalEquity } = runOn([110], 10);
    expect(trades.map(({ entryPrice, quantity }) => `${quantityToText(quantity)}@${priceToText(entryPrice)}`)).toEqual([
      '500@100',
    ]);
    expect(moneyToText(finalEquity)).toBe('15000');
  });

  it('liquidation takes the margin and leaves the rest of the account', () => {
    const { trades, finalEquity } = runOn([80, 80], 10);
    expect(trades.map(({ exitReason, exitPrice }) => `${exitReason} ${priceToText(exitPrice)}`)).toEqual([
      'liquidation 90',
    ]);
    expect(moneyToText(finalEquity)).toBe('5000');
  });

  it('fully paid nothing is liquidated', () => {
    const { trades } = runOn([1, 1], 1);
    expect(trades.map(({ exitReason }) => exitReason)).toEqual(['signal']);
  });

  it('buying power refuses more than the account can margin', () => {
    const whole = runOn([110], 10, 1);
    expect([whole.trades.length, whole.refusals]).toEqual([1, 0]);
    expect(moneyToText(whole.finalEquity)).toBe('20000');
  });
});
