import type { StatisticsView } from '../../../../src-preload/contract/report-views.ts';
import { formatDecimal } from '../../../format/index.ts';
import { CHART_FONT_SIZE, type ChartLook, valueAxis } from './chart-look.ts';

export type RollingSharpe = StatisticsView['rollingSharpe'];

/** The days that have a value, from the first that has one; null when none has. */
export function definedSpan({ timeMs, sharpe }: RollingSharpe): { fromMs: number; toMs: number } | null {
  const first = sharpe.findIndex((value) => !Number.isNaN(value));
  return first < 0 ? null : { fromMs: timeMs[first] as number, toMs: timeMs.at(-1) as number };
}

/** A line over time with zero marked, because its side is what is looked for. */
export function rollingSharpeOption(
  { timeMs, sharpe }: RollingSharpe,
  look: ChartLook,
  span: { fromMs: number; toMs: number },
) {
  const { colours } = look;
  const points = Array.from(timeMs, (time, index) => [time, Number.isNaN(sharpe[index]) ? null : sharpe[index]]).filter(
    ([time]) => (time as number) >= span.fromMs,
  );
  return {
    animation: false,
    textStyle: { fontSize: CHART_FONT_SIZE, color: colours.text },
    grid: { left: 8, right: 48, top: 8, bottom: 24, outerBoundsMode: 'none' },
    xAxis: look.timeAxis(span),
    yAxis: valueAxis(look, (value) => formatDecimal(value, { decimals: Number.isInteger(value) ? 0 : 1 })),
    series: [
      {
        type: 'line',
        data: [
          [span.fromMs, 0],
          [Math.max(span.toMs, span.fromMs + 1), 0],
        ],
        showSymbol: false,
        silent: true,
        lineStyle: { color: colours.text, width: 1, type: 'dashed' },
      },
      {
        type: 'line',
        data: points,
        showSymbol: false,
        silent: true,
        emphasis: { disabled: true },
        lineStyle: { color: colours.equity, width: 1.5 },
      },
    ],
  };
}
