import type { DrawingKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { DrawingView } from '../../../src-preload/contract/drawing-views.ts';
import type { ChartScene } from './chart-option.ts';
import { timeOfX } from './chart-scene.ts';
import { onGrid, priceAtY } from './order-lines.ts';

export type DrawingPoint = DrawingView['start'];
/** What of a drawing a hand holds. */
export type DrawingPart = 'whole' | 'start' | 'end';
/** How far, in time and in price. */
export type DrawingStep = { readonly timeMs: number; readonly price: number };

/** A horizontal line has no end of its own: it is moved as a whole. */
export const partsOf = (kind: DrawingKind): readonly DrawingPart[] =>
  kind === 'horizontal' ? ['whole'] : ['whole', 'start', 'end'];

/** A drawing with one part moved; where its price would leave the axis, as it was. */
export function movePart(drawing: DrawingView, part: DrawingPart, by: DrawingStep): DrawingView {
  const moved = ({ timeMs, price }: DrawingPoint): DrawingPoint => ({
    timeMs: Math.round(timeMs + by.timeMs),
    price: price + by.price,
  });
  const next = {
    ...drawing,
    start: part === 'end' ? drawing.start : moved(drawing.start),
    end: part === 'start' ? drawing.end : moved(drawing.end),
  };
  return next.start.price > 0 && next.end.price > 0 ? next : drawing;
}

/** The same drawing on the bars of the chart and the instrument's price grid. */
export function snapped(drawing: DrawingView, scene: ChartScene, tick: string): DrawingView {
  const { start, end } = drawing;
  return { ...drawing, start: snappedPoint(start, scene, tick), end: snappedPoint(end, scene, tick) };
}

function snappedPoint({ timeMs, price }: DrawingPoint, { rows }: ChartScene, tick: string): DrawingPoint {
  const originMs = rows.columns.openTimeMs[0] ?? 0;
  const onTick = Number(onGrid(price, tick));
  return {
    timeMs: originMs + Math.round((timeMs - originMs) / rows.barMs) * rows.barMs,
    price: onTick > 0 ? onTick : price,
  };
}

/** Where a pixel of the price pane is; undefined where no price can be. */
export function pointAt(scene: ChartScene, at: { readonly x: number; readonly y: number }): DrawingPoint | undefined {
  const price = priceAtY(scene, at.y);
  return price === undefined || price <= 0 ? undefined : { timeMs: timeOfX(scene.layout, scene.view, at.x), price };
}

/** How far so many pixels are. */
export function stepOfPixels({ layout, view, ranges }: ChartScene, x: number, y: number): DrawingStep {
  const height = layout.panes[0]?.height ?? 1;
  return {
    timeMs: (x / layout.width) * (view.toMs - view.fromMs),
    price: (-y / height) * (ranges.price.max - ranges.price.min),
  };
}

/** In the middle of what is in sight, for hands without a mouse. */
export function pointsInMiddle(scene: ChartScene): Pick<DrawingView, 'start' | 'end'> | undefined {
  const { layout } = scene;
  const height = layout.panes[0]?.height ?? 0;
  const start = pointAt(scene, { x: layout.left + layout.width * 0.35, y: height * 0.6 });
  const end = pointAt(scene, { x: layout.left + layout.width * 0.65, y: height * 0.4 });
  return start === undefined || end === undefined ? undefined : { start, end };
}

export type DrawingMeasure = {
  readonly price: number;
  /** Of the price at the start. */
  readonly fraction: number;
  readonly bars: number;
  readonly durationMs: number;
};

/** From start to end; bars and time are negative towards the past. */
export function measureOf({ start, end }: DrawingView, barMs: number): DrawingMeasure {
  const durationMs = end.timeMs - start.timeMs;
  const price = end.price - start.price;
  return { price, fraction: price / start.price, bars: Math.round(durationMs / barMs), durationMs };
}

/** Shares of the move that is given back, as traders draw them: 0 at the end of the move, 1 at its start. */
const FIBONACCI_LEVELS = [0, 0.236, 0.382, 0.5, 0.618, 0.786, 1] as const;

export function fibonacciOf({
  start,
  end,
}: DrawingView): readonly { readonly level: number; readonly price: number }[] {
  return FIBONACCI_LEVELS.map((level) => ({ level, price: end.price + (start.price - end.price) * level }));
}
