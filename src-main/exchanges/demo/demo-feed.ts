import type { Disposable } from '../../base/disposable.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { MarketFeed, MarketMessage } from '../../engine/ports/market-feed.ts';
import type { MarketTrade } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { DemoMarket } from './demo-market.ts';

/** After a suspend the past is told in slices: at most this much market time and this many trades a tick. */
const MAX_SLICE_MS = 60_000;
const MAX_SLICE_TRADES = 2_000;
/** A slice that held too many trades makes the following ones shorter, down to this. */
const MIN_SLICE_MS = 1_000;
/**
 * The price path is made block by block: each tick prepares one instrument for this far ahead, instead of all at once when
 * the block begins. Far enough that in slices of a minute every one of a hundred instruments has its turn in time.
 */
const PREPARE_AHEAD_MS = 2 * 3_600_000;

type Listener = (message: MarketMessage) => void;

/**
 * The simulated market as it happens. On each tick of the clock a subscription hears the trades since the last tick in
 * order of time, then a quote of each instrument, then the time up to which all has been said. It begins at the moment of
 * subscribing. When the clock leaps ahead, every tick tells one slice until the present is reached; when it steps back,
 * nothing is told until it has passed the last time again.
 */
export function createDemoFeed(market: DemoMarket, clock: Clock, tickMs = 250): MarketFeed {
  const known = new Set(market.instruments().map((instrument) => instrument.id));
  return {
    tellsCandles: false,
    instruments: () => market.instruments(),
    stateOf: (instrumentId) => (known.has(instrumentId) ? 'simulated' : 'disconnected'),
    watchBook: () => ({ dispose: () => undefined }),
    book: (instrumentId, levels) => market.bookAt(instrumentId, clock.nowMs(), levels),
    subscribe(instrumentIds, listener) {
      const unknown = instrumentIds.find((id) => !known.has(id));
      if (unknown !== undefined) throw new RangeError(`instrumentId is "${unknown}", expected one of the demo market`);
      return subscription({ market, clock, tickMs, instrumentIds: [...new Set(instrumentIds)], listener });
    },
  };
}

type Subscription = {
  readonly market: DemoMarket;
  readonly clock: Clock;
  readonly tickMs: number;
  readonly instrumentIds: readonly string[];
  readonly listener: Listener;
};

function subscription({ market, clock, tickMs, instrumentIds, listener }: Subscription): Disposable {
  let saidUpToMs = clock.nowMs();
  let sliceMs = MAX_SLICE_MS;
  let ticks = 0;
  let disposed = false;

  function say(message: MarketMessage): void {
    if (!disposed) listener(message);
  }

  const timer = clock.every(tickMs, () => {
    const nowMs = clock.nowMs();
    if (nowMs <= saidUpToMs) return;
    const wantedMs = Math.min(nowMs, saidUpToMs + sliceMs);
    const slice = nextSlice(market, instrumentIds, saidUpToMs, wantedMs);
    sliceMs = slice.untilMs < wantedMs ? slice.untilMs - saidUpToMs : sliceMs * 1.5;
    sliceMs = Math.max(MIN_SLICE_MS, Math.min(MAX_SLICE_MS, Math.floor(sliceMs)));
    saidUpToMs = slice.untilMs;
    for (const trade of slice.trades) say({ kind: 'trade', trade });
    for (const instrumentId of instrumentIds) {
      const quote = market.quoteAt(instrumentId, slice.untilMs);
      if (quote !== undefined) say({ kind: 'quote', quote });
    }
    say({ kind: 'time', timeMs: slice.untilMs });
    const next = instrumentIds[ticks++ % instrumentIds.length];
    if (next !== undefined) market.prepare(next, slice.untilMs + PREPARE_AHEAD_MS);
  });
  return {
    dispose() {
      disposed = true;
      return timer.dispose();
    },
  };
}

type Slice = { readonly trades: readonly MarketTrade[]; readonly untilMs: TimestampMs };

/** The trades after `afterMs` up to `untilMs`, all or as many as one tick may tell. */
function nextSlice(market: DemoMarket, instrumentIds: readonly string[], afterMs: number, untilMs: number): Slice {
  const trades: MarketTrade[] = [];
  for (const instrumentId of instrumentIds) {
    for (const trade of market.tradesBetween(instrumentId, afterMs + 1, untilMs + 1)) trades.push(trade);
  }
  // Sorting is stable: trades of the same moment stay in the order of the instruments, and of one instrument in its own.
  trades.sort((left, right) => left.timeMs - right.timeMs);
  const cut = trades[MAX_SLICE_TRADES];
  if (cut === undefined || cut.timeMs - 1 <= afterMs) return { trades, untilMs };
  const kept = trades.findIndex((trade) => trade.timeMs >= cut.timeMs);
  return { trades: trades.slice(0, kept), untilMs: cut.timeMs - 1 };
}
