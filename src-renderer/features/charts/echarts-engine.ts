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

/** One that follows the size of its host until it is closed. */
export function openCanvasChart(host: HTMLElement): { readonly chart: EChartsType; readonly close: () => void } {
  const sizeOf = () => ({ width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) });
  const chart = createCanvasChart(host, sizeOf());
  const observer = new ResizeObserver(() => chart.resize(sizeOf()));
  observer.observe(host);
  return {
    chart,
    close: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}
