import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createOrderProtocol } from '../../../../../src-main/exchanges/binance/venue.ts';
import type { ProtocolParts } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { VenueFill, VenueOrder } from '../../../../../src-main/exchanges/connection/order-protocol.ts';
import { BTC, createBench, ETH } from './scripted-transport.ts';

const KEYS = { apiKey: 'the-key', secret: 'the-secret' };

function openUser(more: Partial<ProtocolParts> = {}) {
  const bench = createBench([BTC, ETH], more);
  const orders: VenueOrder[] = [];
  const fills: VenueFill[] = [];
  const states: string[] = [];
  const stream = createOrderProtocol(bench.parts, KEYS).openUserStream({
    order: (order) => void orders.push(order),
    fill: (fill) => void fills.push(fill),
    connected: () => void states.push('connected'),
    broken: (reason) => void states.push(`broken: ${reason}`),
  });
  const socket = bench.transport.sockets[0] ?? expect.fail('no socket was opened');
  const connect = (): void => {
    socket.options.onOpen();
    for (const { id } of socket.takeSent()) socket.receive({ id, status: 200, result: { subscriptionId: 0 } });
  };
  return { ...bench, stream, socket, connect, orders, fills, states };
}

const REPORT = {
  e: 'executionReport',
  E: 1700000000200,
  s: 'BTCUSDT',
  c: 'bw-1',
  C: '',
  S: 'BUY',
  o: 'LIMIT',
  x: 'TRADE',
  X: 'PARTIALLY_FILLED',
  r: 'NONE',
  i: 1001,
  l: '0.00050000',
  z: '0.00050000',
  L: '100.00',
  n: '0.00000100',
  N: 'BNB',
  T: 1700000000199,
  t: 5002,
  I: 9001,
  m: true,
  Z: '0.05000000',
};
const told = (more: object) => ({ subscriptionId: 0, event: { ...REPORT, ...more } });

describe('subscribing', () => {
  it('signs sorted parameters, and is connected with the answer', () => {
    const { socket, states, timers } = openUser();
    expect(socket.options.url()).toBe('ws://127.0.0.1:1/ws-api/v3');
    expect(socket.options.renewAfterMs).toBe(23 * 3_600_000);
    socket.options.onOpen();
    const [frame] = socket.takeSent();
    const timestamp = timers.nowMs() + 100 - 200;
    const payload = `apiKey=the-key&recvWindow=3000&timestamp=${timestamp}`;
    const signature = createHmac('sha256', KEYS.secret).update(payload).digest('hex');
    expect(frame).toEqual({
      id: 'user-1',
      method: 'userDataStream.subscribe.signature',
      params: { apiKey: 'the-key', recvWindow: 3000, timestamp, signature },
    });
    expect(states).toEqual([]);
    socket.receive({ id: 'user-1', status: 200, result: { subscriptionId: 0 }, rateLimits: [] });
    expect(states).toEqual(['connected']);
  });

  it('waits for a clock that is in doubt', async () => {
    let isKnown = false;
    const { socket, timers } = openUser({ serverNowMs: () => (isKnown ? 1_700_000_000_000 : undefined) });
    socket.options.onOpen();
    await timers.run(5_000);
    expect(socket.sent).toEqual([]);
    isKnown = true;
    await timers.run(1_000);
    expect(socket.sent).toHaveLength(1);
    expect(socket.reconnects).toEqual([]);
  });

  it('without an answer within 10 s begins anew', async () => {
    const { socket, states, timers } = openUser();
    socket.options.onOpen();
    await timers.run(10_000);
    expect(socket.reconnects).toEqual(['no answer to the subscription within 10000 ms']);
    expect(states).toEqual(['broken: no answer to the subscription within 10000 ms']);
  });

  it('that is refused begins anew and says why', () => {
    const { socket, states } = openUser();
    socket.options.onOpen();
    socket.receive({ id: 'user-1', status: 401, error: { code: -2015, msg: 'Invalid API-key' } });
    expect(socket.reconnects).toEqual(['-2015 Invalid API-key']);
    expect(states).toEqual(['broken: -2015 Invalid API-key']);
  });

  it('whose time was refused has the clock measured first', async () => {
    let measured = 0;
    const { socket, timers } = openUser({
      resyncClock: async () => {
        measured++;
      },
    });
    socket.options.onOpen();
    socket.receive({ id: 'user-1', status: 400, error: { code: -1021, msg: 'Timestamp' } });
    await timers.run(0);
    expect(measured).toBe(1);
    expect(socket.reconnects).toEqual(['-1021 Timestamp']);
  });

  it('that is one too many keeps us silent until the time it names', () => {
    const { socket, transport } = openUser();
    socket.options.onOpen();
    const error = { code: -1003, msg: 'Too much', data: { serverTime: 1, retryAfter: 1800000000000 } };
    socket.receive({ id: 'user-1', status: 429, error });
    expect(transport.pauses).toEqual([[1800000000000, '-1003 Too much']]);
  });

  it('tells the weight that was used', () => {
    const { socket, transport } = openUser();
    socket.options.onOpen();
    const limit = { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000, count: 321 };
    socket.receive({ id: 'user-1', status: 200, result: {}, rateLimits: [limit] });
    expect(transport.used).toEqual([['requestWeight', 321]]);
  });

  it('is done again after a change-over, and then all that may be missed is asked for again', () => {
    const { connect, states } = openUser();
    connect();
    connect();
    expect(states).toEqual(['connected', 'connected']);
  });

  it('is done again when the exchange ends it', () => {
    const { connect, socket, states } = openUser();
    connect();
    socket.receive({ subscriptionId: 0, event: { e: 'eventStreamTerminated', E: 1700000000000 } });
    expect(states).toEqual(['connected', 'broken: the exchange ended the subscription']);
    expect(socket.takeSent()).toMatchObject([{ method: 'userDataStream.subscribe.signature' }]);
    socket.receive({ id: 'user-2', status: 200, result: {} });
    expect(states.at(-1)).toBe('connected');
  });

  it('a connection that announces its end is renewed', () => {
    const { connect, socket } = openUser();
    connect();
    socket.receive({ event: { e: 'serverShutdown', E: 1700000000000 } });
    expect(socket.renewals).toHaveLength(1);
  });

  it('with a secret that cannot sign opens nothing and says so', () => {
    const bench = createBench();
    const reasons: string[] = [];
    const orders = createOrderProtocol(bench.parts, { apiKey: 'k', secret: '-----BEGIN planted' });
    orders.openUserStream({
      order: () => undefined,
      fill: () => undefined,
      connected: () => undefined,
      broken: (reason) => void reasons.push(reason),
    });
    expect(bench.transport.sockets).toEqual([]);
    expect(reasons.join()).toContain('secret');
    expect(reasons.join()).not.toContain('planted');
  });
});

describe('events', () => {
  it('a trade is an order and its fill', () => {
    const { connect, socket, orders, fills } = openUser();
    connect();
    socket.receive(told({}));
    expect(orders).toMatchObject([
      { venueOrderId: '1001', clientOrderId: 'bw-1', instrumentId: BTC.id, status: 'working' },
    ]);
    expect(fills).toMatchObject([
      {
        fillId: 'BTCUSDT-5002-1001',
        clientOrderId: 'bw-1',
        liquidity: 'maker',
        fee: { asset: 'BNB' },
        timeMs: 1700000000199,
      },
    ]);
  });

  it('told twice is told once', () => {
    const { connect, socket, orders, fills } = openUser();
    connect();
    for (const more of [{}, {}, { I: 9002, t: 5003 }, {}]) socket.receive(told(more));
    expect([orders.length, fills.length]).toEqual([2, 2]);
  });

  it('of a cancelled order is under our id, not the cancel’s', () => {
    const { connect, socket, orders, fills } = openUser();
    connect();
    socket.receive(
      told({ x: 'CANCELED', X: 'CANCELED', c: 'web_123', C: 'bw-1', t: -1, l: '0', L: '0', N: null, n: '0' }),
    );
    expect(orders).toMatchObject([{ clientOrderId: 'bw-1', status: 'cancelled' }]);
    expect(fills).toEqual([]);
  });

  it('with a status we do not know is unknown and keeps its text', () => {
    const { connect, socket, orders } = openUser();
    connect();
    socket.receive(told({ X: 'PENDING_REVIEW', x: 'NEW' }));
    expect(orders).toMatchObject([{ status: 'unknown', statusText: 'PENDING_REVIEW' }]);
  });

  it('of a symbol nobody loaded has no instrument and no fill', () => {
    const { connect, socket, orders, fills } = openUser();
    connect();
    socket.receive(told({ s: 'DOGEUSDT' }));
    expect(orders).toMatchObject([{ instrumentId: undefined }]);
    expect(fills).toEqual([]);
  });

  it('a fee without an asset is none, in the quote asset', () => {
    const { connect, socket, fills } = openUser();
    connect();
    socket.receive(told({ N: null, n: '0' }));
    expect(fills).toMatchObject([{ fee: { asset: 'USDT', amount: 0n } }]);
  });

  it('that cannot be read is said, and what it told is asked for', () => {
    const { connect, socket, states, orders, log } = openUser();
    connect();
    socket.receive(told({ z: '-1' }));
    socket.receive('{"subscr');
    expect(orders).toEqual([]);
    expect(states).toEqual(['connected', 'connected', 'connected']);
    expect(log.lines.filter((line) => line.includes('unreadable event'))).toHaveLength(2);
  });

  it('of other kinds is left alone, of unknown ones said once', () => {
    const { connect, socket, states, orders, log } = openUser();
    connect();
    for (const e of ['outboundAccountPosition', 'balanceUpdate', 'listStatus', 'brandNew', 'brandNew']) {
      socket.receive({ subscriptionId: 0, event: { e, E: 1700000000000 } });
    }
    expect([orders.length, states.length]).toEqual([0, 1]);
    expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual([
      'warn: unknown event of the user stream {"event":"brandNew"}',
    ]);
  });
});

it('disposed, it is silent and has no timer left', async () => {
  const { socket, stream, states, timers } = openUser();
  socket.options.onOpen();
  await stream.dispose();
  socket.options.onBreak('closed');
  socket.receive(told({}));
  expect([states, timers.pending(), socket.isDisposed]).toEqual([[], 0, true]);
});
