/** The part of time a chart shows; both ends in epoch milliseconds, not aligned to bars. */
export type ViewWindow = { readonly fromMs: number; readonly toMs: number };

/** What there is to show: open times of the first and the newest bar, and the length of one. */
export type SeriesExtent = { readonly firstMs: number; readonly lastMs: number; readonly barMs: number };

export const MOST_ROWS = 1000;
const FEWEST_BARS_SHOWN = 12;
/** Rows that fill the screen at most; the rest of MOST_ROWS waits left and right of it. */
const MOST_ROWS_SHOWN = MOST_ROWS / 2;
/** Where the data has gaps a window begins and ends inside rows: two more than its length says. */
const SPARE_ROWS = 2;
/** Free room right of the newest bar, as a share of what is shown. */
const FREE_ROOM = 0.05;

export const spanOf = (view: ViewWindow): number => view.toMs - view.fromMs;

/** The newest `bars` bars with a little room to their right. */
export function latestView(extent: SeriesExtent, bars: number): ViewWindow {
  const there = Math.round((extent.lastMs - extent.firstMs) / extent.barMs) + 1;
  const spanMs = Math.max(FEWEST_BARS_SHOWN, Math.min(bars, there)) * extent.barMs * (1 + FREE_ROOM);
  return moveToLatest({ fromMs: 0, toMs: spanMs }, extent);
}

/** The same span, ending at the newest bar. */
export function moveToLatest(view: ViewWindow, extent: SeriesExtent): ViewWindow {
  const spanMs = spanOf(view);
  const toMs = extent.lastMs + extent.barMs / 2 + spanMs * FREE_ROOM;
  return { fromMs: toMs - spanMs, toMs };
}

/** The same span, starting at the first bar. */
export function moveToFirst(view: ViewWindow, extent: SeriesExtent): ViewWindow {
  const fromMs = extent.firstMs - extent.barMs / 2;
  return { fromMs, toMs: fromMs + spanOf(view) };
}

/** Whether the newest bar is in sight: such a view moves along when a bar is added. */
export function showsLatest(view: ViewWindow, extent: SeriesExtent): boolean {
  return view.toMs >= extent.lastMs && view.fromMs <= extent.lastMs;
}

/** Never closer than a dozen bars, never wider than the series, and always with bars in sight. */
export function clampView(view: ViewWindow, extent: SeriesExtent): ViewWindow {
  const leastMs = FEWEST_BARS_SHOWN * extent.barMs;
  const mostMs = Math.max(leastMs, (extent.lastMs - extent.firstMs + extent.barMs) * (1 + 2 * FREE_ROOM));
  const spanMs = Math.min(mostMs, Math.max(leastMs, spanOf(view)));
  const middleMs = (view.fromMs + view.toMs) / 2;
  const keepMs = Math.min(spanMs / 4, extent.lastMs - extent.firstMs);
  const earliestMs = extent.firstMs + keepMs - spanMs;
  const latestMs = extent.lastMs - keepMs;
  const fromMs = Math.min(latestMs, Math.max(earliestMs, middleMs - spanMs / 2));
  return { fromMs, toMs: fromMs + spanMs };
}

/** Positive `byMs` looks at later bars. */
export function panView(view: ViewWindow, byMs: number, extent: SeriesExtent): ViewWindow {
  return clampView({ fromMs: view.fromMs + byMs, toMs: view.toMs + byMs }, extent);
}

/** `factor` below 1 looks closer; the time `anchorMs` keeps its place on the screen. */
export function zoomView(view: ViewWindow, factor: number, anchorMs: number, extent: SeriesExtent): ViewWindow {
  const spanMs = spanOf(view);
  const leastMs = FEWEST_BARS_SHOWN * extent.barMs;
  const mostMs = Math.max(leastMs, (extent.lastMs - extent.firstMs + extent.barMs) * (1 + 2 * FREE_ROOM));
  const wantedMs = Math.min(mostMs, Math.max(leastMs, spanMs * factor));
  const share = (anchorMs - view.fromMs) / spanMs;
  const fromMs = anchorMs - share * wantedMs;
  return clampView({ fromMs, toMs: fromMs + wantedMs }, extent);
}

/** Bars one row stands for, a power of two so that rows keep their borders while the chart is moved. */
export function barsPerRowFor(view: ViewWindow, barMs: number): number {
  const bars = spanOf(view) / barMs;
  let barsPerRow = 1;
  while (bars / barsPerRow > MOST_ROWS_SHOWN) barsPerRow *= 2;
  return barsPerRow;
}

/** What to ask the main side for: `fromMs` included, `toMs` not, in at most `maxBars` rows. */
export type RowRequest = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly maxBars: number;
  readonly barsPerRow: number;
};

/** At least twice what is shown, on row borders, no more than the series has and never more than MOST_ROWS rows. */
export function requestFor(view: ViewWindow, extent: SeriesExtent): RowRequest {
  const barsPerRow = barsPerRowFor(view, extent.barMs);
  const rowMs = barsPerRow * extent.barMs;
  const endMs = extent.lastMs + extent.barMs;
  const middleMs = (view.fromMs + view.toMs) / 2;
  const originMs = extent.firstMs;
  const onRow = (timeMs: number): number => originMs + Math.round((timeMs - originMs) / rowMs) * rowMs;
  const wantedRows = MOST_ROWS - SPARE_ROWS;
  const wantedMs = onRow(middleMs - (wantedRows / 2) * rowMs);
  const fromMs = Math.max(originMs, Math.min(wantedMs, onRow(endMs - rowMs * MOST_ROWS_SHOWN)));
  const toMs = Math.min(endMs, Math.max(wantedMs + wantedRows * rowMs, originMs + rowMs));
  const maxBars = Math.max(1, Math.min(MOST_ROWS, Math.ceil((toMs - fromMs) / rowMs) + SPARE_ROWS));
  return { fromMs, toMs, maxBars, barsPerRow };
}

/** Whether the rows of `held` no longer do: too coarse, too fine, or the view comes near an end that is not the series'. */
export function needsRows(view: ViewWindow, held: RowRequest | undefined, extent: SeriesExtent): boolean {
  if (held === undefined) return true;
  if (held.barsPerRow !== barsPerRowFor(view, extent.barMs)) return true;
  const marginMs = spanOf(view) / 4;
  const shortOnLeft = held.fromMs > extent.firstMs && view.fromMs - marginMs < held.fromMs;
  const shortOnRight = held.toMs <= extent.lastMs && view.toMs + marginMs > held.toMs;
  return shortOnLeft || shortOnRight;
}
