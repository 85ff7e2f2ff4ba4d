import type { CandleColumns } from './candle.ts';
import { createCandleColumns, sliceCandleColumns } from './candle.ts';
import type { Interval, TimestampMs } from './time.ts';
import { barOpenMs, intervalMs } from './time.ts';

/** The scale of quantities: volumes are counted in 1e-8 of the base asset. */
const VOLUME_UNITS = 1e8;

/**
 * Volumes are summed as whole assets and whole counts of 1e-8 of one, apart: the sum does not depend on how the parts were
 * grouped, and it leaves as a clean decimal. Exact up to 2^53 assets, for parts below 6e7 or without a fraction.
 */
export function volumeFractionUnits(volume: number, wholeAssets: number): number {
  return Math.round((volume - wholeAssets) * VOLUME_UNITS);
}

/** The float64 nearest to the sum of both parts. */
export function volumeOf(wholeAssets: number, fractionUnits: number): number {
  const units = wholeAssets * VOLUME_UNITS + fractionUnits;
  return units <= Number.MAX_SAFE_INTEGER ? units / VOLUME_UNITS : wholeAssets + fractionUnits / VOLUME_UNITS;
}

/** Whether bars of `from` fit whole into bars of `to`: 3m into 15m, not 3m into 5m. An interval fits into itself. */
export function canAggregate(from: Interval, to: Interval): boolean {
  return intervalMs(to) % intervalMs(from) === 0;
}

/** What bars of `wanted` are made of where these intervals are there: itself, or the longest that fits into it. */
export function sourceInterval(there: readonly Interval[], wanted: Interval): Interval | undefined {
  if (there.includes(wanted)) return wanted;
  return there
    .filter((finer) => canAggregate(finer, wanted))
    .sort((left, right) => intervalMs(right) - intervalMs(left))[0];
}

/** Throws RangeError when bars of `from` do not fit whole into bars of `to`. */
export function assertCanAggregate(from: Interval, to: Interval): void {
  if (canAggregate(from, to)) return;
  throw new RangeError(`toInterval is ${to}, expected a whole multiple of fromInterval ${from}`);
}

/**
 * Coarser bars from finer ones, a whole series at once. A coarser bar exists when at least one finer bar does, made from
 * what is there; gaps stay gaps. Bars that end after `closedUpToMs` are left out (they still form); without it all are
 * kept. `fromInterval` equal to `toInterval` gives the same bars. Throws RangeError when one does not fit the other.
 */
export function aggregateColumns(
  columns: CandleColumns,
  fromInterval: Interval,
  toInterval: Interval,
  closedUpToMs: TimestampMs = Number.POSITIVE_INFINITY,
): CandleColumns {
  assertCanAggregate(fromInterval, toInterval);
  const result = createCandleColumns(countBars(columns, toInterval));
  const lengthMs = intervalMs(toInterval);
  const rows = columns.openTimeMs.length;
  let bar = 0;
  let row = 0;
  while (row < rows) {
    const openTimeMs = barOpenMs(toInterval, columns.openTimeMs[row] as number);
    if (openTimeMs + lengthMs > closedUpToMs) break;
    row = writeBar(columns, row, openTimeMs + lengthMs, { result, bar, openTimeMs });
    bar++;
  }
  return bar === result.openTimeMs.length ? result : sliceCandleColumns(result, 0, bar);
}

function countBars(columns: CandleColumns, interval: Interval): number {
  const lengthMs = intervalMs(interval);
  let count = 0;
  let endMs = Number.NEGATIVE_INFINITY;
  for (const timeMs of columns.openTimeMs) {
    if (timeMs < endMs) continue;
    endMs = barOpenMs(interval, timeMs) + lengthMs;
    count++;
  }
  return count;
}

type BarTarget = { readonly result: CandleColumns; readonly bar: number; readonly openTimeMs: TimestampMs };

/** Joins the rows from `firstRow` that open before `endMs` into one bar; returns the first row after them. */
function writeBar(columns: CandleColumns, firstRow: number, endMs: TimestampMs, target: BarTarget): number {
  const { result, bar } = target;
  let high = columns.high[firstRow] as number;
  let low = columns.low[firstRow] as number;
  let wholeAssets = 0;
  let fractionUnits = 0;
  let row = firstRow;
  while (row < columns.openTimeMs.length && (columns.openTimeMs[row] as number) < endMs) {
    const rowHigh = columns.high[row] as number;
    const rowLow = columns.low[row] as number;
    if (rowHigh > high) high = rowHigh;
    if (rowLow < low) low = rowLow;
    const volume = columns.volume[row] as number;
    const whole = Math.floor(volume);
    wholeAssets += whole;
    fractionUnits += volumeFractionUnits(volume, whole);
    row++;
  }
  result.openTimeMs[bar] = target.openTimeMs;
  result.open[bar] = columns.open[firstRow] as number;
  result.high[bar] = high;
  result.low[bar] = low;
  result.close[bar] = columns.close[row - 1] as number;
  result.volume[bar] = volumeOf(wholeAssets, fractionUnits);
  return row;
}
