import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { CANDLE_COLUMN_NAMES, createCandleColumns } from '../../model/candle.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Tape } from '../tape.ts';

/** Rows `from` (included) to `to` (not included) in memory of their own. */
export function copyCandles(candles: CandleColumns, from: number, to: number): CandleColumns {
  const copy = createCandleColumns(to - from);
  for (const name of CANDLE_COLUMN_NAMES) copy[name].set(candles[name].subarray(from, to));
  return copy;
}

/**
 * The candles up to `last` and one more behind it, flat at its close: a backtest does not judge the last candle of a tape,
 * so that the one before is the last that is judged. Nobody is shown the candle behind.
 */
export function cutAfter(candles: CandleColumns, last: number, stepMs: number): CandleColumns {
  const cut = createCandleColumns(last + 2);
  for (const name of CANDLE_COLUMN_NAMES) cut[name].set(candles[name].subarray(0, last + 1));
  const close = candles.close[last] as number;
  for (const name of ['open', 'high', 'low', 'close'] as const) cut[name][last + 1] = close;
  cut.openTimeMs[last + 1] = (candles.openTimeMs[last] as number) + stepMs;
  return cut;
}

/** Digits of a made price: fewer than any price has places for. */
const DIGITS = 8;

/**
 * The same candles up to `last` (−1: none of them) and others after it, at the same times: each price p becomes c² ÷ p, c
 * being the last close that stays, so that every rise is a fall of the same size; volumes tripled.
 */
export function mirroredAfter(candles: CandleColumns, last: number): CandleColumns {
  const rows = candles.openTimeMs.length;
  const other = copyCandles(candles, 0, rows);
  const centre = candles.close[Math.max(0, last)] as number;
  const mirror = (price: number): number => Number(((centre / price) * centre).toPrecision(DIGITS));
  for (let row = last + 1; row < rows; row++) {
    other.open[row] = mirror(candles.open[row] as number);
    other.high[row] = mirror(candles.low[row] as number);
    other.low[row] = mirror(candles.high[row] as number);
    other.close[row] = mirror(candles.close[row] as number);
    other.volume[row] = 3 * (candles.volume[row] as number) + 1;
  }
  return other;
}

/**
 * What is done to the bot's own candles, done to the other symbols': those that open from `fromMs` to `toMs`, both included.
 * Where there are none, the one nearest to them: a tape cannot be empty.
 */
export function othersBetween(others: readonly Tape[], fromMs: TimestampMs, toMs: TimestampMs): readonly Tape[] {
  return others.map((tape) => {
    const { openTimeMs } = tape.candles;
    const from = Math.min(firstIndexAtOrAfter(openTimeMs, fromMs), openTimeMs.length - 1);
    const to = Math.max(firstIndexAtOrAfter(openTimeMs, toMs + 1), from + 1);
    return { ...tape, candles: copyCandles(tape.candles, from, to) };
  });
}

/** Mirrored after the candle that opens at `lastMs`; all of them when none does by then. */
export function othersMirroredAfter(others: readonly Tape[], lastMs: TimestampMs): readonly Tape[] {
  return others.map((tape) => {
    const last = firstIndexAtOrAfter(tape.candles.openTimeMs, lastMs + 1) - 1;
    return { ...tape, candles: mirroredAfter(tape.candles, last) };
  });
}
