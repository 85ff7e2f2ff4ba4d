import { describe, expect, it } from 'vitest';
import { peerMetrics } from '../../../../src-main/backtest/peer-metrics.ts';
import { WORKED_PROFITS, workedCurve } from '../../../fakes/worked-example.ts';

/** What those programs' own functions gave for the worked example is what is expected. */
function workedExample() {
  return {
    startingBalance: 1000,
    dailyEquity: workedCurve(),
    days: 30,
    periodsAYear: 365,
    profits: WORKED_PROFITS,
    tradeReturns: WORKED_PROFITS.map((profit) => profit / 200),
    maxDrawdown: 0.0281690140845,
  };
}

const four = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(4)));

describe('the figures of other programs', () => {
  const peers = peerMetrics(workedExample());

  it.each([
    ['freqtradeTrades', 1.7078, 4.2276, 135.6454, 1.0318, 1.8, 6],
    ['freqtradeWallet', 3.0079, 4.5533, 135.6454, 1.0318, 1.8, 6],
    ['backtestingPy', 2.0029, 7.467, 36.6301, 1.0328, 1.8, 0.03],
    ['nautilusTrader', 2.4573, 4.4475, 22.4159, 0.6314, 1.8495, 6],
  ] as const)('%s', (program, sharpe, sortino, calmar, annualisedReturn, profitFactor, expectancy) => {
    const figures = peers[program];
    expect(four(figures.sharpe)).toBe(sharpe);
    expect(four(figures.sortino)).toBe(sortino);
    expect(figures.calmar).toBeCloseTo(calmar, 3);
    expect(four(figures.annualisedReturn)).toBe(annualisedReturn);
    expect(four(figures.profitFactor)).toBe(profitFactor);
    expect(four(figures.expectancy)).toBe(expectancy);
  });

  it('have the system quality number of freqtrade and backtesting.py', () => {
    expect(four(peers.freqtradeTrades.systemQuality)).toBe(0.8045);
    expect(four(peers.backtestingPy.systemQuality)).toBe(0.8045);
  });

  it('are null where those programs say 0, -100 or infinity', () => {
    const nothing = peerMetrics({
      startingBalance: 1000,
      dailyEquity: [1000, 1000],
      days: 1,
      periodsAYear: 365,
      profits: [],
      tradeReturns: [],
      maxDrawdown: 0,
    });
    for (const figures of Object.values(nothing)) {
      expect([figures.sharpe, figures.sortino, figures.calmar, figures.profitFactor, figures.expectancy]).toEqual(
        Array(5).fill(null),
      );
    }
  });
});
