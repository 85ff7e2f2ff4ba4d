import type { EquityCurve } from './equity-points.ts';

/** Everything about the drawing that is not the curve itself. */
export type EquityLook = {
  readonly text: string;
  readonly line: string;
  readonly curve: string;
  readonly area: string;
  /** The account's starting capital, drawn as a dashed level. */
  readonly capital: number;
  readonly ticks: readonly { readonly timeMs: number; readonly label: string }[];
  readonly moneyLabel: (amount: number) => string;
};

const FONT_SIZE = 11;
const RIGHT_ROOM = 70;
/** A day without trading is a flat line; it must not look like a cliff. */
const LEAST_SPAN_SHARE = 0.002;

/** Equity over time, with the starting capital as a level. */
export function equityOption({ timeMs, equity }: EquityCurve, look: EquityLook) {
  const firstMs = timeMs[0] ?? 0;
  const lastMs = Math.max(timeMs.at(-1) ?? 1, firstMs + 60_000);
  const points = Array.from(timeMs, (time, index) => [time, equity[index]]);
  const labels = new Map(look.ticks.map(({ timeMs: tickMs, label }) => [tickMs, label]));
  const tickTimes = look.ticks.map(({ timeMs: tickMs }) => tickMs);
  return {
    animation: false,
    grid: { left: 8, right: RIGHT_ROOM, top: 10, bottom: 22 },
    xAxis: {
      type: 'value',
      min: firstMs,
      max: lastMs,
      axisLine: { onZero: false, lineStyle: { color: look.line } },
      axisTick: { show: false, customValues: tickTimes },
      axisLabel: {
        customValues: tickTimes,
        formatter: (tickMs: number) => labels.get(tickMs) ?? '',
        color: look.text,
        fontSize: FONT_SIZE,
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      position: 'right',
      splitNumber: 4,
      axisLine: { show: false },
      axisTick: { show: false },
      min: (span: { min: number; max: number }) => boundsOf(span, look.capital).min,
      max: (span: { min: number; max: number }) => boundsOf(span, look.capital).max,
      axisLabel: {
        formatter: look.moneyLabel,
        color: look.text,
        fontSize: FONT_SIZE,
        showMinLabel: false,
        showMaxLabel: false,
      },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [
      {
        type: 'line',
        data: points,
        showSymbol: false,
        silent: true,
        sampling: 'minmax',
        lineStyle: { color: look.curve, width: 1.5 },
        areaStyle: { color: look.area, origin: 'start' },
      },
      {
        type: 'line',
        data: [
          [firstMs, look.capital],
          [lastMs, look.capital],
        ],
        showSymbol: false,
        silent: true,
        lineStyle: { color: look.text, width: 1, type: 'dashed' },
      },
    ],
  };
}

function boundsOf(span: { readonly min: number; readonly max: number }, capital: number): { min: number; max: number } {
  const low = Math.min(span.min, capital);
  const high = Math.max(span.max, capital);
  const least = Math.abs(capital) * LEAST_SPAN_SHARE;
  const room = Math.max((high - low) * 0.12, (least - (high - low)) / 2);
  return { min: low - room, max: high + room };
}
