import { describe, expect, it } from 'vitest';
import { blockDaysOf, bootstrapIntervals, deepestFall } from '../../../../../src-main/backtest/statistics/bootstrap.ts';
import { dailyCurveOf } from '../../../../../src-main/backtest/statistics/daily-curve.ts';
import {
  populationMoments,
  sampleExcessKurtosis,
  sampleSkewness,
} from '../../../../../src-main/backtest/statistics/moments.ts';
import { omegaRatio } from '../../../../../src-main/backtest/statistics/omega-ratio.ts';
import {
  normalDistribution,
  probabilisticSharpeRatio,
} from '../../../../../src-main/backtest/statistics/probabilistic-sharpe.ts';
import { rollingSharpe } from '../../../../../src-main/backtest/statistics/rolling-sharpe.ts';
import { tailLoss } from '../../../../../src-main/backtest/statistics/tail-loss.ts';
import { ulcerIndex } from '../../../../../src-main/backtest/statistics/ulcer-index.ts';
import { sharpeRatio } from '../../../../../src-main/backtest/statistics.ts';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import { DAY_MS } from '../../../../../src-main/model/time.ts';

/** The equity curve of the statistics reference, as returns. */
const CHANGES = [0, 0, 30, 0, -12, 0, 0, 18, 0, -25, 0, 40, 0, 0, -8, 0, 0, 22, 0, 0, -30, 0, 0, 0, 15, 0, 0, 0, 10];
let equity = 1000;
const REFERENCE = CHANGES.map((change) => {
  const before = equity;
  equity += change;
  return equity / before - 1;
});

function seededReturns(seed: string, days: number): number[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: days }, () => (random.next() - 0.48) * 0.06);
}

describe('omega', () => {
  it('is the reference figure that Jesse’s function gave', () => {
    expect(omegaRatio(REFERENCE)).toBeCloseTo(1.8495, 4);
  });
  it('by hand; null when no day lost', () => {
    expect(omegaRatio([0.02, -0.01, 0, 0.01, -0.02])).toBeCloseTo(1, 12);
    expect([omegaRatio([]), omegaRatio([0.1, 0])]).toEqual([null, null]);
    expect(omegaRatio([-0.1])).toBe(0);
  });
});

describe('ulcer index', () => {
  it('by hand: falls of 0, 10 %, 0 and 25 %', () => {
    expect(ulcerIndex([100, 100, 90, 120, 90])).toBeCloseTo(Math.sqrt((0.01 + 0.0625) / 4), 12);
  });
  it('is 0 without a fall and null without a day', () => {
    expect([ulcerIndex([100, 101]), ulcerIndex([100]), ulcerIndex([])]).toEqual([0, null, null]);
  });
});

describe('value at risk and expected shortfall', () => {
  const days = (count: number, worst: readonly number[]): number[] => [
    ...Array.from({ length: count - worst.length }, () => 0.01),
    ...worst,
  ];
  it('of the two worst of forty days', () => {
    const { valueAtRisk, expectedShortfall } = tailLoss(days(40, [-0.05, -0.03]));
    expect(valueAtRisk).toBeCloseTo(0.03, 12);
    expect(expectedShortfall).toBeCloseTo(0.04, 12);
  });
  it('a part of a day counts as a day; whole tails are not lengthened by rounding', () => {
    expect(tailLoss(days(21, [-0.05, -0.03])).valueAtRisk).toBeCloseTo(0.03, 12);
    expect(tailLoss(days(140, [-0.07, -0.06, -0.05, -0.04, -0.03, -0.02, -0.01])).valueAtRisk).toBeCloseTo(0.01, 12);
  });
  it('null below twenty days, negative when the tail gained', () => {
    expect(tailLoss(days(19, [-0.05]))).toEqual({ valueAtRisk: null, expectedShortfall: null });
    expect(tailLoss(days(20, [])).valueAtRisk).toBeCloseTo(-0.01, 12);
  });
});

describe('skewness and kurtosis', () => {
  it('of 1, 2, 3, 10 by hand: m₂ = 12.5, m₃ = 45, m₄ = 348.5', () => {
    const values = [1, 2, 3, 10];
    expect(populationMoments(values)?.kurtosis).toBeCloseTo(348.5 / 12.5 ** 2, 12);
    expect(sampleSkewness(values)).toBeCloseTo((Math.sqrt(12) / 2) * (45 / 12.5 ** 1.5), 12);
    expect(sampleExcessKurtosis(values)).toBeCloseTo(3.228, 12);
  });
  it('null for too few or constant values', () => {
    expect([sampleSkewness([1, 2]), sampleExcessKurtosis([1, 2, 4])]).toEqual([null, null]);
    expect([sampleSkewness([0.1, 0.1, 0.1]), sampleExcessKurtosis([0.1, 0.1, 0.1, 0.1])]).toEqual([null, null]);
    expect(populationMoments([])).toBeNull();
  });
});

describe('probabilistic Sharpe ratio', () => {
  /** Simpson’s rule on the density from −10. */
  function slowNormal(x: number): number {
    const steps = 20_000;
    const width = (x + 10) / steps;
    let sum = 0;
    for (let step = 0; step <= steps; step++) {
      const weight = step === 0 || step === steps ? 1 : 2 + 2 * (step % 2);
      sum += weight * Math.exp(-((-10 + step * width) ** 2) / 2);
    }
    return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
  }
  it('the normal distribution is what integrating its density gives', () => {
    for (const x of [-5, -2.5, -1, -0.1, 0, 0.3, 1.959963984540054, 3, 6]) {
      expect(normalDistribution(x)).toBeCloseTo(slowNormal(x), 11);
    }
    expect(normalDistribution(1.959963984540054)).toBeCloseTo(0.975, 12);
    expect([normalDistribution(-40), normalDistribution(40)]).toEqual([0, 1]);
  });
  it('by hand: S² = 0.375, no skew, kurtosis 2', () => {
    const z = Math.sqrt((0.375 * 3) / (1 + 0.25 * 0.375));
    expect(probabilisticSharpeRatio([0.01, -0.01, 0.03, 0.01])).toBeCloseTo(slowNormal(z), 10);
  });
  it('null without variation', () => {
    const none = [[], [0.1], [0.1, 0.1, 0.1]].map((returns) => probabilisticSharpeRatio(returns));
    expect(none).toEqual([null, null, null]);
  });
});

describe('bootstrap', () => {
  it('keeps ⌈∛n⌉ days together', () => {
    expect([1, 8, 9, 27, 28, 64, 65].map(blockDaysOf)).toEqual([1, 2, 3, 3, 4, 4, 5]);
  });

  it('is what drawing the blocks one by one gives', () => {
    const returns = seededReturns('bootstrap oracle', 50);
    const random = createSeededRandom('seed');
    const doubled = [...returns, ...returns];
    const histories = Array.from({ length: 200 }, () =>
      Array.from({ length: 13 }, () => Math.floor(random.next() * 50))
        .flatMap((start) => doubled.slice(start, start + 4))
        .slice(0, 50),
    );
    const bounds = (figures: number[]) => {
      const sorted = figures.toSorted((a, b) => a - b);
      return { low: sorted[5], high: sorted[194] };
    };
    expect(bootstrapIntervals(returns, { seed: 'seed', resamples: 200 })).toEqual({
      resamples: 200,
      blockDays: 4,
      seed: 'seed',
      sharpe: bounds(histories.map((history) => sharpeRatio(history) ?? Number.NaN)),
      maxDrawdown: bounds(histories.map(deepestFall)),
    });
  });

  it('holds the figures of the history itself, twice the same, another seed another result', () => {
    const returns = seededReturns('bootstrap', 400);
    const { sharpe, maxDrawdown } = bootstrapIntervals(returns);
    const own = sharpeRatio(returns) ?? Number.NaN;
    expect(own).toBeGreaterThan(sharpe?.low ?? Number.NaN);
    expect(own).toBeLessThan(sharpe?.high ?? Number.NaN);
    expect(deepestFall(returns)).toBeLessThan(maxDrawdown?.high ?? Number.NaN);
    expect(bootstrapIntervals(returns)).toEqual(bootstrapIntervals(returns));
    expect(bootstrapIntervals(returns, { seed: 'other' }).sharpe).not.toEqual(sharpe);
  });

  it('has no Sharpe interval for returns that never vary, nothing at all below twenty days', () => {
    const constant = bootstrapIntervals(Array.from({ length: 30 }, () => 0.01));
    expect([constant.sharpe, constant.maxDrawdown]).toEqual([null, { low: 0, high: 0 }]);
    expect(bootstrapIntervals(seededReturns('short', 19))).toMatchObject({ sharpe: null, maxDrawdown: null });
  });

  it('the deepest fall by hand', () => {
    expect(deepestFall([-0.1, 0.5, -0.2, 0.1])).toBeCloseTo(0.2, 12);
    expect(deepestFall([-0.1, 0.05])).toBeCloseTo(0.1, 12);
  });
});

describe('by days', () => {
  const hour = DAY_MS / 24;
  it('one return and one day for each day with a candle', () => {
    const times = Float64Array.from([5 * hour, 23 * hour, 24 * hour, 73 * hour]);
    const curve = dailyCurveOf(times, Float64Array.from([110, 100, 150, 112.5]), 100);
    expect(curve).toEqual({
      equity: [100, 100, 150, 112.5],
      dayMs: [0, DAY_MS, 3 * DAY_MS],
      returns: [0, 0.5, -0.25],
    });
  });

  it('rolling Sharpe is the Sharpe of the last 30 returns, nothing before there are 30', () => {
    const returns = seededReturns('rolling', 45);
    const dayMs = returns.map((_, day) => day * DAY_MS);
    const column = rollingSharpe({ equity: [], dayMs, returns });
    expect([column.days, column.dayMs.length, column.sharpe.length]).toEqual([30, 45, 45]);
    expect(column.sharpe.slice(0, 29).every((value) => value === null)).toBe(true);
    for (let day = 29; day < 45; day++) {
      const window = returns.filter((_, index) => index > day - 30 && index <= day);
      const average = window.reduce((sum, value) => sum + value, 0) / 30;
      const spread = Math.sqrt((window.reduce((sum, value) => sum + value * value, 0) - 30 * average * average) / 29);
      expect(column.sharpe[day]).toBeCloseTo((average / spread) * Math.sqrt(365), 8);
    }
  });
});
