import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoinbaseMarket } from '../../../../../src-main/exchanges/coinbase/feed.ts';
import { readFrame } from '../../../../../src-main/exchanges/coinbase/parse-frames.ts';
import { createCoinbaseOrders } from '../../../../../src-main/exchanges/coinbase/venue.ts';
import {
  type Bench,
  BTC,
  createCoinbaseBench,
  createKeeper,
  FakeServer,
} from '../../../../unit/src-main/exchanges/coinbase/coinbase-bench.ts';
import { createVenueBench, orderOf } from '../../../../unit/src-main/exchanges/coinbase/venue-bench.ts';

const SECRET = Buffer.alloc(32, 1).toString('base64');
const TIME = '2026-11-21T00:00:01Z';

/** Every channel as it should be: what is broken starts from here. */
const TRADE = { trade_id: '1', product_id: 'BTC-USD', price: '100.5', size: '0.1', side: 'BUY', time: TIME };
const TICKER = { type: 'ticker', product_id: 'BTC-USD', price: '1', best_bid: '100', best_ask: '101' };
const LEVEL = { side: 'bid', event_time: TIME, price_level: '100.00', new_quantity: '1' };
const ORDER = {
  order_id: 'cb-1',
  client_order_id: 'mine-1',
  product_id: 'BTC-USD',
  status: 'OPEN',
  cumulative_quantity: '0.004',
  avg_price: '100',
  filled_value: '0.4',
};
const EVENTS: readonly (readonly [channel: string, events: readonly unknown[]])[] = [
  ['market_trades', [{ type: 'update', trades: [TRADE, TRADE] }]],
  ['ticker', [{ type: 'update', tickers: [TICKER] }]],
  ['l2_data', [{ type: 'snapshot', product_id: 'BTC-USD', updates: [LEVEL, { ...LEVEL, side: 'offer' }] }]],
  ['l2_data', [{ type: 'update', product_id: 'BTC-USD', updates: [LEVEL] }]],
  ['user', [{ type: 'snapshot', orders: [ORDER], positions: {} }]],
  ['user', [{ type: 'update', orders: [ORDER] }]],
  ['heartbeats', [{ current_time: '2026-11-21 00:00:01 +0000 UTC m=+1.0', heartbeat_counter: 3049 }]],
  ['subscriptions', [{ subscriptions: { market_trades: ['BTC-USD'], ticker: ['BTC-USD'], user: ['me'] } }]],
];

const strange = fc.oneof(
  fc.constantFrom(
    null,
    true,
    '',
    '-1',
    '0',
    'NaN',
    '1e400',
    '0x10',
    ' 1',
    '-0',
    [],
    {},
    1e308,
    -5,
    '2026-99-99T00:00:00Z',
  ),
  fc.string(),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value with one place of it, at any depth, replaced or taken away. */
function broken(value: unknown, path: readonly number[], put: unknown): unknown {
  const [index, ...rest] = path;
  if (index === undefined || typeof value !== 'object' || value === null) return put;
  const keys = Object.keys(value);
  if (keys.length === 0) return put;
  const key = keys[index % keys.length] as string;
  const inner = broken((value as Record<string, unknown>)[key], rest, put);
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === key ? inner : item));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      name !== key ? [[name, item]] : inner === undefined ? [] : [[name, inner]],
    ),
  );
}

const malformed = fc
  .tuple(fc.constantFrom(...EVENTS), fc.array(fc.nat(7), { maxLength: 6 }), fc.option(strange, { nil: undefined }))
  .map(([[channel, events], path, put]) => {
    const frame = { channel, client_id: '', timestamp: TIME, sequence_num: 0, events };
    return JSON.stringify(broken(frame, path, put)) ?? 'undefined';
  });

const cut = fc.tuple(malformed, fc.nat(400)).map(([text, length]) => text.slice(0, length));
const frames = fc.array(fc.oneof({ weight: 6, arbitrary: malformed }, cut, fc.string(), fc.json()), { maxLength: 25 });

function openAll(bench: Bench) {
  const { told, listener } = createKeeper();
  const stream = createCoinbaseMarket(bench.parts).openStream(listener);
  stream.want({ market: new Set([BTC.id]), books: new Set([BTC.id]) });
  const orders: unknown[] = [];
  const protocol = createCoinbaseOrders(bench.parts, { apiKey: 'k', secret: SECRET });
  const user = protocol.openUserStream({
    order: (order) => void orders.push(order),
    fill: () => undefined,
    connected: () => undefined,
    broken: () => undefined,
  });
  return { told, orders, stream, user };
}

/** Numbers messages in turn where the number is not what was broken: otherwise nothing would get past the first. */
function numbered(text: string, sequence: number): string {
  try {
    const frame = JSON.parse(text) as { sequence_num?: unknown } | null;
    return frame?.sequence_num === 0 ? JSON.stringify({ ...frame, sequence_num: sequence }) : text;
  } catch {
    return text;
  }
}

describe('frames that are not as they should be', () => {
  it('are left out: nothing throws, and nothing that is told is no number', () => {
    const counts = { trades: 0, quotes: 0, books: 0, orders: 0, reconnects: 0 };
    fc.assert(
      fc.property(frames, (texts) => {
        const bench = createCoinbaseBench();
        const { told, orders, stream } = openAll(bench);
        for (const socket of bench.transport.sockets) socket.options.onOpen();
        for (const socket of bench.transport.sockets) {
          let sequence = 0;
          for (const text of texts) {
            const sent = numbered(text, sequence);
            if (readFrame(sent).kind === 'message') sequence++;
            socket.options.onMessage(sent);
            if (stream.book(BTC.id, 1) !== undefined) counts.books++;
            if (socket.reconnects.splice(0).length === 0) continue;
            socket.options.onOpen();
            sequence = 0;
            counts.reconnects++;
          }
        }
        for (const { price, quantity, timeMs } of told.trades) {
          expect([price, quantity, timeMs].every((value) => Number.isFinite(value))).toBe(true);
          expect(price > 0 && quantity > 0).toBe(true);
        }
        for (const { bid, ask } of told.quotes) expect(bid > 0 && bid <= ask && Number.isFinite(ask)).toBe(true);
        const book = stream.book(BTC.id, 50);
        counts.trades += told.trades.length;
        counts.quotes += told.quotes.length;
        counts.orders += orders.length;
        const numbers = book === undefined ? [] : [...book.bids.prices, ...book.asks.prices, ...book.bids.quantities];
        expect(numbers.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
        for (const order of orders as { filledQuantity: bigint; filledValue: bigint }[]) {
          expect(order.filledQuantity >= 0n && order.filledValue >= 0n).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    /** What is sound among them does come through. */
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(10);
  });

  it('leave a stream that goes on: what comes after them is told', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(cut, fc.string()), { maxLength: 10 }), (texts) => {
        const bench = createCoinbaseBench();
        const { told } = openAll(bench);
        const server = new FakeServer(bench.transport.sockets[0] as never);
        server.open();
        for (const text of texts) if (readFrame(text).kind !== 'message') server.socket.receive(text);
        server.say('market_trades', [{ type: 'update', trades: [TRADE] }]);
        expect(told.trades).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });
});

const PLACED = {
  success: true,
  success_response: { order_id: 'cb-1', client_order_id: 'mine-1' },
  error_response: { error: 'INSUFFICIENT_FUND', message: 'no', new_order_failure_reason: '' },
};
const LISTS = {
  orders: [{ ...ORDER, filled_size: '1', created_time: TIME }],
  fills: [
    { entry_id: 'e', order_id: 'o', product_id: 'BTC-USD', trade_time: TIME, price: '1', size: '1', commission: '0' },
  ],
  accounts: [{ currency: 'BTC', available_balance: { value: '1' }, hold: { value: '1' } }],
  candles: [{ start: '60', low: '1', high: '2', open: '1', close: '2', volume: '1' }],
  products: [{ product_id: 'BTC-USD', price_increment: '0.01', base_increment: '0.01', product_type: 'SPOT' }],
  pricebook: { bids: [{ price: '1' }], asks: [{ price: '2' }], time: TIME },
  results: [{ success: true, order_id: 'cb-1' }],
  order: { ...ORDER, filled_size: '1' },
  can_view: true,
  can_trade: true,
  cursor: '',
};

describe('replies that are not as they should be', () => {
  const reply = fc.oneof(
    fc
      .tuple(
        fc.constantFrom<object>(PLACED, LISTS),
        fc.array(fc.nat(12), { maxLength: 5 }),
        fc.option(strange, { nil: undefined }),
      )
      .map(([value, path, put]) => JSON.stringify(broken(value, path, put)) ?? ''),
    fc.string(),
    fc.json(),
  );

  it('are failures or answers, never exceptions; an order is accepted only with its id', async () => {
    await fc.assert(
      fc.asyncProperty(reply, fc.constantFrom(200, 200, 200, 400, 401, 404, 429, 500, 503), async (text, status) => {
        const bench = createVenueBench({});
        bench.transport.answer = () => ({ status, body: text });
        const market = createCoinbaseMarket(bench.parts);
        const answer = await bench.protocol.place(orderOf(), BTC);
        if (answer.kind === 'accepted') expect(answer.order.venueOrderId).not.toBe('');
        if (status >= 500) expect(answer.kind).toBe('unknown');
        const reference = { clientOrderId: 'mine-1', instrument: BTC, venueOrderId: null, sentMs: 0 };
        const page = { instrument: BTC, interval: '1m', fromMs: 0, toMs: 600_000, priority: 'data' } as const;
        await Promise.all([
          bench.protocol.find(reference),
          bench.protocol.find({ ...reference, venueOrderId: 'cb-1' }),
          bench.protocol.openOrders(),
          bench.protocol.fills(BTC, 0),
          bench.protocol.balances(),
          bench.protocol.permissions(),
          market.serverTimeMs(),
          market.instruments(),
          market.candlePage(page),
          market.quotes([BTC]),
        ]);
        const cancelled = bench.protocol.cancel({ ...reference, venueOrderId: 'cb-1' });
        await bench.timers.run(2000);
        expect(['cancelled', 'notOpen', 'unknown']).toContain((await cancelled).kind);
      }),
      { numRuns: 150 },
    );
  });
});
