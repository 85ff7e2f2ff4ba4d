import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { CandleColumns } from '../../model/candle.ts';

import { priceToNumber } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';

/** How far the price went against and for a trade while it was open: fractions of the entry price, before costs, ≥ 0. */
export type Excursion = { readonly adverse: number; readonly favourable: number };

/**
 * Maximum adverse and favourable excursion, from the candles between entry and exit. The candle of the entry counts whole,
 * that of the exit only with its open and the exit's price (what it did before and after the exit is not known), unless the
 * trade was closed at the tape's end: then whole. A trade inside one candle counts its two prices alone.
 */
export function excursionOf(trade: ClosedTrade, candles: CandleColumns): Excursion {
  const entry = priceToNumber(trade.entryPrice);
  const exit = priceToNumber(trade.exitPrice);
  const from = rowOf(candles, trade.entryTimeMs);
  const to = rowOf(candles, trade.exitTimeMs);
  let highest = Math.max(entry, exit);
  let lowest = Math.min(entry, exit);
  const whole = trade.exitReason === 'end' ? to + 1 : to;
  for (let row = from; row < whole; row++) {
    highest = Math.max(highest, candles.high[row] as number);
    lowest = Math.min(lowest, candles.low[row] as number);
  }
  if (to > from) {
    highest = Math.max(highest, candles.open[to] as number);
    lowest = Math.min(lowest, candles.open[to] as number);
  }
  const up = (highest - entry) / entry;
  const down = (entry - lowest) / entry;
  return trade.side === 'long' ? { adverse: down, favourable: up } : { adverse: up, favourable: down };
}

/** Row of the candle that `timeMs` falls into: the last that opens at or before it. */
function rowOf({ openTimeMs }: CandleColumns, timeMs: number): number {
  const row = firstIndexAtOrAfter(openTimeMs, timeMs);
  return openTimeMs[row] === timeMs ? row : Math.max(0, row - 1);
}
