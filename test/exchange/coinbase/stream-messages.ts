import { hash } from '../core/chance.ts';
import type { BookChange, CoreTrade } from '../core/core-types.ts';
import type { WireParts } from './api.ts';
import { bucketsOf } from './candles.ts';
import { tradeView } from './market-routes.ts';
import { timeText } from './order-view.ts';
import type { Product } from './products.ts';

/** Event bodies of the market channels. Each is one entry of a message's `events`. */
export type StreamEvent = Readonly<Record<string, unknown>>;

type Kind = 'snapshot' | 'update';
type Level = {
  readonly side: string;
  readonly event_time: string;
  readonly price_level: string;
  readonly new_quantity: string;
};

const CANDLE_SECONDS = 300;
const SNAPSHOT_CANDLES = 100;
const SNAPSHOT_TRADES = 50;
const SNAPSHOT_LEVELS = 1_000;

export function bookSnapshot({ core }: WireParts, product: Product): readonly Level[] {
  const { bids, asks } = core.book(product.spec.symbol, SNAPSHOT_LEVELS);
  const time = timeText(core.nowMs());
  return [...bids.map((level) => levelOf('bid', level, time)), ...asks.map((level) => levelOf('offer', level, time))];
}

function levelOf(side: 'bid' | 'offer', [price, quantity]: readonly [string, string], time: string): Level {
  return { side, event_time: time, price_level: price, new_quantity: quantity };
}

/** Fault `snapshotLarge`: levels far below the book, until the snapshot has about so many bytes. */
export function farLevels(near: readonly Level[], bytes: number): readonly Level[] {
  const lowest = Math.min(...near.map(({ price_level }) => Number(price_level)));
  const time = near[0]?.event_time ?? '';
  const count = Math.floor(bytes / 110);
  return Array.from({ length: count }, (_, index) => {
    const price = (lowest * (1 - (index + 1) / (count + 2))).toFixed(8);
    return levelOf('bid', [price, String(1 + (hash(7, index) % 1_000) / 1_000)], time);
  });
}

export function bookEvent(kind: Kind, productId: string, updates: readonly Level[]): StreamEvent {
  return { type: kind, product_id: productId, updates };
}

export function levelsOf(changes: readonly BookChange[], timeMs: number): readonly Level[] {
  const time = timeText(timeMs);
  return changes.map(({ side, price, quantity }) => levelOf(side === 'bid' ? 'bid' : 'offer', [price, quantity], time));
}

export function recentTradesOf({ core }: WireParts, product: Product): readonly CoreTrade[] {
  return core.recentTrades(product.spec.symbol, SNAPSHOT_TRADES);
}

/** Newest first, as they are sent. @param trades oldest first */
export function tradesEvent(
  { options }: WireParts,
  kind: Kind,
  productId: string,
  trades: readonly CoreTrade[],
): StreamEvent {
  return { type: kind, trades: trades.toReversed().map((trade) => tradeView(trade, productId, options.tradeSide)) };
}

/** The batched channel leaves the best bid and ask out. The year's range is the day's here. */
export function tickersEvent(
  parts: WireParts,
  kind: Kind,
  products: readonly Product[],
  isBatch: boolean,
): StreamEvent {
  return { type: kind, tickers: products.map((product) => tickerOf(parts, product, isBatch)) };
}

function tickerOf({ core, dayOf }: WireParts, { spec, productId }: Product, isBatch: boolean): StreamEvent {
  const day = dayOf(spec.symbol);
  const { bids, asks } = core.book(spec.symbol, 1);
  const best = {
    best_bid: bids[0]?.[0] ?? '',
    best_bid_quantity: bids[0]?.[1] ?? '',
    best_ask: asks[0]?.[0] ?? '',
    best_ask_quantity: asks[0]?.[1] ?? '',
  };
  return {
    type: 'ticker',
    product_id: productId,
    price: core.lastPrice(spec.symbol),
    volume_24_h: day.volume,
    low_24_h: day.low,
    high_24_h: day.high,
    low_52_w: day.low,
    high_52_w: day.high,
    price_percent_chg_24_h: day.change,
    ...(isBatch ? {} : best),
  };
}

/** Five-minute buckets, newest first; an update tells the one that forms, and the one before: its last trades may be late. */
export function candlesEvent({ core }: WireParts, kind: Kind, products: readonly Product[]): StreamEvent {
  const toSeconds = Math.floor(core.nowMs() / 1000);
  const fromSeconds = toSeconds - CANDLE_SECONDS * (kind === 'snapshot' ? SNAPSHOT_CANDLES : 2);
  const candles = products.flatMap(({ spec, productId }) => {
    const range = { symbol: spec.symbol, seconds: CANDLE_SECONDS, fromSeconds, toSeconds };
    return bucketsOf(core, range).map((bucket) => ({ ...bucket, product_id: productId }));
  });
  return { type: kind, candles };
}

export function statusEvent({ core }: WireParts, kind: Kind, products: readonly Product[]): StreamEvent {
  const told = products.map(({ spec, productId, quote }) => ({
    product_type: 'SPOT',
    id: productId,
    base_currency: spec.base,
    quote_currency: quote,
    base_increment: spec.step,
    quote_increment: spec.tick,
    display_name: `${spec.base}/${quote}`,
    status: STATUS[core.statusOf(spec.symbol)],
    status_message: '',
    min_market_funds: spec.minNotional,
  }));
  return { type: kind, products: told };
}

const STATUS = { trading: 'online', halted: 'offline', cancelOnly: 'cancel_only' } as const;

export function heartbeatEvent(nowMs: number, counter: number): StreamEvent {
  const [day = '', time = ''] = timeText(nowMs).replace('Z', '').split('T');
  return { current_time: `${day} ${time}000000 +0000 UTC m=+${counter + 1}.000000001`, heartbeat_counter: counter };
}
