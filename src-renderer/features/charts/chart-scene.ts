import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { CandleColumnsView } from '../../../src-preload/contract/views.ts';
import { type CandleRows, countRows, rowsInSight } from './candle-rows.ts';
import type { IndicatorColumns, IndicatorPick } from './chart-session.ts';
import { guidesOf } from './pane-guides.ts';
import { joinRanges, padRange, rangeOf, type ValueRange } from './value-range.ts';
import type { ViewWindow } from './view-window.ts';

/** One curve of an indicator, one value per candle row. */
export type SceneLine = {
  readonly id: string;
  /** `price`, or the id of the indicator whose own pane it is drawn in. */
  readonly pane: string;
  readonly name: string;
  readonly values: Float64Array;
  readonly colour: string;
  readonly shape: 'line' | 'bars';
  readonly guides: readonly number[];
  /** Of another instrument laid on the chart: the price that is 0 %. */
  readonly base?: number;
};

export type PanePlace = { readonly id: string; readonly top: number; readonly height: number };

export type ChartLayout = {
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly panes: readonly PanePlace[];
};

export type Size = { readonly width: number; readonly height: number };

const TIME_AXIS_HEIGHT = 24;
const PANE_GAP = 6;
const LEAST_PRICE_SHARE = 0.4;
const OWN_PANE_SHARE = 0.2;
/** Room for volume bars under the candles and for the read-out above them, as shares of the price range. */
const ROOM_BELOW = 0.24;
const ROOM_ABOVE = 0.1;

/** The price pane on top, one pane under it for each indicator that has its own. */
export function layoutOf(size: Size, ownPanes: readonly string[], valueAxisWidth: number): ChartLayout {
  const height = Math.max(40, size.height - TIME_AXIS_HEIGHT);
  const ownShare = ownPanes.length === 0 ? 0 : Math.min(OWN_PANE_SHARE, (1 - LEAST_PRICE_SHARE) / ownPanes.length);
  const ownHeight = Math.floor(height * ownShare);
  const priceHeight = height - ownPanes.length * ownHeight;
  const panes = [
    { id: 'price', top: 0, height: priceHeight },
    ...ownPanes.map((id, index) => ({
      id,
      top: priceHeight + index * ownHeight + PANE_GAP,
      height: Math.max(16, ownHeight - PANE_GAP),
    })),
  ];
  return { left: 0, width: Math.max(40, size.width - valueAxisWidth), height, panes };
}

export const xOfTime = (layout: ChartLayout, view: ViewWindow, timeMs: number): number =>
  layout.left + ((timeMs - view.fromMs) / (view.toMs - view.fromMs)) * layout.width;

export const timeOfX = (layout: ChartLayout, view: ViewWindow, x: number): number =>
  view.fromMs + ((x - layout.left) / layout.width) * (view.toMs - view.fromMs);

export const yOfValue = (pane: PanePlace, range: ValueRange, value: number): number =>
  pane.top + ((range.max - value) / (range.max - range.min)) * pane.height;

export const valueOfY = (pane: PanePlace, range: ValueRange, y: number): number =>
  range.max - ((y - pane.top) / pane.height) * (range.max - range.min);

/** Width in pixels of one row's slot on the time axis. */
export function slotWidth(layout: ChartLayout, view: ViewWindow, rows: CandleRows): number {
  return (layout.width * rows.barsPerRow * rows.barMs) / (view.toMs - view.fromMs);
}

export const bodyWidth = (slot: number): number => Math.max(1, Math.min(slot - 1, slot * 0.76));

/** The curves of the indicators that have answered, each value moved to the row it belongs to. */
export function linesOf(
  picks: readonly IndicatorPick[],
  known: readonly IndicatorView[],
  columns: readonly IndicatorColumns[],
  drawing: { readonly rows: CandleRows; readonly palette: readonly string[] },
): readonly SceneLine[] {
  const lines: SceneLine[] = [];
  for (const pick of picks) {
    const view = known.find((candidate) => candidate.name === pick.name);
    if (view === undefined) continue;
    const answered = columns.find((candidate) => candidate.id === pick.id);
    view.outputs.forEach((name) => {
      const colour = drawing.palette[lines.length % drawing.palette.length] ?? '#888888';
      const values = answered?.outputs.find((output) => output.name === name)?.values;
      lines.push({
        id: `${pick.id}:${name}`,
        pane: view.pane === 'price' ? 'price' : pick.id,
        name,
        values: alignToRows(values, answered?.openTimeMs, drawing.rows),
        colour,
        shape: name === 'histogram' ? 'bars' : 'line',
        guides: guidesOf(pick.name),
      });
    });
  }
  return lines;
}

/** Values by open time; rows the indicator has no value for yet are NaN. */
export function alignToRows(
  values: Float64Array | undefined,
  openTimeMs: Float64Array | undefined,
  rows: CandleRows,
): Float64Array {
  const aligned = new Float64Array(countRows(rows)).fill(Number.NaN);
  if (values === undefined || openTimeMs === undefined || aligned.length === 0) return aligned;
  const shift = openTimeMs.indexOf(rows.columns.openTimeMs[0] as number);
  if (shift < 0) return aligned;
  const usable = Math.min(aligned.length, values.length - shift);
  if (usable > 0) aligned.set(values.subarray(shift, shift + usable));
  return aligned;
}

export type SceneRanges = {
  readonly price: ValueRange;
  readonly volumeMax: number;
  readonly own: Readonly<Record<string, ValueRange>>;
};

/** What each value axis must span to hold everything in sight. */
export function rangesInSight(
  rows: CandleRows,
  drawn: CandleColumnsView,
  lines: readonly SceneLine[],
  view: ViewWindow,
): SceneRanges {
  const { from, to } = rowsInSight(rows, view);
  const ofPane = (pane: string): (ValueRange | undefined)[] =>
    lines.filter((line) => line.pane === pane).map((line) => rangeOf(line.values, from, to));
  const lows = rangeOf(drawn.low, from, to);
  const highs = rangeOf(drawn.high, from, to);
  const price = joinRanges([lows, highs, ...ofPane('price')]) ?? { min: 0, max: 1 };
  const own: Record<string, ValueRange> = {};
  for (const pane of new Set(lines.map((line) => line.pane))) {
    if (pane === 'price') continue;
    const guides = lines.filter((line) => line.pane === pane).flatMap((line) => line.guides);
    const range = joinRanges([...ofPane(pane), ...guides.map((guide) => ({ min: guide, max: guide }))]);
    own[pane] = padRange(range ?? { min: 0, max: 1 }, 0.1, 0.12);
  }
  return {
    price: padRange(price, ROOM_BELOW, ROOM_ABOVE),
    volumeMax: rangeOf(drawn.volume, from, to)?.max || 1,
    own,
  };
}
