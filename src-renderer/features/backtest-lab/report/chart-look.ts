import { useMemo } from 'react';
import { useTimeZone } from '../../../ui/index.ts';
import { type ChartColours, timeTicks, useChartColours } from '../../charts/index.ts';

/** The look of every drawing of a report. */
export type ChartLook = {
  readonly colours: ChartColours;
  /** The option of a time axis over a span, labelled at round times of the display zone. */
  readonly timeAxis: (span: TimeSpan, gridIndex?: number, labelled?: boolean) => object;
};

export type TimeSpan = { readonly fromMs: number; readonly toMs: number };

export const CHART_FONT_SIZE = 11;
const TIME_LABELS = 6;
/** A label nearer to an edge than this share of the span would be cut off. */
const EDGE_SHARE = 0.025;

export function useChartLook(): ChartLook {
  const colours = useChartColours();
  const timeZone = useTimeZone();
  return useMemo(() => {
    return {
      colours,
      timeAxis: (span, gridIndex = 0, labelled = true) => timeAxisOf(span, { gridIndex, labelled, colours, timeZone }),
    };
  }, [colours, timeZone]);
}

type TimeAxisLook = {
  readonly gridIndex: number;
  readonly labelled: boolean;
  readonly colours: ChartColours;
  readonly timeZone: string;
};

function timeAxisOf({ fromMs, toMs }: TimeSpan, { gridIndex, labelled, colours, timeZone }: TimeAxisLook) {
  const edgeMs = (toMs - fromMs) * EDGE_SHARE;
  const ticks = timeTicks({ fromMs, toMs }, TIME_LABELS, timeZone).filter(
    ({ timeMs }) => timeMs >= fromMs + edgeMs && timeMs <= toMs - edgeMs,
  );
  const labels = new Map(ticks.map(({ timeMs, label }) => [timeMs, label]));
  const customValues = ticks.map(({ timeMs }) => timeMs);
  return {
    type: 'value',
    gridIndex,
    min: fromMs,
    max: Math.max(toMs, fromMs + 1),
    axisLine: { onZero: false, lineStyle: { color: colours.line } },
    axisTick: { show: false, customValues },
    axisLabel: {
      show: labelled,
      customValues,
      formatter: (tickMs: number) => labels.get(tickMs) ?? '',
      color: colours.text,
      fontSize: CHART_FONT_SIZE,
    },
    splitLine: { lineStyle: { color: colours.line } },
  };
}

/** The option of an axis of values at the right edge, as traders have it. */
export function valueAxis({ colours }: ChartLook, formatter: (value: number) => string, gridIndex = 0) {
  return {
    type: 'value',
    gridIndex,
    position: 'right',
    scale: true,
    axisLine: { show: false },
    axisTick: { show: false },
    splitNumber: 4,
    axisLabel: { formatter, color: colours.text, fontSize: CHART_FONT_SIZE },
    splitLine: { lineStyle: { color: colours.line } },
  };
}
