import type { Failure, Outcome } from '../../../src-main/base/outcome.ts';
import type { StructureWindowView } from '../../../src-preload/contract/chart-views.ts';
import type { CandleWindowView, IndicatorWindowView } from '../../../src-preload/contract/research-views.ts';
import type { CandleView } from '../../../src-preload/contract/views.ts';
import { type CandleRows, countRows, createRows, NO_ROWS, rowsUpTo, withCandle } from './candle-rows.ts';
import { createNewestOnly } from './newest-only.ts';
import {
  clampView,
  latestView,
  needsRows,
  type RowRequest,
  requestFor,
  type SeriesExtent,
  showsLatest,
  type ViewWindow,
} from './view-window.ts';

/** One indicator on the chart; `id` tells two of the same name apart. */
export type IndicatorPick = {
  readonly id: string;
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** The columns of one indicator and the open times of the rows they belong to. */
export type IndicatorColumns = {
  readonly id: string;
  readonly openTimeMs: Float64Array;
  readonly outputs: IndicatorWindowView['outputs'];
};

export type WindowQuery = { readonly fromMs: number | null; readonly toMs: number | null; readonly maxBars: number };

/** Where a session gets its candles: one series of the main side. */
export type ChartSource = {
  readonly candles: (query: WindowQuery) => Promise<Outcome<CandleWindowView>>;
  /** Of another instrument, at the same interval. */
  readonly compared: (query: WindowQuery, instrumentId: string) => Promise<Outcome<CandleWindowView>>;
  readonly indicator: (query: WindowQuery, pick: IndicatorPick) => Promise<Outcome<IndicatorWindowView>>;
  readonly structure: (query: WindowQuery, swingLength: number) => Promise<Outcome<StructureWindowView>>;
};

/** The closes of another instrument over about the same rows. */
export type ComparedColumns = {
  readonly instrumentId: string;
  readonly openTimeMs: Float64Array;
  readonly close: Float64Array;
};

export type ChartState = {
  readonly phase: 'loading' | 'empty' | 'ready';
  readonly extent: SeriesExtent;
  readonly view: ViewWindow;
  readonly rows: CandleRows;
  readonly indicators: readonly IndicatorColumns[];
  readonly compared: readonly ComparedColumns[];
  /** Null while it is not asked for, or has not come. */
  readonly structure: StructureWindowView | null;
  /** The last request that failed, until one succeeds. */
  readonly failure: Failure | null;
};

export type ChartSession = {
  readonly state: () => ChartState;
  readonly show: (view: ViewWindow) => void;
  readonly pick: (wanted: Wanted) => void;
  readonly candle: (candle: CandleView, closed: boolean) => void;
  /** The series ends with the bar of this open time from now on, earlier or later than before. */
  readonly end: (lastMs: number) => void;
  readonly stop: () => void;
};

/** What is asked for beside the candles. */
export type Wanted = {
  readonly picks: readonly IndicatorPick[];
  /** Bars on either side that make a swing of the structure; null when none of it is shown. */
  readonly swingLength: number | null;
  /** Instruments laid on it. */
  readonly compares: readonly string[];
};

export type SessionOptions = {
  readonly source: ChartSource;
  readonly barMs: number;
  /** Bars in sight at first, unless `range` says what to show. */
  readonly bars: number;
  readonly range?: ViewWindow | undefined;
  readonly wanted: Wanted;
  readonly changed: () => void;
};

type Reply = {
  readonly window: Outcome<CandleWindowView>;
  readonly indicators: readonly (IndicatorColumns | Failure)[];
  readonly compared: readonly ComparedColumns[];
  readonly structure: Outcome<StructureWindowView> | null;
};
type Ask = {
  readonly query: WindowQuery;
  readonly held: RowRequest | undefined;
  readonly wanted: Wanted;
};

const isFailure = (answer: IndicatorColumns | Failure): answer is Failure => 'code' in answer;

type ToldCandle = { readonly candle: CandleView; readonly closed: boolean };
const MOST_TOLD = 5;

/** What a session knows beside what it shows; changed in place, by the functions below alone. */
type Memory = {
  state: ChartState;
  wanted: Wanted;
  /** What the rows were asked with; undefined when they must be asked for anew. */
  held: RowRequest | undefined;
  /** The newest bars told live, oldest first: a reply may have left before the last of them closed. */
  told: readonly ToldCandle[];
  /** Newest bar the main side has sent; what is told of older ones is old. */
  sentLastMs: number;
  readonly options: SessionOptions;
  readonly ask: (ask: Ask) => void;
};

/** One series on one chart: what is in sight, the rows held for it, and what is still to come. Knows no canvas. */
export function createChartSession(options: SessionOptions): ChartSession {
  const requester = createNewestOnly(
    (ask: Ask) => fetchRows(options.source, ask),
    (reply, ask) => take(memory, reply, ask),
  );
  const memory: Memory = {
    state: firstState(options.barMs),
    wanted: options.wanted,
    held: undefined,
    told: [],
    sentLastMs: Number.NEGATIVE_INFINITY,
    options,
    ask: requester.ask,
  };
  // The first candles are not to wait for indicators.
  requester.ask({
    query: { fromMs: null, toMs: null, maxBars: options.bars },
    held: undefined,
    wanted: NOTHING_WANTED,
  });
  return {
    state: () => memory.state,
    show: (view) => {
      if (memory.state.phase !== 'ready') return;
      put(memory, { view: clampView(view, memory.state.extent) });
      ensureRows(memory);
    },
    pick: (wanted) => {
      const { picks } = wanted;
      memory.wanted = wanted;
      memory.held = undefined;
      const kept = memory.state.indicators.filter((columns) => picks.some((pick) => pick.id === columns.id));
      const compared = memory.state.compared.filter(({ instrumentId }) => wanted.compares.includes(instrumentId));
      put(memory, { indicators: kept, compared, ...(wanted.swingLength === null && { structure: null }) });
      ensureRows(memory);
    },
    candle: (candle, closed) => {
      const earlier = memory.told.filter((one) => one.candle.openTimeMs < candle.openTimeMs);
      memory.told = [...earlier.slice(1 - MOST_TOLD), { candle, closed }];
      if (memory.state.phase === 'ready') layCandle(memory, candle, closed);
    },
    end: (lastMs) => {
      // What was asked for before may answer with bars that are not there any more.
      requester.forget();
      endAt(memory, lastMs);
    },
    stop: () => requester.forget(),
  };
}

const NOTHING_WANTED: Wanted = { picks: [], swingLength: null, compares: [] };

const firstState = (barMs: number): ChartState => ({
  phase: 'loading',
  extent: { firstMs: 0, lastMs: 0, barMs },
  view: { fromMs: 0, toMs: 1 },
  rows: NO_ROWS,
  indicators: [],
  compared: [],
  structure: null,
  failure: null,
});

function put(memory: Memory, change: Partial<ChartState>): void {
  memory.state = { ...memory.state, ...change };
  memory.options.changed();
}

function take(memory: Memory, { window, indicators, compared, structure }: Reply, ask: Ask): void {
  const { state, options } = memory;
  if (!window.ok) {
    put(memory, { failure: window.error, phase: state.phase === 'loading' ? 'empty' : state.phase });
    return;
  }
  const { firstMs, lastMs } = window.value;
  if (firstMs === null || lastMs === null) {
    put(memory, { phase: 'empty', failure: null });
    return;
  }
  const extent = { firstMs, lastMs: Math.max(lastMs, state.extent.lastMs), barMs: options.barMs };
  const firstView = (): ViewWindow => clampView(options.range ?? latestView(extent, options.bars), extent);
  memory.sentLastMs = lastMs;
  memory.held = ask.held;
  put(memory, {
    phase: 'ready',
    extent,
    view: state.phase === 'ready' ? state.view : firstView(),
    rows: rowsOf(memory, window.value, ask.query.toMs === null || ask.query.toMs > extent.lastMs),
    indicators: indicators.filter((answer): answer is IndicatorColumns => !isFailure(answer)),
    compared,
    structure: structure?.ok === true ? structure.value : null,
    failure: indicators.find(isFailure) ?? (structure?.ok === false ? structure.error : null),
  });
  ensureRows(memory);
}

/** The rows sent, and on them the bars told since, when the rows reach the end of the series. */
function rowsOf({ told, sentLastMs, options }: Memory, window: CandleWindowView, reachesEnd: boolean): CandleRows {
  const rows = createRows(window.columns, window.barsPerRow, options.barMs);
  if (!reachesEnd) return rows;
  const news = told.filter(({ candle }) => candle.openTimeMs > sentLastMs);
  return news.reduce((laid, { candle, closed }) => withCandle(laid, candle, closed), rows);
}

function ensureRows({ state, held, wanted, ask }: Memory): void {
  if (state.phase !== 'ready' || !needsRows(state.view, held, state.extent)) return;
  const request = requestFor(state.view, state.extent);
  ask({ query: queryOf(request), held: request, wanted });
}

function layCandle(memory: Memory, candle: CandleView, closed: boolean): void {
  const { extent, view, rows } = memory.state;
  if (candle.openTimeMs < extent.lastMs || candle.openTimeMs <= memory.sentLastMs) return;
  const addedMs = candle.openTimeMs - extent.lastMs;
  const moves = addedMs > 0 && showsLatest(view, extent);
  const reachesEnd = memory.held === undefined || memory.held.toMs > extent.lastMs;
  put(memory, {
    extent: { ...extent, lastMs: candle.openTimeMs },
    view: moves ? { fromMs: view.fromMs + addedMs, toMs: view.toMs + addedMs } : view,
    rows: reachesEnd && countRows(rows) > 0 ? withCandle(rows, candle, closed) : rows,
  });
  ensureRows(memory);
}

function endAt(memory: Memory, lastMs: number): void {
  const { phase, extent, view, rows, structure } = memory.state;
  if (phase !== 'ready') return;
  const byMs = lastMs - extent.lastMs;
  const moves = showsLatest(view, extent);
  memory.held = undefined;
  memory.told = [];
  memory.sentLastMs = Number.NEGATIVE_INFINITY;
  put(memory, {
    extent: { ...extent, lastMs },
    view: moves ? { fromMs: view.fromMs + byMs, toMs: view.toMs + byMs } : view,
    rows: byMs < 0 ? rowsUpTo(rows, lastMs) : rows,
    structure: byMs < 0 ? null : structure,
  });
  ensureRows(memory);
}

const queryOf = ({ fromMs, toMs, maxBars }: RowRequest): WindowQuery => ({ fromMs, toMs, maxBars });

/** Candles and indicators of one window, so that lines never run ahead of the candles they belong to. */
async function fetchRows(source: ChartSource, ask: Ask): Promise<Reply> {
  const { picks, swingLength, compares } = ask.wanted;
  const [window, structure, compared, ...answers] = await Promise.all([
    source.candles(ask.query),
    swingLength === null ? null : source.structure(ask.query, swingLength),
    Promise.all(compares.map(async (id) => ({ id, answer: await source.compared(ask.query, id) }))),
    ...picks.map(async (pick) => ({ pick, answer: await source.indicator(ask.query, pick) })),
  ]);
  const openTimeMs = window.ok ? window.value.columns.openTimeMs : new Float64Array(0);
  const indicators = answers.map(({ pick, answer }) =>
    answer.ok ? { id: pick.id, openTimeMs, outputs: answer.value.outputs } : answer.error,
  );
  return { window, indicators, structure, compared: compared.flatMap(columnsOf) };
}

/** What cannot be had now, of an exchange that does not answer, is not laid on the chart. */
function columnsOf(asked: {
  readonly id: string;
  readonly answer: Outcome<CandleWindowView>;
}): readonly ComparedColumns[] {
  if (!asked.answer.ok) return [];
  const { openTimeMs, close } = asked.answer.value.columns;
  return [{ instrumentId: asked.id, openTimeMs, close }];
}
