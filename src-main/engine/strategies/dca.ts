import { z } from 'zod';
import type { Bracket } from '../../model/bracket.ts';
import { type EntrySize, HOLD } from './intent.ts';
import { defineStrategy } from './strategy.ts';

type DcaParams = {
  trigger: 'dip' | 'interval' | 'either';
  dip: number;
  everyBars: number;
  maxEntries: number;
  multiplier: number;
  takeProfit: number;
  stopLoss: number;
};

const dcaParams: z.ZodType<DcaParams> = z.strictObject({
  trigger: z.enum(['dip', 'interval', 'either']).default('dip').meta({
    title: 'Adds on',
    description: 'dip: a close far enough below the average; interval: every so many bars; either of them',
  }),
  dip: z
    .number()
    .min(0.0001)
    .max(0.99)
    .default(0.03)
    .meta({ title: 'Dip', description: 'Fraction of the average price that the close must lie below it' }),
  everyBars: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(24)
    .meta({ title: 'Interval', description: 'Bars held from purchase to purchase' }),
  maxEntries: z.number().int().min(1).max(100).default(5).meta({ title: 'Most purchases', description: 'At once' }),
  multiplier: z
    .number()
    .min(1)
    .max(10)
    .default(1.5)
    .meta({ title: 'Multiplier', description: 'Each purchase is this many times the size of the one before' }),
  takeProfit: z
    .number()
    .min(0)
    .max(100)
    .default(0.03)
    .meta({ title: 'Take profit', description: 'Fraction above the average price; 0 is off' }),
  stopLoss: z
    .number()
    .min(0)
    .max(0.99)
    .default(0)
    .meta({ title: 'Stop loss', description: 'Fraction below the average price; 0 is off' }),
});

/** Shares are cut to so many parts, and amounts by one, so that all of them together are never more than the whole. */
const SHARE_PARTS = 1e9;

/**
 * Dollar-cost averaging: buys at once, adds on dips below the average price or every so many bars, each time more, and sells
 * all of it at a profit over the average.
 */
export const dca = defineStrategy<DcaParams>({
  id: 'dca',
  title: 'Dollar-cost averaging',
  description: 'Buys in steps, more with every step, and sells everything at a profit over the average price.',
  rule: `While it is flat it buys at market. It adds, until \`maxEntries\` purchases are open:

- on a dip, when the close is at most average price × (1 − \`dip\`),
- on the interval, whenever the position was held at \`everyBars\` closes more.

The first takes its part of the bot's size, purchase k multiplier^(k − 1) times what the first cost; \`maxEntries\` purchases together take all of it. The tags are \`entry-1\`, \`entry-2\` and so on. A target rests \`takeProfit\` above the average price, a stop \`stopLoss\` below it; both move with every purchase.`,
  params: dcaParams,
  indicators: () => ({}),
  warmUp: () => 0,
  create(params, { close, position }) {
    const parts = partsOf(params);
    const bracket = bracketOf(params);
    const isDip = () => close.at(0) <= position.averagePrice * (1 - params.dip);
    const isDue = () => position.barsHeld % params.everyBars === 0;
    const wantsMore = {
      dip: isDip,
      interval: isDue,
      either: () => isDip() || isDue(),
    }[params.trigger];
    return {
      decide() {
        const { entries, side, quantity, averagePrice } = position;
        if (entries >= parts.length || (side !== 'flat' && !wantsMore())) return HOLD;
        const size = entries === 0 ? firstSize(parts) : nextSize(parts, entries, quantity * averagePrice);
        return { kind: 'enter', side: 'long', tag: `entry-${entries + 1}`, size, bracket, maxEntries: parts.length };
      },
    };
  },
});

/** What each purchase takes, the first being 1. */
function partsOf({ maxEntries, multiplier }: DcaParams): readonly number[] {
  const parts: number[] = [];
  for (let part = 1; parts.length < maxEntries; part *= multiplier) parts.push(part);
  return parts;
}

const sumOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);

function firstSize(parts: readonly number[]): EntrySize {
  return { kind: 'share', share: Math.max(1, Math.floor(SHARE_PARTS / sumOf(parts))) / SHARE_PARTS };
}

/** By what the purchases so far cost: a share of an equity that has grown meanwhile may be more than is left. */
function nextSize(parts: readonly number[], entries: number, cost: number): EntrySize {
  const amount = (cost / sumOf(parts.slice(0, entries))) * (parts[entries] as number);
  return { kind: 'amount', amount: amount * (1 - 1 / SHARE_PARTS) };
}

function bracketOf({ takeProfit, stopLoss }: DcaParams): Bracket {
  return {
    ...(takeProfit === 0 ? {} : { target: { fraction: takeProfit } }),
    ...(stopLoss === 0 ? {} : { stopLoss: { fraction: stopLoss } }),
  };
}
