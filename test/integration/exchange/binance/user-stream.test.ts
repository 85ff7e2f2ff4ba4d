import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultSetting } from '../../../exchange/core/faults.ts';
import { type LocalExchange, startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { type Caller, createCaller, farOrder } from './binance-caller.ts';
import { type Message, SocketClient } from './socket-client.ts';

let exchange: LocalExchange;
let caller: Caller;
let client: SocketClient;
let requests = 0;

beforeEach(async () => {
  exchange = await startLocalExchange({ seed: 61 });
  caller = createCaller(exchange);
  client = await new SocketClient(`${exchange.ws}/ws-api/v3`).open();
});

afterEach(async () => {
  client.socket.terminate();
  await exchange.close();
});

type Key = { readonly apiKey: string; readonly sign: (payload: string) => string };

const hmacKey = (): Key => ({ apiKey: exchange.binanceKey, sign: caller.hmac });
const ed25519Key = (): Key => ({
  ...caller.ed25519,
  sign: (payload) => decodeURIComponent(caller.ed25519.sign(payload)),
});

function ask(method: string, params: Readonly<Record<string, unknown>> = {}, key?: Key): Promise<Message> {
  const id = `request-${++requests}`;
  if (!key) return client.ask({ id, method, params });
  const all: Record<string, unknown> = { ...params, apiKey: key.apiKey, timestamp: exchange.core.nowMs() };
  const payload = Object.keys(all)
    .sort()
    .map((name) => `${name}=${all[name]}`)
    .join('&');
  return client.ask({ id, method, params: { ...all, signature: key.sign(payload) } });
}

const place = (clientOrderId: string, changes: Readonly<Record<string, string>> = {}) =>
  caller.signed('POST', '/api/v3/order', { ...farOrder(exchange), newClientOrderId: clientOrderId, ...changes });
const cancel = (clientOrderId: string) =>
  caller.signed('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', origClientOrderId: clientOrderId });
const once = (name: string, setting: FaultSetting = {}) => exchange.faults.set(name, { count: 1, ...setting });
const events = () => client.heard.flatMap(({ event }) => (event === undefined ? [] : [event as Message]));
const reports = () => events().filter(({ e }) => e === 'executionReport');
const subscribe = () => ask('userDataStream.subscribe.signature', {}, hmacKey());

describe('the socket API', () => {
  it('subscribes by signature, once for each connection', async () => {
    expect(await subscribe()).toMatchObject({
      status: 200,
      result: { subscriptionId: 0 },
      rateLimits: [{ limit: 6_000 }],
    });
    expect(await subscribe()).toMatchObject({ status: 400, error: { code: -2035 } });
    expect(await ask('session.subscriptions')).toMatchObject({ result: [{ subscriptionId: 0 }] });
    await ask('userDataStream.unsubscribe');
    expect(exchange.userStreams()).toBe(0);
    expect(await subscribe()).toMatchObject({ result: { subscriptionId: 1 } });
  });

  it('logs on with Ed25519 alone, and then needs no signature', async () => {
    expect(await ask('userDataStream.subscribe')).toMatchObject({ status: 401, error: { code: -2015 } });
    expect(await ask('session.logon', {}, hmacKey())).toMatchObject({ error: { code: -4056 } });
    expect(await ask('session.logon', {}, ed25519Key())).toMatchObject({
      status: 200,
      result: { apiKey: exchange.binanceEd25519Key },
    });
    expect(await ask('userDataStream.subscribe')).toMatchObject({ result: { subscriptionId: 0 } });
    const status = await ask('account.status', { timestamp: exchange.core.nowMs() });
    expect(status).toMatchObject({ status: 200, result: { accountType: 'SPOT' } });
  });

  it('places, tests, finds, lists and cancels orders, with the codes of REST', async () => {
    const order = { ...farOrder(exchange), newClientOrderId: 'socket' };
    expect(await ask('order.test', order, hmacKey())).toMatchObject({ result: {} });
    expect(await ask('order.status', { symbol: 'BTCUSDT', origClientOrderId: 'socket' }, hmacKey())).toMatchObject({
      error: { code: -2013 },
    });
    expect(await ask('order.place', order, hmacKey())).toMatchObject({
      result: { status: 'NEW' },
      rateLimits: [{ rateLimitType: 'ORDERS' }, {}],
    });
    expect(await ask('order.place', order, hmacKey())).toMatchObject({
      status: 400,
      error: { code: -2010, msg: 'Duplicate order sent.' },
    });
    expect(await ask('openOrders.status', {}, hmacKey())).toMatchObject({ result: [{ clientOrderId: 'socket' }] });
    expect(await ask('order.cancel', { symbol: 'BTCUSDT', origClientOrderId: 'socket' }, hmacKey())).toMatchObject({
      result: { status: 'CANCELED' },
    });
    expect(await ask('myTrades', { symbol: 'BTCUSDT' }, hmacKey())).toMatchObject({ result: [] });
    expect(await ask('time')).toMatchObject({ result: { serverTime: expect.any(Number) } });
    expect(await ask('ping')).toMatchObject({ result: {} });
    expect(await ask('order.place', { ...order, colour: 'red' }, hmacKey())).toMatchObject({ error: { code: -1104 } });
    const forged = { ...hmacKey(), sign: () => '0'.repeat(64) };
    expect(await ask('account.status', {}, forged)).toMatchObject({ error: { code: -1022 } });
    client.send('{');
    expect(await client.until(() => client.heard.find(({ id }) => id === null))).toMatchObject({
      status: 400,
      error: { code: -1135 },
    });
  });

  it('tells the market data of REST', async () => {
    const startTime = Date.UTC(2025, 0, 1);
    const params = { symbol: 'BTCUSDT', interval: '1m', startTime, limit: 5 };
    const { result } = await ask('klines', params);
    const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
    expect(result).toEqual((await caller.open('/api/v3/klines', query.toString())).body);
    expect(result).toHaveLength(5);
    expect(await ask('depth', { symbol: 'BTCEUR' })).toMatchObject({ error: { code: -1121 } });
  });

  it('says when to come back after a limit', async () => {
    once('rateLimited', { value: 1 });
    const beforeMs = Date.now();
    const { status, error } = (await ask('time')) as {
      status: number;
      error: { code: number; data: { retryAfter: number } };
    };
    expect([status, error.code]).toEqual([429, -1003]);
    expect(error.data.retryAfter).toBeGreaterThanOrEqual(beforeMs + 1_000);
  });
});

describe('user data', () => {
  it('tells each change of an order once, and the balances after it', async () => {
    await subscribe();
    const placed = await place('mine', { quantity: '0.01' });
    const { price = '' } = farOrder(exchange);
    exchange.core.tradeAt('BTC-USDT', price, '0.004', 'sell');
    await cancel('mine');
    await client.until(() => reports().length === 3);
    expect(reports()[1]).toMatchObject({
      c: 'mine',
      i: placed.body.orderId,
      x: 'TRADE',
      X: 'PARTIALLY_FILLED',
      l: '0.00400000',
      z: '0.00400000',
      n: '0.00000400',
      N: 'BTC',
      m: true,
      q: '0.01000000',
    });
    expect(reports()[2]).toMatchObject({
      x: 'CANCELED',
      X: 'CANCELED',
      C: 'mine',
      c: expect.not.stringMatching('mine'),
    });
    expect(new Set(reports().map(({ I }) => I)).size).toBe(3);
    const { body } = await caller.signed('GET', '/api/v3/account', {});
    const positions = await client.until(() => {
      const found = events().filter(({ e }) => e === 'outboundAccountPosition');
      return found.length === 3 && found;
    });
    const told = new Map(positions.flatMap(({ B }) => B as Message[]).map((row) => [row.a, row]));
    for (const { asset, free, locked } of body.balances as Message[]) {
      if (told.has(asset)) expect(told.get(asset)).toEqual({ a: asset, f: free, l: locked });
    }
    expect([...told.keys()].sort()).toEqual(['BTC', 'USDT']);
  });

  it.each([
    ['userEventNever', ['TRADE', 'CANCELED']],
    ['userEventTwice', ['NEW', 'NEW', 'TRADE', 'CANCELED']],
    ['userEventOutOfOrder', ['TRADE', 'NEW', 'CANCELED']],
  ])('%s', async (name, told) => {
    await subscribe();
    once(name);
    await place('odd');
    exchange.core.tradeAt('BTC-USDT', farOrder(exchange).price ?? '', '0.004', 'sell');
    await cancel('odd');
    await client.until(() => reports().length === told.length);
    expect(reports().map(({ x }) => x)).toEqual(told);
  });

  it('the event comes before the reply, or after it', async () => {
    await subscribe();
    once('orderReplyLate', { value: 60 });
    let isReplied = false;
    const first = place('first').then(() => {
      isReplied = true;
    });
    await client.until(() => reports().length === 1);
    expect(isReplied).toBe(false);
    await first;
    once('userEventLate', { value: 60 });
    await place('second');
    expect(reports()).toHaveLength(1);
    await client.until(() => reports().length === 2);
  });

  it('userStreamTerminated: nothing comes until it is subscribed again', async () => {
    await subscribe();
    once('userStreamTerminated');
    await place('unheard');
    await client.until(() => events().some(({ e }) => e === 'eventStreamTerminated'));
    await cancel('unheard');
    expect(reports()).toEqual([]);
    expect(await subscribe()).toMatchObject({ result: { subscriptionId: 1 } });
    await place('heard');
    await client.until(() => reports().length === 1);
  });

  it('userSocketTerminated and userSocketHalfOpen', async () => {
    await subscribe();
    once('userSocketTerminated');
    await place('cut');
    await client.until(() => client.closeCode !== undefined);
    client = await new SocketClient(`${exchange.ws}/ws-api/v3`).open();
    await subscribe();
    once('userSocketHalfOpen');
    await place('half');
    await client.until(() => reports().length === 1);
    await cancel('half');
    expect(exchange.core.orderByClientId('half')?.status).toBe('cancelled');
    expect([reports().length, client.socket.readyState]).toEqual([1, client.socket.OPEN]);
  });

  it('a reply over the socket that does not come: the order lives', async () => {
    once('orderReplyDropped');
    client.send({
      id: 'x',
      method: 'order.place',
      params: signedParams({ ...farOrder(exchange), newClientOrderId: 'gone' }),
    });
    await client.until(() => client.closeCode !== undefined);
    expect(exchange.core.orderByClientId('gone')?.status).toBe('new');
    expect(client.heard).toEqual([]);
  });
});

function signedParams(params: Readonly<Record<string, string>>): Record<string, string> {
  const all: Record<string, string> = {
    ...params,
    apiKey: exchange.binanceKey,
    timestamp: String(exchange.core.nowMs()),
  };
  const names = Object.keys(all).sort();
  return { ...all, signature: caller.hmac(names.map((name) => `${name}=${all[name]}`).join('&')) };
}
