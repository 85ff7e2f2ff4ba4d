import type { ReportSectionsView } from '../../../../src-preload/contract/report-views.ts';
import { formatDecimal, formatPercent } from '../../../format/index.ts';
import { READABLE_SERIES } from './canvas-chart.tsx';
import { CHART_FONT_SIZE, type ChartLook, valueAxis } from './chart-look.ts';

export type Bins = ReportSectionsView['returnDistribution']['bins'];

/** Enough places to tell the edges of neighbouring bins apart. */
export function edgeDecimals(bins: Bins): number {
  const width = bins[0] === undefined ? 0.01 : bins[0].to - bins[0].from;
  return Math.max(0, -Math.floor(Math.log10(width * 100) + 1e-9));
}

/** One bar a bin, losses and gains in their colours. */
export function distributionOption(bins: Bins, look: ChartLook) {
  const { colours } = look;
  const decimals = edgeDecimals(bins);
  return {
    animation: false,
    textStyle: { fontSize: CHART_FONT_SIZE, color: colours.text },
    grid: { left: 24, right: 48, top: 8, bottom: 24, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      data: bins.map(({ from }) => from),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: {
        formatter: (edge: string) => formatPercent(Number(edge), { decimals, signed: true }),
        color: colours.text,
        fontSize: CHART_FONT_SIZE,
        hideOverlap: true,
      },
    },
    yAxis: { ...valueAxis(look, (value) => formatDecimal(value, { decimals: 0 })), minInterval: 1, scale: false },
    series: [
      {
        id: READABLE_SERIES,
        type: 'bar',
        barCategoryGap: 1,
        emphasis: { disabled: true },
        data: bins.map(({ from, count }) => ({
          value: count,
          itemStyle: { color: from < 0 ? colours.down : colours.up },
        })),
      },
    ],
  };
}
