import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { Journal } from '../engine/ports/journal.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { Bracket, Level } from '../model/bracket.ts';
import type { CandleColumns } from '../model/candle.ts';
import { sliceCandleColumns } from '../model/candle.ts';
import type { Order } from '../model/order.ts';
import type { OrderStory } from '../model/order-story.ts';
import type { TimestampMs } from '../model/time.ts';
import { intervalMs } from '../model/time.ts';
import type { BacktestRequest } from './backtest-request.ts';
import { forgetfulJournal } from './forgetful-journal.ts';
import { runWatched } from './run-backtest.ts';

/** A trade of a run by the moments of its fills. */
export type AskedTrade = { readonly entryTimeMs: TimestampMs; readonly exitTimeMs: TimestampMs };

/** One value the strategy looked at; null while it warmed up. */
export type SeenValue = { readonly indicator: string; readonly output: string; readonly value: number | null };

/** What stood there when an order of a trade left. */
export type TradeMoment = Pick<Order, 'purpose' | 'side' | 'tag'> & {
  /** Open time of the last bar that had closed. */
  readonly barOpenMs: TimestampMs;
  /** Prices of that bar. */
  readonly bar: { readonly open: number; readonly high: number; readonly low: number; readonly close: number };
  /** What made the strategy want it; null for protection and for the close at the end of the data. */
  readonly decision: OrderStory['decision'];
  readonly sizing: OrderStory['sizing'];
  readonly checks: OrderStory['checks'];
  /** What the strategy said protects the entry; null where it said nothing, or for exits. */
  readonly stopLoss: Level | null;
  readonly target: Level | null;
  readonly seen: readonly SeenValue[];
};

export type TradeMoments = { readonly entry: TradeMoment | null; readonly exit: TradeMoment | null };

/**
 * Runs once more up to the end of one trade, this time keeping why each order left. What comes after cannot have played a
 * part, so the candles behind it are left out. For shipped strategies; fails as a run does.
 */
export function tradeMoments(request: BacktestRequest, asked: AskedTrade): Outcome<TradeMoments> {
  const watch = watchTrade(asked);
  const cut = { ...request, candles: candlesUntil(request, asked.exitTimeMs) };
  const run = runWatched(cut, watch.journal);
  if (!run.ok) return run;
  const definition = findStrategy(request.strategyId);
  if (definition === undefined)
    return fail('unknownStrategy', `strategy is "${request.strategyId}", expected a shipped one`);
  const indicators = definition.indicators(definition.params.parse(request.params));
  const momentOf = ({ order, story, bracket }: Watched, atMs: TimestampMs): TradeMoment | null => {
    const row = lastClosed(cut, atMs);
    if (row < 0) return null;
    const { openTimeMs, open, high, low, close } = cut.candles;
    const at = (column: Float64Array): number => column[row] as number;
    const seen = Object.entries(indicators).flatMap(([indicator, { definition, params, series }]) => {
      if (series !== undefined) return [];
      const columns = definition.series(sliceCandleColumns(cut.candles, 0, row + 1), params);
      return definition.outputs.map((output, index) => ({ indicator, output, value: known(columns[index]?.[row]) }));
    });
    const bar = { open: at(open), high: at(high), low: at(low), close: at(close) };
    const { purpose, side, tag } = order;
    const { decision = null, sizing = null, checks = [] } = story ?? {};
    const { stopLoss = null, target = null } = bracket ?? {};
    return { purpose, side, tag, decision, sizing, checks, stopLoss, target, barOpenMs: at(openTimeMs), bar, seen };
  };
  const { entry, exit } = watch.found();
  return succeed({
    entry: entry === undefined ? null : momentOf(entry, entry.order.createdMs),
    // A resting exit was sent long ago: what matters is what stood there when it filled.
    exit:
      exit === undefined
        ? null
        : momentOf(exit, exit.order.purpose === 'signal' ? exit.order.createdMs : asked.exitTimeMs),
  });
}

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

/** The bars up to the one after the moment: the last of a tape is never judged. */
function candlesUntil({ candles, interval }: BacktestRequest, timeMs: TimestampMs): CandleColumns {
  const lengthMs = intervalMs(interval);
  const after = candles.openTimeMs.findIndex((openMs) => openMs > timeMs + lengthMs);
  return after < 0 ? candles : sliceCandleColumns(candles, 0, Math.min(after + 1, candles.openTimeMs.length));
}

/** Index of the last bar that had closed at a moment; −1 when none had. */
function lastClosed({ candles, interval }: BacktestRequest, atMs: TimestampMs): number {
  const lengthMs = intervalMs(interval);
  return candles.openTimeMs.findLastIndex((openMs) => openMs + lengthMs <= atMs);
}

type Watched = { readonly order: Order; readonly story: OrderStory | null; bracket: Bracket | null };

/** A journal that remembers orders until it has seen the two that filled when the trade began and ended. */
function watchTrade({ entryTimeMs, exitTimeMs }: AskedTrade) {
  const orders = new Map<string, Watched>();
  let entry: Watched | undefined;
  let exit: Watched | undefined;
  const journal: Journal = {
    ...forgetfulJournal,
    recordIntent(order, _state, _timeMs, story) {
      orders.set(order.clientOrderId, {
        order,
        story: story ?? null,
        bracket: orders.get(order.clientOrderId)?.bracket ?? null,
      });
    },
    recordBracket(clientOrderId, bracket) {
      const known = orders.get(clientOrderId);
      if (known !== undefined) known.bracket = bracket;
      else brackets.set(clientOrderId, bracket);
    },
    recordFill({ clientOrderId, timeMs }) {
      const order = orders.get(clientOrderId);
      if (order !== undefined && order.bracket === null) order.bracket = brackets.get(clientOrderId) ?? null;
      if (order?.order.purpose === 'entry' && timeMs === entryTimeMs) entry ??= order;
      if (order !== undefined && order.order.purpose !== 'entry' && timeMs === exitTimeMs) exit ??= order;
      return true;
    },
  };
  const brackets = new Map<string, Bracket>();
  return { journal, found: () => ({ entry, exit }) };
}
