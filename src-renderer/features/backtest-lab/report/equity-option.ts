import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatDecimal, formatPercent } from '../../../format/index.ts';
import { CHART_FONT_SIZE, type ChartLook, valueAxis } from './chart-look.ts';

type Curves = Pick<BacktestResultView, 'curve'> & {
  readonly sections: Pick<BacktestResultView['sections'], 'exposure'>;
};

/** Pixels right of the curves, for the labels of the value axes. */
export const CURVE_RIGHT_ROOM = 72;
/** Top and height of each pane, per cent of the drawing. */
export const PANES = {
  equity: { top: 3, height: 49 },
  drawdown: { top: 58, height: 18 },
  exposure: { top: 82, height: 12 },
};

/** Time, equity and drawdown (0 or negative) of each point, flat. */
export function flatCurve(curve: BacktestResultView['curve']): Float64Array {
  const flat = new Float64Array(curve.timeMs.length * 3);
  curve.timeMs.forEach((timeMs, index) => {
    flat[index * 3] = timeMs;
    flat[index * 3 + 1] = curve.equity[index] as number;
    flat[index * 3 + 2] = -Math.abs(curve.drawdown[index] as number);
  });
  return flat;
}

/** Equity above, the fall from its peak under it, what was held under that, on one time axis. */
export function equityOption({ curve, sections }: Curves, look: ChartLook) {
  const { colours } = look;
  const span = { fromMs: curve.timeMs[0] ?? 0, toMs: curve.timeMs.at(-1) ?? 1 };
  const { timeMs, long, short } = sections.exposure;
  const pane = ({ top, height }: { top: number; height: number }) => ({
    left: 0,
    right: CURVE_RIGHT_ROOM,
    top: `${top}%`,
    height: `${height}%`,
    outerBoundsMode: 'none',
  });
  const percent = (value: number): string =>
    formatPercent(value, { decimals: Math.abs(value) < 0.1 && value !== 0 ? 1 : 0 });
  return {
    animation: false,
    textStyle: { fontSize: CHART_FONT_SIZE, color: colours.text },
    dataset: [
      { source: flatCurve(curve), dimensions: ['time', 'equity', 'drawdown'], sourceHeader: false },
      { source: flatColumns(timeMs, long), dimensions: ['time', 'share'], sourceHeader: false },
      { source: flatColumns(timeMs, short), dimensions: ['time', 'share'], sourceHeader: false },
    ],
    grid: [pane(PANES.equity), pane(PANES.drawdown), pane(PANES.exposure)],
    xAxis: [look.timeAxis(span, 0, false), look.timeAxis(span, 1, false), look.timeAxis(span, 2)],
    yAxis: [
      valueAxis(look, moneyLabel),
      { ...valueAxis(look, percent, 1), max: 0, splitNumber: 2 },
      { ...valueAxis(look, percent, 2), scale: false, splitNumber: 1 },
    ],
    series: [
      line({ pane: 0, value: 'equity', colour: colours.equity }),
      line({ pane: 1, value: 'drawdown', colour: colours.drawdown, area: colours.drawdownArea }),
      line({ pane: 2, value: 'share', colour: colours.equity, area: colours.equity, dataset: 1 }),
      line({ pane: 2, value: 'share', colour: colours.sell, area: colours.sell, dataset: 2 }),
    ],
  };
}

type Line = {
  readonly pane: number;
  readonly value: string;
  readonly colour: string;
  /** Colour between the line and zero. */
  readonly area?: string;
  readonly dataset?: number;
};

function line({ pane, value, colour, area, dataset = 0 }: Line) {
  const isExposure = dataset > 0;
  return {
    type: 'line',
    datasetIndex: dataset,
    xAxisIndex: pane,
    yAxisIndex: pane,
    encode: { x: 'time', y: value },
    showSymbol: false,
    silent: true,
    emphasis: { disabled: true },
    lineStyle: { color: colour, width: isExposure ? 0.75 : 1.5 },
    ...(isExposure ? { step: 'end' } : {}),
    ...(area === undefined ? {} : { areaStyle: { color: area, origin: 0, ...(isExposure ? { opacity: 0.3 } : {}) } }),
  };
}

function flatColumns(timeMs: Float64Array, values: Float64Array): Float64Array {
  const flat = new Float64Array(timeMs.length * 2);
  timeMs.forEach((time, index) => {
    flat[index * 2] = time;
    flat[index * 2 + 1] = values[index] as number;
  });
  return flat;
}

/** Six digits of an amount: an axis of a large account needs no cents, one of a few coins needs them all. */
function moneyLabel(amount: number): string {
  const digits = amount === 0 ? 0 : Math.floor(Math.log10(Math.abs(amount))) + 1;
  const text = formatDecimal(amount, { decimals: Math.min(8, Math.max(0, 6 - digits)) });
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
