import { BarChart, CandlestickChart, LineChart, ScatterChart } from 'echarts/charts';
import { DatasetComponent, GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([
  BarChart,
  CandlestickChart,
  LineChart,
  ScatterChart,
  DatasetComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  CanvasRenderer,
]);

/** A drawing surface with only the parts of ECharts this product draws with. Mouse and keyboard are ours, not its. */
export function createCanvasChart(host: HTMLElement, size: { width: number; height: number }): EChartsType {
  return init(host, null, { renderer: 'canvas', width: size.width, height: size.height });
}
