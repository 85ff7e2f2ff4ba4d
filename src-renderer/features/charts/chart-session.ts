import type { Failure, Outcome } from '../../../src-main/base/outcome.ts';
import type { CandleWindowView, IndicatorWindowView } from '../../../src-preload/contract/research-views.ts';
import type { CandleView } from '../../../src-preload/contract/views.ts';
import { type CandleRows, countRows, createRows, NO_ROWS, withCandle } from './candle-rows.ts';
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
  readonly indicator: (query: WindowQuery, pick: IndicatorPick) => Promise<Outcome<IndicatorWindowView>>;
};

export type ChartState = {
  readonly phase: 'loading' | 'empty' | 'ready';
  readonly extent: SeriesExtent;
  readonly view: ViewWindow;
  readonly rows: CandleRows;
  readonly indicators: readonly IndicatorColumns[];
  /** The last request that failed, until one succeeds. */
  readonly failure: Failure | null;
};

export type ChartSession = {
  readonly state: () => ChartState;
  readonly show: (view: ViewWindow) => void;
  readonly pick: (picks: readonly IndicatorPick[]) => void;
  readonly candle: (candle: CandleView, closed: boolean) => void;
  readonly stop: () => void;
};

export type SessionOptions = {
  readonly source: ChartSource;
  readonly barMs: number;
  /** Bars in sight at first, unless `range` says what to show. */
  readonly bars: number;
  readonly range?: ViewWindow | undefined;
  readonly picks: readonly IndicatorPick[];
  readonly changed: () => void;
};

type Reply = {
  readonly window: Outcome<CandleWindowView>;
  readonly indicators: readonly (IndicatorColumns | Failure)[];
};
type Ask = {
  readonly query: WindowQuery;
  readonly held: RowRequest | undefined;
  readonly picks: readonly IndicatorPick[];
};

const isFailure = (answer: IndicatorColumns | Failure): answer is Failure => 'code' in answer;

/** One series on one chart: what is in sight, the rows held for it, and what is still to come. Knows no canvas. */
export function createChartSession(options: SessionOptions): ChartSession {
  const { source, barMs, changed } = options;
  let picks = options.picks;
  let held: RowRequest | undefined;
  let forming: { candle: CandleView; closed: boolean } | undefined;
  /** Newest bar the main side has sent; what is told of older ones is old. */
  let sentLastMs = Number.NEGATIVE_INFINITY;
  let state: ChartState = {
    phase: 'loading',
    extent: { firstMs: 0, lastMs: 0, barMs },
    view: { fromMs: 0, toMs: 1 },
    rows: NO_ROWS,
    indicators: [],
    failure: null,
  };

  const put = (change: Partial<ChartState>): void => {
    state = { ...state, ...change };
    changed();
  };

  const take = (reply: Reply, ask: Ask): void => {
    const { window } = reply;
    if (!window.ok) {
      put({ failure: window.error, phase: state.phase === 'loading' ? 'empty' : state.phase });
      return;
    }
    const { firstMs, lastMs } = window.value;
    if (firstMs === null || lastMs === null) {
      put({ phase: 'empty', failure: null });
      return;
    }
    sentLastMs = lastMs;
    const extent = { firstMs, lastMs: Math.max(lastMs, state.extent.lastMs), barMs };
    const first = state.phase !== 'ready';
    const view = first ? clampView(options.range ?? latestView(extent, options.bars), extent) : state.view;
    held = ask.held;
    put({
      phase: 'ready',
      extent,
      view,
      rows: rowsOf(window.value, ask, extent),
      indicators: reply.indicators.filter((answer): answer is IndicatorColumns => !isFailure(answer)),
      failure: reply.indicators.find(isFailure) ?? null,
    });
    ensureRows();
  };

  const rowsOf = (window: CandleWindowView, ask: Ask, extent: SeriesExtent): CandleRows => {
    const rows = createRows(window.columns, window.barsPerRow, barMs);
    const reachesEnd = ask.query.toMs === null || ask.query.toMs > extent.lastMs;
    const isNews = forming !== undefined && forming.candle.openTimeMs > sentLastMs;
    return forming !== undefined && isNews && reachesEnd ? withCandle(rows, forming.candle, forming.closed) : rows;
  };

  const requester = createNewestOnly((ask: Ask) => fetchRows(source, ask), take);

  const ensureRows = (): void => {
    if (state.phase !== 'ready' || !needsRows(state.view, held, state.extent)) return;
    const request = requestFor(state.view, state.extent);
    requester.ask({ query: queryOf(request), held: request, picks });
  };

  requester.ask({ query: { fromMs: null, toMs: null, maxBars: options.bars }, held: undefined, picks: [] });

  return {
    state: () => state,
    show: (view) => {
      if (state.phase !== 'ready') return;
      put({ view: clampView(view, state.extent) });
      ensureRows();
    },
    pick: (wanted) => {
      picks = wanted;
      put({ indicators: state.indicators.filter((columns) => wanted.some((pick) => pick.id === columns.id)) });
      held = undefined;
      ensureRows();
    },
    candle: (candle, closed) => {
      forming = { candle, closed };
      if (state.phase === 'ready') layCandle(candle, closed);
    },
    stop: () => requester.forget(),
  };

  function layCandle(candle: CandleView, closed: boolean): void {
    const { extent, view } = state;
    if (candle.openTimeMs < extent.lastMs || candle.openTimeMs <= sentLastMs) return;
    const addedMs = candle.openTimeMs - extent.lastMs;
    const moved = addedMs > 0 && showsLatest(view, extent);
    const reachesEnd = held === undefined || held.toMs > extent.lastMs;
    put({
      extent: { ...extent, lastMs: candle.openTimeMs },
      view: moved ? { fromMs: view.fromMs + addedMs, toMs: view.toMs + addedMs } : view,
      rows: reachesEnd && countRows(state.rows) > 0 ? withCandle(state.rows, candle, closed) : state.rows,
    });
    ensureRows();
  }
}

const queryOf = ({ fromMs, toMs, maxBars }: RowRequest): WindowQuery => ({ fromMs, toMs, maxBars });

/** Candles and indicators of one window, so that lines never run ahead of the candles they belong to. */
async function fetchRows(source: ChartSource, ask: Ask): Promise<Reply> {
  const [window, ...answers] = await Promise.all([
    source.candles(ask.query),
    ...ask.picks.map(async (pick) => ({ pick, answer: await source.indicator(ask.query, pick) })),
  ]);
  const openTimeMs = window.ok ? window.value.columns.openTimeMs : new Float64Array(0);
  const indicators = answers.map(({ pick, answer }) =>
    answer.ok ? { id: pick.id, openTimeMs, outputs: answer.value.outputs } : answer.error,
  );
  return { window, indicators };
}
