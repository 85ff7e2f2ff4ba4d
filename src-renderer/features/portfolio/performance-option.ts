import type { PerformanceView } from '../../../src-preload/contract/portfolio-views.ts';
import { formatDecimal } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import type { ChartColours } from '../charts/index.ts';

const FONT_SIZE = 11;
/** A minute of room for a curve of one point. */
const SHORTEST_AXIS_MS = 60_000;

/** Of the equity: what moved less than this is drawn as what it is, a flat line. */
const LEAST_HEIGHT = 0.002;
/** Five labels on an axis this high differ without decimals. */
const WHOLE_LABELS_HEIGHT = 20;

type Tick = { readonly timeMs: number; readonly label: string };

/** Equity over time; a line with its name at every deposit and withdrawal. */
export function performanceOption(
  { timeMs, equity, flows }: Pick<PerformanceView, 'timeMs' | 'equity' | 'flows'>,
  { text, line, equity: curve }: ChartColours,
  ticks: readonly Tick[],
) {
  const labels = new Map(ticks.map((tick) => [tick.timeMs, tick.label]));
  const customValues = ticks.map((tick) => tick.timeMs);
  const firstMs = timeMs[0] ?? 0;
  const axis = { axisTick: { show: false, customValues }, splitLine: { show: false } };
  return {
    animation: false,
    grid: { left: 10, right: 70, top: 24, bottom: 22 },
    xAxis: {
      ...axis,
      type: 'value',
      min: firstMs,
      max: Math.max(timeMs.at(-1) ?? 1, firstMs + SHORTEST_AXIS_MS),
      axisLine: { onZero: false, lineStyle: { color: line } },
      axisLabel: {
        customValues,
        formatter: (tickMs: number) => labels.get(tickMs) ?? '',
        color: text,
        fontSize: FONT_SIZE,
      },
    },
    yAxis: equityAxis(heightOf(equity), { text, line }),
    series: [
      {
        type: 'line',
        // One sample makes no line.
        showSymbol: timeMs.length === 1,
        symbol: 'circle',
        symbolSize: 5,
        itemStyle: { color: curve },
        silent: true,
        sampling: 'minmax',
        data: Array.from(timeMs, (time, index) => [time, equity[index]]),
        lineStyle: { color: curve, width: 1.5 },
        areaStyle: { color: `${curve}22`, origin: 'start' },
        markLine: flowLines(flows, text),
      },
    ],
  };
}

function equityAxis({ min, max }: ReturnType<typeof heightOf>, { text, line }: Pick<ChartColours, 'text' | 'line'>) {
  const decimals = max - min < WHOLE_LABELS_HEIGHT ? 2 : 0;
  return {
    type: 'value',
    position: 'right',
    min,
    max,
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    // The ends are wherever the curve ends, no round numbers.
    axisLabel: {
      showMinLabel: false,
      showMaxLabel: false,
      formatter: (value: number) => formatDecimal(value, { decimals }),
      color: text,
      fontSize: FONT_SIZE,
    },
    splitLine: { lineStyle: { color: line } },
  };
}

/** Room above and below, and never so little that the axis would say one number five times. */
function heightOf(equity: Float64Array): { readonly min: number; readonly max: number } {
  const low = equity.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = equity.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (low > high) return { min: 0, max: 1 };
  const height = Math.max((high - low) * 1.1, Math.abs(high) * LEAST_HEIGHT, Number.EPSILON);
  const middle = (low + high) / 2;
  return { min: middle - height / 2, max: middle + height / 2 };
}

function flowLines(flows: PerformanceView['flows'], color: string) {
  return {
    symbol: 'none',
    silent: true,
    lineStyle: { color, width: 1, type: 'dashed' },
    label: { color, fontSize: FONT_SIZE, formatter: ({ name }: { name: string }) => name },
    data: flows.map(({ timeMs, amount }) => ({ xAxis: timeMs, name: flowName(amount) })),
  };
}

/** Such as `Deposit 500.00`. */
export function flowName(amount: string): string {
  const isOut = amount.startsWith('-');
  const size = formatDecimal(isOut ? amount.slice(1) : amount, { decimals: 2 });
  return `${isOut ? wording.portfolio.withdrawal : wording.portfolio.deposit} ${size}`;
}
