import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { FirstCrossing } from './first-crossing.ts';
import { rangePercentParameter, swingLengthParameter } from './parameters.ts';
import { defineStructure, emptyKnownAt, emptySingleColumn, knownBar } from './structure-kind.ts';
import { listSwings, type SwingList } from './swing-list.ts';

const params = z.strictObject({ swingLength: swingLengthParameter(), rangePercent: rangePercentParameter() });

/** Swings near the first of them, until a price reaches the far edge. Prices `low` and `high` are first level ∓ range. */
export type LiquidityPool = {
  readonly direction: 1 | -1;
  readonly bar: number;
  readonly low: number;
  readonly high: number;
  /** Bar that sweeps it, 0 = none. */
  readonly sweptAt: number;
  levelSum: number;
  swings: number;
  /** The last swing that joined. */
  endBar: number;
  /** When that swing was final. */
  certainAt: number;
};

/**
 * Liquidity, as `smc.liquidity` has it on the swings of `swings.ts`: two or more swing highs within `rangePercent` of the
 * data's whole range from the first of them, before a high reaches the first's level plus that range (the sweep); lows
 * likewise. The row stands at the first swing. Hindsight throughout, as the range is that of all bars; given the range,
 * `knownAt` is when the last swing of the pool was final (not swept, it may grow on). Swept is later still, 0 when no bar has. The package keeps the
 * columns in single precision, so bar numbers beyond 16,777,216 would be rounded. `liquidity-step.ts` is the causal form.
 */
export const liquidity = defineStructure<z.infer<typeof params>>({
  name: 'liquidity',
  title: 'Liquidity',
  columns: [
    { name: 'Liquidity', meaning: '1 above swing highs, −1 below swing lows', hindsight: true },
    { name: 'Level', meaning: 'mean of the levels of its swings', hindsight: true },
    { name: 'End', meaning: 'number of the bar of its last swing', hindsight: true },
    { name: 'Swept', meaning: 'number of the bar that swept it, 0 = none yet', hindsight: true },
  ],
  params,
  series(candles, { swingLength, rangePercent }) {
    const bars = candles.close.length;
    const [sides, level] = [emptySingleColumn(bars), emptySingleColumn(bars)];
    const [end, swept, knownAt] = [emptySingleColumn(bars), emptySingleColumn(bars), emptyKnownAt(bars)];
    const list = listSwings(candles, swingLength);
    const range = wholeRange(candles) * rangePercent;
    for (const pool of [...listPools(candles, list, range, 1), ...listPools(candles, list, range, -1)]) {
      if (pool.swings < 2) continue;
      sides[pool.bar] = pool.direction;
      level[pool.bar] = pool.levelSum / pool.swings;
      end[pool.bar] = pool.endBar;
      swept[pool.bar] = pool.sweptAt;
      knownAt[pool.bar] = knownBar(pool.certainAt, bars);
    }
    return { values: [sides, level, end, swept], knownAt };
  },
});

export function wholeRange({ high, low }: CandleColumns): number {
  let [highest, lowest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < high.length; i++) {
    highest = Math.max(highest, high[i] as number);
    lowest = Math.min(lowest, low[i] as number);
  }
  return highest - lowest;
}

/**
 * Pools of one direction, single swings among them, in order of their first swing. A swing joins the earliest pool it is
 * near; those not swept by then lie ever nearer to the price the later they began (else the later swing would have joined
 * or swept the earlier pool), so both the swept and the near ones are at the end.
 */
export function listPools(candles: CandleColumns, list: SwingList, range: number, direction: 1 | -1): LiquidityPool[] {
  const sweeps = new FirstCrossing(direction === 1 ? candles.high : candles.low, direction);
  const pools: LiquidityPool[] = [];
  const open: LiquidityPool[] = [];
  for (let swing = list.direction[0] === direction ? 0 : 1; swing < list.bar.length; swing += 2) {
    const bar = list.bar[swing] as number;
    const level = list.level[swing] as number;
    const certainAt = list.finalAt[swing] as number;
    while (isSweptBy(open.at(-1), bar)) open.pop();
    const pool = earliestNear(open, level);
    if (pool !== null) {
      pool.levelSum += level;
      pool.swings++;
      pool.endBar = bar;
      pool.certainAt = certainAt;
      continue;
    }
    const [low, high] = [level - range, level + range];
    const sweptAt = Math.max(0, sweeps.atOrBeyond(bar + 1, direction === 1 ? high : low));
    const fresh = { direction, bar, low, high, sweptAt, levelSum: level, swings: 1, endBar: bar, certainAt };
    pools.push(fresh);
    open.push(fresh);
  }
  return pools;
}

function isSweptBy(pool: LiquidityPool | undefined, bar: number): boolean {
  return pool !== undefined && pool.sweptAt > 0 && pool.sweptAt <= bar;
}

function earliestNear(open: readonly LiquidityPool[], level: number): LiquidityPool | null {
  let near: LiquidityPool | null = null;
  for (let i = open.length - 1; i >= 0; i--) {
    const pool = open[i] as LiquidityPool;
    if (level < pool.low || level > pool.high) break;
    near = pool;
  }
  return near;
}
