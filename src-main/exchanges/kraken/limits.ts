import type { BudgetLimit } from '../connection/exchange-definition.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Budget names, as they stand in a request's cost. */
export const PUBLIC = 'public';
export const PRIVATE = 'private';
export const ORDERS = 'orders';

/**
 * Public calls: half of one a second. Private: a counter that each key has for itself, to 15 in the lowest tier and 20 in the
 * others, losing a third a second: 10 in the time 10 take to be forgotten, so that finding a lost order need not wait. Orders:
 * half of a counter to 60 a pair that loses 1 a second; kept over all pairs together.
 */
export const BUDGETS: readonly BudgetLimit[] = [
  { name: PUBLIC, limit: 10, windowMs: 20 * SECOND_MS },
  { name: PRIVATE, limit: 10, windowMs: 30 * SECOND_MS },
  { name: ORDERS, limit: 30, windowMs: 30 * SECOND_MS },
];

/** What private calls add to the counter; those on history cost double. */
export const ACCOUNT_COST = 1;
export const HISTORY_COST = 2;

/** What cancelling adds to a pair's trading counter, by the age of the order. */
const CANCEL_COSTS: readonly (readonly [youngerThanMs: number, cost: number])[] = [
  [5 * SECOND_MS, 8],
  [10 * SECOND_MS, 6],
  [15 * SECOND_MS, 5],
  [45 * SECOND_MS, 4],
  [90 * SECOND_MS, 2],
];

export function cancelCost(ageMs: number): number {
  return CANCEL_COSTS.find(([youngerThanMs]) => ageMs < youngerThanMs)?.[1] ?? 0;
}

/** Rows of a page: OHLC has no second one, the lists of orders and trades go on by offset. */
export const CANDLE_ROWS = 720;
export const HISTORY_ROWS = 50;
/** A list that goes on beyond so many pages is not what was asked for. */
export const HISTORY_PAGES = 100;
/** Keeps the address of a request short. */
export const PAIRS_PER_REQUEST = 50;

export const READ_TIMEOUT_MS = 10 * SECOND_MS;
export const ORDER_TIMEOUT_MS = 15 * SECOND_MS;
/** The matching engine drops an order that reaches it later. Kraken takes 2 s to a minute from now. */
export const ORDER_LIFE_MS = 8 * SECOND_MS;
/** What the deadline may be off by: server time comes in whole seconds. */
export const CLOCK_GRAIN_MS = SECOND_MS;
/** An order that could not leave by then would have a deadline nearer than Kraken takes. */
export const ORDER_MAX_WAIT_MS = 4 * SECOND_MS;
/** A private request that found no turn by then is told as not sent. */
export const PRIVATE_MAX_WAIT_MS = 60 * SECOND_MS;
/** How often a request whose budget is used up tries again. */
export const TURN_PERIOD_MS = 250;
/** For requests that never left or were refused for their nonce. */
export const RETRY_SOON_MS = SECOND_MS;

/** Silence after each of the words for "too much". */
export const RATE_PAUSE_MS = 15 * SECOND_MS;
export const LOCKOUT_MS = 15 * MINUTE_MS;
export const ORDER_RATE_PAUSE_MS = 10 * SECOND_MS;

/** Streams: at most 50 topics a socket, three an instrument for its market and one for its book. */
export const MARKETS_PER_SOCKET = 12;
export const BOOKS_PER_SOCKET = 12;
export const SYMBOLS_PER_FRAME = 50;
export const FRAMES_PER_SECOND = 5;
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
/** A heartbeat comes each second in which nothing else does. */
export const IDLE_ALARM_MS = 5 * SECOND_MS;
export const STALE_AFTER_MS = 5 * SECOND_MS;
export const ALIVE_PERIOD_MS = SECOND_MS;
export const PING_PERIOD_MS = 20 * SECOND_MS;
export const ACK_TIMEOUT_MS = 10 * SECOND_MS;
export const BOOK_DEPTH = 100;
/** Between two attempts at a token, doubled each time. */
export const TOKEN_RETRY_FIRST_MS = 5 * SECOND_MS;
export const TOKEN_RETRY_MOST_MS = MINUTE_MS;
/** Between two attempts at a book whose checksum keeps failing, doubled each time. */
export const RESYNC_FIRST_MS = SECOND_MS;
export const RESYNC_MOST_MS = MINUTE_MS;
/** So many good updates in a row, and earlier failures are forgotten. */
export const RESYNC_FORGIVEN_AFTER = 100;
/** Orders whose earlier messages are remembered: later ones name only what changed. */
export const REMEMBERED_ORDERS = 2_000;
