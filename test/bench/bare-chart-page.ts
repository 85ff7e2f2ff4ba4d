import { createRows } from '../../src-renderer/features/charts/candle-rows.ts';
import { chartColours } from '../../src-renderer/features/charts/chart-colours.ts';
import { frameOption, fullOption } from '../../src-renderer/features/charts/chart-option.ts';
import { sceneOf } from '../../src-renderer/features/charts/chart-surface.ts';
import { createCanvasChart } from '../../src-renderer/features/charts/echarts-engine.ts';

/** What a page with nothing but ECharts on it is given: the rows the application drew, and how it showed them. */
export type BareChart = {
  readonly columns: Readonly<Record<'openTimeMs' | 'open' | 'high' | 'low' | 'close' | 'volume', readonly number[]>>;
  readonly barsPerRow: number;
  readonly barMs: number;
  readonly spanMs: number;
  readonly priceDecimals: number;
  readonly width: number;
  readonly height: number;
};

/** Draws the same options on a bare page and moves them with the wheel: the least that panning costs. */
function showBareChart(given: BareChart): void {
  const host = document.createElement('div');
  host.id = 'chart';
  Object.assign(host.style, { position: 'fixed', inset: '0', width: `${given.width}px`, height: `${given.height}px` });
  document.body.replaceChildren(host);
  const { columns, barsPerRow, barMs } = given;
  const rows = createRows(
    {
      openTimeMs: Float64Array.from(columns.openTimeMs),
      open: Float64Array.from(columns.open),
      high: Float64Array.from(columns.high),
      low: Float64Array.from(columns.low),
      close: Float64Array.from(columns.close),
      volume: Float64Array.from(columns.volume),
    },
    barsPerRow,
    barMs,
  );
  const firstMs = columns.openTimeMs[0] ?? 0;
  const lastMs = columns.openTimeMs.at(-1) ?? 0;
  let fromMs = (firstMs + lastMs - given.spanMs) / 2;
  const scene = () =>
    sceneOf(
      {
        state: {
          phase: 'ready',
          extent: { firstMs, lastMs, barMs },
          view: { fromMs, toMs: fromMs + given.spanMs },
          rows,
          indicators: [],
          compared: [],
          structure: null,
          failure: null,
        },
        kind: 'candles',
        drawn: rows.columns,
        lines: [],
        marks: [],
        regimes: undefined,
        structure: [],
        colours: chartColours('dark'),
        timeZone: 'UTC',
        priceDecimals: given.priceDecimals,
      },
      given,
    );
  const chart = createCanvasChart(host, given);
  chart.setOption(fullOption(scene()));
  moveWithWheel(host, (pixels) => {
    const wantedMs = fromMs + (pixels * given.spanMs) / given.width;
    fromMs = Math.min(lastMs - given.spanMs, Math.max(firstMs, wantedMs));
    chart.setOption(frameOption(scene()), { silent: true });
  });
}

/** Calls back at most once a frame with the pixels the wheel was turned since. */
function moveWithWheel(host: HTMLElement, move: (pixels: number) => void): void {
  let pixels = 0;
  let _frame = 0;
  host.addEventListener('wheel', (event) => {
    pixels += event.deltaX;
    _frame ||= requestAnimationFrame(() => {
      _frame = 0;
      move(pixels);
      pixels = 0;
    });
  });
}

Object.assign(window, { showBareChart });
