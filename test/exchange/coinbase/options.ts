import type { CoinbasePermissions } from './keys.ts';

/** How strict and how fast this wire is. Times in ms of the machine's clock; tests shorten them. */
export type CoinbaseOptions = {
  readonly permissions: CoinbasePermissions;
  /** Requests a second, of a key and of an address without one. */
  readonly privatePerSecond: number;
  readonly publicPerSecond: number;
  /** Messages a second that a client may send on its sockets without a token. */
  readonly socketMessagesPerSecond: number;
  /** A socket without a subscription is closed after this. */
  readonly subscribeWithinMs: number;
  /** A socket on which nothing was said for this long is closed. */
  readonly silenceMs: number;
  readonly heartbeatMs: number;
  /** Books and tickers are gathered for this long, trades for `tradeBatchMs`. */
  readonly bookBatchMs: number;
  readonly tradeBatchMs: number;
  readonly tickerBatchMs: number;
  readonly candleMs: number;
  /** Whose side a public trade is told with. */
  readonly tradeSide: 'maker' | 'taker';
  /** How long a cancel waits in the queue, in which the order may still trade; by the exchange's clock. */
  readonly cancelDelayMs: number;
};

export const COINBASE_DEFAULTS: CoinbaseOptions = {
  permissions: { canView: true, canTrade: true, canTransfer: false },
  privatePerSecond: 30,
  publicPerSecond: 10,
  socketMessagesPerSecond: 8,
  subscribeWithinMs: 5_000,
  silenceMs: 75_000,
  heartbeatMs: 1_000,
  bookBatchMs: 50,
  tradeBatchMs: 250,
  tickerBatchMs: 5_000,
  candleMs: 1_000,
  tradeSide: 'maker',
  cancelDelayMs: 0,
};
