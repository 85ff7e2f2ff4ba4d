import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultSetting } from '../../../exchange/core/faults.ts';
import { type LocalExchange, startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { type Caller, createCaller, farOrder } from './binance-caller.ts';

/** Faults of requests: each is switched on, met once, and gone. */
const ORDER = '/api/v3/order';

let exchange: LocalExchange;
let caller: Caller;
let wallMs = Date.now();

beforeEach(async () => {
  wallMs = Date.now();
  exchange = await startLocalExchange({ seed: 41, clock: () => wallMs, isTicking: false });
  caller = createCaller(exchange);
});

afterEach(() => exchange.close());

const place = (clientOrderId: string, signal?: AbortSignal) =>
  caller.signed('POST', ORDER, { ...farOrder(exchange), newClientOrderId: clientOrderId }, signal ? { signal } : {});
const find = (clientOrderId: string) =>
  caller.signed('GET', ORDER, { symbol: 'BTCUSDT', origClientOrderId: clientOrderId });
const once = (name: string, setting: FaultSetting = {}) => exchange.faults.set(name, { count: 1, ...setting });

describe('an order whose reply does not come', () => {
  it.each([
    ['orderReply503', 503, { code: -1007 }],
    ['orderReply502', 502, { text: expect.stringContaining('<html>') }],
    ['orderReply500', 500, { code: -1000 }],
  ])('%s: was taken all the same', async (name, status, body) => {
    once(name);
    expect(await place('lost')).toMatchObject({ status, body });
    expect((await find('lost')).body).toMatchObject({ status: 'NEW', clientOrderId: 'lost' });
    expect((await place('next')).status).toBe(200);
    expect(exchange.faults.struck(name)).toBe(1);
  });

  it('orderReplyDropped: the connection ends, the order lives', async () => {
    once('orderReplyDropped');
    await expect(place('dropped')).rejects.toThrow('fetch failed');
    expect((await find('dropped')).body.status).toBe('NEW');
  });

  it('orderReplyHangs: nothing comes, the order lives', async () => {
    once('orderReplyHangs');
    const patience = new AbortController();
    const asked = place('hangs', patience.signal);
    while ((await find('hangs')).status !== 200) wallMs += 1;
    patience.abort();
    await expect(asked).rejects.toThrow('aborted');
  });

  it('orderLost503 looks the same, but there is no order', async () => {
    once('orderLost503');
    expect(await place('never')).toMatchObject({ status: 503, body: { code: -1007 } });
    expect((await find('never')).body.code).toBe(-2013);
  });

  it('requestDropped and requestFails: nothing is done', async () => {
    once('requestDropped', { where: 'POST' });
    await expect(place('one')).rejects.toThrow('fetch failed');
    once('requestFails', { where: 'newClientOrderId=two', value: 500 });
    expect((await place('two')).status).toBe(500);
    expect(exchange.core.orders()).toEqual([]);
  });

  it('orderLookupMissing: not found for so many seconds, then found', async () => {
    exchange.faults.set('orderLookupMissing', { value: 3 });
    await place('shy');
    expect((await find('shy')).body.code).toBe(-2013);
    const open = await caller.signed('GET', '/api/v3/openOrders', { symbol: 'BTCUSDT' });
    expect(open.body).toEqual([]);
    wallMs += 3_000;
    expect((await find('shy')).body.status).toBe('NEW');
  });
});

describe('limits', () => {
  it('429 with Retry-After; asking before it is over brings 418 and is written down', async () => {
    once('rateLimited', { value: 5 });
    const limited = await caller.open('/api/v3/time');
    expect(limited).toMatchObject({ status: 429, body: { code: -1003 } });
    expect(limited.headers.get('retry-after')).toBe('5');
    wallMs += 4_999;
    expect(exchange.violations()).toEqual([]);
    const banned = await caller.open('/api/v3/time');
    expect(banned).toMatchObject({ status: 418, body: { msg: expect.stringContaining('IP banned until') } });
    expect(exchange.violations()).toMatchObject([{ what: expect.stringContaining('1 ms before Retry-After') }]);
    wallMs += Number(banned.headers.get('retry-after')) * 1_000;
    expect((await caller.open('/api/v3/time')).status).toBe(200);
  });

  it('who waits is served again, without a violation', async () => {
    once('rateLimited', { value: 2 });
    await caller.open('/api/v3/time');
    wallMs += 2_000;
    expect((await caller.open('/api/v3/time')).status).toBe(200);
    expect(exchange.violations()).toEqual([]);
  });

  it('the weight of a minute is 6000, and no more', async () => {
    wallMs = Math.ceil(wallMs / 60_000) * 60_000;
    for (let count = 0; count < 75; count++) await caller.open('/api/v3/ticker/24hr', 'symbols=["BTCUSDT"]');
    const statuses: number[] = [];
    for (let count = 0; count < 30; count++)
      statuses.push((await caller.open('/api/v3/depth', 'symbol=BTCUSDT&limit=5000')).status);
    expect(statuses.indexOf(429)).toBe(Math.floor((6_000 - 75 * 2) / 250));
    wallMs += 60_000;
    expect((await caller.open('/api/v3/ping')).status).toBe(200);
  });

  it('banned, tooManyOrders, overloaded', async () => {
    once('tooManyOrders', { value: 7 });
    const many = await place('many');
    expect([many.status, many.body.code, many.headers.get('retry-after')]).toEqual([429, -1015, '7']);
    once('overloaded');
    expect(await place('busy')).toMatchObject({ status: 503, body: { code: -1008 } });
    expect(exchange.core.orders()).toEqual([]);
    once('banned', { value: 60 });
    expect((await caller.open('/api/v3/ping')).status).toBe(418);
  });
});

describe('orders that end otherwise than asked', () => {
  it('cancelRacesFill: the cancel finds no order, the order is filled', async () => {
    await place('raced');
    once('cancelRacesFill');
    const cancel = await caller.signed('DELETE', ORDER, { symbol: 'BTCUSDT', origClientOrderId: 'raced' });
    expect(cancel.body).toEqual({ code: -2011, msg: 'Unknown order sent.' });
    expect((await find('raced')).body).toMatchObject({ status: 'FILLED', executedQty: '0.01000000' });
  });

  it('cancelAfterPartialFill: cancelled with a part filled', async () => {
    await place('parted');
    once('cancelAfterPartialFill');
    const cancel = await caller.signed('DELETE', ORDER, { symbol: 'BTCUSDT', origClientOrderId: 'parted' });
    expect(cancel.body).toMatchObject({ status: 'CANCELED', executedQty: '0.00500000' });
  });

  it.each([
    ['orderExpires', 'EXPIRED'],
    ['orderExpiresInMatch', 'EXPIRED_IN_MATCH'],
  ])('%s: %s', async (name, status) => {
    once(name);
    expect((await place('ended')).body.status).toBe(status);
    expect((await find('ended')).body.status).toBe(status);
  });

  it('unknownStatus: a word nobody has heard', async () => {
    exchange.faults.set('unknownStatus', { value: 'PENDING_DANCE' });
    expect((await place('odd')).body.status).toBe('PENDING_DANCE');
  });

  it('haltIsBreak', async () => {
    exchange.core.setStatus('BTC-USDT', 'halted');
    exchange.faults.set('haltIsBreak');
    const { body } = await caller.open('/api/v3/exchangeInfo', 'symbol=BTCUSDT');
    expect(body).toMatchObject({ symbols: [{ status: 'BREAK' }] });
  });
});

describe('market data with holes', () => {
  const opens = async () => {
    const { body } = await caller.open(
      '/api/v3/klines',
      `symbol=BTCUSDT&interval=1m&startTime=${Date.UTC(2025, 0, 1)}&limit=11`,
    );
    return (body as unknown as number[][]).map((row) => ((row[0] ?? 0) - Date.UTC(2025, 0, 1)) / 60_000);
  };

  it('klineRowMissing and klineRowRepeated', async () => {
    once('klineRowMissing');
    expect(await opens()).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10]);
    once('klineRowRepeated');
    expect(await opens()).toEqual([0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10]);
    expect(await opens()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('depthSnapshotOld', async () => {
    const id = async () => Number((await caller.open('/api/v3/depth', 'symbol=BTCUSDT')).body.lastUpdateId);
    const whole = await id();
    once('depthSnapshotOld');
    expect(await id()).toBeLessThan(whole - 1_000);
    expect(await id()).toBe(whole);
  });
});

describe('the switchboard', () => {
  it('strikes after so many, until a time, where it is told, and by chance from a seed', () => {
    const { faults } = exchange;
    faults.set('a', { after: 2, count: 1 });
    expect([1, 2, 3, 4].map(() => faults.strike('a') !== undefined)).toEqual([false, false, true, false]);
    faults.set('b', { where: 'ETH' });
    expect([faults.strike('b', 'BTC-USDT'), faults.strike('b', 'ETH-USDT')]).toEqual([undefined, { where: 'ETH' }]);
    faults.set('c', { untilMs: wallMs + 10 });
    expect(faults.strike('c')).toBeDefined();
    wallMs += 10;
    expect(faults.strike('c')).toBeUndefined();
    const drawn = () => {
      faults.set('d', { probability: 0.3, seed: 9 });
      return Array.from({ length: 200 }, () => faults.strike('d') !== undefined);
    };
    const first = drawn();
    expect(drawn()).toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(40);
    expect(first.filter(Boolean).length).toBeLessThan(80);
  });

  it('is reached over HTTP, and knows its names', async () => {
    const post = (path: string, body: unknown) =>
      fetch(`${exchange.rest}/control/${path}`, { method: 'POST', body: JSON.stringify(body) }).then((response) =>
        response.json(),
      );
    await post('faults', { name: 'rateLimited', count: 1, value: 1 });
    expect((await caller.open('/api/v3/ping')).status).toBe(429);
    expect(await post('faults', { name: 'rateLimitd' })).toEqual({ error: expect.stringContaining('rateLimitd') });
    expect(await post('faults', { clear: true })).toEqual([]);
    wallMs += 1_000;
    const { nowMs } = (await post('clock', { offsetMs: -5_000 })) as { nowMs: number };
    expect(nowMs).toBe(wallMs - 5_000);
    const order = await place('mine');
    expect(order.status).toBe(200);
    const { price } = farOrder(exchange);
    await post('trade', { symbol: 'BTC-USDT', price, quantity: '0.004', takerSide: 'sell' });
    expect((await find('mine')).body).toMatchObject({ status: 'PARTIALLY_FILLED', executedQty: '0.00400000' });
    await post('status', { symbol: 'BTC-USDT', status: 'cancelOnly' });
    expect((await place('late')).body.msg).toBe('Market is closed.');
    expect(await (await fetch(`${exchange.rest}/control/violations`)).json()).toEqual([]);
    expect(await post('status', { symbol: 'BTC-USDT', status: 'asleep' })).toEqual({
      error: expect.stringContaining('asleep'),
    });
  });
});
