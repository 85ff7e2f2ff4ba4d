import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { build } from 'vite';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { callChannel, whenReady } from '../e2e/pages/bellwether-page.ts';
import { writeCandleFile } from '../e2e/pages/candle-files.ts';
import { ChartPage } from '../e2e/pages/chart-page.ts';
import { DataPage } from '../e2e/pages/data-page.ts';
import { type LaunchedApp, launchApp } from '../e2e/pages/launch-app.ts';
import { resizeContent, WindowFrame } from '../e2e/pages/window-frame.ts';
import type { BareChart } from './bare-chart-page.ts';
import { writeBareApp } from './bare-electron.ts';
import type { Bench } from './bench.ts';

const BARS = 1_000_000;
const BAR_MS = 60_000;
const SYMBOL = 'MILLION-USDT';
/** Presses of the minus key, each a quarter further out: from 160 bars to some 37,000. */
const ZOOM_STEPS = 24;
const FRAMES = 600;
const PIXELS_A_FRAME = 24;

/**
 * Times between the frames the page really drew while it was panned, ms. The chart is turned with the wheel by so many
 * pixels in each frame, from inside the page, so that every frame has something new to draw.
 */
function panFrames(page: Page, selector: string): Promise<readonly number[]> {
  return page.evaluate(
    ([target, frames, pixels]) =>
      new Promise<readonly number[]>((resolve) => {
        const area = document.querySelector(target as string);
        const deltas: number[] = [];
        let last = performance.now();
        const tick = (now: number): void => {
          deltas.push(now - last);
          last = now;
          // The way goes to earlier bars, a fifth of it back again.
          const deltaX = deltas.length % 50 < 40 ? -(pixels as number) : (pixels as number);
          area?.dispatchEvent(
            new WheelEvent('wheel', { deltaX, clientX: 400, clientY: 300, bubbles: true, cancelable: true }),
          );
          if (deltas.length < (frames as number)) requestAnimationFrame(tick);
          else resolve(deltas);
        };
        requestAnimationFrame(tick);
      }),
    [selector, FRAMES, PIXELS_A_FRAME] as const,
  );
}

function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

async function openMillion(launched: LaunchedApp, folder: string): Promise<ChartPage> {
  const path = join(folder, `${SYMBOL}-1m.csv`);
  await writeCandleFile({ path, rows: BARS, intervalMs: BAR_MS });
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  await new WindowFrame(launched.page).open('Data');
  const data = new DataPage(launched);
  await data.choose(path);
  await data.import();
  await data.result.waitFor({ timeout: 60_000 });
  await data
    .row(SYMBOL)
    .getByRole('button', { name: `Open the chart of ${SYMBOL} 1m` })
    .click();
  const chart = new ChartPage(launched.page);
  await chart.whenDrawn(SYMBOL, '1m');
  await chart.press(...Array.from({ length: ZOOM_STEPS }, () => '-'));
  await chart.legend.getByText(/bars a candle/).waitFor();
  return chart;
}

/** The rows the application draws, as the bare page is given them. */
async function bareChartOf(chart: ChartPage, page: Page): Promise<BareChart> {
  const barsPerRow = Number(/(\d+) bars a candle/.exec((await chart.legend.textContent()) ?? '')?.[1]);
  const box = await chart.area.boundingBox();
  const instruments = await callChannel(page, 'instruments.list', {});
  const instrumentId = instruments.ok ? instruments.value.instruments.find(({ symbol }) => symbol === SYMBOL)?.id : '';
  // Float64Arrays do not come through the debugging protocol: plain lists do.
  const columns = await page.evaluate(
    async ([id, bars]) => {
      const { bellwether } = window as unknown as {
        bellwether: Record<string, (input: unknown) => Promise<{ value: { columns: Record<string, Float64Array> } }>>;
      };
      const asked = { instrumentId: id, interval: '1m', fromMs: null, toMs: null, maxBars: 1 };
      const last = (await bellwether['candles.window']?.(asked))?.value.columns.openTimeMs?.[0] ?? 0;
      const input = { ...asked, fromMs: last - (bars as number) * 999 * 60_000, toMs: last + 60_000, maxBars: 1000 };
      const reply = await bellwether['candles.window']?.(input);
      const { columns: sent } = reply?.value ?? { columns: {} as Record<string, Float64Array> };
      const list = (name: string): number[] => [...(sent[name] ?? [])];
      return {
        openTimeMs: list('openTimeMs'),
        open: list('open'),
        high: list('high'),
        low: list('low'),
        close: list('close'),
        volume: list('volume'),
      };
    },
    [instrumentId ?? '', barsPerRow] as const,
  );
  const spanMs = 160 * 1.05 * BAR_MS * 1.25 ** ZOOM_STEPS;
  const size = { width: box?.width ?? 0, height: box?.height ?? 0 };
  return { columns, barsPerRow, barMs: BAR_MS, spanMs, priceDecimals: 2, ...size };
}

/** One script with ECharts and the option builder in it, for a page without a server. */
async function bareScript(): Promise<string> {
  const built = await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome130',
      rolldownOptions: { input: join(projectRoot, 'test/bench/bare-chart-page.ts'), output: { format: 'iife' } },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  const script = outputs.find((output) => output.type === 'chunk');
  if (script === undefined) throw new Error('the bare chart page was not built');
  return script.code;
}

async function measureBare(given: BareChart): Promise<number> {
  const bare = await writeBareApp();
  try {
    const launched = await launchApp({ appFolder: bare.folder });
    try {
      await resizeContent(launched, 1280, 800);
      await launched.page.addScriptTag({ content: await bareScript() });
      await launched.page.evaluate((chart) => {
        (window as unknown as { showBareChart: (chart: unknown) => void }).showBareChart(chart);
      }, given);
      return percentile95(await panFrames(launched.page, '#chart'));
    } finally {
      await launched.close();
    }
  } finally {
    await bare.remove();
  }
}

type AppPan = { readonly p95Ms: number; readonly rows: number; readonly given: BareChart };

async function measureApp(): Promise<AppPan> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-bench-'));
  const launched = await launchApp();
  try {
    const chart = await openMillion(launched, folder);
    const given = await bareChartOf(chart, launched.page);
    const p95Ms = percentile95(await panFrames(launched.page, '[aria-label="Chart"] [role="application"]'));
    return { p95Ms, rows: await chart.rowsDrawn(), given };
  } finally {
    await launched.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Panning over a million candles, at most a thousand drawn: 95th percentile of the time between frames (at most 120 ms
 * without a graphics processor), against the same ECharts options on a page with nothing else (at most 1.3 times).
 */
export const bench: Bench = {
  name: 'window-chart-pan',
  async run() {
    const { p95Ms: value, rows, given } = await measureApp();
    const reference = await measureBare(given);
    return [
      { name: 'chart-pan-frame-p95', value, unit: 'ms', reference, ratio: value / reference },
      { name: 'chart-rows-drawn', value: rows, unit: 'rows', reference: 1000, ratio: rows / 1000 },
    ];
  },
};
