import type { BacktestResultView } from '../../../src-preload/contract/research-views.ts';

export type CurveLook = {
  readonly text: string;
  readonly line: string;
  readonly equity: string;
  readonly drawdown: string;
  readonly drawdownArea: string;
  readonly timeLabel: (timeMs: number) => string;
  readonly moneyLabel: (amount: number) => string;
  readonly percentLabel: (fraction: number) => string;
  readonly timeTicks: readonly number[];
};

type Curve = BacktestResultView['curve'];

const FONT_SIZE = 11;
/** Pixels right of the curves, for the labels of the value axes. */
export const CURVE_RIGHT_ROOM = 84;

/** Time, equity and drawdown (0 or negative) of each point, flat. */
export function flatCurve(curve: Curve): Float64Array {
  const flat = new Float64Array(curve.timeMs.length * 3);
  curve.timeMs.forEach((timeMs, index) => {
    flat[index * 3] = timeMs;
    flat[index * 3 + 1] = curve.equity[index] as number;
    flat[index * 3 + 2] = -Math.abs(curve.drawdown[index] as number);
  });
  return flat;
}

/** Equity above, drawdown under it, on one time axis. */
export function curveOption(curve: Curve, look: CurveLook) {
  const timeAxis = (gridIndex: number, labelled: boolean) => ({
    type: 'value',
    gridIndex,
    min: curve.timeMs[0] ?? 0,
    max: curve.timeMs[curve.timeMs.length - 1] ?? 1,
    axisLine: { onZero: false, lineStyle: { color: look.line } },
    axisTick: { show: false, customValues: look.timeTicks },
    axisLabel: {
      show: labelled,
      customValues: look.timeTicks,
      formatter: look.timeLabel,
      color: look.text,
      fontSize: FONT_SIZE,
    },
    splitLine: { lineStyle: { color: look.line } },
  });
  const valueAxis = (gridIndex: number, formatter: (value: number) => string) => ({
    type: 'value',
    gridIndex,
    position: 'right',
    scale: true,
    axisLine: { show: false },
    axisTick: { show: false },
    splitNumber: gridIndex === 0 ? 4 : 2,
    axisLabel: { formatter, color: look.text, fontSize: FONT_SIZE },
    splitLine: { lineStyle: { color: look.line } },
  });
  const line = (name: 'equity' | 'drawdown', index: number) => ({
    id: name,
    type: 'line',
    xAxisIndex: index,
    yAxisIndex: index,
    encode: { x: 'time', y: name },
    showSymbol: false,
    silent: true,
    emphasis: { disabled: true },
    lineStyle: { color: look[name], width: 1.5 },
    ...(name === 'drawdown' ? { areaStyle: { color: look.drawdownArea, origin: 0 } } : {}),
  });
  return {
    animation: false,
    textStyle: { fontSize: FONT_SIZE, color: look.text },
    dataset: [{ source: flatCurve(curve), dimensions: ['time', 'equity', 'drawdown'], sourceHeader: false }],
    grid: [
      { left: 0, right: CURVE_RIGHT_ROOM, top: 8, height: '58%', outerBoundsMode: 'none' },
      { left: 0, right: CURVE_RIGHT_ROOM, top: '68%', bottom: 24, outerBoundsMode: 'none' },
    ],
    xAxis: [timeAxis(0, false), timeAxis(1, true)],
    yAxis: [valueAxis(0, look.moneyLabel), { ...valueAxis(1, look.percentLabel), max: 0 }],
    series: [line('equity', 0), line('drawdown', 1)],
  };
}
