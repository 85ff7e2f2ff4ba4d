import type { BookRow } from '../connection/book-levels.ts';
import { amountIn, countIn, type Json, objectsIn, parseObject, priceIn, textIn, timeMsOf } from './parse.ts';

/**
 * Whose side `side` of a public trade is. Coinbase's documentation does not say; the older feed told the maker's and so do the
 * newest readings of this one.
 */
export const TRADE_SIDE: 'maker' | 'taker' = 'maker';

/** A whole message of a socket: what it is about and its number. */
export type Envelope = {
  readonly channel: string;
  readonly timeMs: number;
  readonly sequence: number;
  readonly events: readonly Json[];
};

export type Frame =
  | { readonly kind: 'message'; readonly envelope: Envelope }
  | { readonly kind: 'error'; readonly text: string }
  /** Neither: not JSON, or of another protocol. */
  | { readonly kind: 'unreadable' };

export function readFrame(text: string): Frame {
  const record = parseObject(text);
  if (record === undefined) return { kind: 'unreadable' };
  if (record.type === 'error') {
    return { kind: 'error', text: `${textIn(record, 'message') ?? ''} ${textIn(record, 'reason') ?? ''}`.trim() };
  }
  const channel = textIn(record, 'channel');
  const sequence = countIn(record, 'sequence_num');
  const timeMs = timeMsOf(record.timestamp);
  if (channel === undefined || sequence === undefined || timeMs === undefined) return { kind: 'unreadable' };
  if (!Array.isArray(record.events)) return { kind: 'unreadable' };
  return { kind: 'message', envelope: { channel, sequence, timeMs, events: objectsIn(record, 'events') } };
}

export type RawTrade = {
  readonly tradeId: string;
  readonly productId: string;
  readonly timeMs: number;
  readonly price: number;
  readonly quantity: number;
  readonly takerSide: 'buy' | 'sell';
};

/** In order of time, and of number where times are equal: messages are not sorted. Broken ones are told to `drop`. */
export function readTrades(event: Json, drop: () => void): readonly RawTrade[] {
  const trades: RawTrade[] = [];
  for (const record of objectsIn(event, 'trades')) {
    const trade = readTrade(record);
    if (trade === undefined) drop();
    else trades.push(trade);
  }
  return isInOrder(trades) ? trades : trades.sort(compareTrades);
}

function isInOrder(trades: readonly RawTrade[]): boolean {
  for (let index = 1; index < trades.length; index++) {
    if (compareTrades(trades[index - 1] as RawTrade, trades[index] as RawTrade) > 0) return false;
  }
  return true;
}

const compareTrades = (left: RawTrade, right: RawTrade): number =>
  left.timeMs - right.timeMs || compareIds(left.tradeId, right.tradeId);

const compareIds = (left: string, right: string): number =>
  left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);

function readTrade(record: Json): RawTrade | undefined {
  const tradeId = textIn(record, 'trade_id');
  const productId = textIn(record, 'product_id');
  const timeMs = timeMsOf(record.time);
  const price = priceIn(record, 'price');
  const quantity = priceIn(record, 'size');
  const takerSide = takerSideOf(record.side);
  if (tradeId === undefined || productId === undefined || timeMs === undefined) return undefined;
  if (price === undefined || quantity === undefined || takerSide === undefined) return undefined;
  return { tradeId, productId, timeMs, price, quantity, takerSide };
}

export function takerSideOf(side: unknown): 'buy' | 'sell' | undefined {
  if (side !== 'BUY' && side !== 'SELL') return undefined;
  return (side === 'BUY') === (TRADE_SIDE === 'taker') ? 'buy' : 'sell';
}

export type RawQuote = { readonly productId: string; readonly bid: number; readonly ask: number };

/** A side without orders is told as 0 or as nothing: no quote then. Neither is a crossed one. */
export function readQuotes(event: Json, drop: () => void): readonly RawQuote[] {
  const quotes: RawQuote[] = [];
  for (const ticker of objectsIn(event, 'tickers')) {
    const productId = textIn(ticker, 'product_id');
    const bid = priceIn(ticker, 'best_bid');
    const ask = priceIn(ticker, 'best_ask');
    if (productId === undefined || bid === undefined || ask === undefined || bid > ask) drop();
    else quotes.push({ productId, bid, ask });
  }
  return quotes;
}

export type BookEvent = {
  readonly isSnapshot: boolean;
  readonly productId: string;
  /** Absolute quantities a price; 0 deletes. */
  readonly bids: readonly BookRow[];
  readonly asks: readonly BookRow[];
};

/** Undefined when any part of it cannot be read: half a change would leave a book that is wrong without a sign of it. */
export function readBookEvent(event: Json): BookEvent | undefined {
  const productId = textIn(event, 'product_id');
  const isSnapshot = event.type === 'snapshot';
  if (productId === undefined || (!isSnapshot && event.type !== 'update')) return undefined;
  if (!Array.isArray(event.updates)) return undefined;
  const records = objectsIn(event, 'updates');
  if (records.length !== event.updates.length) return undefined;
  const bids: BookRow[] = [];
  const asks: BookRow[] = [];
  for (const record of records) {
    const price = priceIn(record, 'price_level');
    const quantity = amountIn(record, 'new_quantity');
    if (price === undefined || quantity === undefined) return undefined;
    if (record.side === 'bid') bids.push([price, quantity]);
    else if (record.side === 'offer' || record.side === 'ask') asks.push([price, quantity]);
    else return undefined;
  }
  return { isSnapshot, productId, bids, asks };
}

/** Product ids by the channel they are acknowledged for; of channels without products an empty list. */
export function readSubscriptions(events: readonly Json[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const event of events) {
    const channels = event.subscriptions;
    if (typeof channels !== 'object' || channels === null) continue;
    for (const [channel, products] of Object.entries(channels)) {
      const ids = Array.isArray(products) ? products.filter((id): id is string => typeof id === 'string') : [];
      found.set(channel, ids);
    }
  }
  return found;
}

export function heartbeatCounterIn(events: readonly Json[]): number | undefined {
  const event = events[0];
  return event === undefined ? undefined : countIn(event, 'heartbeat_counter');
}
