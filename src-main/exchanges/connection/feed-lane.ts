import type { FeedState, MarketMessage } from '../../engine/ports/market-feed.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { CandleTrack } from './candle-track.ts';
import { MINUTE_MS } from './candle-track.ts';
import { RecentIds } from './recent-ids.ts';

export type FeedSubscription = {
  readonly listener: (message: MarketMessage) => void;
  readonly lanes: readonly FeedLane[];
  toldUpToMs: TimestampMs;
  isDisposed: boolean;
};

/** What the feed knows of one instrument. Names in `…AtMs` are by our monotonic clock, all others the exchange's. */
export type FeedLane = {
  readonly instrument: Instrument;
  readonly track: CandleTrack;
  readonly seenTrades: RecentIds;
  subscriptions: readonly FeedSubscription[];
  state: FeedState;
  /** Since when its prices are not to be trusted; null while they are. */
  untrustedAtMs: number | null;
  isConnected: boolean;
  /** Since when the stream is down. */
  brokenAtMs: number;
  signOfLifeAtMs: number;
  polledAtMs: number;
  tradeMs: TimestampMs;
  quoteMs: TimestampMs;
  /** Latest trade or middle; NaN before the first. */
  price: number;
};

/** A change-over repeats what both connections saw: seconds' worth of trades. */
const REMEMBERED_TRADES = 512;
/** A price asked for over REST counts so long. */
const POLLED_LASTS_MS = 10_000;
/** A minute that ended so long ago and has not come means that what we have is not whole. */
const OVERDUE_MS = 30_000;
/** What holds the time of the others back: no longer than this. */
const HOLDS_TIME_MS = 60_000;

export function createFeedLane(instrument: Instrument, track: CandleTrack, atMs: number): FeedLane {
  return {
    instrument,
    track,
    seenTrades: new RecentIds(REMEMBERED_TRADES),
    subscriptions: [],
    state: 'disconnected',
    untrustedAtMs: atMs,
    isConnected: false,
    brokenAtMs: atMs,
    signOfLifeAtMs: Number.NEGATIVE_INFINITY,
    polledAtMs: Number.NEGATIVE_INFINITY,
    tradeMs: Number.NEGATIVE_INFINITY,
    quoteMs: Number.NEGATIVE_INFINITY,
    price: Number.NaN,
  };
}

export function isTrusted(state: FeedState): boolean {
  return state === 'live' || state === 'delayed';
}

export type LaneMoment = { readonly atMs: number; readonly nowMs: TimestampMs; readonly staleAfterMs: number };

/** What an instrument's prices are worth by all that is known of its stream, its minutes and the polling. */
export function stateOfLane(lane: FeedLane, { atMs, nowMs, staleAfterMs }: LaneMoment): FeedState {
  const { track } = lane;
  if (Number.isNaN(track.nextOpenMs)) return 'disconnected';
  const isOverdue = nowMs > track.nextOpenMs + MINUTE_MS + OVERDUE_MS;
  const isWhole = lane.isConnected && !track.isBehind;
  if (isWhole) return isOverdue || atMs - lane.signOfLifeAtMs > staleAfterMs ? 'stale' : 'live';
  const isPolled = atMs - lane.polledAtMs <= POLLED_LASTS_MS;
  if (isPolled) return isOverdue ? 'stale' : 'delayed';
  return lane.isConnected && lane.state !== 'disconnected' ? 'stale' : 'disconnected';
}

/** Up to where all has been said of the lane, as far as it holds others back. */
export function toldUpToOf({ track, untrustedAtMs }: FeedLane, atMs: number): TimestampMs {
  if (untrustedAtMs !== null && atMs - untrustedAtMs > HOLDS_TIME_MS) return Number.POSITIVE_INFINITY;
  return Number.isNaN(track.nextOpenMs) ? Number.NEGATIVE_INFINITY : track.nextOpenMs + MINUTE_MS - 1;
}
