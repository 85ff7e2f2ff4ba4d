import type { ChartScene } from './chart-option.ts';
import { timeOfX } from './chart-scene.ts';
import {
  moveToFirst,
  moveToLatest,
  panView,
  type SeriesExtent,
  showsLatest,
  spanOf,
  type ViewWindow,
  zoomView,
} from './view-window.ts';

/** What the hands may do to a chart. */
export type GestureTarget = {
  readonly scene: () => ChartScene | undefined;
  /** The newest view asked for, which may be ahead of what is drawn. */
  readonly now: () => { readonly view: ViewWindow; readonly extent: SeriesExtent } | undefined;
  readonly show: (view: ViewWindow) => void;
  /** Pixels from the chart's left and top; undefined when the pointer has left. */
  readonly point: (at: { readonly x: number; readonly y: number } | undefined) => void;
  /** Moves the read-out by so many rows, for hands without a mouse. */
  readonly stepRow: (by: number) => void;
};

const WHEEL_ZOOM = 0.0015;
const KEY_ZOOM = 0.8;
const KEY_PAN = 0.1;
const LINE_PIXELS = 16;

type Moves = {
  readonly panPixels: (pixels: number) => void;
  /** `x` keeps the time under it. */
  readonly zoomAt: (x: number, factor: number) => void;
};

/** Pixels turned into time at the scale of what is on the screen. */
function createMoves(target: GestureTarget): Moves {
  return {
    panPixels: (pixels) => {
      const scene = target.scene();
      const now = target.now();
      if (scene === undefined || now === undefined) return;
      target.show(panView(now.view, (pixels * spanOf(now.view)) / scene.layout.width, now.extent));
    },
    zoomAt: (x, factor) => {
      const scene = target.scene();
      const now = target.now();
      if (scene === undefined || now === undefined) return;
      target.show(zoomView(now.view, factor, timeOfX(scene.layout, now.view, x), now.extent));
    },
  };
}

/** Drag to move, wheel to zoom round the pointer, shift and wheel to move, double click to the newest bar. Returns the way out. */
export function attachGestures(area: HTMLElement, target: GestureTarget): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let dragX: number | undefined;

  const place = (event: MouseEvent): { x: number; y: number } => {
    const box = area.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const { panPixels, zoomAt } = createMoves(target);

  const pointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    dragX = event.clientX;
    area.setPointerCapture(event.pointerId);
  };
  const pointerMove = (event: PointerEvent): void => {
    if (dragX !== undefined) {
      panPixels(dragX - event.clientX);
      dragX = event.clientX;
    }
    target.point(place(event));
  };
  const pointerUp = (): void => {
    dragX = undefined;
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      panPixels((event.deltaX || event.deltaY) * unit);
    } else zoomAt(place(event).x, Math.exp(event.deltaY * unit * WHEEL_ZOOM));
  };
  const doubleClick = (): void => {
    const now = target.now();
    if (now !== undefined) target.show(moveToLatest(now.view, now.extent));
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (pressKey(event, target)) event.preventDefault();
  };

  area.addEventListener('pointerdown', pointerDown, { signal });
  area.addEventListener('pointermove', pointerMove, { signal });
  area.addEventListener('pointerup', pointerUp, { signal });
  area.addEventListener('pointercancel', pointerUp, { signal });
  area.addEventListener('pointerleave', () => target.point(undefined), { signal });
  area.addEventListener('wheel', wheel, { signal, passive: false });
  area.addEventListener('dblclick', doubleClick, { signal });
  area.addEventListener('keydown', keyDown, { signal });
  return () => stopping.abort();
}

/** Arrows move, shift and arrows walk the read-out, plus and minus zoom, Home and End go to the ends. */
function pressKey(event: KeyboardEvent, target: GestureTarget): boolean {
  const now = target.now();
  if (now === undefined) return false;
  const { view, extent } = now;
  // The newest bar keeps its place when it is in sight: what is looked at is at the right.
  const anchorMs = showsLatest(view, extent) ? extent.lastMs : (view.fromMs + view.toMs) / 2;
  const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  if (direction !== 0 && event.shiftKey) target.stepRow(direction);
  else if (direction !== 0) target.show(panView(view, direction * KEY_PAN * spanOf(view), extent));
  else if (event.key === 'PageUp') target.show(panView(view, -spanOf(view), extent));
  else if (event.key === 'PageDown') target.show(panView(view, spanOf(view), extent));
  else if (event.key === '+' || event.key === '=') target.show(zoomView(view, KEY_ZOOM, anchorMs, extent));
  else if (event.key === '-') target.show(zoomView(view, 1 / KEY_ZOOM, anchorMs, extent));
  else if (event.key === 'Home') target.show(moveToFirst(view, extent));
  else if (event.key === 'End') target.show(moveToLatest(view, extent));
  else if (event.key === 'Escape') target.point(undefined);
  else return false;
  return true;
}
