import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { quantityToNumber } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';

/** What was held as a share of equity. Columns of equal length; a share of 1 is the whole account, above 1 is borrowed. */
export type ExposureCurve = {
  readonly timeMs: Float64Array;
  /** Long positions ÷ equity, ≥ 0. */
  readonly long: Float64Array;
  /** Short positions ÷ equity, ≤ 0. */
  readonly short: Float64Array;
};

/**
 * At each candle's close the notional held ÷ equity, averaged over at most `maxPoints` equal groups of neighbouring
 * candles; each point stands at its group's first candle. A trade is held from the candle of its entry to the one before
 * its exit.
 */
export function exposureCurve(
  trades: readonly ClosedTrade[],
  candles: CandleColumns,
  equity: Float64Array,
  maxPoints: number,
): ExposureCurve {
  const changes = changesOf(trades, candles);
  const points = Math.min(maxPoints, equity.length);
  const curve = {
    timeMs: new Float64Array(points),
    long: new Float64Array(points),
    short: new Float64Array(points),
  };
  const held = { long: 0, short: 0 };
  let next = 0;
  for (let point = 0; point < points; point++) {
    const from = Math.floor((point * equity.length) / points);
    const to = Math.floor(((point + 1) * equity.length) / points);
    curve.timeMs[point] = candles.openTimeMs[from] as number;
    for (let row = from; row < to; row++) {
      for (; next < changes.length && (changes[next] as Change).row <= row; next++) take(held, changes[next] as Change);
      const share = (candles.close[row] as number) / (equity[row] as number) / (to - from);
      if (held.long !== 0) curve.long[point] = (curve.long[point] as number) + held.long * share;
      if (held.short !== 0) curve.short[point] = (curve.short[point] as number) - held.short * share;
    }
  }
  return curve;
}

type Change = { readonly row: number; readonly side: 'long' | 'short'; readonly quantity: number };

/** Exact quantities would be summed as float64 here, so a sum that should be 0 is told by its size. */
const REST = 1e-9;

function take(held: { long: number; short: number }, { side, quantity }: Change): void {
  const sum = held[side] + quantity;
  held[side] = Math.abs(sum) < REST * Math.abs(quantity) ? 0 : sum;
}

function changesOf(trades: readonly ClosedTrade[], { openTimeMs }: CandleColumns): Change[] {
  const rowOf = (timeMs: number): number => {
    const row = firstIndexAtOrAfter(openTimeMs, timeMs);
    return openTimeMs[row] === timeMs ? row : row - 1;
  };
  return trades
    .flatMap(({ side, quantity, entryTimeMs, exitTimeMs }) => [
      { row: rowOf(entryTimeMs), side, quantity: quantityToNumber(quantity) },
      { row: rowOf(exitTimeMs), side, quantity: -quantityToNumber(quantity) },
    ])
    .sort((left, right) => left.row - right.row);
}
