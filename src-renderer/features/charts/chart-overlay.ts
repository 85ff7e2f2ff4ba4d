import { countRows, rowHolding } from './candle-rows.ts';
import type { ChartScene } from './chart-option.ts';
import { valueOfY } from './chart-scene.ts';
import type { ChartState } from './chart-session.ts';
import {
  type CrosshairElements,
  type Cursor,
  cursorAt,
  cursorOnRow,
  placeCrosshair,
  placeLastPrice,
} from './crosshair.ts';

/**
 * What a hand means: the row of the crosshair, else the newest, and the price under the pointer, else the row's close.
 */
export type MeantPlace = { readonly timeMs: number; readonly price: number };

/** Where the pointer or the keyboard is on the chart, kept over redraws; else where it is on another chart. */
export type ChartOverlay = {
  readonly point: (at: { readonly x: number; readonly y: number } | undefined) => void;
  readonly step: (scene: ChartScene, by: number) => void;
  /** The crosshair of another chart stands at this time, whatever its interval; undefined when it has left. */
  readonly link: (timeMs: number | undefined) => void;
  /** Moves lines and tags to where they belong on `scene`; returns the row they are on. */
  readonly place: (scene: ChartScene, state: ChartState, timeText: (timeMs: number) => string) => number | undefined;
  /** The row of this chart's own pointer or keyboard, not of another chart's. */
  readonly ownRow: () => number | undefined;
  /** Undefined where there is no row. */
  readonly meant: (scene: ChartScene | undefined) => MeantPlace | undefined;
  readonly clear: () => void;
};

export function createChartOverlay(elements: CrosshairElements): ChartOverlay {
  let pointer: { readonly x: number; readonly y: number } | undefined;
  let cursor: Cursor | undefined;
  let linkedMs: number | undefined;
  const clear = (): void => {
    pointer = undefined;
    cursor = undefined;
  };
  return {
    point: (at) => {
      pointer = at;
      if (at === undefined) cursor = undefined;
    },
    step: (scene, by) => {
      pointer = undefined;
      const newest = countRows(scene.rows) - 1;
      const row = Math.min(newest, Math.max(0, (cursor?.row ?? newest + 1) + by));
      cursor = cursorOnRow(scene, row);
    },
    link: (timeMs) => {
      linkedMs = timeMs;
      if (timeMs !== undefined) clear();
    },
    place: (scene, state, timeText) => {
      if (pointer !== undefined) cursor = cursorAt(scene, pointer);
      else if (cursor?.row !== undefined) cursor = cursorOnRow(scene, cursor.row);
      const shown = cursor ?? linkedCursor(scene, linkedMs);
      const lastMs = scene.rows.columns.openTimeMs[countRows(scene.rows) - 1] ?? 0;
      const rowMs = scene.rows.barsPerRow * scene.rows.barMs;
      placeCrosshair(elements, scene, shown, timeText);
      placeLastPrice(elements, scene, lastMs + rowMs > state.extent.lastMs);
      return shown?.row;
    },
    ownRow: () => cursor?.row,
    meant: (scene) => {
      const row = cursor?.row ?? (scene === undefined ? 0 : countRows(scene.rows) - 1);
      const timeMs = scene?.rows.columns.openTimeMs[row];
      const close = scene?.rows.columns.close[row];
      const pane = scene?.layout.panes[0];
      if (scene === undefined || timeMs === undefined || close === undefined) return undefined;
      const y = cursor?.y;
      const isPointed = y !== undefined && pane !== undefined && y >= pane.top && y <= pane.top + pane.height;
      return { timeMs, price: isPointed ? valueOfY(pane, scene.ranges.price, y) : close };
    },
    clear,
  };
}

/** On the row that holds the time, unless it is out of sight. */
function linkedCursor(scene: ChartScene, timeMs: number | undefined): Cursor | undefined {
  const row = timeMs === undefined ? undefined : rowHolding(scene.rows, timeMs);
  const cursor = row === undefined ? undefined : cursorOnRow(scene, row);
  const { left, width } = scene.layout;
  return cursor !== undefined && cursor.x >= left && cursor.x <= left + width ? cursor : undefined;
}
