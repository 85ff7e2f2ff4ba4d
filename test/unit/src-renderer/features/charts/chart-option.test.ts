import { describe, expect, it } from 'vitest';
import { createRows } from '../../../../../src-renderer/features/charts/candle-rows.ts';
import { chartColours } from '../../../../../src-renderer/features/charts/chart-colours.ts';
import {
  type ChartScene,
  dimensionsOf,
  flatSource,
  frameOption,
  fullOption,
} from '../../../../../src-renderer/features/charts/chart-option.ts';
import {
  alignToRows,
  layoutOf,
  linesOf,
  rangesInSight,
  timeOfX,
  valueOfY,
  xOfTime,
  yOfValue,
} from '../../../../../src-renderer/features/charts/chart-scene.ts';

const BAR_MS = 60_000;
const column = (...values: readonly number[]): Float64Array<ArrayBuffer> => Float64Array.from(values);
const ROWS = createRows(
  {
    openTimeMs: column(0, BAR_MS, 2 * BAR_MS),
    open: column(10, 11, 12),
    high: column(13, 14, 15),
    low: column(9, 8, 7),
    close: column(11, 10, 14),
    volume: column(1, 2, 3),
  },
  1,
  BAR_MS,
);
const RSI = {
  name: 'rsi',
  title: 'RSI',
  outputs: ['rsi'],
  pane: 'own',
  schema: {},
  defaults: {},
} as const;
const PICK = { id: 'rsi-1', name: 'rsi', params: { period: 14 } };
const COLUMNS = { id: 'rsi-1', openTimeMs: column(0, BAR_MS), outputs: [{ name: 'rsi', values: column(40, 60) }] };
const COLOURS = chartColours('dark');

function sceneWith(width: number): ChartScene {
  const lines = linesOf([PICK], [RSI], [COLUMNS], { rows: ROWS, palette: COLOURS.palette });
  const view = { fromMs: -BAR_MS, toMs: 3 * BAR_MS };
  return {
    rows: ROWS,
    kind: 'candles',
    drawn: ROWS.columns,
    lines,
    marks: [],
    regimes: undefined,
    structure: [],
    view,
    ranges: rangesInSight(ROWS, ROWS.columns, lines, view),
    layout: layoutOf({ width, height: 500 }, ['rsi-1'], 80),
    colours: COLOURS,
    timeZone: 'UTC',
    priceDecimals: 2,
  };
}

describe('what is drawn', () => {
  it('leaves the bodies of rising bars empty when candles are hollow, and fills those of falling ones', () => {
    const styleOf = (kind: ChartScene['kind']) =>
      fullOption({ ...sceneWith(800), kind }).series.find(({ id }) => id === 'candles');
    const { up, down } = COLOURS;
    const borders = { borderColor: up, borderColor0: down };
    expect(styleOf('hollow')).toMatchObject({ itemStyle: { color: 'transparent', color0: down, ...borders } });
    expect(styleOf('candles')).toMatchObject({ itemStyle: { color: up, color0: down, ...borders } });
  });

  it('is one flat array, volume split by direction, NaN where an indicator has no value yet', () => {
    const scene = sceneWith(800);
    const { lines } = scene;
    expect(dimensionsOf(lines)).toEqual([
      'time',
      'open',
      'close',
      'low',
      'high',
      'volumeUp',
      'volumeDown',
      'rsi-1:rsi',
    ]);
    const width = dimensionsOf(lines).length;
    const flat = flatSource(scene);
    expect([...flat.subarray(0, width)]).toEqual([0, 10, 11, 9, 13, 1, Number.NaN, 40]);
    expect([...flat.subarray(width, 2 * width)]).toEqual([BAR_MS, 11, 10, 8, 14, Number.NaN, 2, 60]);
    expect(flat.at(-1)).toBeNaN();
  });

  it('has a pane for the price and one for each indicator of its own', () => {
    const option = fullOption(sceneWith(800));
    expect(option.grid.map((grid) => grid.id)).toEqual(['price', 'rsi-1']);
    expect(option.series.map((series) => series.id)).toEqual([
      'regimes',
      'volumeUp',
      'volumeDown',
      'candles',
      'rsi-1:rsi',
      'marks:buy',
      'marks:sell',
    ]);
    expect(JSON.stringify(option)).not.toContain('tooltip');
  });

  it('moves with axes and widths alone', () => {
    const frame = frameOption(sceneWith(800));
    expect(Object.keys(frame).sort()).toEqual(['series', 'xAxis', 'yAxis']);
    expect(frame.xAxis.every((axis) => axis.min === -BAR_MS && axis.max === 3 * BAR_MS)).toBe(true);
  });

  it('keeps every candle and every guide inside the axes', () => {
    const { ranges } = sceneWith(800);
    expect(ranges.price.min).toBeLessThan(7);
    expect(ranges.price.max).toBeGreaterThan(15);
    expect(ranges.own['rsi-1']?.min).toBeLessThan(30);
    expect(ranges.own['rsi-1']?.max).toBeGreaterThan(70);
    expect(ranges.volumeMax).toBe(3);
  });

  it('puts pixels and values where they belong, both ways', () => {
    const { layout, view, ranges } = sceneWith(800);
    expect(timeOfX(layout, view, xOfTime(layout, view, 12_345))).toBeCloseTo(12_345, 6);
    const pane = layout.panes[0];
    if (pane === undefined) throw new Error('no pane');
    expect(valueOfY(pane, ranges.price, yOfValue(pane, ranges.price, 11))).toBeCloseTo(11, 9);
  });

  it('finds the row of each indicator value after the oldest rows are gone', () => {
    const later = createRows(
      {
        openTimeMs: column(BAR_MS, 2 * BAR_MS),
        open: column(1, 1),
        high: column(1, 1),
        low: column(1, 1),
        close: column(1, 1),
        volume: column(1, 1),
      },
      1,
      BAR_MS,
    );
    expect([...alignToRows(column(5, 6), column(0, BAR_MS), later)]).toEqual([6, Number.NaN]);
    expect([...alignToRows(column(5), column(9), later)]).toEqual([Number.NaN, Number.NaN]);
  });
});
