import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { createCoinbaseMarket } from '../../../../../src-main/exchanges/coinbase/feed.ts';
import { readFrame } from '../../../../../src-main/exchanges/coinbase/parse-frames.ts';
import type { CoinbaseStream } from '../../../../../src-main/exchanges/coinbase/stream.ts';
import type { VenueOrder } from '../../../../../src-main/exchanges/connection/order-protocol.ts';
import { moneyToText, priceToText, quantityToText } from '../../../../../src-main/model/money.ts';
import { hasTestData } from '../../../../fakes/candle-files.ts';
import {
  BTC,
  createCoinbaseBench,
  createKeeper,
  ETH,
} from '../../../../unit/src-main/exchanges/coinbase/coinbase-bench.ts';
import { createVenueBench, type Routes } from '../../../../unit/src-main/exchanges/coinbase/venue-bench.ts';

const DATA = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data');
const ADVANCED = 'ws/nautilus/coinbase';
const OLDER = 'ws/cryptofeed';
const hasAdvanced = hasTestData(`${ADVANCED}/ws_user.json`);
const hasOlder = hasTestData(`${OLDER}/COINBASE.0`);

function read(path: string): string {
  const bytes = readFileSync(join(DATA, path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

const advanced = (name: string): string => read(`${ADVANCED}/${name}.json`);
/** Read by nothing of ours. */
const raw = (name: string) => JSON.parse(advanced(name));

function openStream(instruments = [BTC, ETH]) {
  const bench = createCoinbaseBench();
  const { told, listener } = createKeeper();
  const stream = createCoinbaseMarket(bench.parts).openStream(listener);
  const ids = new Set(instruments.map(({ id }) => id));
  stream.want({ market: ids, books: ids });
  const [market, books] = bench.transport.sockets;
  if (market === undefined || books === undefined) throw new Error('two sockets expected');
  market.options.onOpen();
  books.options.onOpen();
  return { ...bench, told, stream, market, books };
}

function openUser(): { orders: VenueOrder[]; told: string[]; receive: (text: string) => void } {
  const bench = createVenueBench({});
  const orders: VenueOrder[] = [];
  const told: string[] = [];
  bench.protocol.openUserStream({
    order: (order) => void orders.push(order),
    fill: () => told.push('fill'),
    connected: () => told.push('connected'),
    broken: (reason) => told.push(reason),
  });
  const socket = bench.transport.sockets[0];
  socket?.options.onOpen();
  return { orders, told, receive: (text) => socket?.options.onMessage(text) };
}

describe.skipIf(!hasAdvanced)('streams of Advanced Trade', () => {
  it('every frame is a message of ours', () => {
    const names = ['candles', 'heartbeats', 'l2_data_snapshot', 'l2_data_update', 'market_trades', 'subscriptions'];
    for (const name of [...names, 'ticker', 'user']) {
      const frame = readFrame(advanced(`ws_${name}`));
      const { channel, sequence_num, timestamp, events } = raw(`ws_${name}`);
      expect(frame).toEqual({
        kind: 'message',
        envelope: { channel, sequence: sequence_num, timeMs: Math.floor(Date.parse(timestamp)), events },
      });
    }
  });

  it('trades', () => {
    const { told, market } = openStream();
    market.receive(advanced('ws_market_trades'));
    const [event] = raw('ws_market_trades').events;
    expect(told.trades).toEqual(
      event.trades.map((trade: Record<string, string>) => ({
        tradeId: trade.trade_id,
        instrumentId: `coinbase:${trade.product_id}`,
        timeMs: Math.floor(Date.parse(trade.time as string)),
        price: Number(trade.price),
        quantity: Number(trade.size),
        takerSide: trade.side === 'BUY' ? 'sell' : 'buy',
      })),
    );
    expect(told.trades).toHaveLength(2);
  });

  it('quotes', () => {
    const { told, market } = openStream([BTC]);
    market.receive(advanced('ws_ticker'));
    expect(told.quotes).toEqual([
      { instrumentId: BTC.id, timeMs: Date.UTC(2026, 3, 7, 14, 30, 3), bid: 68900, ask: 68901 },
    ]);
  });

  it('a book, snapshot and change', () => {
    const { stream, books } = openStream();
    books.receive(advanced('ws_l2_data_snapshot'));
    books.receive(advanced('ws_l2_data_update'));
    const levels = new Map<string, number>();
    for (const name of ['ws_l2_data_snapshot', 'ws_l2_data_update']) {
      for (const { side, price_level, new_quantity } of raw(name).events[0].updates) {
        levels.set(`${side} ${Number(price_level)}`, Number(new_quantity));
      }
    }
    const expected = [...levels].filter(([, quantity]) => quantity > 0).sort();
    const book = stream.book(BTC.id, 100);
    const rows = (side: string, prices: Float64Array, quantities: Float64Array) =>
      [...prices].map((price, index): [string, number] => [`${side} ${price}`, quantities[index] as number]);
    const found = [
      ...rows('bid', book?.bids.prices as Float64Array, book?.bids.quantities as Float64Array),
      ...rows('offer', book?.asks.prices as Float64Array, book?.asks.quantities as Float64Array),
    ];
    expect(found.sort()).toEqual(expected);
    expect(expected).toHaveLength(5);
    expect(book?.timeMs).toBe(Date.UTC(2026, 3, 7, 14, 30, 1, 456));
  });

  it('an order of the user channel', () => {
    const { orders, told, receive } = openUser();
    receive(advanced('ws_user'));
    expect(told).toEqual(['connected']);
    expect(orders).toEqual([
      {
        venueOrderId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
        clientOrderId: '11111-000000-000001',
        instrumentId: BTC.id,
        status: 'working',
        statusText: 'OPEN',
        filledQuantity: 0n,
        filledValue: 0n,
        updatedMs: Date.UTC(2026, 3, 7, 14, 30, 6),
      },
    ]);
  });
});

/** Answers each path with a recorded reply. */
const recorded = (replies: Readonly<Record<string, string>>): Routes =>
  Object.fromEntries(Object.entries(replies).map(([path, name]) => [`GET ${path}`, () => ({ body: raw(name) })]));

describe.skipIf(!hasAdvanced)('replies of Advanced Trade', () => {
  function marketOf(replies: Readonly<Record<string, string>>) {
    const bench = createVenueBench(recorded(replies));
    return createCoinbaseMarket(bench.parts);
  }

  it('products, and futures left aside', async () => {
    const instruments = unwrap(await marketOf({ '/market/products': 'http_products' }).instruments());
    const expected = raw('http_products').products.map((product: Record<string, string>) => ({
      symbol: product.product_id,
      tick: product.price_increment,
      step: product.base_increment,
      minQuantity: product.base_min_size,
      maxQuantity: product.base_max_size,
    }));
    expect(
      instruments.map(({ symbol, tick, step, rules }) => ({
        symbol,
        tick: priceToText(tick),
        step: quantityToText(step),
        minQuantity: quantityToText(rules?.minQuantity as never),
        maxQuantity: quantityToText(rules?.maxQuantity as never),
      })),
    ).toEqual(expected);
    expect(expected).toHaveLength(2);
    expect(unwrap(await marketOf({ '/market/products': 'http_products_future' }).instruments())).toEqual([]);
  });

  it('candles', async () => {
    const market = marketOf({ '/market/products/BTC-USD/candles': 'http_candles' });
    const rows = [...raw('http_candles').candles].reverse();
    const fromMs = Number(rows[0].start) * 1000;
    const page = { instrument: BTC, interval: '1h', fromMs, toMs: fromMs + 7_200_000, priority: 'data' } as const;
    const columns = unwrap(await market.candlePage(page));
    const column = (name: string) => rows.map((row) => Number(row[name]));
    expect([...columns.openTimeMs]).toEqual(column('start').map((seconds) => seconds * 1000));
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
      expect([...columns[name]]).toEqual(column(name));
  });

  it('the best prices of a book', async () => {
    const quotes = unwrap(await marketOf({ '/market/product_book': 'http_product_book' }).quotes([BTC]));
    expect(quotes).toEqual([
      { instrumentId: BTC.id, timeMs: Date.UTC(2026, 3, 7, 0, 28, 59, 662), bid: 68923.66, ask: 68923.67 },
    ]);
  });

  it('orders, one and all', async () => {
    const { protocol } = createVenueBench({
      ...recorded({ '/orders/historical/0000-000000-000000': 'http_order' }),
      'GET /orders/historical/batch': () => ({ body: { ...raw('http_orders_list'), has_next: false, cursor: '' } }),
    });
    const reference = { clientOrderId: '11111-000000-000002', instrument: BTC, sentMs: 0 };
    const found = unwrap(await protocol.find({ ...reference, venueOrderId: '0000-000000-000000' }));
    expect(found).toMatchObject({ status: 'working', statusText: 'OPEN', filledQuantity: 100_000n });
    expect(moneyToText(found?.filledValue as never)).toBe('10000');
    const listed = unwrap(await protocol.find({ ...reference, venueOrderId: null }));
    expect(listed).toMatchObject({ venueOrderId: '0000-000000-000002', status: 'filled', instrumentId: ETH.id });
    expect(quantityToText(listed?.filledQuantity as never)).toBe('0.0325');
    expect(unwrap(await protocol.openOrders()).length).toBeGreaterThanOrEqual(2);
  });

  it('fills and accounts', async () => {
    const { protocol } = createVenueBench(
      recorded({ '/orders/historical/fills': 'http_fills', '/accounts': 'http_accounts' }),
    );
    const [first] = raw('http_fills').fills;
    const fills = unwrap(await protocol.fills(BTC, 0));
    expect(fills).toHaveLength(1);
    expect(fills[0]).toMatchObject({ fillId: first.entry_id, venueOrderId: first.order_id, liquidity: 'maker' });
    expect(fills.map(({ price, quantity }) => [priceToText(price), quantityToText(quantity)])).toEqual([
      [first.price, first.size],
    ]);
    expect(unwrap(await protocol.balances())).toEqual([
      { asset: 'BTC', free: '1.23456789', locked: '0.005' },
      { asset: 'USD', free: '10000.5', locked: '450' },
    ]);
  });
});

describe.skipIf(!hasOlder)('the older Exchange feed', () => {
  it('is dropped, frame by frame, without an error and without a word', () => {
    const lines = read(`${OLDER}/COINBASE.ws.28.0.gz`).split('\n');
    const frames = lines.flatMap((line) => /^\d+\.\d+: (.*)$/.exec(line)?.[1] ?? []);
    expect(frames.length).toBeGreaterThan(9_900);
    const { told, stream, market, books, log } = openStream();
    for (const frame of frames) {
      expect(readFrame(frame).kind).toBe('unreadable');
      market.receive(frame);
      books.receive(frame);
    }
    expect(told).toEqual({ trades: [], quotes: [], states: [] });
    expect((stream as CoinbaseStream).dropped).toBe(2 * frames.length);
    expect(stream.book(BTC.id, 1)).toBeUndefined();
    expect([...market.reconnects, ...books.reconnects, ...log.lines]).toEqual([]);
  });
});

/** As short as messages can be, and as documented. */
const MINIMAL = {
  subscriptions: `{"channel":"subscriptions","timestamp":"2026-11-21T00:00:00Z","sequence_num":1,"events":[{"subscriptions":{"level2":["BTC-USD"]}}]}`,
  book: `{"channel":"l2_data","timestamp":"2026-11-21T00:00:00Z","sequence_num":0,"events":[{"type":"snapshot","product_id":"BTC-USD","updates":[{"side":"bid","event_time":"2026-11-21T00:00:00Z","price_level":"100.00","new_quantity":"1"},{"side":"offer","event_time":"2026-11-21T00:00:00Z","price_level":"101.00","new_quantity":"1"}]}]}`,
  trades: `{"channel":"market_trades","timestamp":"2026-11-21T00:00:01Z","sequence_num":2,"events":[{"type":"update","trades":[{"trade_id":"1","product_id":"BTC-USD","price":"100.5","size":"0.1","side":"BUY","time":"2026-11-21T00:00:01Z"}]}]}`,
  heartbeats: `{"channel":"heartbeats","timestamp":"2026-11-21T00:00:01Z","sequence_num":3,"events":[{"current_time":"2026-11-21 00:00:01 +0000 UTC m=+1.0","heartbeat_counter":3049}]}`,
  user: `{"channel":"user","timestamp":"2026-11-21T00:00:02Z","sequence_num":4,"events":[{"type":"update","orders":[{"order_id":"cb-1","client_order_id":"mine-1","product_id":"BTC-USD","status":"OPEN","order_side":"BUY","order_type":"Limit","creation_time":"2026-11-21T00:00:00Z","cumulative_quantity":"0.004","leaves_quantity":"0.006","avg_price":"100","total_fees":"0.01","filled_value":"0.4","number_of_fills":"1","limit_price":"100","time_in_force":"GOOD_UNTIL_CANCELLED","post_only":"false","product_type":"SPOT","cancel_reason":"","reject_reason":""}]}]}`,
};

describe('minimal frames', () => {
  it('of the market are understood, numbered over all channels', () => {
    const { told, stream, market, books } = openStream();
    books.receive(MINIMAL.book);
    books.receive(MINIMAL.subscriptions);
    const book = stream.book(BTC.id, 5);
    expect([[...(book?.bids.prices ?? [])], [...(book?.asks.prices ?? [])]]).toEqual([[100], [101]]);
    market.receive(MINIMAL.trades);
    market.receive(MINIMAL.heartbeats);
    expect(told.trades).toEqual([
      {
        tradeId: '1',
        instrumentId: BTC.id,
        timeMs: Date.UTC(2026, 10, 21, 0, 0, 1),
        price: 100.5,
        quantity: 0.1,
        takerSide: 'sell',
      },
    ]);
    expect(told.states.at(-1)).toBe(`alive ${BTC.id} ${ETH.id}`);
    expect([...market.reconnects, ...books.reconnects]).toEqual([]);
  });

  it('of the user channel are understood', () => {
    const { orders, receive } = openUser();
    receive(MINIMAL.user);
    expect(orders).toEqual([
      {
        venueOrderId: 'cb-1',
        clientOrderId: 'mine-1',
        instrumentId: BTC.id,
        status: 'working',
        statusText: 'OPEN',
        filledQuantity: 400_000n,
        filledValue: 40_000_000_000_000_000_000n,
        updatedMs: Date.UTC(2026, 10, 21, 0, 0, 2),
      },
    ]);
  });
});
