import { describe, expect, it } from 'vitest';
import { NO_ACCOUNT_LIMITS } from '../../../../src-main/backtest/backtest-request.ts';
import { NO_COSTS } from '../../../../src-main/backtest/cost-tally.ts';
import { dailyEquity, returnsOf } from '../../../../src-main/backtest/daily-returns.ts';
import { metricsOf } from '../../../../src-main/backtest/metrics.ts';
import type { BacktestRun } from '../../../../src-main/backtest/recorder.ts';
import { NO_REFUSALS } from '../../../../src-main/backtest/refusal-log.ts';
import { drawdownOf, sharpeRatio, sortinoRatio } from '../../../../src-main/backtest/statistics.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import type { Money } from '../../../../src-main/model/money.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import { BTC, WHOLE } from '../../../fakes/engine-session.ts';
import { WORKED_PROFITS, workedCurve } from '../../../fakes/worked-example.ts';

function runOf(equity: readonly number[], profits: readonly number[], changes: Partial<BacktestRun> = {}): BacktestRun {
  const firstMs = Date.UTC(2024, 0, 1);
  return {
    request: {
      instrument: BTC,
      interval: '1d',
      candles: candleColumnsOf(
        equity.map((value, row) => ({
          openTimeMs: firstMs + row * DAY_MS,
          open: value,
          high: value,
          low: value,
          close: value,
          volume: 1,
        })),
      ),
      strategyId: 'sma-cross',
      params: {},
      capital: moneyFromText('1000'),
      feeBps: 0,
      slippageBps: 0,
      spreadBps: 0,
      risk: WHOLE,
      accountRisk: NO_ACCOUNT_LIMITS,
    },
    trades: profits.map((profit) => ({
      botId: 'b',
      instrumentId: BTC.id,
      side: 'long',
      entryTimeMs: 0,
      entryPrice: priceFromText('1'),
      exitTimeMs: 0,
      exitPrice: priceFromText('1'),
      quantity: quantityFromText('1'),
      fee: 0n as Money,
      profit: moneyFromText(String(profit)),
      exitReason: 'signal',
      entryTag: '',
      exitTag: '',
    })),
    finalEquity: moneyFromText(String(equity.at(-1) ?? 1000)),
    fees: 0n as Money,
    costs: NO_COSTS,
    equity: Float64Array.from(equity),
    heldBars: 0,
    refusals: 0,
    refusalLog: NO_REFUSALS,
    ...changes,
  };
}

describe('the reference curve', () => {
  const values = workedCurve();
  const returns = returnsOf(values);

  it('Sharpe as Jesse has it, and as Nautilus has it for a year of 252 days', () => {
    expect(values.at(-1)).toBe(1060);
    expect(sharpeRatio(returns)).toBeCloseTo(2.9574, 4);
    expect((sharpeRatio(returns) ?? 0) * Math.sqrt(252 / 365)).toBeCloseTo(2.4573, 4);
  });

  it('Sortino as Nautilus has it, in a year of 365 days; Jesse’s counts one day more than there are returns', () => {
    const ours = sortinoRatio(returns) ?? 0;
    expect(returns).toHaveLength(30);
    expect(ours * Math.sqrt(252 / 365)).toBeCloseTo(4.4475, 4);
    expect(ours * Math.sqrt(31 / 30)).toBeCloseTo(5.4411, 4);
  });

  it('drawdown, profit factor, expectancy, win rate', () => {
    const metrics = metricsOf(runOf(values, WORKED_PROFITS));
    expect(metrics.maxDrawdown).toBeCloseTo(0.028169, 6);
    expect(metrics.profitFactor).toBeCloseTo(1.8, 12);
    expect(metrics.expectancy).toBeCloseTo(6, 12);
    expect(metrics.winRate).toBeCloseTo(0.6, 12);
    expect(metrics.totalReturn).toBeCloseTo(0.06, 12);
  });

  it('annualised return over the 31 days from the first open to the last close; Calmar is its ratio to the drawdown', () => {
    const metrics = metricsOf(runOf(values, []));
    expect(metrics.annualisedReturn).toBeCloseTo(1.06 ** (365 / 31) - 1, 12);
    expect(metrics.calmar).toBeCloseTo((1.06 ** (365 / 31) - 1) / (metrics.maxDrawdown ?? 0), 9);
  });
});

describe('what is not defined is null', () => {
  it('without trades', () => {
    const metrics = metricsOf(runOf([1000, 1000, 1000], []));
    expect(metrics).toMatchObject({
      totalReturn: 0,
      maxDrawdown: 0,
      maxDrawdownMs: 0,
      sharpe: null,
      sortino: null,
      calmar: null,
      annualisedReturn: null,
      winRate: null,
      profitFactor: null,
      expectancy: null,
      exposure: 0,
      trades: 0,
      fees: '0',
    });
  });

  it('without a loss there is no profit factor and no Sortino', () => {
    const metrics = metricsOf(runOf([1010, 1030, 1040], [10, 20, 10]));
    expect([metrics.profitFactor, metrics.sortino]).toEqual([null, null]);
    expect(metrics.sharpe).toBeGreaterThan(0);
    expect(metrics.winRate).toBe(1);
  });

  it('without a win the profit factor is 0', () => {
    expect(metricsOf(runOf([990], [-10]))).toMatchObject({ profitFactor: 0, winRate: 0, sharpe: null });
  });

  it('equal returns every day have no Sharpe, whatever the rounding', () => {
    expect(sharpeRatio([0.1, 0.1, 0.1])).toBeNull();
    expect(sharpeRatio([])).toBeNull();
    expect(sharpeRatio([0.1])).toBeNull();
    expect(sortinoRatio([])).toBeNull();
  });

  it('an account that lost everything has no annualised return', () => {
    const lost = Array.from({ length: 40 }, () => 0);
    expect(metricsOf(runOf(lost, [-1000]))).toMatchObject({ annualisedReturn: null, totalReturn: -1, maxDrawdown: 1 });
  });
});

describe('the curve by days', () => {
  it('takes the last point of each UTC day, the capital first; days without a point are left out', () => {
    const hour = DAY_MS / 24;
    const times = Float64Array.from([0, 23 * hour, 24 * hour, 25 * hour, 73 * hour]);
    expect(dailyEquity(times, Float64Array.from([1, 2, 3, 4, 5]), 100)).toEqual([100, 2, 4, 5]);
  });
});

describe('drawdown', () => {
  const times = Float64Array.from([0, 1, 2, 3, 4, 5]);

  it('counts a loss from the first bar on: the capital is the first peak', () => {
    expect(drawdownOf(times, Float64Array.from([90, 95, 100, 110, 100, 120]), 100)).toEqual({
      deepest: 1 - 90 / 100,
      longestMs: 2,
    });
  });

  it('lasts until the peak is regained, or until the end', () => {
    expect(drawdownOf(times, Float64Array.from([100, 110, 105, 104, 109, 110]), 100).longestMs).toBe(4);
    expect(drawdownOf(times, Float64Array.from([100, 110, 105, 104, 109, 108]), 100).longestMs).toBe(4);
    expect(drawdownOf(times, Float64Array.from([100, 110, 120, 130, 140, 150]), 100)).toEqual({
      deepest: 0,
      longestMs: 0,
    });
  });
});
