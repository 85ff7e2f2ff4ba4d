import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCoinbaseOrders } from '../../../../../src-main/exchanges/coinbase/venue.ts';
import type { VenueOrder } from '../../../../../src-main/exchanges/connection/order-protocol.ts';
import { BTC, createCoinbaseBench, FakeServer, TIME_MS } from './coinbase-bench.ts';

const PAIR = generateKeyPairSync('ed25519');
const SECRET = PAIR.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const order = (more: object = {}) => ({
  order_id: 'cb-1',
  client_order_id: 'mine-1',
  product_id: 'BTC-USD',
  status: 'OPEN',
  order_side: 'BUY',
  order_type: 'Limit',
  creation_time: '2026-11-21T00:00:00Z',
  cumulative_quantity: '0.004',
  leaves_quantity: '0.006',
  avg_price: '100',
  total_fees: '0.01',
  filled_value: '0.4',
  number_of_fills: '1',
  cancel_reason: '',
  reject_reason: '',
  ...more,
});

function openUser(secret = SECRET) {
  const bench = createCoinbaseBench();
  const told: string[] = [];
  const orders: VenueOrder[] = [];
  const protocol = createCoinbaseOrders(bench.parts, { apiKey: 'key-name', secret });
  const stream = protocol.openUserStream({
    order: (said) => {
      orders.push(said);
      told.push(`${said.venueOrderId} ${said.statusText} ${said.filledQuantity}`);
    },
    fill: () => told.push('fill'),
    connected: () => told.push('connected'),
    broken: (reason) => told.push(`broken: ${reason}`),
  });
  const socket = bench.transport.sockets[0];
  return { ...bench, told, orders, stream, socket };
}

function liveUser() {
  const session = openUser();
  if (session.socket === undefined) throw new Error('a socket is expected');
  const server = new FakeServer(session.socket);
  server.open();
  const user = (type: string, ...list: object[]) => server.say('user', [{ type, orders: list, positions: {} }]);
  return { ...session, server, user };
}

describe('subscribing', () => {
  it('asks for heartbeats and the whole user channel, with a fresh token in each message and no address in it', () => {
    const { server } = liveUser();
    const sent = server.socket.takeSent();
    expect(sent.map(({ jwt, ...rest }) => rest)).toEqual([
      { type: 'subscribe', channel: 'heartbeats' },
      { type: 'subscribe', channel: 'user' },
    ]);
    const tokens = sent.map(({ jwt }) => String(jwt));
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) {
      const [header, claims, signature] = token.split('.');
      const data = Buffer.from(`${header}.${claims}`);
      expect(verify(null, data, PAIR.publicKey, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
      const said = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as Record<string, unknown>;
      expect(Object.keys(said).sort()).toEqual(['exp', 'iss', 'nbf', 'sub']);
    }
  });

  it('stands with its acknowledgement, once', () => {
    const { server, told } = liveUser();
    server.acknowledge({ heartbeats: ['heartbeats'] });
    expect(told).toEqual([]);
    server.acknowledge({ heartbeats: ['heartbeats'], user: ['8bfc20d7'] });
    server.acknowledge({ heartbeats: ['heartbeats'], user: ['8bfc20d7'] });
    expect(told).toEqual(['connected']);
  });

  it('stands with the first that is said on it, and is asked for again while nothing is', () => {
    const { server, told, user, timers } = liveUser();
    server.socket.takeSent();
    timers.advance(10_000);
    const again = server.socket.takeSent();
    expect(again.map(({ channel }) => channel)).toEqual(['user']);
    user('snapshot');
    expect(told).toEqual(['connected']);
    timers.advance(30_000);
    expect(server.socket.takeSent()).toEqual([]);
  });

  it('that the exchange ends without being asked is lost, and begins anew', () => {
    const { server, told } = liveUser();
    server.acknowledge({ heartbeats: ['heartbeats'] });
    server.acknowledge({ heartbeats: ['heartbeats'], user: ['me'] });
    server.beat(1);
    server.acknowledge({ heartbeats: ['heartbeats'] });
    expect(told).toEqual(['connected', 'broken: the exchange ended a subscription']);
    expect(server.socket.reconnects).toHaveLength(1);
    server.open();
    server.acknowledge({ heartbeats: ['heartbeats'] });
    server.acknowledge({ heartbeats: ['heartbeats'], user: ['me'] });
    expect(told.at(-1)).toBe('connected');
    expect(server.socket.reconnects).toHaveLength(1);
  });

  it('a key that cannot be read opens no socket and says so', () => {
    const { timers, told, socket } = openUser('not a key');
    expect(socket).toBeUndefined();
    expect(told).toEqual([]);
    timers.advance(1);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^broken: secret cannot be read/);
  });
});

describe('the snapshot', () => {
  const batch = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => order({ order_id: `cb-${from + index}` }));

  it('is acted on when its last batch has come: one with fewer than 50', () => {
    const { user, orders } = liveUser();
    user('snapshot', ...batch(0, 50));
    user('snapshot', ...batch(50, 50));
    expect(orders).toEqual([]);
    user('snapshot', ...batch(100, 3));
    expect(orders.map(({ venueOrderId }) => venueOrderId)).toEqual(
      Array.from({ length: 103 }, (_, index) => `cb-${index}`),
    );
  });

  it('an empty one ends it too', () => {
    const { user, orders } = liveUser();
    user('snapshot', ...batch(0, 50));
    user('snapshot');
    expect(orders).toHaveLength(50);
  });

  it('of exactly 50 ends with silence', () => {
    const { user, orders, timers } = liveUser();
    user('snapshot', ...batch(0, 50));
    timers.advance(3000);
    expect(orders).toHaveLength(50);
  });

  it('what is newer is told at once, and what the snapshot says of it not after', () => {
    const { user, orders } = liveUser();
    user('snapshot', ...batch(0, 50));
    user('update', order({ order_id: 'cb-7', cumulative_quantity: '0.01', filled_value: '1', status: 'FILLED' }));
    user('snapshot');
    expect(orders.filter(({ venueOrderId }) => venueOrderId === 'cb-7').map(({ status }) => status)).toEqual([
      'filled',
    ]);
    expect(orders).toHaveLength(50);
  });

  it('half of one is forgotten with its connection', () => {
    const { user, server, orders, timers, told } = liveUser();
    user('snapshot', ...batch(0, 50));
    server.socket.options.onBreak('closed');
    timers.advance(60_000);
    expect(orders).toEqual([]);
    expect(told).toEqual(['connected', 'broken: closed']);
  });
});

describe('updates', () => {
  it('are cumulative, with the instrument and the time of the message', () => {
    const { user, orders } = liveUser();
    user('update', order());
    expect(orders).toEqual([
      {
        venueOrderId: 'cb-1',
        clientOrderId: 'mine-1',
        instrumentId: BTC.id,
        status: 'working',
        statusText: 'OPEN',
        filledQuantity: 400_000n,
        filledValue: 4n * 10n ** 19n,
        updatedMs: TIME_MS,
      },
    ]);
  });

  it('without a filled value it is the average times the quantity', () => {
    const { user, orders } = liveUser();
    user('update', order({ filled_value: undefined, avg_price: '100.5' }));
    expect(orders[0]?.filledValue).toBe(40_200_000_000_000_000_000n);
  });

  it.each([
    ['PENDING', 'working'],
    ['QUEUED', 'working'],
    ['CANCEL_QUEUED', 'working'],
    ['EDIT_QUEUED', 'working'],
    ['FILLED', 'filled'],
    ['CANCELLED', 'cancelled'],
    ['EXPIRED', 'cancelled'],
    ['UNKNOWN_ORDER_STATUS', 'unknown'],
    ['SUSPENDED', 'unknown'],
  ])('%s is %s', (word, status) => {
    const { user, orders } = liveUser();
    user('update', order({ status: word }));
    expect(orders[0]).toMatchObject({ status, statusText: word });
  });

  it('FAILED is refused with its reason, and cancelled when some of it traded', () => {
    const { user, orders } = liveUser();
    user('update', order({ status: 'FAILED', cumulative_quantity: '0', reject_reason: 'INSUFFICIENT_FUNDS' }));
    user('update', order({ order_id: 'cb-2', status: 'FAILED' }));
    expect(orders.map(({ status, statusText }) => [status, statusText])).toEqual([
      ['refused', 'FAILED: INSUFFICIENT_FUNDS'],
      ['cancelled', 'FAILED'],
    ]);
  });

  it('said again are told once, also after a reconnect; less than is known is not told', () => {
    const { user, server, told } = liveUser();
    user('update', order());
    user('update', order());
    user('update', order({ cumulative_quantity: '0.002' }));
    server.socket.options.onBreak('closed');
    server.open();
    user('snapshot', order());
    user('update', order({ cumulative_quantity: '0.01', filled_value: '1', status: 'FILLED' }));
    user('update', order({ cumulative_quantity: '0.01', filled_value: '1', status: 'OPEN' }));
    expect(told).toEqual(['connected', 'cb-1 OPEN 400000', 'broken: closed', 'connected', 'cb-1 FILLED 1000000']);
  });

  it('that cannot be read are logged and left out', () => {
    const { user, orders, log } = liveUser();
    user('update', order({ cumulative_quantity: 'all' }), order({ order_id: 'cb-2' }), order({ status: 3 }));
    expect(orders.map(({ venueOrderId }) => venueOrderId)).toEqual(['cb-2']);
    expect(log.lines[0]).toContain('"count":2');
  });

  it('a hole in the numbers breaks the connection', () => {
    const { user, server, told } = liveUser();
    user('update', order());
    server.sequence++;
    user('update', order({ status: 'FILLED', cumulative_quantity: '0.01' }));
    expect(told.slice(0, 2)).toEqual(['connected', 'cb-1 OPEN 400000']);
    expect(told[2]).toMatch(/^broken: sequence_num/);
    expect(server.socket.reconnects).toHaveLength(1);
  });

  it('disposed, nothing of it is left', async () => {
    const { user, stream, timers, socket } = liveUser();
    user('snapshot', ...Array.from({ length: 50 }, () => order()));
    await stream.dispose();
    expect(socket?.isDisposed).toBe(true);
    expect(timers.pending()).toBe(0);
  });
});
