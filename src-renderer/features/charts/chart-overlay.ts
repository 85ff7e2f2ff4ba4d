import { countRows } from './candle-rows.ts';
import type { ChartScene } from './chart-option.ts';
import type { ChartState } from './chart-session.ts';
import {
  type CrosshairElements,
  type Cursor,
  cursorAt,
  cursorOnRow,
  placeCrosshair,
  placeLastPrice,
} from './crosshair.ts';

/** Where the pointer or the keyboard is on the chart, kept over redraws. */
export type ChartOverlay = {
  readonly point: (at: { readonly x: number; readonly y: number } | undefined) => void;
  readonly step: (scene: ChartScene, by: number) => void;
  /** Moves lines and tags to where they belong on `scene`; returns the row they are on. */
  readonly place: (scene: ChartScene, state: ChartState, timeText: (timeMs: number) => string) => number | undefined;
  readonly clear: () => void;
};

export function createChartOverlay(elements: CrosshairElements): ChartOverlay {
  let pointer: { readonly x: number; readonly y: number } | undefined;
  let cursor: Cursor | undefined;
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
    place: (scene, state, timeText) => {
      if (pointer !== undefined) cursor = cursorAt(scene, pointer);
      else if (cursor?.row !== undefined) cursor = cursorOnRow(scene, cursor.row);
      const lastMs = scene.rows.columns.openTimeMs[countRows(scene.rows) - 1] ?? 0;
      const rowMs = scene.rows.barsPerRow * scene.rows.barMs;
      placeCrosshair(elements, scene, cursor, timeText);
      placeLastPrice(elements, scene, lastMs + rowMs > state.extent.lastMs);
      return cursor?.row;
    },
    clear: () => {
      pointer = undefined;
      cursor = undefined;
    },
  };
}
