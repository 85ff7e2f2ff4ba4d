import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ChartKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useFact, useSettings } from '../../replica/index.ts';
import type { ChartColours } from './chart-colours.ts';
import { type ChartController, type ChartElements, type ChartLook, createChartController } from './chart-controller.ts';
import { chartCsv } from './chart-csv.ts';
import type { ChartScene } from './chart-option.ts';
import type { MeantPlace } from './chart-overlay.ts';
import { chartPicture } from './chart-picture.ts';
import { type ChartReadout, EMPTY_READOUT } from './chart-readout.ts';
import type { IndicatorPick } from './chart-session.ts';
import { type ChartInterval, createChartSource } from './chart-source.ts';
import { followSeries } from './follow-series.ts';
import { INTERVAL_MS } from './intervals.ts';
import { openBefore, type ReplayPlace } from './replay.ts';
import type { StructureSwitches } from './structure-shown.ts';
import type { TradeMark } from './trade-marks.ts';
import type { ViewWindow } from './view-window.ts';

export type CandleChartOptions = {
  readonly instrument: InstrumentView;
  readonly interval: ChartInterval;
  readonly live: boolean;
  readonly range: ViewWindow | undefined;
  readonly bars: number;
  readonly colours: ChartColours;
  readonly kind: ChartKind;
  readonly picks: readonly IndicatorPick[];
  readonly known: readonly IndicatorView[];
  readonly marks: readonly TradeMark[];
  readonly showsRegimes: boolean;
  readonly structure: StructureSwitches;
  /** Instruments laid on it in percent. */
  readonly compares: readonly string[];
  /** The past as it was known at a moment, instead of the market; null for the market. */
  readonly replay: ReplayPlace | null;
};

/** What can be taken from a chart as it stands; undefined before its first frame. */
export type ChartTools = {
  readonly csv: () => string | undefined;
  /** The base64 of a PNG. */
  readonly picture: () => string | undefined;
};

/** What is on the screen, and each frame that follows: for what lies over the chart and moves with it. */
export type SceneFeed = {
  readonly current: () => ChartScene | undefined;
  /** Returns the function that stops it. */
  readonly onDrawn: (listener: (scene: ChartScene) => void) => () => void;
};

export type CandleChartHandle = {
  readonly scenes: SceneFeed;
  readonly tools: ChartTools;
  readonly readout: ChartReadout;
  readonly toLatest: () => void;
  /** As the controller's. */
  readonly meant: () => MeantPlace | undefined;
  readonly timeText: (timeMs: number) => string;
};

/** Runs one chart inside `area`, whose parts carry `data-part` names. */
export function useCandleChart(area: RefObject<HTMLElement | null>, options: CandleChartOptions): CandleChartHandle {
  const { timeZone } = useSettings();
  const timeText = useCallback((timeMs: number) => formatTime(timeMs, timeZone, 'dateTime'), [timeZone]);
  const [readout, setReadout] = useState<ChartReadout>(EMPTY_READOUT);
  const { colours, kind, picks, known, marks, showsRegimes, structure, compares, instrument } = options;
  const market = { tick: instrument.tick, timeZone, timeText };
  const look: ChartLook = { colours, kind, picks, known, marks, showsRegimes, structure, compares, ...market };
  const memory = useRef<ChartMemory>({ series: '', view: undefined });
  const [feed] = useState(createSceneFeed);
  const controller = useController(area, look, { show: setReadout, memory, drawn: feed.tell });
  useSeries(controller, memory, options);
  const toLatest = useCallback(() => controller.current?.toLatest(), [controller]);
  const meant = useCallback(() => controller.current?.meant(), [controller]);
  const place = options.replay === null ? [] : [wording.chart.replay.title];
  const caption = [instrument.symbol, options.interval, ...place].join(' · ');
  const tools = useTools(controller, area, { caption, timeText });
  return { readout, toLatest, meant, timeText, tools, scenes: feed };
}

type PictureTexts = { readonly caption: string; readonly timeText: (timeMs: number) => string };

function useTools(
  controller: ControllerRef,
  area: RefObject<HTMLElement | null>,
  { caption, timeText }: PictureTexts,
): ChartTools {
  return useMemo(
    () => ({
      csv: () => {
        const scene = controller.current?.scene();
        return scene === undefined ? undefined : chartCsv(scene);
      },
      picture: () => {
        const scene = controller.current?.scene();
        if (scene === undefined || area.current === null) return undefined;
        const { view, colours } = scene;
        return chartPicture({
          canvases: [...(area.current.parentElement ?? area.current).querySelectorAll('canvas')],
          size: { width: area.current.clientWidth, height: area.current.clientHeight },
          background: getComputedStyle(area.current).getPropertyValue('--bw-panel'),
          caption: `${caption} · ${timeText(view.fromMs)} – ${timeText(view.toMs)}`,
          colours,
        });
      },
    }),
    [controller, area, caption, timeText],
  );
}

type ControllerRef = RefObject<ChartController | null>;

/** Where the person was when the page went out of sight, which takes the chart down; and on which series. */
type ChartMemory = { series: string; view: ViewWindow | undefined };

type ControllerLinks = {
  readonly show: (readout: ChartReadout) => void;
  readonly memory: RefObject<ChartMemory>;
  readonly drawn: (scene: ChartScene) => void;
};

function useController(
  area: RefObject<HTMLElement | null>,
  look: ChartLook,
  { show, memory, drawn }: ControllerLinks,
): ControllerRef {
  const controller = useRef<ChartController>(null);
  const latest = useRef(look);
  useLayoutEffect(() => {
    if (area.current === null) return;
    const made = createChartController(elementsOf(area.current), latest.current, {
      readout: show,
      drawn,
      firstCandles,
    });
    controller.current = made;
    return () => {
      controller.current = null;
      memory.current.view = made.place();
      made.dispose();
    };
  }, [area, show, memory, drawn]);
  const { colours, kind, picks, known, marks, showsRegimes, structure, compares, timeZone, tick, timeText } = look;
  useLayoutEffect(() => {
    latest.current = {
      colours,
      kind,
      picks,
      known,
      marks,
      showsRegimes,
      structure,
      compares,
      timeZone,
      tick,
      timeText,
    };
    controller.current?.look(latest.current);
  }, [colours, kind, picks, known, marks, showsRegimes, structure, compares, timeZone, tick, timeText]);
  return controller;
}

function useSeries(controller: ControllerRef, memory: RefObject<ChartMemory>, options: CandleChartOptions): void {
  const { interval, live, range, bars, replay } = options;
  const instrumentId = options.instrument.id;
  const isReplay = replay !== null;
  const untilMs = replay === null ? undefined : openBefore(replay, interval);
  const until = useRef(untilMs);
  const ended = useRef(untilMs);
  useLayoutEffect(() => {
    until.current = untilMs;
  }, [untilMs]);
  useEffect(() => {
    const source = createChartSource(instrumentId, interval, () => until.current);
    const series = `${instrumentId} ${interval}${isReplay ? ' replay' : ''}`;
    ended.current = until.current;
    const left = memory.current.series === series ? memory.current.view : undefined;
    memory.current = { series, view: undefined };
    controller.current?.open({ source, barMs: INTERVAL_MS[interval], bars, range: left ?? range });
    return live ? followSeries({ instrumentId, interval }) : undefined;
  }, [controller, memory, instrumentId, interval, live, range, bars, isReplay]);
  useEffect(() => {
    if (untilMs === undefined || ended.current === untilMs) return;
    ended.current = untilMs;
    controller.current?.end(untilMs - 1);
  }, [controller, untilMs]);
  useFact('candle', (fact) => {
    if (live && fact.instrumentId === instrumentId && fact.interval === interval) {
      controller.current?.candle(fact.candle, fact.closed);
    }
  });
}

function createSceneFeed(): SceneFeed & { readonly tell: (scene: ChartScene) => void } {
  const listeners = new Set<(scene: ChartScene) => void>();
  let latest: ChartScene | undefined;
  return {
    current: () => latest,
    onDrawn: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (scene) => {
      latest = scene;
      for (const listener of listeners) listener(scene);
    },
  };
}

/** The start-up check and the screenshot wait for this mark. */
function firstCandles(): void {
  document.documentElement.dataset.firstCandlesDrawn = 'true';
}

function elementsOf(area: HTMLElement): ChartElements {
  const part = (name: string): HTMLElement => {
    const element = area.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (element === null) throw new Error(`the chart has no part named ${name}`);
    return element;
  };
  return {
    area,
    under: canvasPart(area, 'under'),
    canvas: part('canvas'),
    vertical: part('vertical'),
    horizontal: part('horizontal'),
    timeTag: part('timeTag'),
    valueTag: part('valueTag'),
    lastLine: part('lastLine'),
    lastTag: part('lastTag'),
  };
}

function canvasPart(area: HTMLElement, name: string): HTMLCanvasElement {
  const element = area.querySelector<HTMLCanvasElement>(`canvas[data-part="${name}"]`);
  if (element === null) throw new Error(`the chart has no canvas named ${name}`);
  return element;
}
