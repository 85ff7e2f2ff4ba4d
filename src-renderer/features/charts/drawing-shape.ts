import type { DrawingView } from '../../../src-preload/contract/drawing-views.ts';
import { formatDecimal, formatDuration, formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import type { ChartScene } from './chart-option.ts';
import { xOfTime, yOfValue } from './chart-scene.ts';
import { type DrawingPart, type DrawingPoint, fibonacciOf, measureOf } from './drawings.ts';

export type Pixel = { readonly x: number; readonly y: number };
export type DrawingLabel = Pixel & { readonly text: string };

/** A drawing in pixels of the chart, cut off nowhere. */
export type DrawingShape = {
  readonly lines: readonly (readonly [Pixel, Pixel])[];
  /** Filled between these corners. */
  readonly area: readonly [Pixel, Pixel] | null;
  readonly labels: readonly DrawingLabel[];
  readonly handles: Readonly<Record<DrawingPart, Pixel>>;
};

const ABOVE_LINE = 7;
const BESIDE = 4;

export function shapeOf(drawing: DrawingView, scene: ChartScene): DrawingShape {
  const [start, end] = [pixelOf(scene, drawing.start), pixelOf(scene, drawing.end)];
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const handles = { whole: middle, start, end };
  switch (drawing.kind) {
    case 'trendLine':
      return { lines: [[start, end]], area: null, labels: [], handles };
    case 'horizontal':
      return horizontalShape(drawing, scene, start.y);
    case 'rectangle':
      return { lines: outline(start, end), area: [start, end], labels: [], handles };
    case 'fibonacci':
      return { ...fibonacciShape(drawing, scene, [start, end]), handles };
    case 'measure': {
      const label = { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y) - ABOVE_LINE };
      const labels = [{ ...label, text: measureText(drawing, scene) }];
      return { lines: [...outline(start, end), [start, end]], area: [start, end], labels, handles };
    }
  }
}

/** Price, percent, bars and time between two points, each with its sign. */
export function measureText(drawing: DrawingView, { rows, priceDecimals }: ChartScene): string {
  const { price, fraction, bars, durationMs } = measureOf(drawing, rows.barMs);
  const time = `${durationMs < 0 ? '−' : ''}${formatDuration(Math.abs(durationMs))}`;
  return [
    formatDecimal(price, { decimals: priceDecimals, signed: true }),
    formatPercent(fraction, { decimals: 2, signed: true }),
    wording.chart.drawings.bars(formatDecimal(bars, { decimals: 0 })),
    time,
  ].join(' · ');
}

function horizontalShape(drawing: DrawingView, { layout, priceDecimals }: ChartScene, y: number): DrawingShape {
  const [left, right] = [layout.left, layout.left + layout.width];
  const labels = [{ x: left + BESIDE, y: y - ABOVE_LINE, text: priceText(drawing.start.price, priceDecimals) }];
  const middle = { x: (left + right) / 2, y };
  return {
    lines: [
      [
        { x: left, y },
        { x: right, y },
      ],
    ],
    area: null,
    labels,
    handles: { whole: middle, start: middle, end: middle },
  };
}

function fibonacciShape(drawing: DrawingView, scene: ChartScene, [start, end]: readonly [Pixel, Pixel]) {
  const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
  const levels = fibonacciOf(drawing).map(({ level, price }) => {
    const { y } = pixelOf(scene, { timeMs: drawing.start.timeMs, price });
    const text = `${formatPercent(level, { decimals: 1 })} · ${priceText(price, scene.priceDecimals)}`;
    return { y, text };
  });
  return {
    lines: [
      ...levels.map(({ y }): [Pixel, Pixel] => [
        { x: left, y },
        { x: right, y },
      ]),
      [start, end] as const,
    ],
    area: [start, end] as const,
    labels: levels.map(({ y, text }) => ({ x: left + BESIDE, y: y - ABOVE_LINE, text })),
  };
}

const priceText = (price: number, decimals: number): string => formatDecimal(price, { decimals });

function pixelOf({ layout, view, ranges }: ChartScene, { timeMs, price }: DrawingPoint): Pixel {
  const [pane] = layout.panes;
  const y = pane === undefined ? 0 : yOfValue(pane, ranges.price, price);
  return { x: xOfTime(layout, view, timeMs), y };
}

function outline(start: Pixel, end: Pixel): readonly (readonly [Pixel, Pixel])[] {
  const [top, bottom] = [
    { x: end.x, y: start.y },
    { x: start.x, y: end.y },
  ];
  return [
    [start, top],
    [top, end],
    [end, bottom],
    [bottom, start],
  ];
}
