import { z } from 'zod';
import { timeMs } from './views.ts';

/** What is wrong in a strategy's file. Lines and columns from 1; 0 where there is none to name. */
export const strategyProblemView = z.strictObject({
  line: z.number().int().nonnegative(),
  column: z.number().int().nonnegative(),
  message: z.string(),
});
export type StrategyProblemView = z.infer<typeof strategyProblemView>;

/** What a check on candles found: look-ahead, warm-up, repainting. */
export const checkFindingView = z.strictObject({ check: z.string(), message: z.string() });

/**
 * One file of the person's own strategies.
 * - `checking`: it was saved a moment ago.
 * - `ready`: it may run. With problems, it is the last good save that runs, and they are those of the newest.
 * - `faulty`: it may not run.
 */
export const ownStrategyView = z.strictObject({
  /** As bots and backtests name it: `own:` and the file's name without its ending. */
  id: z.string(),
  fileName: z.string(),
  title: z.string(),
  state: z.enum(['checking', 'ready', 'faulty']),
  problems: z.array(strategyProblemView).readonly(),
  findings: z.array(checkFindingView).readonly(),
  savedMs: timeMs,
});
export type OwnStrategyView = z.infer<typeof ownStrategyView>;
