import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unwrap } from '../../../src-main/base/outcome.ts';
import type { FaultVenue } from '../fault-schedule.ts';
import { chanceOf, FAULT_SYMBOLS } from '../fault-schedule.ts';
import { openHandMovedSession, startAdapter } from '../hand-moved-session.ts';
import { nextOrder } from '../order-script.ts';

/** What an exchange says when nothing is wrong. */
export type FrameSeeds = {
  readonly frames: readonly string[];
  readonly replies: readonly { readonly method: string; readonly path: string; readonly text: string }[];
};

const MOST_OF_A_KIND = 8;
const LONGEST_SEED = 20_000;
const ORDERS = 30;

/** Every kind of message in a session of market data and orders before the local exchange. */
export async function recordSeeds(venue: FaultVenue): Promise<FrameSeeds> {
  const session = await openHandMovedSession(1, venue, Date.UTC(2026, 5, 1, 12, 0, 20));
  const { adapter, transport, close } = session.openAdapter();
  const frames: string[] = [];
  const replies: { method: string; path: string; text: string }[] = [];
  const tap = transport.tap((record) => {
    if (record.kind === 'frame') frames.push(record.text);
    if (record.kind !== 'reply' || record.status !== 200) return;
    const [method = '', url = ''] = record.request.split(' ');
    const path = url.startsWith('http') ? new URL(url).pathname : (url.split('?')[0] ?? '');
    replies.push({ method, path, text: record.text });
  });
  await startAdapter(session, adapter);
  const ids = FAULT_SYMBOLS[venue].map((symbol) => `${venue}:${symbol}`);
  adapter.feed.subscribe(ids, () => undefined);
  for (const id of ids) adapter.feed.watchBook(id);
  const opening = adapter.openTrading(session.keys, () => undefined);
  const trading = unwrap((await session.moveUntil(opening, 60_000)) ?? (await opening));
  const chance = chanceOf(`seeds ${venue}`);
  const parts = { venue, chance, core: session.exchange.core, nowMs: () => session.timers.nowMs() };
  for (let order = 1; order <= ORDERS; order++) {
    trading.venue.submit(nextOrder(order, parts));
    await session.move(2_500);
    if (order % 3 === 0) trading.venue.cancel(`fault-${order - 1}`);
  }
  tap.dispose();
  await trading.dispose();
  await close();
  await session.close();
  return { frames: [...fewOfEach(frames, kindOf), ...recordedFrames(venue)], replies: fewOfEach(replies, pathOf) };
}

/** Kraken's, as the protocol facts have them, and recorded ones where they are. */
export function krakenSeeds(): FrameSeeds {
  return { frames: [...KRAKEN_FRAMES, ...recordedFrames('kraken')], replies: KRAKEN_REPLIES };
}

/** Files of JSON messages that were recorded from the exchange itself. */
function recordedFrames(venue: string): readonly string[] {
  const folder = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data', 'ws', 'nautilus', venue);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const texts = names.map((name) => readFileSync(join(folder, name), 'utf8'));
  return texts.filter(({ length }) => length < LONGEST_SEED);
}

const pathOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

/** The text without what differs from message to message. */
const kindOf = (text: string): string => text.slice(0, 300).replace(/[\d.-]+/g, '');

function fewOfEach<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const counts = new Map<string, number>();
  return items.filter((item) => {
    const name = nameOf(item);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const size = typeof item === 'string' ? item.length : JSON.stringify(item).length;
    return (counts.get(name) ?? 0) <= MOST_OF_A_KIND && size < LONGEST_SEED * 4;
  });
}

const KRAKEN_FRAMES = [
  {
    method: 'subscribe',
    result: { channel: 'book', depth: 10, snapshot: true, symbol: 'BTC/USD' },
    success: true,
    req_id: 1,
  },
  {
    channel: 'status',
    type: 'update',
    data: [{ system: 'online', api_version: 'v2', connection_id: 1, version: '2.0.0' }],
  },
  { channel: 'heartbeat' },
  {
    channel: 'trade',
    type: 'update',
    data: [
      {
        symbol: 'BTC/USD',
        side: 'sell',
        price: 66000.1,
        qty: 0.01,
        ord_type: 'market',
        trade_id: 7,
        timestamp: '2026-06-01T12:00:00.123456Z',
      },
    ],
  },
  {
    channel: 'ticker',
    type: 'update',
    data: [
      {
        symbol: 'BTC/USD',
        bid: 66000.1,
        bid_qty: 1,
        ask: 66000.2,
        ask_qty: 2,
        last: 66000.1,
        volume: 5,
        vwap: 66000,
        low: 65000,
        high: 67000,
        change: 1,
        change_pct: 0.1,
      },
    ],
  },
  {
    channel: 'ohlc',
    type: 'update',
    timestamp: '2026-06-01T12:01:00Z',
    data: [
      {
        symbol: 'BTC/USD',
        open: 66000,
        high: 66001,
        low: 65999,
        close: 66000.5,
        trades: 3,
        volume: 1.5,
        vwap: 66000,
        interval_begin: '2026-06-01T12:00:00Z',
        interval: 1,
        timestamp: '2026-06-01T12:01:00Z',
      },
    ],
  },
  {
    channel: 'book',
    type: 'snapshot',
    data: [{ symbol: 'BTC/USD', bids: [{ price: 66000.1, qty: 1 }], asks: [{ price: 66000.2, qty: 2 }], checksum: 1 }],
  },
  {
    channel: 'executions',
    type: 'update',
    sequence: 2,
    data: [
      {
        order_id: 'OAAAAA-BBBBB-CCCCCC',
        cl_ord_id: 'fault-1',
        exec_type: 'trade',
        exec_id: 'TAAAAA-BBBBB-CCCCCC',
        trade_id: 9,
        symbol: 'BTC/USD',
        side: 'buy',
        last_qty: 0.01,
        last_price: 66000.1,
        cost: 660,
        order_status: 'filled',
        order_type: 'limit',
        liquidity_ind: 't',
        fees: [{ asset: 'USD', qty: 0.1 }],
        cum_qty: 0.01,
        cum_cost: 660,
        avg_price: 66000.1,
        timestamp: '2026-06-01T12:00:00Z',
      },
    ],
  },
].map((frame) => JSON.stringify(frame));

const KRAKEN_PAIR = {
  altname: 'XBTUSD',
  wsname: 'XBT/USD',
  aclass_base: 'currency',
  base: 'XXBT',
  quote: 'ZUSD',
  pair_decimals: 1,
  lot_decimals: 8,
  cost_decimals: 5,
  ordermin: '0.0001',
  costmin: '0.5',
  tick_size: '0.1',
  status: 'online',
  fees: [[0, 0.4]],
};
const KRAKEN_ORDER = {
  cl_ord_id: 'fault-1',
  status: 'open',
  opentm: 1780315200.1,
  vol: '0.01',
  vol_exec: '0.005',
  cost: '330',
  fee: '0.1',
  price: '66000',
  descr: { pair: 'XBTUSD', type: 'buy', ordertype: 'limit', price: '66000' },
  oflags: '',
};
const KRAKEN_TRADE = {
  ordertxid: 'OAAAAA-BBBBB-CCCCCC',
  pair: 'XXBTZUSD',
  time: 1780315200.5,
  type: 'buy',
  ordertype: 'limit',
  price: '66000',
  cost: '330',
  fee: '0.1',
  vol: '0.005',
  maker: true,
  trade_id: 9,
};
const KRAKEN_ROW = [1780315200, '66000', '66001', '65999', '66000.5', '66000', '1.5', 3];

const KRAKEN_REPLIES = Object.entries({
  'GET /0/public/Time': { unixtime: 1780315200, rfc1123: 'Mon, 01 Jun 26 12:00:00 +0000' },
  'GET /0/public/AssetPairs': { XXBTZUSD: KRAKEN_PAIR },
  'GET /0/public/OHLC': { XXBTZUSD: [KRAKEN_ROW], last: 1780315200 },
  'GET /0/public/Ticker': {
    XXBTZUSD: { a: ['66000.2', '1', '1.0'], b: ['66000.1', '1', '1.0'], c: ['66000.1', '0.1'] },
  },
  'POST /0/private/Balance': { XXBT: '1.5', ZUSD: '1000' },
  'POST /0/private/BalanceEx': {
    XXBT: { balance: '1.5', hold_trade: '0.5' },
    ZUSD: { balance: '1000', hold_trade: '1' },
  },
  'POST /0/private/OpenOrders': { open: { 'OAAAAA-BBBBB-CCCCCC': KRAKEN_ORDER } },
  'POST /0/private/ClosedOrders': {
    closed: { 'OAAAAA-BBBBB-CCCCCC': { ...KRAKEN_ORDER, status: 'closed' } },
    count: 1,
  },
  'POST /0/private/QueryOrders': { 'OAAAAA-BBBBB-CCCCCC': KRAKEN_ORDER },
  'POST /0/private/TradesHistory': { trades: { 'TAAAAA-BBBBB-CCCCCC': KRAKEN_TRADE }, count: 1 },
  'POST /0/private/AddOrder': { descr: { order: 'buy' }, txid: ['OAAAAA-BBBBB-CCCCCC'] },
  'POST /0/private/CancelOrder': { count: 1, pending: false },
  'POST /0/private/GetWebSocketsToken': { token: 'token', expires: 900 },
  'POST /0/private/GetApiKeyInfo': { permissions: ['query-funds'], ipAllowlist: [] },
}).map(([name, result]) => {
  const [method = '', path = ''] = name.split(' ');
  return { method, path, text: JSON.stringify({ error: [], result }) };
});
