import { z } from 'zod';
import type { Bracket } from '../../model/bracket.ts';
import { type EnterIntent, HOLD } from './intent.ts';
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

/** Shares are cut to so many parts, so that all of them together are never more than the whole. */
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

Purchase k takes multiplier^(k − 1) parts of the bot's size; \`maxEntries\` purchases together take all of it. The tags are \`entry-1\`, \`entry-2\` and so on. A target rests \`takeProfit\` above the average price, a stop \`stopLoss\` below it; both move with every purchase.`,
  params: dcaParams,
  indicators: () => ({}),
  warmUp: () => 0,
  create(params, { close, position }) {
    const steps = entriesOf(params);
    const isDip = () => close.at(0) <= position.averagePrice * (1 - params.dip);
    const isDue = () => position.barsHeld % params.everyBars === 0;
    const wantsMore = {
      dip: isDip,
      interval: isDue,
      either: () => isDip() || isDue(),
    }[params.trigger];
    return {
      decide() {
        const next = steps[position.entries];
        if (next === undefined) return HOLD;
        return position.side === 'flat' || wantsMore() ? next : HOLD;
      },
    };
  },
});

function entriesOf({ maxEntries, multiplier, takeProfit, stopLoss }: DcaParams): readonly EnterIntent[] {
  const parts: number[] = [];
  for (let part = 1; parts.length < maxEntries; part *= multiplier) parts.push(part);
  const total = parts.reduce((sum, part) => sum + part, 0);
  const bracket: Bracket = {
    ...(takeProfit === 0 ? {} : { target: { fraction: takeProfit } }),
    ...(stopLoss === 0 ? {} : { stopLoss: { fraction: stopLoss } }),
  };
  return parts.map((part, index) => ({
    kind: 'enter',
    side: 'long',
    tag: `entry-${index + 1}`,
    size: { kind: 'share', share: Math.max(1, Math.floor((part / total) * SHARE_PARTS)) / SHARE_PARTS },
    bracket,
    maxEntries,
  }));
}
