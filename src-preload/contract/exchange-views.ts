import { z } from 'zod';
import { shortText, timeMs } from './views.ts';

/** An exchange's name in instrument ids, such as `binance`; there is one connection to each. */
export const venue = z.string().regex(/^[a-z0-9_]{1,40}$/);

/** Where an exchange is reached: its own addresses, its test network's, or a local server's. */
export const exchangeUrls = z.strictObject({
  rest: z.url({ protocol: /^https?$/ }).max(300),
  stream: z.url({ protocol: /^wss?$/ }).max(300),
  userStream: z.url({ protocol: /^wss?$/ }).max(300),
});
export type ExchangeUrlsView = z.infer<typeof exchangeUrls>;

export const keyField = z.enum(['apiKey', 'secret', 'passphrase']);
export type KeyField = z.infer<typeof keyField>;

/** An exchange that can be connected. */
export const venueView = z.strictObject({
  venue,
  name: z.string(),
  /** Has an adapter of its own; the others are reached through ccxt. */
  isOwn: z.boolean(),
  keyFields: z.array(keyField).readonly(),
  /** Null for exchanges whose addresses are not ours to choose. */
  urls: exchangeUrls.nullable(),
});
export type VenueView = z.infer<typeof venueView>;

export const permissionsView = z.strictObject({
  canRead: z.boolean(),
  canTrade: z.boolean(),
  /** Null where the exchange does not say. */
  canWithdraw: z.boolean().nullable(),
  hasIpList: z.boolean().nullable(),
});
export type PermissionsView = z.infer<typeof permissionsView>;

export const exchangeHealthView = z.strictObject({
  clock: z.strictObject({ offsetMs: z.number(), uncertaintyMs: z.number(), measuredMs: z.number() }).nullable(),
  latencyMs: z.strictObject({ median: z.number(), p95: z.number() }).nullable(),
  budgets: z
    .array(z.strictObject({ name: z.string(), used: z.number(), limit: z.number(), windowMs: z.number() }))
    .readonly(),
  pausedUntilMs: z.number().nullable(),
  breakers: z
    .array(
      z.strictObject({
        group: z.string(),
        state: z.enum(['closed', 'open', 'halfOpen']),
        failures: z.number().int(),
        retryAtMs: z.number().nullable(),
        reason: z.string(),
      }),
    )
    .readonly(),
  streams: z
    .array(
      z.strictObject({
        name: z.string(),
        state: z.enum(['connecting', 'live', 'waiting', 'closed']),
        topics: z.number().int(),
        reconnects: z.number().int(),
        lastMessageMs: z.number().nullable(),
        reason: z.string(),
      }),
    )
    .readonly(),
});
export type ExchangeHealthView = z.infer<typeof exchangeHealthView>;

/** What is known of a stored key: never the key. */
export const storedKeyView = z.strictObject({
  kept: z.enum(['keychain', 'session']),
  /** The last four characters of the key's name. */
  hint: z.string(),
  permissions: permissionsView,
});

export const connectionView = z.strictObject({
  venue,
  name: z.string(),
  /** Null: the exchange's own. */
  urls: exchangeUrls.nullable(),
  state: z.enum(['starting', 'ready', 'failed']),
  /** Why it failed, or what is wrong although it is ready. */
  reason: z.string(),
  instruments: z.number().int(),
  key: storedKeyView.nullable(),
  /** File that its traffic is recorded to; null when it is not. */
  recordingTo: z.string().nullable(),
  health: exchangeHealthView.nullable(),
});
export type ConnectionView = z.infer<typeof connectionView>;

/** What a test of a connection found. */
export const connectionTestView = z.strictObject({
  instruments: z.number().int(),
  latencyMs: z.number(),
  clock: exchangeHealthView.shape.clock,
  /** Null without a key. */
  permissions: permissionsView.nullable(),
});
export type ConnectionTestView = z.infer<typeof connectionTestView>;

export const feedStateView = z.strictObject({
  instrumentId: z.string(),
  state: z.enum(['live', 'simulated', 'delayed', 'stale', 'disconnected']),
  sinceMs: timeMs,
});
export type FeedStateView = z.infer<typeof feedStateView>;

const level = z.tuple([z.number(), z.number()]);

/** Best levels first: price and quantity. */
export const bookView = z.strictObject({
  instrumentId: z.string(),
  timeMs,
  bids: z.array(level).readonly(),
  asks: z.array(level).readonly(),
});
export type BookView = z.infer<typeof bookView>;

export const marketTradeView = z.strictObject({
  timeMs,
  price: z.number(),
  quantity: z.number(),
  takerSide: z.enum(['buy', 'sell']),
});
export type MarketTradeView = z.infer<typeof marketTradeView>;

export const downloadRequest = z.strictObject({
  instrumentIds: z.array(shortText).min(1).max(50).readonly(),
  interval: z.enum(['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d', '1w']),
  /** Open times from here on. */
  fromMs: timeMs,
  /** Open times before this; null: up to now. */
  toMs: timeMs.nullable(),
});

export const downloadedSeriesView = z.strictObject({
  instrumentId: z.string(),
  fetched: z.number().int(),
  alreadyThere: z.number().int(),
  requests: z.number().int(),
  gaps: z.number().int(),
  missingBars: z.number().int(),
  /** What went wrong with it; null when nothing did. */
  problem: z.string().nullable(),
});
export const downloadResultView = z.strictObject({ series: z.array(downloadedSeriesView).readonly() });
export type DownloadResultView = z.infer<typeof downloadResultView>;

/** How the candle tiers served this session. */
export const candleTiersView = z.strictObject({
  requests: z.number().int(),
  fromMemory: z.number().int(),
  fromDisk: z.number().int(),
  fromExchange: z.number().int(),
  bytes: z.number().int(),
  series: z.number().int(),
});
export type CandleTiersView = z.infer<typeof candleTiersView>;
