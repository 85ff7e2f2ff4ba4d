import { z } from 'zod';
import { riskCheckView, storyDecisionView, storySizingView } from './story-views.ts';
import { timeMs } from './views.ts';

/** A stop or a target as the strategy named it. */
const level = z.union([
  z.strictObject({ price: z.number() }),
  z.strictObject({ distance: z.number() }),
  z.strictObject({ fraction: z.number() }),
]);
export type LevelView = z.infer<typeof level>;

/** What stood there when an order of a backtest's trade left, or, for one that rested, when it filled. */
export const tradeMomentView = z.strictObject({
  purpose: z.string(),
  side: z.enum(['buy', 'sell']),
  tag: z.string(),
  /** Open time of the last bar that had closed. */
  barOpenMs: timeMs,
  bar: z.strictObject({ open: z.number(), high: z.number(), low: z.number(), close: z.number() }),
  decision: storyDecisionView.nullable(),
  sizing: storySizingView.nullable(),
  checks: z.array(riskCheckView).readonly(),
  stopLoss: level.nullable(),
  target: level.nullable(),
  /** What the strategy reads on its own bars; null while it warmed up. */
  seen: z.array(z.strictObject({ indicator: z.string(), output: z.string(), value: z.number().nullable() })).readonly(),
});
export type TradeMomentView = z.infer<typeof tradeMomentView>;

export const tradeMomentsView = z.strictObject({ entry: tradeMomentView.nullable(), exit: tradeMomentView.nullable() });
export type TradeMomentsView = z.infer<typeof tradeMomentsView>;
