import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { COINBASE_FAULTS } from '../../exchange/coinbase/coinbase-faults.ts';
import { type LocalCoinbase, startLocalCoinbase } from '../../exchange/coinbase/local-coinbase.ts';
import { type Json, PlainClient, type PlainSocket, type Told } from '../../exchange/coinbase/plain-client.ts';
import { FAULT_NAMES } from '../../exchange/server/fault-names.ts';

let exchange: LocalCoinbase;
let client: PlainClient;
let orders = 0;
let nowMs = Date.UTC(2026, 0, 5, 12, 0, 30);

const OPTIONS = {
  coinbase: { privatePerSecond: 1_000, publicPerSecond: 1_000, socketMessagesPerSecond: 1_000 },
  core: { clock: () => nowMs },
};

beforeAll(async () => {
  exchange = await startLocalCoinbase(OPTIONS);
  client = new PlainClient(exchange);
});

afterEach(() => {
  exchange.faults.clear();
  client.close();
  for (const { id } of exchange.core.openOrders()) exchange.core.cancel(id);
});

afterAll(() => exchange.close());

const newId = (): string => {
  orders += 1;
  return `faults-${orders}`;
};
const low = (): string => String(Math.floor(Number(exchange.core.book('BTC-USD', 1).bids[0]?.[0]) * 0.9));
const place = (id = newId()): Promise<Told> => client.placeLimit(id, low(), '0.01');
const orderIdOf = ({ body }: Told): string => String((body.success_response as Json).order_id);
const orderOf = async (id: string): Promise<Json> => (await client.get(`/orders/historical/${id}`)).body.order as Json;
const cancel = async (id: string): Promise<Json> => {
  const { body } = await client.post('/orders/batch_cancel', { order_ids: [id] });
  return (body.results as Json[])[0] ?? {};
};
const isOpenInCore = (id: string): boolean =>
  exchange.core.openOrders().some(({ clientOrderId }) => clientOrderId === id);

async function userSocket(): Promise<PlainSocket> {
  const socket = client.open();
  await socket.subscribe('user');
  await vi.waitFor(() => expect(socket.of('subscriptions')).toHaveLength(1));
  return socket;
}

const toldOrders = (socket: PlainSocket): Json[] =>
  socket
    .of('user')
    .flatMap(({ events }) => events as Json[])
    .filter(({ type }) => type === 'update')
    .flatMap((event) => event.orders as Json[]);
const statuses = (socket: PlainSocket): unknown[] => toldOrders(socket).map(({ status }) => status);

async function bookSocket(): Promise<PlainSocket> {
  const socket = client.open();
  await socket.subscribe('level2', ['BTC-USD']);
  await vi.waitFor(() => expect(socket.of('subscriptions')).toHaveLength(1));
  return socket;
}

/** Has the book of the exchange change, so that each socket is told. */
function moveBook(): void {
  nowMs += 1_000;
}

it('every fault of the table is known to the switchboard', () => {
  for (const name of Object.keys(COINBASE_FAULTS)) expect(FAULT_NAMES).toContain(name);
});

describe('replies to orders', () => {
  it.each([
    ['orderReply500', 500, 'application/json'],
    ['orderReply502', 502, 'text/html'],
    ['orderReply503', 503, 'application/json'],
  ])('%s: the order lives, and the same body again gives it back', async (fault, status, type) => {
    exchange.faults.set(fault, { count: 1 });
    const id = newId();
    const broken = await place(id);
    expect(broken.status).toBe(status);
    expect(broken.headers.get('content-type')).toContain(type);
    expect(isOpenInCore(id)).toBe(true);
    expect((await place(id)).body).toMatchObject({ success: true, success_response: { client_order_id: id } });
    expect(exchange.core.openOrders()).toHaveLength(1);
  });

  it('orderReplyDropped: the order lives', async () => {
    exchange.faults.set('orderReplyDropped', { count: 1 });
    const id = newId();
    await expect(place(id)).rejects.toThrow('fetch failed');
    expect(isOpenInCore(id)).toBe(true);
  });

  it('orderReplyHangs: the order lives, the reply never comes', async () => {
    exchange.faults.set('orderReplyHangs', { count: 1 });
    const id = newId();
    let isAnswered = false;
    void place(id).then(
      () => (isAnswered = true),
      () => undefined,
    );
    await vi.waitFor(() => expect(isOpenInCore(id)).toBe(true));
    await client.get('/accounts');
    expect(isAnswered).toBe(false);
  });

  it('orderLost503, requestFails, requestDropped: nothing was done', async () => {
    const id = newId();
    exchange.faults.set('orderLost503', { count: 1, where: id });
    expect((await place(id)).status).toBe(503);
    exchange.faults.set('requestFails', { count: 1, value: 502, where: 'POST' });
    expect((await place(id)).status).toBe(502);
    exchange.faults.set('requestDropped', { count: 1, where: '/orders' });
    await expect(place(id)).rejects.toThrow('fetch failed');
    expect(isOpenInCore(id)).toBe(false);
  });

  it('orderLookupMissing: an order is not found for a while', async () => {
    exchange.faults.set('orderLookupMissing', { value: 3 });
    const orderId = orderIdOf(await place());
    expect((await client.get(`/orders/historical/${orderId}`)).status).toBe(404);
    expect((await client.get('/orders/historical/batch?order_status=OPEN')).body.orders).toEqual([]);
    nowMs += 3_001;
    expect(await orderOf(orderId)).toMatchObject({ status: 'OPEN' });
  });

  it('orderPending, unknownStatus: what an order reads', async () => {
    exchange.faults.set('orderPending', { value: 500 });
    const orderId = orderIdOf(await place());
    expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING' });
    expect((await client.get('/orders/historical/batch?order_status=OPEN')).body.orders).toEqual([]);
    nowMs += 501;
    expect(await orderOf(orderId)).toMatchObject({ status: 'OPEN' });
    exchange.faults.set('unknownStatus', { value: 'SLEEPING' });
    expect(await orderOf(orderId)).toMatchObject({ status: 'SLEEPING' });
  });

  it('keyOfPortfolio: orders have to name it', async () => {
    exchange.faults.set('keyOfPortfolio');
    expect((await place()).status).toBe(403);
    const { portfolio_type, portfolio_uuid } = (await client.get('/key_permissions')).body;
    expect(portfolio_type).toBe('CONSUMER');
    const named = await client.post('/orders', {
      client_order_id: newId(),
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration: { limit_limit_gtc: { base_size: '0.01', limit_price: low() } },
      retail_portfolio_id: portfolio_uuid,
    });
    expect(named.body).toMatchObject({ success: true });
  });

  it('orderExpires, orderExpiresInMatch: the exchange ends an order', async () => {
    exchange.faults.set('orderExpires', { count: 1 });
    expect(await orderOf(orderIdOf(await place()))).toMatchObject({ status: 'EXPIRED', filled_size: '0' });
    exchange.faults.set('orderExpiresInMatch', { count: 1 });
    expect(await orderOf(orderIdOf(await place()))).toMatchObject({ status: 'CANCELLED', filled_size: '0' });
  });
});

describe('cancels', () => {
  it('cancelRacesFill: the order was filled first', async () => {
    const orderId = orderIdOf(await place());
    exchange.faults.set('cancelRacesFill', { count: 1 });
    expect(await cancel(orderId)).toMatchObject({ success: false, failure_reason: 'ORDER_IS_FULLY_FILLED' });
    expect(await orderOf(orderId)).toMatchObject({ status: 'FILLED', filled_size: '0.01' });
  });

  it('cancelAfterPartialFill: half of it was', async () => {
    const orderId = orderIdOf(await place());
    exchange.faults.set('cancelAfterPartialFill', { count: 1 });
    expect(await cancel(orderId)).toMatchObject({ success: true });
    expect(await orderOf(orderId)).toMatchObject({ status: 'CANCELLED', filled_size: '0.005' });
  });

  it('cancelDelayed: a queued cancel loses against a fill, or comes at its time', async () => {
    exchange.faults.set('cancelDelayed', { value: 2_000 });
    const [first, second] = [orderIdOf(await place()), orderIdOf(await place())];
    expect([await cancel(first), await cancel(second)]).toMatchObject([{ success: true }, { success: true }]);
    expect(await orderOf(first)).toMatchObject({ status: 'CANCEL_QUEUED', pending_cancel: true });
    expect(await cancel(first)).toMatchObject({ success: false, failure_reason: 'DUPLICATE_CANCEL_REQUEST' });
    exchange.core.tradeAt('BTC-USD', low(), '0.01', 'sell');
    nowMs += 2_001;
    expect(await orderOf(first)).toMatchObject({ status: 'FILLED' });
    expect(await orderOf(second)).toMatchObject({ status: 'CANCELLED' });
  });
});

describe('the user channel', () => {
  it('is before the reply, or after it with userEventLate, or never', async () => {
    const socket = await userSocket();
    await place();
    await vi.waitFor(() => expect(statuses(socket)).toEqual(['PENDING', 'OPEN']));
    exchange.faults.set('userEventNever', { count: 2 });
    await place();
    exchange.faults.set('userEventLate', { count: 2, value: 50 });
    const late = newId();
    await place(late);
    expect(toldOrders(socket)).toHaveLength(2);
    await vi.waitFor(() => expect(toldOrders(socket)).toHaveLength(4));
    expect(toldOrders(socket).at(-1)?.client_order_id).toBe(late);
  });

  it('userEventTwice, userEventOutOfOrder: told twice, and in the wrong order', async () => {
    const socket = await userSocket();
    exchange.faults.set('userEventTwice', { count: 1 });
    await place();
    await vi.waitFor(() => expect(statuses(socket)).toEqual(['PENDING', 'PENDING', 'OPEN']));
    exchange.faults.set('userEventOutOfOrder', { count: 1 });
    await place();
    await vi.waitFor(() => expect(statuses(socket).slice(3)).toEqual(['OPEN', 'PENDING']));
  });

  it('userStreamTerminated: it ends while the socket lives', async () => {
    const socket = await userSocket();
    exchange.faults.set('userStreamTerminated', { count: 1 });
    await vi.waitFor(() => expect(socket.of('subscriptions')).toHaveLength(2));
    await place();
    await socket.ping();
    expect(toldOrders(socket)).toEqual([]);
    await socket.subscribe('user');
    await vi.waitFor(() => expect(socket.of('subscriptions')).toHaveLength(3));
    await place();
    await vi.waitFor(() => expect(statuses(socket)).toEqual(['PENDING', 'OPEN']));
  });

  it('userSocketTerminated: its socket is cut after a message', async () => {
    const socket = await userSocket();
    exchange.faults.set('userSocketTerminated', { count: 1 });
    await place();
    expect((await socket.closed).code).toBe(1006);
  });
});

describe('sockets', () => {
  it.each(['sequenceSkip', 'streamDropped'])('%s: a hole in the numbers', async (fault) => {
    const socket = await bookSocket();
    exchange.faults.set(fault, { count: 1, where: 'l2_data BTC-USD' });
    moveBook();
    await vi.waitFor(() => expect(exchange.faults.struck(fault)).toBe(1));
    moveBook();
    await vi.waitFor(() => expect(socket.of('l2_data').at(-1)?.sequence_num).not.toBe(0));
    const numbers = socket.messages.map(({ sequence_num }) => Number(sequence_num));
    const holes = numbers.filter((number, index) => index > 0 && number !== (numbers[index - 1] ?? 0) + 1);
    expect(holes).toHaveLength(1);
  });

  it('snapshotSplit: parts that make the whole book', async () => {
    exchange.faults.set('snapshotSplit', { count: 1, value: 4 });
    const socket = await bookSocket();
    const events = socket.of('l2_data').flatMap((message) => message.events as Json[]);
    expect(events.map(({ type }) => type)).toEqual(['snapshot', 'update', 'update', 'update']);
    const { bids, asks } = exchange.core.book('BTC-USD', 1_000);
    expect(events.flatMap(({ updates }) => updates as Json[])).toHaveLength(bids.length + asks.length);
  });

  it('snapshotLarge: a snapshot of five megabytes', async () => {
    exchange.faults.set('snapshotLarge', { count: 1 });
    const socket = await bookSocket();
    expect(JSON.stringify(socket.of('l2_data')[0]).length).toBeGreaterThan(4_900_000);
    const events = socket.of('l2_data').flatMap((message) => message.events as Json[]);
    const levels = events.flatMap(({ updates }) => updates as { price_level: string; new_quantity: string }[]);
    expect(levels.every(({ price_level, new_quantity }) => Number(price_level) > 0 && Number(new_quantity) > 0)).toBe(
      true,
    );
    expect(new Set(levels.map(({ price_level }) => price_level)).size).toBe(levels.length);
  });

  it('streamTwice, streamReordered, streamMalformed: messages as they should not be', async () => {
    const socket = await bookSocket();
    const numbers = (): number[] => socket.of('l2_data').map(({ sequence_num }) => Number(sequence_num));
    exchange.faults.set('streamTwice', { count: 1 });
    moveBook();
    await vi.waitFor(() => expect(numbers().at(-1)).toBe(2));
    await vi.waitFor(() => expect(numbers().filter((number) => number === 2)).toHaveLength(2));
    exchange.faults.set('streamReordered', { count: 1 });
    moveBook();
    await vi.waitFor(() => expect(exchange.faults.struck('streamReordered')).toBe(1));
    moveBook();
    await vi.waitFor(() => expect(numbers().slice(-2)).toEqual([4, 3]));
    exchange.faults.set('streamMalformed', { count: 1 });
    moveBook();
    await vi.waitFor(() => expect(socket.malformed).toHaveLength(1));
  });

  it('ackMissing: the channel works, nobody says so', async () => {
    exchange.faults.set('ackMissing', { count: 1, where: 'level2' });
    const socket = client.open();
    await socket.subscribe('level2', ['BTC-USD']);
    await vi.waitFor(() => expect(socket.of('l2_data')).toHaveLength(1));
    await socket.ping();
    expect(socket.of('subscriptions')).toEqual([]);
  });

  it('socketClosed, socketTerminated: cut after a message', async () => {
    for (const [fault, code] of [
      ['socketClosed', 1000],
      ['socketTerminated', 1006],
    ] as const) {
      const socket = await bookSocket();
      exchange.faults.set(fault, { count: 1 });
      moveBook();
      expect((await socket.closed).code).toBe(code);
    }
  });

  it('socketHalfOpen: open, and silent, to pings as well', async () => {
    const socket = await bookSocket();
    exchange.faults.set('socketHalfOpen', { count: 1, where: 'l2_data' });
    moveBook();
    await vi.waitFor(() => expect(socket.of('l2_data').length).toBeGreaterThan(1));
    const told = socket.messages.length;
    const pong = socket.ping().then(() => 'pong');
    const other = await bookSocket();
    moveBook();
    await vi.waitFor(() => expect(other.of('l2_data').length).toBeGreaterThan(1));
    expect(await Promise.race([pong, other.ping().then(() => 'silence')])).toBe('silence');
    expect(socket.messages).toHaveLength(told);
  });

  it('socketRefused, socketSlowAccept: no socket, or a late one', async () => {
    exchange.faults.set('socketRefused', { count: 1, where: '/cb' });
    await expect(client.open().opened).rejects.toThrow('503');
    exchange.faults.set('socketSlowAccept', { count: 1, value: 60 });
    const [late, early] = [client.open(), client.open()];
    const first = await Promise.race([late.opened.then(() => 'late'), early.opened.then(() => 'early')]);
    expect(first).toBe('early');
    await late.opened;
  });
});
