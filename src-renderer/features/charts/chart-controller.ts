import type { ChartKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { CandleView } from '../../../src-preload/contract/views.ts';
import { decimalsForMagnitude } from '../../format/index.ts';
import { drawnColumns } from './candle-kinds.ts';
import { type CandleRows, rowsInSight } from './candle-rows.ts';
import type { ChartColours } from './chart-colours.ts';
import { attachGestures } from './chart-gestures.ts';
import type { ChartScene } from './chart-option.ts';
import { type ChartOverlay, createChartOverlay, type MeantPlace } from './chart-overlay.ts';
import { type ChartReadout, readoutOf } from './chart-readout.ts';
import { linesOf, type SceneLine } from './chart-scene.ts';
import {
  type ChartSession,
  type ChartState,
  createChartSession,
  type IndicatorPick,
  type SessionOptions,
  type Wanted,
} from './chart-session.ts';
import { type ChartSurface, createChartSurface, type SurfaceElements, type SurfaceInput } from './chart-surface.ts';
import { comparedLines } from './compared-lines.ts';
import type { CrosshairElements } from './crosshair.ts';
import { linkCrosshair, onLinkedCrosshair } from './linked-crosshair.ts';
import { createLiveCandles } from './live-candles.ts';
import { REGIME_PICK, regimesOf } from './regime-bands.ts';
import { rememberLast } from './remember-last.ts';
import { type StructureSwitches, structureShown, swingLengthAsked } from './structure-shown.ts';
import { groupMarks, type TradeMark } from './trade-marks.ts';
import { decimalsOf } from './value-range.ts';
import { moveToLatest, showsLatest, type ViewWindow } from './view-window.ts';

/** How a chart looks and what lies on it; replaced as a whole. */
export type ChartLook = {
  readonly colours: ChartColours;
  readonly timeZone: string;
  /** Smallest price difference, decimal text. */
  readonly tick: string;
  readonly kind: ChartKind;
  readonly picks: readonly IndicatorPick[];
  readonly known: readonly IndicatorView[];
  readonly marks: readonly TradeMark[];
  /** Whether the background shows the regimes. */
  readonly showsRegimes: boolean;
  readonly structure: StructureSwitches;
  readonly compares: readonly string[];
  readonly timeText: (timeMs: number) => string;
};

export type ChartElements = CrosshairElements & SurfaceElements & { readonly area: HTMLElement };

export type ChartController = {
  readonly open: (series: Omit<SessionOptions, 'changed' | 'wanted'>) => void;
  readonly look: (look: ChartLook) => void;
  readonly candle: (candle: CandleView, closed: boolean) => void;
  /** As the session's. */
  readonly end: (lastMs: number) => void;
  readonly toLatest: () => void;
  /** What is in sight, when it is not the newest bars: worth coming back to. */
  readonly place: () => ViewWindow | undefined;
  /** What is on the screen; undefined before the first frame. */
  readonly scene: () => ChartScene | undefined;
  /** Undefined before the first frame. */
  readonly meant: () => MeantPlace | undefined;
  readonly dispose: () => void;
};

export type ControllerEvents = {
  readonly readout: (readout: ChartReadout) => void;
  /** After each frame. */
  readonly drawn: (scene: ChartScene) => void;
  /** Once: candles are really on the canvas. */
  readonly firstCandles: () => void;
};

type Parts = {
  readonly surface: ChartSurface;
  readonly overlay: ChartOverlay;
  readonly session: () => ChartSession | undefined;
  readonly look: () => ChartLook;
  readonly events: ControllerEvents;
};

/** Ties session, canvas, crosshair and hands together; React only creates it and hands it what changed. */
export function createChartController(
  elements: ChartElements,
  firstLook: ChartLook,
  events: ControllerEvents,
): ChartController {
  let look = firstLook;
  let session: ChartSession | undefined;
  const overlay = createChartOverlay(elements);
  const surface: ChartSurface = createChartSurface(elements, sizeOf(elements.canvas), {
    drawn: (scene) => {
      refreshOverlay(parts);
      events.drawn(scene);
    },
    firstCandles: events.firstCandles,
  });
  const parts: Parts = { surface, overlay, session: () => session, look: () => look, events };
  const draw = createDrawing(parts);
  const live = createLiveCandles((candle, closed) => session?.candle(candle, closed));
  const observer = new ResizeObserver(() => surface.resize(sizeOf(elements.canvas)));
  observer.observe(elements.canvas);
  const detach = attachHands(elements.area, parts);
  const unlink = followLinked(parts);

  return {
    open: (series) => {
      session?.stop();
      live.stop();
      overlay.clear();
      session = createChartSession({ ...series, wanted: askedBy(look), changed: draw });
    },
    look: (next) => {
      const isSamePicks = next.picks === look.picks && next.showsRegimes === look.showsRegimes;
      const isSame = isSamePicks && next.compares === look.compares;
      const isSameStructure = swingLengthAsked(next.structure) === swingLengthAsked(look.structure);
      look = next;
      if (!isSame || !isSameStructure) session?.pick(askedBy(next));
      draw();
    },
    candle: live.take,
    end: (lastMs) => session?.end(lastMs),
    toLatest: () => {
      const state = session?.state();
      if (state?.phase === 'ready') session?.show(moveToLatest(state.view, state.extent));
    },
    place: () => {
      const state = session?.state();
      return state?.phase === 'ready' && !showsLatest(state.view, state.extent) ? state.view : undefined;
    },
    scene: surface.scene,
    meant: () => overlay.meant(surface.scene()),
    dispose: () => {
      session?.stop();
      live.stop();
      observer.disconnect();
      detach();
      unlink();
      surface.dispose();
    },
  };
}

/** Shows where the crosshair of another chart stands; returns the way out, which takes this chart's own down. */
function followLinked(parts: Parts): () => void {
  const unlink = onLinkedCrosshair((time) => {
    if (time?.from === parts) return;
    parts.overlay.link(time?.timeMs);
    refreshOverlay(parts);
  });
  return () => {
    unlink();
    linkCrosshair(null, parts);
  };
}

/** What the candles are asked for with. */
function askedBy({ picks, showsRegimes, structure, compares }: ChartLook): Wanted {
  const asked = showsRegimes ? [...picks, REGIME_PICK] : picks;
  return { picks: asked, swingLength: swingLengthAsked(structure), compares };
}

function createDrawing({ surface, session, look, events }: Parts): () => void {
  const toInput = createInputs();
  return () => {
    const state = session()?.state();
    if (state === undefined) return;
    if (state.phase === 'ready') surface.draw(toInput(state, look()));
    else events.readout(readoutOf(state, undefined, undefined));
  };
}

/** Turns state and look into what the surface draws, each part computed again only when something under it changed. */
function createInputs(): (state: ChartState, look: ChartLook) => SurfaceInput {
  const linesFor = createLines();
  const drawnFor = rememberLast(drawnColumns);
  const marksFor = rememberLast(groupMarks);
  const regimesFor = rememberLast(regimesOf);
  const structureFor = rememberLast(structureShown);
  const decimalsFor = rememberLast((columns: CandleRows['columns'], tick: string) =>
    priceDecimals(columns.close, tick),
  );
  return (state, look) => ({
    state,
    kind: look.kind,
    drawn: drawnFor(state.rows, look.kind),
    lines: linesFor(state, look),
    marks: marksFor(look.marks, state.rows),
    regimes: regimesFor(state.indicators, state.rows),
    structure: structureFor(state.structure, look.structure),
    colours: look.colours,
    timeZone: look.timeZone,
    priceDecimals: decimalsFor(state.rows.columns, look.tick),
  });
}

/** The indicators' lines, and after them those of other instruments, which begin anew with the first bar in sight. */
function createLines(): (state: ChartState, look: ChartLook) => readonly SceneLine[] {
  const drawingFor = rememberLast((rows: CandleRows, palette: readonly string[]) => ({ rows, palette }));
  const linesFor = rememberLast(linesOf);
  const comparedFor = rememberLast(comparedLines);
  const coloursFrom = rememberLast((palette: readonly string[], used: number) => (index: number): string => {
    return palette[(used + index) % palette.length] ?? '#888888';
  });
  const joined = rememberLast((lines: readonly SceneLine[], compared: readonly SceneLine[]) =>
    compared.length === 0 ? lines : [...lines, ...compared],
  );
  return (state, { picks, known, colours }) => {
    const lines = linesFor(picks, known, state.indicators, drawingFor(state.rows, colours.palette));
    const first = rowsInSight(state.rows, state.view).from;
    return joined(lines, comparedFor(state.compared, state.rows, first, coloursFrom(colours.palette, lines.length)));
  };
}

function refreshOverlay({ surface, overlay, session, look, events }: Parts): void {
  const scene = surface.scene();
  const state = session()?.state();
  if (scene === undefined || state === undefined) return;
  const row = overlay.place(scene, state, look().timeText);
  events.readout(readoutOf(state, scene, row));
}

/** Where this chart's own crosshair stands, for all other charts of the window. */
function tellLinked(parts: Parts): void {
  const row = parts.overlay.ownRow();
  const timeMs = row === undefined ? undefined : parts.surface.scene()?.rows.columns.openTimeMs[row];
  linkCrosshair(timeMs ?? null, parts);
}

function attachHands(area: HTMLElement, parts: Parts): () => void {
  const { surface, overlay, session } = parts;
  return attachGestures(area, {
    scene: surface.scene,
    now: () => {
      const state = session()?.state();
      return state?.phase === 'ready' ? state : undefined;
    },
    show: (view) => session()?.show(view),
    point: (at) => {
      overlay.point(at);
      refreshOverlay(parts);
      tellLinked(parts);
    },
    stepRow: (by) => {
      const scene = surface.scene();
      if (scene === undefined) return;
      overlay.step(scene, by);
      refreshOverlay(parts);
      tellLinked(parts);
    },
  });
}

const sizeOf = (element: HTMLElement) => ({ width: element.clientWidth, height: element.clientHeight });

/** A grid finer than this belongs to data whose venue is not known; its prices tell their own decimals. */
const MOST_TICK_DECIMALS = 8;
const ROWS_READ_FOR_DECIMALS = 100;

function priceDecimals(closes: Float64Array, tick: string): number {
  const ofTick = decimalsOf(Number(tick), 20);
  if (ofTick <= MOST_TICK_DECIMALS) return ofTick;
  let most = 0;
  for (const close of closes.subarray(-ROWS_READ_FOR_DECIMALS)) most = Math.max(most, decimalsOf(close));
  // One odd trade of eight decimals must not put eight on every price of the axis.
  return Math.min(most, decimalsForMagnitude(closes.at(-1) ?? 0));
}
