import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../../../src-main/backtest/run-backtest.ts';
import { drawdownTable } from '../../../../../src-main/backtest/statistics/drawdown-table.ts';
import { monthlyReturns } from '../../../../../src-main/backtest/statistics/monthly-returns.ts';
import { statisticsOf } from '../../../../../src-main/backtest/statistics/statistics-of.ts';
import { drawdownOf } from '../../../../../src-main/backtest/statistics.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import { moneyFromText, moneyToText } from '../../../../../src-main/model/money.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';
import { runOf } from './made-trades.ts';

const at = (text: string): number => Date.parse(`${text}Z`);

describe('monthly returns', () => {
  it('by hand: months without a candle are null, the year is what its months make', () => {
    const times = ['2023-11-05T10:00', '2023-11-30T23:59', '2023-12-01T00:00', '2024-02-29T12:00', '2024-02-29T13:00'];
    const equity = Float64Array.from([105, 110, 99, 120, 118.8]);
    const [first, second, ...rest] = monthlyReturns(Float64Array.from(times.map(at)), equity, 100);
    expect([first?.year, second?.year, rest]).toEqual([2023, 2024, []]);
    expect(first?.months.map((value) => value?.toFixed(9) ?? null)).toEqual([
      ...Array.from({ length: 10 }, () => null),
      '0.100000000',
      '-0.100000000',
    ]);
    expect(first?.total).toBeCloseTo(-0.01, 12);
    expect(second?.months[0]).toBeNull();
    expect(second?.months[1]).toBeCloseTo(0.2, 12);
    expect(second?.total).toBeCloseTo(0.2, 12);
  });

  it('no candles, no years; the same month a year later is another', () => {
    expect(monthlyReturns(new Float64Array(0), new Float64Array(0), 100)).toEqual([]);
    const times = Float64Array.from([at('2023-01-01T00:00'), at('2024-01-01T00:00')]);
    expect(monthlyReturns(times, Float64Array.from([100, 150]), 100).map(({ total }) => total)).toEqual([0, 0.5]);
  });
});

describe('drawdown table', () => {
  it('by hand, deepest first, the last not regained', () => {
    const equity = Float64Array.from([90, 100, 110, 99, 88, 111, 110, 111, 100]);
    const times = Float64Array.from(equity.keys());
    expect(drawdownTable(times, equity, 100)).toEqual([
      { fromMs: 2, lowestMs: 4, regainedMs: 5, depth: 1 - 88 / 110 },
      { fromMs: 0, lowestMs: 0, regainedMs: 1, depth: 1 - 90 / 100 },
      { fromMs: 7, lowestMs: 8, regainedMs: null, depth: 1 - 100 / 111 },
      { fromMs: 5, lowestMs: 6, regainedMs: 7, depth: 1 - 110 / 111 },
    ]);
    expect(drawdownTable(times, equity, 100, 2)).toHaveLength(2);
    expect(drawdownTable(times, Float64Array.from(equity.keys()), 0)).toEqual([]);
  });

  it('its first line is as deep as the metric, on any curve', () => {
    const random = createSeededRandom('drawdown table');
    for (let round = 0; round < 50; round++) {
      const equity = Float64Array.from({ length: 60 }, () => 80 + Math.floor(random.next() * 40));
      const times = Float64Array.from(equity.keys());
      const table = drawdownTable(times, equity, 100, 60);
      const { deepest, longestMs } = drawdownOf(times, equity, 100);
      expect(table[0]?.depth ?? 0).toBe(deepest);
      expect(Math.max(0, ...table.map(({ fromMs, regainedMs }) => (regainedMs ?? 59) - fromMs))).toBe(longestMs);
    }
  });
});

describe('all together', () => {
  it('a real run: sums of groups are the run’s own', () => {
    const tape = seededTape('statistics', { bars: 50_000 });
    const run = unwrap(runBacktest(requestOf(tape, { params: { fast: 5, slow: 20, direction: 'both' } })));
    const statistics = statisticsOf(run);
    const sum = (groups: typeof statistics.bySide | typeof statistics.byExitReason) =>
      moneyToText(Object.values(groups).reduce((all, { profit }) => all + moneyFromText(profit), 0n) as never);
    const profit = moneyToText((run.finalEquity - run.request.capital) as never);
    expect([sum(statistics.bySide), sum(statistics.byExitReason)]).toEqual([profit, profit]);
    expect(run.trades.length).toBeGreaterThan(100);
    expect(statistics.excursions).toHaveLength(run.trades.length);
    expect(statistics.excursions.every(({ adverse, favourable }) => adverse >= 0 && favourable >= 0)).toBe(true);
    expect(statistics.rollingSharpe.sharpe).toHaveLength(35);
    expect(JSON.parse(JSON.stringify(statistics))).toEqual(statistics);
    expect(statisticsOf(run)).toEqual(statistics);
  });

  it('a run without trades has nulls, no zeros that look like figures', () => {
    expect(statisticsOf(runOf([]))).toMatchObject({
      omega: null,
      ulcerIndex: 0,
      valueAtRisk: null,
      expectedShortfall: null,
      skewness: null,
      excessKurtosis: null,
      probabilisticSharpe: null,
      bootstrap: { sharpe: null, maxDrawdown: null },
      bestTrade: null,
      worstTrade: null,
      tradedValue: '0',
      turnover: 0,
      breakEvenFeeBps: null,
      bySide: {},
      byExitReason: {},
      drawdowns: [],
      excursions: [],
    });
  });
});
