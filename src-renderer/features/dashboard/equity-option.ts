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
const LEFT_ROOM = 8;
const RIGHT_ROOM = 70;
/** A day without trading is a flat line; it must not look like a cliff. */
const LEAST_SPAN_SHARE = 0.002;
/** The first point alone gets a minute of room. */
const SHORTEST_AXIS_MS = 60_000;

/** Equity over time, with the starting capital as a level. */
export function equityOption({ timeMs, equity }: EquityCurve, look: EquityLook) {
  const { firstMs, lastMs } = timeSpan(timeMs);
  const plain = { type: 'line', showSymbol: false, silent: true };
  return {
    animation: false,
    grid: { left: LEFT_ROOM, right: RIGHT_ROOM, top: 10, bottom: 22 },
    xAxis: timeAxis(firstMs, lastMs, look),
    yAxis: moneyAxis(look),
    series: [
      {
        ...plain,
        data: Array.from(timeMs, (time, index) => [time, equity[index]]),
        sampling: 'minmax',
        lineStyle: { color: look.curve, width: 1.5 },
        areaStyle: { color: look.area, origin: 'start' },
      },
      {
        ...plain,
        data: [firstMs, lastMs].map((time) => [time, look.capital]),
        lineStyle: { color: look.text, width: 1, type: 'dashed' },
      },
    ],
  };
}

function timeAxis(min: number, max: number, look: EquityLook) {
  const labels = new Map(look.ticks.map(({ timeMs, label }) => [timeMs, label]));
  const customValues = look.ticks.map(({ timeMs }) => timeMs);
  const formatter = (tickMs: number) => labels.get(tickMs) ?? '';
  return {
    type: 'value',
    min,
    max,
    axisLine: { onZero: false, lineStyle: { color: look.line } },
    axisTick: { show: false, customValues },
    axisLabel: { customValues, formatter, color: look.text, fontSize: FONT_SIZE },
    splitLine: { show: false },
  };
}

type Span = { readonly min: number; readonly max: number };

function moneyAxis(look: EquityLook) {
  const ends = { showMinLabel: false, showMaxLabel: false };
  return {
    type: 'value',
    position: 'right',
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    min: (span: Span) => boundsOf(span, look.capital).min,
    max: (span: Span) => boundsOf(span, look.capital).max,
    axisLabel: { ...ends, formatter: look.moneyLabel, color: look.text, fontSize: FONT_SIZE },
    splitLine: { lineStyle: { color: look.line } },
  };
}

function boundsOf(span: Span, capital: number): Span {
  const low = Math.min(span.min, capital);
  const high = Math.max(span.max, capital);
  const least = Math.abs(capital) * LEAST_SPAN_SHARE;
  const room = Math.max((high - low) * 0.12, (least - (high - low)) / 2);
  return { min: low - room, max: high + room };
}

function timeSpan(timeMs: Float64Array): { readonly firstMs: number; readonly lastMs: number } {
  const firstMs = timeMs[0] ?? 0;
  return { firstMs, lastMs: Math.max(timeMs.at(-1) ?? 1, firstMs + SHORTEST_AXIS_MS) };
}

/** The time under a place on the drawing, `x` pixels from its left edge. */
export function timeUnder(x: number, width: number, timeMs: Float64Array): number {
  const { firstMs, lastMs } = timeSpan(timeMs);
  const share = (x - LEFT_ROOM) / Math.max(1, width - LEFT_ROOM - RIGHT_ROOM);
  return firstMs + Math.min(1, Math.max(0, share)) * (lastMs - firstMs);
}
