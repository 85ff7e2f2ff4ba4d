import type { EChartsType } from 'echarts/core';
import type { ChartKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { StructureMarkView } from '../../../src-preload/contract/chart-views.ts';
import type { CandleColumnsView } from '../../../src-preload/contract/views.ts';
import { countRows } from './candle-rows.ts';
import type { ChartColours } from './chart-colours.ts';
import { createChartLayer } from './chart-layers.ts';
import { type ChartScene, dataOption, frameOption, fullOption } from './chart-option.ts';
import { layoutOf, rangesInSight, type SceneLine, type Size } from './chart-scene.ts';
import type { ChartState } from './chart-session.ts';
import { createCanvasChart } from './echarts-engine.ts';
import type { SceneRegimes } from './regime-bands.ts';
import { paintStructure } from './structure-layer.ts';
import type { MarkGroup } from './trade-marks.ts';

/** What is to be drawn; parts that did not change are recognised by being the same object. */
export type SurfaceInput = {
  readonly state: ChartState;
  readonly kind: ChartKind;
  /** The prices that `kind` draws for the rows of `state`. */
  readonly drawn: CandleColumnsView;
  readonly lines: readonly SceneLine[];
  readonly marks: readonly MarkGroup[];
  readonly regimes: SceneRegimes | undefined;
  readonly structure: readonly StructureMarkView[];
  readonly colours: ChartColours;
  readonly timeZone: string;
  readonly priceDecimals: number;
};

export type ChartSurface = {
  /** Draws with the next frame; of several calls before it only the last counts. */
  readonly draw: (input: SurfaceInput) => void;
  readonly resize: (size: Size) => void;
  /** What is on the screen now; undefined before the first frame. */
  readonly scene: () => ChartScene | undefined;
  readonly dispose: () => void;
};

export type SurfaceEvents = {
  /** After each frame that was drawn. */
  readonly drawn: (scene: ChartScene) => void;
  /** Once, when the first candles are really on the canvas. */
  readonly firstCandles: () => void;
};

const DIGIT_WIDTH = 7;
const COMMA_WIDTH = 4;

/** The elements a chart is drawn in, from the back to the front. */
export type SurfaceElements = { readonly under: HTMLCanvasElement; readonly canvas: HTMLElement };

/**
 * What lies on a chart, from the back to the front; whatever is added gets its place here:
 * 1. `under`, a canvas of ours: market structure (`structure-layer.ts`), zones that candles must not hide behind.
 * 2. `canvas`, drawn by ECharts (`chart-option.ts`): regimes, volume, candles, indicators, trades.
 * 3. Elements moved by hand, outside React and the canvas (`chart-overlay.ts`): last price, crosshair, tags.
 * 4. Orders and positions (`order-line-layer.tsx`): elements of React that place themselves with every frame.
 * 5. What a person drew (`drawing-layer.tsx`): a canvas of its own, and handles over it.
 * A canvas layer is a `LayerPainter` over the scene: it turns times and prices into pixels with `xOfTime` and `yOfValue`,
 * is painted with every frame, and takes no events. What a hand takes hold of is an element above, with a name and a key.
 */
export function createChartSurface(elements: SurfaceElements, firstSize: Size, events: SurfaceEvents): ChartSurface {
  const { canvas: host } = elements;
  const chart = createCanvasChart(host, firstSize);
  const under = createChartLayer(elements.under, [paintStructure]);
  let size = firstSize;
  let wanted: SurfaceInput | undefined;
  let drawn: { readonly input: SurfaceInput; readonly size: Size; readonly scene: ChartScene } | undefined;
  let frame = 0;
  let announced = false;

  const drawNow = (): void => {
    frame = 0;
    if (wanted === undefined || size.width < 1 || size.height < 1) return;
    const scene = sceneOf(wanted, size);
    applyScene(chart, scene, changeSince(drawn, wanted, size));
    under.paint(scene, size);
    drawn = { input: wanted, size, scene };
    host.dataset.kind = scene.kind;
    host.dataset.rows = String(countRows(scene.rows));
    events.drawn(scene);
  };
  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(drawNow);
  };

  chart.on('finished', () => {
    if (announced || drawn === undefined || countRows(drawn.scene.rows) === 0) return;
    announced = true;
    events.firstCandles();
  });

  return {
    draw: (input) => {
      wanted = input;
      schedule();
    },
    resize: (next) => {
      if (next.width === size.width && next.height === size.height) return;
      size = next;
      chart.resize({ width: next.width, height: next.height, silent: true });
      schedule();
    },
    scene: () => drawn?.scene,
    dispose: () => {
      cancelAnimationFrame(frame);
      chart.dispose();
    },
  };
}

type Change = 'all' | 'data' | 'frame';

function changeSince(
  drawn: { readonly input: SurfaceInput; readonly size: Size } | undefined,
  next: SurfaceInput,
  size: Size,
): Change {
  if (drawn === undefined || drawn.size !== size) return 'all';
  const before = drawn.input;
  const sameLook =
    before.colours === next.colours && before.priceDecimals === next.priceDecimals && before.kind === next.kind;
  if (!sameLook || shapeOf(before.lines) !== shapeOf(next.lines)) return 'all';
  const sameRows = before.state.rows === next.state.rows && before.lines === next.lines;
  const sameData = sameRows && before.marks === next.marks && before.regimes === next.regimes;
  return sameData ? 'frame' : 'data';
}

const shapeOf = (lines: readonly SceneLine[]): string => lines.map((line) => `${line.id}@${line.pane}`).join();

function applyScene(chart: EChartsType, scene: ChartScene, change: Change): void {
  if (change === 'all') {
    chart.setOption(fullOption(scene), { replaceMerge: ['grid', 'xAxis', 'yAxis', 'series', 'dataset'], silent: true });
  } else chart.setOption(change === 'data' ? dataOption(scene) : frameOption(scene), { silent: true });
}

export function sceneOf(input: SurfaceInput, size: Size): ChartScene {
  const { state, kind, drawn, lines, marks, regimes, structure, colours, timeZone, priceDecimals } = input;
  const ownPanes = [...new Set(lines.map((line) => line.pane))].filter((pane) => pane !== 'price');
  const ranges = rangesInSight(state.rows, drawn, lines, state.view);
  return {
    rows: state.rows,
    kind,
    drawn,
    lines,
    marks,
    regimes,
    structure,
    view: state.view,
    ranges,
    layout: layoutOf(size, ownPanes, valueAxisWidth(ranges.price.max, priceDecimals)),
    colours,
    timeZone,
    priceDecimals,
  };
}

/** Room for the longest price, so that the pane does not jump while it is moved. */
function valueAxisWidth(highest: number, decimals: number): number {
  const whole = Math.max(1, Math.floor(Math.log10(Math.max(1, highest))) + 1);
  const commas = Math.floor((whole - 1) / 3) * (COMMA_WIDTH / DIGIT_WIDTH);
  return 26 + DIGIT_WIDTH * Math.max(6, whole + commas + (decimals > 0 ? decimals + 1 : 0));
}
