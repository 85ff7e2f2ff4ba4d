import { definedOrNull, mean } from '../statistics.ts';

/** Losses as positive fractions of the day's starting equity; negative when even the tail gained. */
export type TailLoss = { readonly valueAtRisk: number | null; readonly expectedShortfall: number | null };

/**
 * Historical, of daily returns, nothing assumed about their shape. The tail is the ⌈n × (100 − confidencePercent) ÷ 100⌉
 * worst days: value at risk is the loss of the least bad among them, expected shortfall their mean loss. null when n days
 * are too few for a tail of one whole day (below 20 at 95 %).
 */
export function tailLoss(dailyReturns: readonly number[], confidencePercent = 95): TailLoss {
  const expected = (dailyReturns.length * (100 - confidencePercent)) / 100;
  if (!(expected >= 1)) return { valueAtRisk: null, expectedShortfall: null };
  const tail = dailyReturns.toSorted((a, b) => a - b).slice(0, Math.ceil(expected));
  return { valueAtRisk: definedOrNull(-(tail.at(-1) as number)), expectedShortfall: definedOrNull(-mean(tail)) };
}
