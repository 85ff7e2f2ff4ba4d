import { describe, expect, it } from 'vitest';
import { DRAWING_KINDS, type DrawingKind } from '../../../../../src-preload/contract/chart-kinds.ts';
import type { DrawingView } from '../../../../../src-preload/contract/drawing-views.ts';
import { createRows } from '../../../../../src-renderer/features/charts/candle-rows.ts';
import { chartColours } from '../../../../../src-renderer/features/charts/chart-colours.ts';
import type { ChartScene } from '../../../../../src-renderer/features/charts/chart-option.ts';
import { layoutOf } from '../../../../../src-renderer/features/charts/chart-scene.ts';
import { measureText, shapeOf } from '../../../../../src-renderer/features/charts/drawing-shape.ts';
import {
  fibonacciOf,
  movePart,
  partsOf,
  pointAt,
  pointsInMiddle,
  snapped,
  stepOfPixels,
} from '../../../../../src-renderer/features/charts/drawings.ts';
import { withDrawing } from '../../../../../src-renderer/features/charts/use-drawings.ts';

const BAR_MS = 60_000;
const column = (...values: readonly number[]): Float64Array<ArrayBuffer> => Float64Array.from(values);
const PRICES = { open: column(100, 100), high: column(101, 101), low: column(99, 99), close: column(100, 100) };
const ROWS = createRows({ openTimeMs: column(0, BAR_MS), ...PRICES, volume: column(1, 1) }, 1, BAR_MS);

/** 10 bars over 800 pixels, 100 to 200 from the bottom to the top of 400. */
const SCENE: ChartScene = {
  rows: ROWS,
  kind: 'candles',
  drawn: ROWS.columns,
  lines: [],
  marks: [],
  regimes: undefined,
  structure: [],
  view: { fromMs: 0, toMs: 10 * BAR_MS },
  ranges: { price: { min: 100, max: 200 }, volumeMax: 1, own: {} },
  layout: layoutOf({ width: 880, height: 424 }, [], 80),
  colours: chartColours('dark'),
  timeZone: 'UTC',
  priceDecimals: 2,
};

const drawing = (kind: DrawingKind): DrawingView => ({
  id: 'd',
  instrumentId: 'demo:BTC-USDT',
  kind,
  start: { timeMs: BAR_MS, price: 120 },
  end: { timeMs: 5 * BAR_MS, price: 180 },
});

describe('a drawing', () => {
  it('is moved as a whole or by one of its points', () => {
    const by = { timeMs: BAR_MS, price: -10 };
    const { start, end } = drawing('trendLine');
    const [moved, movedEnd] = [
      { timeMs: 2 * BAR_MS, price: 110 },
      { timeMs: 6 * BAR_MS, price: 170 },
    ];
    expect(movePart(drawing('trendLine'), 'whole', by)).toMatchObject({ start: moved, end: movedEnd });
    expect(movePart(drawing('trendLine'), 'start', by)).toMatchObject({ start: moved, end });
    expect(movePart(drawing('trendLine'), 'end', by)).toMatchObject({ start, end: movedEnd });
  });

  it('never leaves for prices there are not', () => {
    expect(movePart(drawing('trendLine'), 'start', { timeMs: 0, price: -120 })).toEqual(drawing('trendLine'));
  });

  it('stands on bars and on the price grid', () => {
    const loose = movePart(drawing('trendLine'), 'whole', { timeMs: 20_000, price: 0.37 });
    expect(snapped(loose, SCENE, '0.5')).toMatchObject({
      start: { timeMs: BAR_MS, price: 120.5 },
      end: { timeMs: 5 * BAR_MS, price: 180.5 },
    });
  });

  it('is where the pointer is, in time and price', () => {
    expect(pointAt(SCENE, { x: 400, y: 100 })).toEqual({ timeMs: 5 * BAR_MS, price: 175 });
    expect(stepOfPixels(SCENE, 80, 40)).toEqual({ timeMs: BAR_MS, price: -10 });
    expect(pointsInMiddle(SCENE)?.start).toEqual({ timeMs: 3.5 * BAR_MS, price: 140 });
  });

  it('replaces the one of its id, else lies on top', () => {
    const [line, other] = [drawing('trendLine'), { ...drawing('measure'), id: 'e' }];
    const moved = movePart(line, 'whole', { timeMs: 0, price: 1 });
    expect(withDrawing([line, other], moved)).toEqual([moved, other]);
    expect(withDrawing([line], other)).toEqual([line, other]);
  });
});

describe('what is drawn of it', () => {
  it('has every part of every kind within the pixels of its points', () => {
    for (const kind of DRAWING_KINDS) {
      const { lines, handles } = shapeOf(drawing(kind), SCENE);
      expect(lines.length).toBeGreaterThan(0);
      for (const part of partsOf(kind)) expect(Number.isFinite(handles[part].x + handles[part].y)).toBe(true);
    }
    const { handles, area } = shapeOf(drawing('rectangle'), SCENE);
    expect(handles).toEqual({ whole: { x: 240, y: 200 }, start: { x: 80, y: 320 }, end: { x: 400, y: 80 } });
    expect(area).toEqual([handles.start, handles.end]);
  });

  it('is as wide as the chart for a horizontal line, which names its price', () => {
    const { lines, labels } = shapeOf(drawing('horizontal'), SCENE);
    expect(lines).toEqual([
      [
        { x: 0, y: 320 },
        { x: 800, y: 320 },
      ],
    ]);
    expect(labels.map(({ text }) => text)).toEqual(['120.00']);
  });

  it('gives back shares of the move for a Fibonacci retracement: none at its end, all at its start', () => {
    const prices = fibonacciOf(drawing('fibonacci')).map(({ price }) => price);
    [180, 165.84, 157.08, 150, 142.92, 132.84, 120].forEach((price, index) => {
      expect(prices[index]).toBeCloseTo(price, 9);
    });
    expect(shapeOf(drawing('fibonacci'), SCENE).labels[4]?.text).toBe('61.8% · 142.92');
  });

  it('measures price, percent, bars and time, with signs', () => {
    expect(measureText(drawing('measure'), SCENE)).toBe('+60.00 · +50.00% · 4 bars · 4 m');
    const { start, end } = drawing('measure');
    const back = { ...drawing('measure'), start: end, end: start };
    expect(measureText(back, SCENE)).toBe('−60.00 · −33.33% · −4 bars · −4 m');
  });
});
