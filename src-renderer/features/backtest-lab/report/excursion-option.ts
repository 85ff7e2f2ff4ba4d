import type { ReportSectionsView } from '../../../../src-preload/contract/report-views.ts';
import { formatPercent } from '../../../format/index.ts';
import { READABLE_SERIES } from './canvas-chart.tsx';
import { CHART_FONT_SIZE, type ChartLook, valueAxis } from './chart-look.ts';

export type ExcursionPoints = ReportSectionsView['excursions'];

/** Against the trade across, for it up; the colour says how it ended, the dashed line where both are equal. */
export function excursionOption({ adverse, favourable, tradeReturn }: ExcursionPoints, look: ChartLook) {
  const { colours } = look;
  const percent = (value: number): string => formatPercent(value, { decimals: 1 });
  const value = valueAxis(look, percent);
  const most = (values: Float64Array): number => values.reduce((so, one) => Math.max(so, one), 0);
  const both = Math.min(most(adverse), most(favourable));
  return {
    animation: false,
    textStyle: { fontSize: CHART_FONT_SIZE, color: colours.text },
    grid: { left: 24, right: 56, top: 10, bottom: 24, outerBoundsMode: 'none' },
    xAxis: { ...value, position: 'bottom', min: 0 },
    yAxis: { ...value, min: 0 },
    series: [
      {
        type: 'line',
        data: [
          [0, 0],
          [both, both],
        ],
        showSymbol: false,
        silent: true,
        lineStyle: { color: colours.text, width: 1, type: 'dashed' },
      },
      {
        id: READABLE_SERIES,
        type: 'scatter',
        symbolSize: adverse.length > 500 ? 4 : 6,
        emphasis: { disabled: true },
        itemStyle: { opacity: 0.75 },
        data: Array.from(adverse, (against, index) => ({
          value: [against, favourable[index]],
          itemStyle: { color: (tradeReturn[index] as number) > 0 ? colours.up : colours.down },
        })),
      },
    ],
  };
}
