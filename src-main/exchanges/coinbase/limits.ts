import type { BudgetLimit } from '../connection/exchange-definition.ts';

/**
 * Half of what is said to be allowed at most: 10 public requests a second and address, 30 private ones a second and person,
 * 10 000 an hour and key. The figures differ between Coinbase's own pages; a 429 slows us beyond them.
 */
export const BUDGETS: readonly BudgetLimit[] = [
  { name: 'public', limit: 5, windowMs: 1000 },
  { name: 'private', limit: 10, windowMs: 1000 },
  { name: 'private hour', limit: 5000, windowMs: 3_600_000 },
];

export const READ_TIMEOUT_MS = 10_000;
export const ORDER_TIMEOUT_MS = 15_000;
/** An order that could not leave for so long is told so, rather than sent at a price that is gone. */
export const ORDER_MAX_WAIT_MS = 5000;
/** An order that was not placed waits at least so long before it is sent again. */
export const PLACE_AGAIN_MS = 1000;

/** 350 are allowed; one less leaves room for both ends of a window being counted. */
export const CANDLE_ROWS = 349;
/** Of accounts, orders and fills. */
export const PAGE_ROWS = 250;
/** More pages than any real list has: a server that sends the same page for ever is not followed. */
export const MAX_PAGES = 100;

/** A token's life; no request may be taken later than this after it was signed. */
export const TOKEN_LIFE_S = 120;

/** Heartbeats come each second on every socket of ours. */
export const IDLE_ALARM_MS = 5000;
export const STALE_AFTER_MS = 5000;
export const MAX_FRAMES_PER_SECOND = 5;
/** level2 snapshots are several MB. */
export const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
export const MARKET_PRODUCTS_PER_SOCKET = 100;
export const BOOKS_PER_SOCKET = 20;
/** Subscriptions that were neither acknowledged nor answered with data are sent again after so long. */
export const SUBSCRIBE_AGAIN_MS = 10_000;
/** Orders in a batch of the user channel's snapshot; one with fewer is the last. */
export const SNAPSHOT_BATCH = 50;
/** A snapshot whose last batch is full ends with silence. */
export const SNAPSHOT_SILENCE_MS = 3000;

/**
 * What proves that nothing was missed: `connection`: sequence_num counts by ones over all channels of a connection, as captures
 * show; `heartbeat`: only heartbeat_counter does. The documentation can be read either way.
 */
export const SEQUENCE_PROOF: 'connection' | 'heartbeat' = 'connection';
/** So many holes within the window are doubted rather than believed: heartbeats are the proof from then on, for a while. */
export const HOLES_TO_DOUBT = 5;
export const HOLE_WINDOW_MS = 120_000;
export const DOUBT_MS = 3_600_000;

/** A stop's limit is this share beyond its trigger: Coinbase has no stop order that goes to the market. */
export const STOP_LIMIT_SHARE = 0.05;
/** How often a cancel that was taken is looked up before it is called unknown, and how long between. */
export const CANCEL_LOOKUPS = 4;
export const CANCEL_LOOKUP_MS = 250;
