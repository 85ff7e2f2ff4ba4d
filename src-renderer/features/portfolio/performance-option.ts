import type { PerformanceView } from '../../../src-preload/contract/portfolio-views.ts';
import { formatDecimal } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import type { ChartColours } from '../charts/index.ts';

const FONT_SIZE = 11;
/** A minute of room for a curve of one point. */
const SHORTEST_AXIS_MS = 60_000;

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
    yAxis: {
      type: 'value',
      position: 'right',
      scale: true,
      splitNumber: 4,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        formatter: (value: number) => formatDecimal(value, { decimals: 0 }),
        color: text,
        fontSize: FONT_SIZE,
      },
      splitLine: { lineStyle: { color: line } },
    },
    series: [
      {
        type: 'line',
        showSymbol: false,
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
