import type { BudgetLimit } from '../connection/exchange-definition.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Half of what one address and one account may use, so that other programs beside us have room. */
export const BUDGETS: readonly BudgetLimit[] = [
  { name: 'requestWeight', limit: 3_000, windowMs: MINUTE_MS },
  { name: 'rawRequests', limit: 150_000, windowMs: 5 * MINUTE_MS },
  { name: 'orders10s', limit: 25, windowMs: 10 * SECOND_MS },
  { name: 'orders1d', limit: 80_000, windowMs: 24 * HOUR_MS },
];

/** The reply header that says how much of a budget is used. */
export const USED_HEADERS: readonly (readonly [header: string, budget: string])[] = [
  ['x-mbx-used-weight-1m', 'requestWeight'],
  ['x-mbx-order-count-10s', 'orders10s'],
  ['x-mbx-order-count-1d', 'orders1d'],
];

/** Request weight of each call we make. Orders cost nothing when they succeed and 1 when they fail. */
export const WEIGHTS = {
  time: 1,
  exchangeInfo: 20,
  klines: 2,
  bookTickerOne: 2,
  bookTickerSeveral: 4,
  order: 1,
  cancel: 1,
  findOrder: 4,
  openOrders: 80,
  myTrades: 20,
  account: 20,
  commission: 20,
  apiRestrictions: 1,
} as const;

/** Of a book snapshot, by its levels. */
export function depthWeight(levels: number): number {
  if (levels <= 100) return 5;
  if (levels <= 500) return 25;
  return levels <= 1000 ? 50 : 250;
}

export const KLINES_PER_PAGE = 1_000;
export const TRADES_PER_PAGE = 1_000;
export const DEPTH_LEVELS = 1_000;
/** Above this many symbols the answer for all is asked for: the address stays short. */
export const SYMBOLS_PER_REQUEST = 100;

export const READ_TIMEOUT_MS = 10 * SECOND_MS;
/** Above the matching engine's own 10 s. */
export const ORDER_TIMEOUT_MS = 15 * SECOND_MS;
/** An order that waited longer for its turn is told as not placed. */
export const ORDER_MAX_WAIT_MS = 5 * SECOND_MS;

export const RECEIVE_WINDOW_MS = 3_000;
/** A delayed order dies rather than trading late. */
export const ORDER_RECEIVE_WINDOW_MS = 3_000;
/** Timestamps are set back by this: one ahead of the exchange's clock is refused whatever the window. */
export const TIMESTAMP_BIAS_MS = 200;
/** The clock is not used when it is more in doubt. */
export const CLOCK_DOUBT_MS = 500;

/** Silence after 429 and 418 without a Retry-After: one window of the weight; the shortest ban. */
export const PAUSE_WITHOUT_WORD_MS = { tooMany: MINUTE_MS, banned: 2 * MINUTE_MS } as const;
/** Orders are counted in windows of 10 s. */
export const ORDER_COUNT_PAUSE_MS = 10 * SECOND_MS;

/** Of the exchange's 1,024 topics a socket. An instrument may take up to four. */
export const TOPICS_PER_SOCKET = 200;
export const TOPICS_PER_INSTRUMENT = 4;
/** Keeps a control frame near two kilobytes. */
export const TOPICS_PER_FRAME = 100;
/** The exchange disconnects above 5, pongs included. */
export const FRAMES_PER_SECOND = 4;
export const ACK_TIMEOUT_MS = 10 * SECOND_MS;
/** The exchange ends a connection after 24 h. */
export const RENEW_AFTER_MS = 23 * HOUR_MS;
/** The exchange pings every 20 s. */
export const IDLE_ALARM_MS = 25 * SECOND_MS;
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** How often sockets are looked at, and how long one may be quiet before it is asked for a sign of life. */
export const WATCH_PERIOD_MS = 2 * SECOND_MS;
export const PROBE_AFTER_MS = 4 * SECOND_MS;
/** Minutes are told each 2 s; a quiet instrument lives by its socket's answers. */
export const STALE_AFTER_MS = 10 * SECOND_MS;
/** Best prices may be ahead of the book for so long; then changes of the book are lost. */
export const BOOK_STALE_AFTER_MS = 5 * SECOND_MS;
/** Between two snapshots of one book, doubled after each that did not fit, up to the longest. */
export const SNAPSHOT_PAUSE_MS = { first: SECOND_MS, longest: 30 * SECOND_MS } as const;
/** Changes that wait for a snapshot; more, and it starts over. */
export const BUFFERED_DEPTH_EVENTS = 1_000;
