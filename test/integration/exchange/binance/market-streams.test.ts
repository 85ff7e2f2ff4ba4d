import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalExchange, startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { createCaller } from './binance-caller.ts';
import { type Message, SocketClient } from './socket-client.ts';

/** Twenty seconds before a minute ends; time moves only when a test moves it. */
const START_MS = Date.UTC(2026, 10, 21, 12, 0, 40);
const clients: SocketClient[] = [];

let exchange: LocalExchange;
let nowMs = START_MS;

beforeEach(async () => {
  nowMs = START_MS;
  exchange = await startLocalExchange({ seed: 51, clock: () => nowMs, isTicking: false });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate();
  await exchange.close();
});

function move(ms: number, stepMs = 100): void {
  for (const endMs = nowMs + ms; nowMs < endMs; exchange.tick()) nowMs += stepMs;
}

function connect(path: string, options: { autoPong?: boolean } = {}): Promise<SocketClient> {
  const client = new SocketClient(`${exchange.ws}${path}`, options);
  clients.push(client);
  return client.open();
}

const follow = async (...streams: string[]) => connect(`/ws/${streams.join('/')}`);

describe('market streams', () => {
  it('trades: running ids, no two alike', async () => {
    const client = await follow('btcusdt@trade');
    move(60_000);
    const trades = await client.until(() => client.of('trade').length >= 29 && client.of('trade'));
    const ids = trades.map(({ t }) => Number(t));
    expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
    expect(trades[0]).toMatchObject({ s: 'BTCUSDT', p: expect.stringMatching(/^\d+\.\d{8}$/), M: true });
  });

  it('a candle closes once, and is the one REST tells', async () => {
    const client = await follow('btcusdt@kline_1m');
    for (let part = 0; part < 3; part++) {
      move(30_000, 500);
      await roundTrip(client);
    }
    const isClosed = (message: Message) => (message.k as Message).x === true;
    const [closed, ...others] = await client.until(() => {
      const found = client.of('kline').filter(isClosed);
      return found.length === 2 && found;
    });
    expect(others).toHaveLength(1);
    const candle = closed?.k as Message;
    expect(candle.t).toBe(Date.UTC(2026, 10, 21, 12, 0));
    const { body } = await createCaller(exchange).open(
      '/api/v3/klines',
      `symbol=BTCUSDT&interval=1m&startTime=${candle.t}&limit=1`,
    );
    const [row] = body as unknown as unknown[][];
    expect(row?.slice(0, 9)).toEqual([
      candle.t,
      candle.o,
      candle.h,
      candle.l,
      candle.c,
      candle.v,
      candle.T,
      candle.q,
      candle.n,
    ]);
    expect(Number(candle.L) - Number(candle.f) + 1).toBe(candle.n);
    const forming = client.of('kline').filter((message) => !isClosed(message));
    expect(forming.length).toBeGreaterThan(40);
  });

  it('depth: the local book by the published procedure equals the snapshot', async () => {
    const client = await follow('btcusdt@depth@100ms', 'ethusdt@depth');
    const first = (await createCaller(exchange).open('/api/v3/depth', 'symbol=BTCUSDT&limit=1000')).body;
    move(20_000);
    const last = (await createCaller(exchange).open('/api/v3/depth', 'symbol=BTCUSDT&limit=1000')).body;
    const updates = await client.until(() => {
      const found = client.of('depthUpdate').filter(({ s }) => s === 'BTCUSDT');
      return found.at(-1)?.u === last.lastUpdateId && found;
    });
    const sides = { b: new Map(first.bids as [string, string][]), a: new Map(first.asks as [string, string][]) };
    let id = Number(first.lastUpdateId);
    for (const update of updates) {
      expect(update.U).toBe(id + 1);
      id = Number(update.u);
      for (const side of ['b', 'a'] as const) {
        for (const [price, quantity] of update[side] as [string, string][]) {
          if (Number(quantity) === 0) sides[side].delete(price);
          else sides[side].set(price, quantity);
        }
      }
    }
    expect(sides.b).toEqual(new Map(last.bids as [string, string][]));
    expect(sides.a).toEqual(new Map(last.asks as [string, string][]));
  });

  it('combined streams are wrapped in their names, quotes have neither e nor E', async () => {
    const client = await connect(
      '/stream?streams=btcusdt@bookTicker/btcusdt@depth5@100ms/btcusdt@miniTicker/btcusdt@ticker/ethusdt@aggTrade',
    );
    move(6_000);
    const names = () => new Set(client.heard.map(({ stream }) => stream));
    await client.until(() => names().size === 5);
    const dataOf = (name: string) => client.heard.find(({ stream }) => stream === name)?.data as Message;
    expect(Object.keys(dataOf('btcusdt@bookTicker'))).toEqual(['u', 's', 'b', 'B', 'a', 'A']);
    expect(dataOf('btcusdt@depth5@100ms')).toMatchObject({
      lastUpdateId: expect.any(Number),
      bids: { length: 5 },
      asks: { length: 5 },
    });
    expect(dataOf('btcusdt@ticker')).toMatchObject({ e: '24hrTicker', n: expect.any(Number), s: 'BTCUSDT' });
  });

  it('SUBSCRIBE, LIST_SUBSCRIPTIONS, UNSUBSCRIBE and what is wrong with a request', async () => {
    const client = await connect('/ws');
    expect(await client.ask({ method: 'SUBSCRIBE', params: ['btcusdt@trade', 'ethusdt@trade'], id: 1 })).toEqual({
      result: null,
      id: 1,
    });
    expect(await client.ask({ method: 'UNSUBSCRIBE', params: ['btcusdt@trade'], id: 'two' })).toEqual({
      result: null,
      id: 'two',
    });
    expect(await client.ask({ method: 'LIST_SUBSCRIPTIONS', id: 3 })).toEqual({ result: ['ethusdt@trade'], id: 3 });
    nowMs += 1_000;
    expect(await client.ask({ method: 'DANCE', id: 4 })).toMatchObject({ code: 2, id: 4 });
    client.send('{not json');
    expect(await client.until(() => client.heard.find(({ code }) => code === 3))).toMatchObject({
      msg: 'Invalid JSON',
    });
    const many = Array.from({ length: 1_024 }, (_, index) => `s${index}usdt@trade`);
    expect(await client.ask({ method: 'SUBSCRIBE', params: many, id: 5 })).toMatchObject({ code: 2, id: 5 });
    move(10_000, 1_000);
    await client.until(() => client.of('trade').length > 0);
    expect(new Set(client.of('trade').map(({ s }) => s))).toEqual(new Set(['ETHUSDT']));
  });

  it('closes on the sixth message within a second, and writes it down', async () => {
    const client = await connect('/ws');
    for (let id = 1; id <= 6; id++) client.send({ method: 'LIST_SUBSCRIPTIONS', id });
    await client.until(() => client.closeCode !== undefined);
    expect(client.closeCode).toBe(1008);
    expect(client.heard).toHaveLength(5);
    expect(exchange.violations()).toMatchObject([{ what: expect.stringContaining('more than 5 messages') }]);
  });

  it('pings every 20 s and gives up on who does not answer', async () => {
    const good = await follow('btcusdt@trade');
    const deaf = await connect('/ws', { autoPong: false });
    for (let beat = 1; beat <= 3; beat++) {
      move(20_000, 20_000);
      await good.until(() => good.pings === beat);
      await roundTrip(good);
    }
    move(20_000, 20_000);
    await deaf.until(() => deaf.closeCode !== undefined);
    expect(deaf.closeCode).toBe(1006);
    expect(good.closeCode).toBeUndefined();
  });

  it('lives for 24 hours', async () => {
    const client = await follow('btcusdt@trade');
    nowMs += 86_400_000;
    exchange.tick();
    await client.until(() => client.closeCode !== undefined);
    expect(client.closeCode).toBe(1000);
  });
});

/** When this is answered, what was sent before (pongs too) has been read. */
async function roundTrip(client: SocketClient): Promise<void> {
  const id = client.heard.length + 1_000;
  await client.ask({ method: 'LIST_SUBSCRIPTIONS', id });
}

describe('faults of market streams', () => {
  const numbers = (client: SocketClient) => client.of('trade').map(({ t }) => Number(t));
  const tell = (count: number) => {
    for (let index = 0; index < count; index++) exchange.core.tradeAt('BTC-USDT', '60000', '0.1', 'buy');
  };

  it.each([
    ['streamDropped', [0, 2, 3]],
    ['streamTwice', [0, 1, 1, 2, 3]],
    ['streamReordered', [0, 2, 1, 3]],
  ])('%s', async (name, order) => {
    const client = await follow('btcusdt@trade');
    exchange.faults.set(name, { count: 1, after: 1 });
    tell(4);
    await client.until(() => client.of('trade').length === order.length);
    const first = numbers(client)[0] ?? 0;
    expect(numbers(client).map((id) => id - first)).toEqual(order);
  });

  it('streamMalformed: a message that ends in the middle', async () => {
    const client = await follow('btcusdt@trade');
    exchange.faults.set('streamMalformed', { count: 1 });
    tell(2);
    await client.until(() => client.heard.length === 2);
    expect(client.heard[0]).toHaveProperty('malformed');
  });

  it('depthSkipped leaves a hole, depthZeroUnknown deletes what was never there', async () => {
    const client = await follow('btcusdt@depth@100ms');
    exchange.faults.set('depthSkipped', { count: 1, after: 1 });
    move(5_000);
    const [one, two] = await client.until(() => client.of('depthUpdate').length > 2 && client.of('depthUpdate'));
    expect(Number(two?.U)).toBeGreaterThan(Number(one?.u) + 1);
    exchange.faults.set('depthZeroUnknown', { count: 1 });
    move(2_000);
    await client.until(() =>
      client.of('depthUpdate').some(({ b }) => JSON.stringify(b).includes('["0.00000001","0.00000000"]')),
    );
  });

  it('klineCloseMissing: the next minute comes, the last one was never closed', async () => {
    const client = await follow('btcusdt@kline_1m');
    exchange.faults.set('klineCloseMissing', { count: 1 });
    move(30_000, 500);
    await client.until(() => client.of('kline').some(({ k }) => (k as Message).t === Date.UTC(2026, 10, 21, 12, 1)));
    expect(client.of('kline').some(({ k }) => (k as Message).x === true)).toBe(false);
  });

  it('klineCloseLate: it comes after the next minute began', async () => {
    const client = await follow('btcusdt@kline_1m');
    exchange.faults.set('klineCloseLate', { count: 1, value: 20 });
    move(30_000, 500);
    const late = await client.until(() => client.of('kline').find(({ k }) => (k as Message).x === true));
    expect(client.of('kline').indexOf(late)).toBeGreaterThan(10);
  });

  it('socketClosed, socketTerminated', async () => {
    for (const [name, code] of [
      ['socketClosed', 1000],
      ['socketTerminated', 1006],
    ] as const) {
      const client = await follow('btcusdt@trade');
      exchange.faults.set(name, { count: 1, after: 1 });
      tell(3);
      await client.until(() => client.closeCode !== undefined);
      expect(client.closeCode).toBe(code);
      expect(client.of('trade')).toHaveLength(2);
    }
  });

  it('half-open: the connection stays, neither data nor pongs come', async () => {
    const client = await follow('btcusdt@trade');
    const other = await follow('btcusdt@trade');
    await roundTrip(client);
    exchange.faults.set('socketHalfOpen', { count: 1 });
    tell(3);
    await other.until(() => other.of('trade').length === 3);
    let pongs = 0;
    client.socket.on('pong', () => pongs++);
    client.socket.ping();
    await roundTrip(other);
    expect(client.of('trade').length + pongs).toBe(1);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it('serverShutdown, raw and combined', async () => {
    const raw = await follow('btcusdt@trade');
    const combined = await connect('/stream?streams=btcusdt@trade');
    expect(exchange.dropSockets('shutdown')).toBe(2);
    expect(await raw.until(() => raw.heard[0])).toMatchObject({ e: 'serverShutdown', E: expect.any(Number) });
    expect(await combined.until(() => combined.heard[0])).toMatchObject({
      stream: '!serverShutdown',
      data: { e: 'serverShutdown' },
    });
  });

  it('ackMissing: subscribed, but nobody says so', async () => {
    const client = await connect('/ws');
    exchange.faults.set('ackMissing', { count: 1 });
    client.send({ method: 'SUBSCRIBE', params: ['btcusdt@trade'], id: 1 });
    expect(await client.ask({ method: 'LIST_SUBSCRIPTIONS', id: 2 })).toEqual({ result: ['btcusdt@trade'], id: 2 });
    expect(client.heard).toHaveLength(1);
  });

  it('socketRefused, socketSlowAccept', async () => {
    exchange.faults.set('socketRefused', { count: 1 });
    await expect(connect('/ws')).rejects.toThrow('503');
    exchange.faults.set('socketSlowAccept', { count: 1, value: 50 });
    const [slow, quick] = [connect('/ws').then(() => 'slow'), connect('/ws').then(() => 'quick')];
    expect(await Promise.race([slow, quick])).toBe('quick');
    expect(await slow).toBe('slow');
  });

  it('pingMissing: none comes when one is due', async () => {
    const client = await follow('btcusdt@trade');
    exchange.faults.set('pingMissing', { count: 1 });
    move(20_000, 20_000);
    move(20_000, 20_000);
    await client.until(() => client.pings > 0);
    await roundTrip(client);
    expect(client.pings).toBe(1);
  });
});
