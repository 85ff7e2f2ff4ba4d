import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import { moneyToText } from '../../model/money.ts';
import type { CostRun } from './cost-sweep.ts';

export type BreakEven = {
  /**
   * Largest slippage with a profit above 0, in basis points, to 0.01; null when there is none: no trades, a loss without any
   * slippage, or a profit at all that were tried. Where profit rises and falls with slippage, the first loss counts.
   */
  readonly slippageBps: number | null;
  readonly outcome: 'found' | 'noTrades' | 'neverProfitable' | 'alwaysProfitable';
  readonly sentence: string;
};

/** A tenth of the price: beyond it nothing is worth asking. */
export const MOST_SLIPPAGE_BPS = 1000;
/** Runs of a usual search beyond the grid; only progress knows it. */
export const USUAL_SEARCH_RUNS = 12;
/** Searched in hundredths of a basis point: whole numbers halve without rounding. */
const STEPS_A_BPS = 100;

type RunAtSlippage = (slippageBps: number) => Outcome<CostRun>;

/** Looks along `slippages` (rising) for the first loss, and halves the stretch before it down to 0.01 basis points. */
export function breakEvenOf(slippages: readonly number[], runAt: RunAtSlippage): Outcome<BreakEven> {
  const free = runAt(0);
  if (!free.ok) return free;
  if (free.value.trades === 0) return succeed(without('noTrades', 'It made no trade, so no cost can take its profit.'));
  if (free.value.profit <= 0n) {
    const loss = free.value.profit === 0n ? 'makes nothing' : `loses ${moneyToText(-free.value.profit as never)}`;
    return succeed(without('neverProfitable', `It ${loss} without any slippage: there is no break-even.`));
  }
  let good = 0;
  for (const slippageBps of [...slippages, 200, MOST_SLIPPAGE_BPS]) {
    if (slippageBps * STEPS_A_BPS <= good) continue;
    const run = runAt(slippageBps);
    if (!run.ok) return run;
    if (run.value.profit <= 0n) return halve(good, Math.ceil(slippageBps * STEPS_A_BPS), runAt);
    good = Math.floor(slippageBps * STEPS_A_BPS);
  }
  const sentence = `It is still profitable at ${MOST_SLIPPAGE_BPS} basis points of slippage, the most that is tried.`;
  return succeed(without('alwaysProfitable', sentence));
}

/** `good` makes a profit, `bad` does not; both in steps. */
function halve(good: number, bad: number, runAt: RunAtSlippage): Outcome<BreakEven> {
  let [low, high] = [good, bad];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const run = runAt(middle / STEPS_A_BPS);
    if (!run.ok) return run;
    if (run.value.profit > 0n) low = middle;
    else high = middle;
  }
  const slippageBps = low / STEPS_A_BPS;
  const sentence = `Its profit is gone at ${slippageBps} basis points of slippage a market or stop order.`;
  return succeed({ slippageBps, outcome: 'found', sentence });
}

function without(outcome: Exclude<BreakEven['outcome'], 'found'>, sentence: string): BreakEven {
  return { slippageBps: null, outcome, sentence };
}
