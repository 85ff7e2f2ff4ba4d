import type { NormalisedCurve } from './compare-runs.ts';

/** Lengths of dash and gap in pixels; an unbroken line first. */
export const LINE_STYLES: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [12, 3, 2, 3], [5, 2], [1, 5]];

export type CurvesLook = {
  readonly line: string;
  readonly text: string;
  readonly palette: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly ticks: readonly { readonly timeMs: number; readonly label: string }[];
};

const FONT_SIZE = 11;
const RIGHT_ROOM = 56;
/** A label nearer to an edge than this share of the span would be cut off. */
const EDGE_SHARE = 0.025;

/** The option of the drawing: one line a run on one scale. */
export function curvesOption(curves: readonly NormalisedCurve[], look: CurvesLook) {
  const { fromMs, toMs, line, text } = look;
  const edgeMs = (toMs - fromMs) * EDGE_SHARE;
  const ticks = look.ticks.filter(({ timeMs }) => timeMs >= fromMs + edgeMs && timeMs <= toMs - edgeMs);
  const labels = new Map(ticks.map(({ timeMs, label }) => [timeMs, label]));
  const customValues = ticks.map(({ timeMs }) => timeMs);
  const axisLabel = { color: text, fontSize: FONT_SIZE };
  const splitLine = { lineStyle: { color: line } };
  return {
    animation: false,
    grid: { left: 0, right: RIGHT_ROOM, top: 8, bottom: 24, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      min: fromMs,
      max: Math.max(toMs, fromMs + 1),
      axisLine: { onZero: false, lineStyle: { color: line } },
      axisTick: { show: false, customValues },
      axisLabel: { ...axisLabel, customValues, formatter: (timeMs: number) => labels.get(timeMs) ?? '' },
      splitLine,
    },
    yAxis: {
      type: 'value',
      position: 'right',
      scale: true,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel,
      splitLine,
    },
    series: curves.map(({ timeMs, value }, index) => ({
      type: 'line',
      data: Array.from(timeMs, (time, row) => [time, value[row]]),
      showSymbol: false,
      silent: true,
      emphasis: { disabled: true },
      lineStyle: {
        width: 1.5,
        color: look.palette[index % look.palette.length],
        type: lineType(LINE_STYLES[index % LINE_STYLES.length]),
      },
    })),
  };
}

const lineType = (dashes: readonly number[] | undefined) =>
  dashes === undefined || dashes.length === 0 ? 'solid' : [...dashes];
