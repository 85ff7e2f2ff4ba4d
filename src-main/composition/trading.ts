import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import { Engine } from '../engine/engine.ts';
import type { EngineEvent } from '../engine/events.ts';
import { createLiveFrame } from '../engine/indicators/live-frame.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Journal } from '../engine/ports/journal.ts';
import type { Log } from '../engine/ports/log.ts';
import type { FeedState, MarketFeed, MarketMessage } from '../engine/ports/market-feed.ts';
import type { StrategyHost } from '../engine/ports/strategy-host.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import { createDemoFeed } from '../exchanges/demo/demo-feed.ts';
import type { DemoMarket } from '../exchanges/demo/demo-market.ts';
import { STANDARD_MARGIN } from '../exchanges/paper/margin.ts';
import { PaperVenue } from '../exchanges/paper/paper-venue.ts';
import { PAPER_ACCOUNT_ID, paperAccount } from '../model/account.ts';
import type { AccountRisk } from '../model/bot.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import type { Instrument, VenueId } from '../model/instrument.ts';
import { DEMO_VENUE } from '../model/instrument.ts';
import type { MarketTrade, OrderBook } from '../model/market-trade.ts';
import { moneyFromText } from '../model/money.ts';
import { barOpenMs } from '../model/time.ts';
import { createOrderIds } from './order-ids.ts';
import { VenueRouter } from './venue-router.ts';

const PAPER_ACCOUNT = paperAccount('USDT', moneyFromText('10000'));
const PAPER_COSTS = { makerFeeBps: 10, takerFeeBps: 10, spreadBps: 2, slippageBps: 1 } as const;
const PAPER_LATENCY_MS = 50;
/** As deep as a plan looks into the book of the demo market. */
const BOOK_LEVELS = 50;

export type TradingOptions = {
  readonly market: DemoMarket;
  /** Of exchanges, as they were known last: bots and positions may be on them before they answer. */
  readonly remembered: readonly Instrument[];
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly accountRisk: AccountRisk;
  /** Left out, nothing looks over the accounts together. */
  readonly governor?: GovernorLimits;
  readonly findStrategy: FindStrategy;
  readonly strategyHost: StrategyHost;
};

type BookOf = (instrumentId: string) => OrderBook | null;

/** Hears what the market of a venue says. */
export type MarketListener = (message: MarketMessage, venue: VenueId) => void;

/** The engine with the markets on one side and the venues on the other. */
export type Trading = {
  readonly engine: Engine;
  /** Where orders of live accounts go, once their exchanges are there. */
  readonly router: VenueRouter;
  readonly feed: MarketFeed;
  /** Every market message, after the venue and the engine have seen it. */
  readonly onMarket: (listener: MarketListener) => Disposable;
  /** What an exchange's feed says. */
  readonly receive: (venue: VenueId, message: MarketMessage) => void;
  /** Where books of exchanges are read from now on; without it plans know their quotes alone. */
  readonly readBooks: (bookOf: BookOf) => void;
  /** An instrument of an exchange can be traded on paper from now on, or its rules have changed. */
  readonly know: (instrument: Instrument) => void;
  /** Starts the demo market. Everything that listens must be there before. */
  readonly start: () => Disposable;
};

export function createTrading(options: TradingOptions): Trading {
  const { market, clock, journal } = options;
  const { engine, venue, router, books } = createEngine(options);
  const listeners = new Set<MarketListener>();
  const feedClock = rememberingClock(clock);
  const feed = createDemoFeed(market, feedClock);
  const receive = (from: VenueId, message: MarketMessage): void => {
    if (message.kind === 'trade') venue.onTrade(asHeard(from, message.trade, clock));
    else if (message.kind === 'quote') venue.onQuote(message.quote);
    else if (message.kind === 'state' && isLost(message.state)) venue.forgetQuote(message.instrumentId);
    const event = toEvent(from, message);
    if (event !== null) engine.offer(event);
    for (const listener of listeners) listener(message, from);
  };
  return {
    engine,
    router,
    feed,
    receive,
    readBooks(bookOf) {
      books.bookOf = bookOf;
    },
    know(instrument) {
      venue.add(instrument);
      engine.offer({ kind: 'instrument', instrument, tellsCandles: true });
    },
    onMarket(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    start() {
      const stack = new DisposableStack();
      const remembered = journal.load();
      venue.restore(
        remembered.openOrders.filter(({ order }) => order.accountId === PAPER_ACCOUNT_ID),
        remembered.fills.filter(({ accountId }) => accountId === PAPER_ACCOUNT_ID),
      );
      const ids = market.instruments().map(({ id }) => id);
      stack.use(feed.subscribe(ids, (message) => receive(DEMO_VENUE, message)));
      tellFormingMinute(engine, market, feedClock.lastMs());
      return stack;
    },
  };
}

function createEngine(options: TradingOptions) {
  const { market, remembered, clock, journal, log } = options;
  const instruments = market.instruments();
  const books: { bookOf: BookOf } = { bookOf: () => null };
  const venue = new PaperVenue({
    clock,
    instruments: [...instruments, ...remembered],
    costs: PAPER_COSTS,
    latencyMs: PAPER_LATENCY_MS,
    model: { margin: STANDARD_MARGIN },
    leverageOf: (botId) => engine.leverageOf(botId),
    report: (report) => void engine.offer({ kind: 'venue', report }),
  });
  const router = new VenueRouter({
    paper: venue,
    venueOfAccount: (accountId) => engine.venueOf(accountId),
    accountOfOrder: (clientOrderId) => engine.accountOf(clientOrderId),
    report: (report) => void engine.offer({ kind: 'venue', report }),
    nowMs: () => clock.nowMs(),
  });
  const engine: Engine = new Engine({
    ports: {
      clock,
      ids: createOrderIds(clock.nowMs()),
      log,
      journal,
      venue: router,
      createFrame: (requests, history) => createLiveFrame(requests, history),
      strategyHost: options.strategyHost,
      bookOf: (id) => market.bookAt(id, clock.nowMs(), BOOK_LEVELS) ?? books.bookOf(id),
      feesOf: (accountId, instrumentId) =>
        accountId === PAPER_ACCOUNT_ID ? PAPER_COSTS : router.feesOf(accountId, instrumentId),
    },
    instruments,
    toldInstruments: remembered,
    accounts: [PAPER_ACCOUNT],
    accountRisk: options.accountRisk,
    ...(options.governor === undefined ? {} : { governor: options.governor }),
    explainDecisions: true,
    findStrategy: options.findStrategy,
  });
  return { engine, venue, router, books };
}

/** Our orders live by our clock: an exchange's trade meets them when it is heard, whatever its own clock says. */
function asHeard(from: VenueId, trade: MarketTrade, clock: Clock): MarketTrade {
  return from === DEMO_VENUE ? trade : { ...trade, timeMs: clock.nowMs() };
}

function isLost(state: FeedState): boolean {
  return state === 'stale' || state === 'disconnected';
}

/** A feed tells closed minutes and its own clock; the engine knows bars of every length and many feeds. Null: not for it. */
function toEvent(venue: VenueId, message: MarketMessage): EngineEvent | null {
  if (message.kind === 'forming') return null;
  if (message.kind === 'candle') return { ...message, interval: '1m' };
  // The demo market goes by this machine's clock, which anybody may set.
  return message.kind === 'time' ? { ...message, venue, isProof: venue !== DEMO_VENUE } : message;
}

/** The feed begins in the middle of a minute: its trades so far make the first bar a whole one, and give every price. */
function tellFormingMinute(engine: Engine, market: DemoMarket, beganMs: number): void {
  for (const { id } of market.instruments()) {
    for (const trade of market.tradesBetween(id, barOpenMs('1m', beganMs), beganMs + 1)) {
      engine.offer({ kind: 'trade', trade });
    }
  }
  engine.offer({ kind: 'time', timeMs: beganMs, venue: DEMO_VENUE });
}

/** Tells at which moment the feed began, so that nothing is missed and nothing comes twice. */
function rememberingClock(clock: Clock): Clock & { lastMs: () => number } {
  let lastMs = clock.nowMs();
  return {
    nowMs: () => {
      lastMs = clock.nowMs();
      return lastMs;
    },
    every: (periodMs, callback) => clock.every(periodMs, callback),
    lastMs: () => lastMs,
  };
}
