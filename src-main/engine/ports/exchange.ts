import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { FeeRates } from '../../model/execution-style.ts';
import type { Fill } from '../../model/fill.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import type { CandleRange } from './candle-store.ts';
import type { JournalState } from './journal.ts';
import type { MarketFeed } from './market-feed.ts';
import type { Venue, VenueReport } from './venue.ts';
import type { ForeignOrder } from './venue-look.ts';

/** Who goes first when requests are scarce, the most urgent first. */
export const REQUEST_PRIORITIES = ['cancel', 'risk', 'order', 'data', 'history'] as const;
export type RequestPriority = (typeof REQUEST_PRIORITIES)[number];

export type CandleFetch = {
  readonly priority: RequestPriority;
  readonly signal?: AbortSignal;
  /** 0 to 1, after each page. */
  readonly report?: (fraction: number) => void;
};

/** One rate limit of an exchange: what is used of it in the current window. */
export type BudgetState = {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  readonly windowMs: number;
};

export type BreakerState = 'closed' | 'open' | 'halfOpen';

/** A circuit breaker over one group of endpoints or one stream. */
export type BreakerView = {
  readonly group: string;
  readonly state: BreakerState;
  readonly failures: number;
  /** When it tries again; null unless open. */
  readonly retryAtMs: TimestampMs | null;
  readonly reason: string;
};

export type StreamView = {
  readonly name: string;
  readonly state: 'connecting' | 'live' | 'waiting' | 'closed';
  readonly topics: number;
  readonly reconnects: number;
  readonly lastMessageMs: TimestampMs | null;
  readonly reason: string;
};

/** The exchange's clock against ours: its time is ours + offset, give or take the uncertainty. */
export type ClockView = {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
  readonly measuredMs: TimestampMs;
};

/** Everything a person may want to know of a connection. */
export type ExchangeHealth = {
  readonly clock: ClockView | null;
  /** Round trip of the latest requests, ms; null before the first. */
  readonly latencyMs: { readonly median: number; readonly p95: number } | null;
  readonly budgets: readonly BudgetState[];
  /** No request leaves before this, by the exchange's own word; null when none is asked. */
  readonly pausedUntilMs: TimestampMs | null;
  readonly breakers: readonly BreakerView[];
  readonly streams: readonly StreamView[];
};

/** What signs requests. Kept out of every log and record: its text form is blank. */
export interface ExchangeKeys {
  /** Name or id of the key; not secret, but nobody else's business. */
  readonly apiKey: string;
  readonly secret: string;
  /** Only of exchanges that ask for one. */
  readonly passphrase?: string;
}

/** What a key may do. Null where the exchange does not say. */
export type KeyPermissions = {
  readonly canRead: boolean;
  readonly canTrade: boolean;
  readonly canWithdraw: boolean | null;
  /** Whether the key is bound to addresses. */
  readonly hasIpList: boolean | null;
};

export type Balance = { readonly asset: string; readonly free: string; readonly locked: string };

/** Hears how our books can be held against the exchange's. */
export type BooksListener = {
  /**
   * Every order of ours was looked at; these are the others that are open. From now on nothing is missed. What orders did
   * before `toldUpToMs` is told, by a clock that nobody sets.
   */
  readonly looked: (foreign: readonly ForeignOrder[], toldUpToMs: number) => void;
  /** Something may be missed from now on, until the next look. */
  readonly lost: (reason: string) => void;
};

/** Trading with one key. `dispose` ends its streams; orders stay where they are. */
export interface TradingConnection extends Disposable {
  readonly venue: Venue;
  /**
   * Orders that were under way when the app ended, and all fills it knew: each is looked up and reported on. To be called
   * first; resolves once the exchange was asked for each.
   */
  restore(openOrders: JournalState['openOrders'], fills: readonly Fill[]): Promise<void>;
  balances(): Promise<Outcome<readonly Balance[]>>;
  /** What its account pays for trading an instrument; null while it is not known. The first question has the exchange asked. */
  feesOf(instrumentId: string): FeeRates | null;
}

/** One exchange, as the rest of the product knows it: one per connection, shared by all bots, charts and downloads. */
export interface ExchangeAdapter extends Disposable {
  readonly venue: VenueId;
  readonly feed: MarketFeed;
  readonly candleIntervals: readonly Interval[];
  /** Measures the clock and loads the instruments; to be called before anything else, again after it failed. */
  start(): Promise<Outcome<void>>;
  instruments(): readonly Instrument[];
  /** The closed candles of a range, in as many pages as it takes; gaps are left out. */
  candles(range: CandleRange, fetch: CandleFetch): Promise<Outcome<CandleColumns>>;
  health(): ExchangeHealth;
  permissions(keys: ExchangeKeys): Promise<Outcome<KeyPermissions>>;
  openTrading(
    keys: ExchangeKeys,
    report: (report: VenueReport) => void,
    books?: BooksListener,
  ): Promise<Outcome<TradingConnection>>;
}
