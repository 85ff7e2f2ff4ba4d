import { z } from 'zod';
import { CANCEL_ENTRIES, type EnterIntent, HOLD, type Intent } from './intent.ts';
import type { PositionView, StrategyRun } from './strategy.ts';
import { defineStrategy } from './strategy.ts';

type GridParams = {
  reference: number;
  levels: number;
  step: number;
  spacing: 'arithmetic' | 'geometric';
  stopBelow: number;
};

const gridParams: z.ZodType<GridParams> = z
  .strictObject({
    reference: z
      .number()
      .min(0)
      .max(1e12)
      .default(0)
      .meta({ title: 'Reference price', description: 'Top of the grid; 0 takes the first close it judges' }),
    levels: z.number().int().min(1).max(50).default(5).meta({ title: 'Levels', description: 'Below the reference' }),
    step: z
      .number()
      .min(0.0001)
      .max(0.5)
      .default(0.01)
      .meta({ title: 'Step', description: 'From level to level, as a fraction of the price: 0.01 is 1 %' }),
    spacing: z.enum(['arithmetic', 'geometric']).default('geometric').meta({
      title: 'Spacing',
      description: 'arithmetic: steps of the reference, all alike; geometric: each of the level above',
    }),
    stopBelow: z
      .number()
      .min(0)
      .max(0.99)
      .default(0)
      .meta({ title: 'Range stop', description: 'Leaves this far below the lowest level, as a fraction; 0 is off' }),
  })
  .refine(({ spacing, levels, step }) => spacing === 'geometric' || levels * step < 1, {
    message: 'levels × step must be below 1 when spacing is arithmetic',
    path: ['step'],
  });

/** Shares are cut to so many parts, so that all of them together are never more than the whole. */
const SHARE_PARTS = 1e9;

/**
 * A grid of limits below a reference price. Level 0 is the reference, level k lies k steps below. Each level from 1 on buys
 * once at its price and sells what it bought at the level above. Prices pass the levels in order, so the levels that hold are
 * always the highest ones: how many follows from the quantity held. All levels buy the same quantity.
 */
export const grid = defineStrategy<GridParams>({
  id: 'grid',
  title: 'Grid',
  description: 'Buys at fixed steps below a reference price and sells each purchase one step higher.',
  rule: `Level 0 is the reference price, or the first close it judges; level k lies k steps below it: reference × (1 − k × step) (arithmetic) or reference × (1 − step)^k (geometric).

- At every level from 1 to \`levels\` that holds nothing a limit buys, tag \`level-k\`. All levels buy the same quantity; together they take the bot's size.
- What a level bought is sold by a limit at the level above, tag \`sell-k\`; then the level buys again.
- With a range stop everything is sold once the price is \`stopBelow\` below the lowest level.
- Nothing is bought while it is flat and the close lies below the lowest level.

A grid on the first close begins anew when the bot is started again; name a reference to keep it.`,
  params: gridParams,
  indicators: () => ({}),
  warmUp: () => 0,
  startsAnew: ({ reference }) => reference === 0,
  create(params, { close, position }) {
    let run: StrategyRun | null = null;
    return {
      decide() {
        run ??= startGrid(params, levelPrices(params, params.reference || close.at(0)), { close, position });
        return run.decide();
      },
    };
  },
});

/** Prices from the reference down. */
function levelPrices({ levels, step, spacing }: GridParams, reference: number): readonly number[] {
  const prices = [reference];
  for (let level = 1; level <= levels; level++) {
    prices.push(spacing === 'arithmetic' ? reference * (1 - level * step) : (prices[level - 1] as number) * (1 - step));
  }
  return prices;
}

type GridInputs = { readonly close: { at(barsAgo: number): number }; readonly position: PositionView };

function startGrid({ stopBelow }: GridParams, prices: readonly number[], { close, position }: GridInputs): StrategyRun {
  const lowest = prices.at(-1) as number;
  const entries = entriesAt(prices, stopBelow === 0 ? null : lowest * (1 - stopBelow));
  /** What one level bought; NaN while nothing is held. */
  let unit = Number.NaN;
  let heldBefore = entries.length;
  return {
    decide() {
      const held = heldLevels(position, unit, entries.length);
      if (held === 0) unit = Number.NaN;
      else if (Number.isNaN(unit)) unit = position.quantity / held;
      const stale = staleExits(held, heldBefore);
      heldBefore = held;
      if (held === 0 && !(close.at(0) >= lowest)) return CANCEL_ENTRIES;
      const intents = [...stale, ...exitsOf(held, prices), ...entries.slice(held)];
      return intents.length === 0 ? HOLD : intents;
    },
  };
}

/** The purchases, from level 1 down. Shares in the ratio of the prices make equal quantities. */
function entriesAt(prices: readonly number[], stop: number | null): readonly EnterIntent[] {
  const levels = prices.slice(1);
  const total = levels.reduce((sum, price) => sum + price, 0);
  return levels.map((price, index) => ({
    kind: 'enter',
    side: 'long',
    tag: `level-${index + 1}`,
    limitPrice: price,
    size: { kind: 'share', share: Math.floor((price / total) * SHARE_PARTS) / SHARE_PARTS },
    // A sale may leave parts of two purchases open where one was meant.
    maxEntries: 2 * levels.length,
    ...(stop === null ? {} : { bracket: { stopLoss: { price: stop } } }),
  }));
}

/** How many levels hold something: before the first purchase is known in size, as many as there are entries. */
function heldLevels({ quantity, entries }: PositionView, unit: number, levels: number): number {
  if (quantity === 0) return 0;
  const held = Number.isNaN(unit) ? entries : Math.round(quantity / unit);
  return Math.min(levels, Math.max(1, held));
}

function exitsOf(held: number, prices: readonly number[]): readonly Intent[] {
  return Array.from({ length: held }, (_, index) => ({
    kind: 'exit',
    tag: `sell-${index + 1}`,
    share: 1 / held,
    limitPrice: prices[index] as number,
  }));
}

/** Sales of levels that hold nothing any more, as after a stop that took a part. */
function staleExits(held: number, before: number): readonly Intent[] {
  const stale: Intent[] = [];
  for (let level = held + 1; level <= before; level++) stale.push({ kind: 'cancel', tag: `sell-${level}` });
  return stale;
}
