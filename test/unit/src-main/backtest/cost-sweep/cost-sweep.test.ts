import { describe, expect, it } from 'vitest';
import { sweepCosts } from '../../../../../src-main/backtest/cost-sweep/cost-sweep.ts';
import { runBacktest } from '../../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import type { Money } from '../../../../../src-main/model/money.ts';
import { moneyFromText, moneyToText } from '../../../../../src-main/model/money.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { scripted } from '../../../../fakes/scripted-strategy.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';

const hooks = { findStrategy: () => scripted };

/** Flat candles, one at each price. */
function flatTape(prices: readonly number[]) {
  return candleColumnsOf(
    prices.map((price, row): Candle => {
      const openTimeMs = Date.UTC(2024, 0, 1) + row * 60_000;
      return { openTimeMs, open: price, high: price, low: price, close: price, volume: 1e6 };
    }),
  );
}

const FREE = { strategyId: 'scripted', feeBps: 0, slippageBps: 0, spreadBps: 0 };
/** Buys at 100 and sells at 101. */
const ONE_TRADE = requestOf(flatTape([100, 100, 100, 101, 101, 101]), {
  ...FREE,
  params: { script: 'long hold exit' },
});

const profitAt = (request: typeof ONE_TRADE, slippageBps: number, feeBps: number): Money => {
  const run = unwrap(runBacktest({ ...request, slippageBps, feeBps }, hooks));
  return (run.finalEquity - run.request.capital) as Money;
};

describe('sweepCosts', () => {
  it('gives the profit of a run at each cost, by fee and slippage', () => {
    const { points } = unwrap(sweepCosts(ONE_TRADE, { slippageBps: [10, 0, 10], feeBps: [5] }, hooks));
    expect(points.map(({ feeBps, slippageBps }) => [feeBps, slippageBps])).toEqual([
      [0, 0],
      [0, 10],
      [5, 0],
      [5, 10],
    ]);
    for (const { slippageBps, feeBps, netProfit, trades } of points) {
      expect([netProfit, trades]).toEqual([moneyToText(profitAt(ONE_TRADE, slippageBps, feeBps)), 1]);
    }
    expect(points[0]?.netProfit).toBe('100');
  });

  it('another fee stands for the fees of makers, takers and tiers too; the own fee leaves them', () => {
    const venue = { makerFeeBps: 3, takerFeeBps: 4, limits: { kind: 'touch' } } as const;
    const { points } = unwrap(
      sweepCosts({ ...ONE_TRADE, feeBps: 4, venue }, { slippageBps: [0], feeBps: [20] }, hooks),
    );
    const plainAt = (feeBps: number) => moneyToText(profitAt(ONE_TRADE, 0, feeBps));
    expect(points.map(({ feeBps, netProfit }) => [feeBps, netProfit])).toEqual([
      [4, plainAt(4)],
      [20, plainAt(20)],
    ]);
  });

  it('finds the slippage at which a move of 1 % is eaten: 101 × (1 − s) = 100 × (1 + s)', () => {
    const { breakEven } = unwrap(sweepCosts(ONE_TRADE, {}, hooks));
    const exactBps = (10_000 * 1) / 201;
    expect(breakEven.outcome).toBe('found');
    expect(breakEven.slippageBps).toBe(Math.floor(exactBps * 100) / 100);
    expect(breakEven.sentence).toContain('49.75 basis points');
    expect(profitAt(ONE_TRADE, 49.75, 0) > 0n).toBe(true);
    expect(profitAt(ONE_TRADE, 49.76, 0) > 0n).toBe(false);
  });

  it('finds one beyond the grid, and at the fee of the request', () => {
    const wide = { ...ONE_TRADE, candles: flatTape([100, 100, 100, 110, 110, 110]), feeBps: 100 };
    const { breakEven } = unwrap(sweepCosts(wide, { slippageBps: [0, 1] }, hooks));
    const bps = breakEven.slippageBps ?? 0;
    // 110 × (1 − s) × 0.99 = 100 × (1 + s) × 1.01
    expect(bps).toBeCloseTo((1e4 * (110 * 0.99 - 101)) / (110 * 0.99 + 101), 1);
    expect(profitAt(wide, bps, 100) > 0n).toBe(true);
    expect(profitAt(wide, Number((bps + 0.01).toFixed(2)), 100) > 0n).toBe(false);
  });

  it.each([
    ['noTrades', { params: { script: 'hold' } }, /made no trade/],
    ['neverProfitable', { candles: flatTape([100, 100, 100, 99, 99, 99]) }, /^It loses 100 without any slippage/],
    [
      'neverProfitable',
      { candles: flatTape([100, 100, 100, 100, 100, 100]) },
      /^It makes nothing without any slippage/,
    ],
    ['alwaysProfitable', { candles: flatTape([100, 100, 100, 200, 200, 200]) }, /still profitable at 1000/],
  ] as const)('has none and says why: %s', (outcome, changes, sentence) => {
    const { breakEven } = unwrap(sweepCosts({ ...ONE_TRADE, ...changes }, {}, hooks));
    expect(breakEven).toMatchObject({ slippageBps: null, outcome });
    expect(breakEven.sentence).toMatch(sentence);
  });

  it('is the same again, tells its progress and can be cancelled', () => {
    const request = requestOf(seededTape('sweep', { bars: 4000 }), { params: { fast: 5, slow: 20 } });
    const progress: number[] = [];
    const sweep = unwrap(sweepCosts(request, {}, { onProgress: (fraction) => progress.push(fraction) }));
    expect(sweepCosts(request)).toEqual({ ok: true, value: sweep });
    expect(sweep.points).toHaveLength(24);
    expect(progress.length).toBeGreaterThanOrEqual(24);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBeLessThanOrEqual(1);
    let asked = 0;
    expect(sweepCosts(request, {}, { isCancelled: () => ++asked > 3 })).toMatchObject({ error: { code: 'cancelled' } });
    expect(asked).toBe(4);
  });

  it('refuses costs beyond limits and requests that do not run', () => {
    expect(sweepCosts(ONE_TRADE, { slippageBps: [-1] }, hooks)).toMatchObject({
      error: { code: 'badArgument', message: 'slippageBps is -1, expected 0 to 1000' },
    });
    expect(sweepCosts(ONE_TRADE, { feeBps: [Number.NaN] }, hooks)).toMatchObject({ error: { code: 'badArgument' } });
    expect(sweepCosts({ ...ONE_TRADE, capital: moneyFromText('0') }, {}, hooks)).toMatchObject({
      error: { code: 'badArgument' },
    });
  });
});
