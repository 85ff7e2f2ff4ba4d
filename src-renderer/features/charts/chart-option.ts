import type { ChartKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { StructureMarkView } from '../../../src-preload/contract/chart-views.ts';
import type { CandleColumnsView } from '../../../src-preload/contract/views.ts';
import { formatDecimal } from '../../format/index.ts';
import { type CandleRows, countRows } from './candle-rows.ts';
import type { ChartColours } from './chart-colours.ts';
import {
  bodyWidth,
  type ChartLayout,
  type PanePlace,
  type SceneLine,
  type SceneRanges,
  slotWidth,
} from './chart-scene.ts';
import type { SceneRegimes } from './regime-bands.ts';
import { timeTicks } from './time-ticks.ts';
import type { MarkGroup } from './trade-marks.ts';
import { decimalsOfStep, tickStep, type ValueRange, valueTicks } from './value-range.ts';
import type { ViewWindow } from './view-window.ts';

/** Everything one drawing of a chart depends on. */
export type ChartScene = {
  readonly rows: CandleRows;
  readonly kind: ChartKind;
  /** The prices drawn for the rows: the rows' own, or what `kind` makes of them. */
  readonly drawn: CandleColumnsView;
  readonly lines: readonly SceneLine[];
  readonly marks: readonly MarkGroup[];
  readonly regimes: SceneRegimes | undefined;
  /** Only what is switched on. */
  readonly structure: readonly StructureMarkView[];
  readonly view: ViewWindow;
  readonly ranges: SceneRanges;
  readonly layout: ChartLayout;
  readonly colours: ChartColours;
  readonly timeZone: string;
  readonly priceDecimals: number;
};

/** Volume bars take the lowest fifth of the price pane. */
const VOLUME_AXIS_STRETCH = 5.5;
const PIXELS_PER_TIME_TICK = 90;
const PIXELS_PER_VALUE_TICK = 40;
const HALF_LABEL = 18;
const FONT_SIZE = 11;

const FIXED_DIMENSIONS = ['time', 'open', 'close', 'low', 'high', 'volumeUp', 'volumeDown'] as const;

/** Rows and indicator values as one flat array, row after row, in the order of `dimensionsOf`. */
export function flatSource({ rows, drawn, lines }: Pick<ChartScene, 'rows' | 'drawn' | 'lines'>): Float64Array {
  const { openTimeMs, volume } = rows.columns;
  const { open, close, low, high } = drawn;
  const width = FIXED_DIMENSIONS.length + lines.length;
  const flat = new Float64Array(countRows(rows) * width);
  for (let row = 0, at = 0; row < countRows(rows); row += 1, at += width) {
    const rises = (rows.columns.close[row] as number) >= (rows.columns.open[row] as number);
    flat[at] = openTimeMs[row] as number;
    flat[at + 1] = open[row] as number;
    flat[at + 2] = close[row] as number;
    flat[at + 3] = low[row] as number;
    flat[at + 4] = high[row] as number;
    flat[at + 5] = rises ? (volume[row] as number) : Number.NaN;
    flat[at + 6] = rises ? Number.NaN : (volume[row] as number);
    lines.forEach((line, index) => {
      flat[at + FIXED_DIMENSIONS.length + index] = line.values[row] as number;
    });
  }
  return flat;
}

export const dimensionsOf = (lines: readonly SceneLine[]): string[] => [
  ...FIXED_DIMENSIONS,
  ...lines.map((line) => line.id),
];

/** The whole drawing: set when the data, the panes, the size or the colours change. */
export function fullOption(scene: ChartScene) {
  const { layout, lines, colours } = scene;
  const frame = frameOption(scene);
  return {
    animation: false,
    textStyle: { fontSize: FONT_SIZE, color: colours.text },
    dataset: [rowsDataset(scene)],
    grid: layout.panes.map((pane) => ({
      id: pane.id,
      left: layout.left,
      top: pane.top,
      width: layout.width,
      height: pane.height,
      outerBoundsMode: 'none',
    })),
    xAxis: frame.xAxis.map((axis, index) => timeAxis(scene, axis, index)),
    yAxis: frame.yAxis.map((axis) => valueAxis(scene, axis)),
    series: [
      regimeSeries(scene),
      ...candleSeries(scene),
      ...lines.map((line) => lineSeries(scene, line)),
      ...markSeries(scene),
    ],
  };
}

/** When rows, values or marks changed and the panes did not. */
export function dataOption(scene: ChartScene) {
  const frame = frameOption(scene);
  const marks = markSeries(scene).map(({ id, data }) => ({ id, data }));
  const { id, markArea } = regimeSeries(scene);
  return { ...frame, dataset: [rowsDataset(scene)], series: [...frame.series, ...marks, { id, markArea }] };
}

function rowsDataset(scene: ChartScene) {
  return { id: 'rows', source: flatSource(scene), dimensions: dimensionsOf(scene.lines), sourceHeader: false };
}

/** The part that changes while the chart is moved: what the axes span, their ticks, and the width of the bodies. */
export function frameOption(scene: ChartScene) {
  const { layout, view, ranges, lines } = scene;
  const ticks = ticksInside(scene);
  const labels = new Map(ticks.map((tick) => [tick.timeMs, tick.label]));
  const customValues = ticks.map((tick) => tick.timeMs);
  const barWidth = bodyWidth(slotWidth(layout, view, scene.rows));
  const xAxis = layout.panes.map((pane) => ({
    id: `time:${pane.id}`,
    min: view.fromMs,
    max: view.toMs,
    axisTick: { show: false, customValues },
    axisLabel: { customValues, formatter: (timeMs: number): string => labels.get(timeMs) ?? '' },
  }));
  const yAxis = [
    ...layout.panes.map((pane) => {
      const range = pane.id === 'price' ? ranges.price : (ranges.own[pane.id] ?? { min: 0, max: 1 });
      const guides = pane.id === 'price' ? [] : (lines.find((line) => line.pane === pane.id)?.guides ?? []);
      return valueFrame(pane, range, { guides, leastDecimals: pane.id === 'price' ? scene.priceDecimals : undefined });
    }),
    { id: 'volume', min: 0, max: ranges.volumeMax * VOLUME_AXIS_STRETCH },
  ];
  const widths = [
    ...(scene.kind === 'line' ? [] : ['candles']),
    'volumeUp',
    'volumeDown',
    ...lines.filter((line) => line.shape === 'bars').map((line) => line.id),
  ];
  return { xAxis, yAxis, series: widths.map((id) => ({ id, barWidth })) };
}

/** A label near an edge would be cut off. */
function ticksInside({ layout, view, timeZone }: ChartScene) {
  const most = Math.max(2, Math.floor(layout.width / PIXELS_PER_TIME_TICK));
  const edgeMs = ((view.toMs - view.fromMs) / layout.width) * HALF_LABEL;
  const inside = { fromMs: view.fromMs + edgeMs, toMs: view.toMs - edgeMs };
  return timeTicks(view, most, timeZone).filter((tick) => tick.timeMs >= inside.fromMs && tick.timeMs <= inside.toMs);
}

type ValueLook = { readonly guides: readonly number[]; readonly leastDecimals: number | undefined };

function valueFrame(pane: PanePlace, range: ValueRange, { guides, leastDecimals }: ValueLook) {
  const count = Math.max(3, Math.floor(pane.height / PIXELS_PER_VALUE_TICK));
  const decimals = leastDecimals ?? decimalsOfStep(tickStep(range, count));
  // A tick on the very edge would have its label cut off.
  const edge = ((range.max - range.min) / pane.height) * 8;
  const ticks = guides.length > 0 ? guides : valueTicks(range, count);
  const customValues = ticks.filter((tick) => tick >= range.min + edge && tick <= range.max - edge);
  return {
    id: `value:${pane.id}`,
    min: range.min,
    max: range.max,
    axisTick: { show: false, customValues },
    axisLabel: { customValues, formatter: (value: number): string => formatDecimal(value, { decimals }) },
  };
}

type TimeFrame = ReturnType<typeof frameOption>['xAxis'][number];
type ValueFrame = ReturnType<typeof frameOption>['yAxis'][number];

function timeAxis(scene: ChartScene, frame: TimeFrame, index: number) {
  const last = index === scene.layout.panes.length - 1;
  return {
    ...frame,
    type: 'value',
    gridIndex: index,
    position: 'bottom',
    containShape: false,
    axisLine: { show: true, onZero: false, lineStyle: { color: scene.colours.line } },
    axisLabel: { ...frame.axisLabel, show: last, color: scene.colours.text, fontSize: FONT_SIZE, margin: 8 },
    splitLine: { show: true, lineStyle: { color: scene.colours.line } },
  };
}

function valueAxis(scene: ChartScene, frame: ValueFrame) {
  if (!('axisTick' in frame)) return { ...frame, type: 'value', gridIndex: 0, show: false };
  const gridIndex = scene.layout.panes.findIndex((pane) => `value:${pane.id}` === frame.id);
  return {
    ...frame,
    type: 'value',
    gridIndex,
    position: 'right',
    axisLine: { show: false },
    axisLabel: { ...frame.axisLabel, color: scene.colours.text, fontSize: FONT_SIZE, margin: 8 },
    splitLine: { show: true, lineStyle: { color: scene.colours.line } },
  };
}

/** `large` and `progressive` would draw candles without bodies, or in pieces. */
const STILL = {
  silent: true,
  animation: false,
  emphasis: { disabled: true },
  datasetId: 'rows',
  large: false,
  progressive: 0,
} as const;

/** Height of the strip in a regime's full colour along the top of the price pane. */
const STRIP = 4;

/** Regimes as the background of the price pane: a shade over all of it, and a strip in full colour on top. */
function regimeSeries({ regimes, colours }: ChartScene) {
  const areas = (regimes?.bands ?? []).flatMap(({ fromMs, toMs, regime }) => {
    const color = regime === 'range' ? 'transparent' : colours.regimes[regime];
    const opacity = regime === 'crisis' ? colours.crisisShade : colours.regimeShade;
    return [
      [{ xAxis: fromMs, itemStyle: { color, opacity } }, { xAxis: toMs }],
      [
        { xAxis: fromMs, y: 0, itemStyle: { color, opacity: 1 } },
        { xAxis: toMs, y: STRIP },
      ],
    ];
  });
  return {
    silent: true,
    animation: false,
    id: 'regimes',
    type: 'line',
    xAxisId: 'time:price',
    yAxisId: 'value:price',
    data: [],
    markArea: { silent: true, animation: false, data: areas },
    z: 0,
  };
}

function candleSeries({ colours, layout, view, rows, kind }: ChartScene) {
  const barWidth = bodyWidth(slotWidth(layout, view, rows));
  const volume = (id: 'volumeUp' | 'volumeDown') => ({
    ...STILL,
    id,
    type: 'bar',
    xAxisId: 'time:price',
    yAxisId: 'volume',
    encode: { x: 'time', y: id },
    barWidth,
    barGap: '-100%',
    large: true,
    largeThreshold: 100,
    itemStyle: { color: colours[id] },
    z: 1,
  });
  const candles = {
    ...STILL,
    id: 'candles',
    type: 'candlestick',
    xAxisId: 'time:price',
    yAxisId: 'value:price',
    encode: { x: 'time', y: ['open', 'close', 'low', 'high'] },
    barWidth,
    itemStyle: bodyStyle(kind, colours),
    z: 2,
  };
  const closes = {
    ...STILL,
    id: 'closes',
    type: 'line',
    xAxisId: 'time:price',
    yAxisId: 'value:price',
    encode: { x: 'time', y: 'close' },
    showSymbol: false,
    lineStyle: { color: colours.equity, width: 1.6 },
    z: 2,
  };
  return [volume('volumeUp'), volume('volumeDown'), kind === 'line' ? closes : candles];
}

/** Hollow candles say by shape, too, which way a bar went: empty up, filled down. */
function bodyStyle(kind: ChartScene['kind'], { up, down }: ChartScene['colours']) {
  return { color: kind === 'hollow' ? 'transparent' : up, color0: down, borderColor: up, borderColor0: down };
}

function lineSeries({ layout, view, rows }: ChartScene, line: SceneLine) {
  const place = {
    ...STILL,
    id: line.id,
    xAxisId: `time:${line.pane}`,
    yAxisId: `value:${line.pane}`,
    encode: { x: 'time', y: line.id },
    z: 3,
  };
  if (line.shape === 'bars') {
    const barWidth = bodyWidth(slotWidth(layout, view, rows));
    return { ...place, type: 'bar', barWidth, itemStyle: { color: line.colour, opacity: 0.6 } };
  }
  return { ...place, type: 'line', showSymbol: false, lineStyle: { color: line.colour, width: 1.4 } };
}

function markSeries({ marks, rows, colours }: ChartScene) {
  return (['buy', 'sell'] as const).map((side) => ({
    silent: true,
    animation: false,
    emphasis: { disabled: true },
    id: `marks:${side}`,
    type: 'scatter',
    xAxisId: 'time:price',
    yAxisId: 'value:price',
    symbol: 'triangle',
    symbolSize: [11, 10],
    symbolRotate: side === 'buy' ? 0 : 180,
    symbolOffset: [0, side === 'buy' ? 10 : -10],
    itemStyle: { color: colours[side] },
    data: marks
      .filter((group) => group.side === side)
      .map((group) => [rows.columns.openTimeMs[group.row] as number, group.tip]),
    z: 5,
  }));
}
