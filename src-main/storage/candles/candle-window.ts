import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { CandleColumns } from '../../model/candle.ts';

import type { Interval, TimestampMs } from '../../model/time.ts';
import type { CandlePyramid } from './candle-pyramid.ts';
import { aggregateRows } from './candle-pyramid.ts';

/** What a chart asks for. Open times from `fromMs` on and before `toMs`; null is the end of the series, see windowPlace. */
export type CandleWindowRequest = {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly fromMs: TimestampMs | null;
  readonly toMs: TimestampMs | null;
  /** At most so many rows, 1 or more. */
  readonly maxBars: number;
  /** Open times before this are all there is, as if the series ended there; left out, the whole series. */
  readonly untilMs?: TimestampMs | undefined;
};

/** The open times of a series as far as a request may know them: views on the same memory. */
export function knownTimes(openTimeMs: Float64Array, untilMs: TimestampMs | undefined): Float64Array {
  return untilMs === undefined ? openTimeMs : openTimeMs.subarray(0, firstIndexAtOrAfter(openTimeMs, untilMs));
}

/** The part of a series that fits a chart; `firstMs`, `lastMs` and `totalBars` are of the whole series. */
export type CandleWindow = {
  readonly columns: CandleColumns;
  readonly barsPerRow: number;
  readonly firstMs: TimestampMs | null;
  readonly lastMs: TimestampMs | null;
  readonly totalBars: number;
  readonly fromIndex: number;
  readonly toIndex: number;
};

/** Which bars a window covers, and how many make a row. */
export type WindowPlace = { readonly fromIndex: number; readonly toIndex: number; readonly barsPerRow: number };

/**
 * Rows hold a power of two of bars and begin at multiples of it, counted from the first bar of the series: while one pans,
 * a bar stays in its row, and zooming out joins whole rows. Without `fromMs` the window ends at `toMs` (or with the newest
 * bar) and holds `maxBars` single bars.
 */
export function windowPlace(
  openTimeMs: Float64Array,
  request: Omit<CandleWindowRequest, 'instrumentId' | 'interval' | 'untilMs'>,
): WindowPlace {
  const total = openTimeMs.length;
  const to = request.toMs === null ? total : firstIndexAtOrAfter(openTimeMs, request.toMs);
  const wanted = request.fromMs === null ? to - request.maxBars : firstIndexAtOrAfter(openTimeMs, request.fromMs);
  const from = Math.max(0, Math.min(wanted, to));
  if (from === to) return { fromIndex: from, toIndex: to, barsPerRow: 1 };
  let barsPerRow = 1;
  while (Math.ceil(to / barsPerRow) - Math.floor(from / barsPerRow) > request.maxBars) barsPerRow *= 2;
  return {
    fromIndex: Math.floor(from / barsPerRow) * barsPerRow,
    toIndex: Math.min(total, Math.ceil(to / barsPerRow) * barsPerRow),
    barsPerRow,
  };
}

/** `times`: the open times that are known, all of the series' or its first ones. */
export function windowOf(
  pyramid: CandlePyramid,
  place: WindowPlace,
  times: Float64Array = pyramid.columns.openTimeMs,
): CandleWindow {
  return {
    columns: aggregateRows(pyramid, place.fromIndex, place.toIndex, place.barsPerRow),
    barsPerRow: place.barsPerRow,
    firstMs: times[0] ?? null,
    lastMs: times.at(-1) ?? null,
    totalBars: times.length,
    fromIndex: place.fromIndex,
    toIndex: place.toIndex,
  };
}

/** A value per row: the one at the row's last bar. */
export function sampleRows(values: Float64Array, place: WindowPlace): Float64Array {
  const rows = new Float64Array(Math.ceil((place.toIndex - place.fromIndex) / place.barsPerRow));
  for (let row = 0; row < rows.length; row++) {
    const end = Math.min(place.toIndex, place.fromIndex + (row + 1) * place.barsPerRow);
    rows[row] = values[end - 1] ?? Number.NaN;
  }
  return rows;
}
