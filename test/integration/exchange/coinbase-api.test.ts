import { CBAdvancedTradeClient, WebsocketClient } from 'coinbase-api';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCoinbaseKeys } from '../../exchange/coinbase/keys.ts';
import { type LocalCoinbase, startLocalCoinbase } from '../../exchange/coinbase/local-coinbase.ts';
import { blockOutsideHosts, type HostBlock } from './block-outside-hosts.ts';

let exchange: LocalCoinbase;
let block: HostBlock;
let client: CBAdvancedTradeClient;
const sockets: WebsocketClient[] = [];

type Message = {
  readonly channel: string;
  readonly sequence_num: number;
  readonly wsKey: string;
  readonly events: readonly Record<string, unknown>[];
};

const SILENT = { trace: vi.fn(), info: vi.fn(), error: vi.fn() };

function openSocket(key: { readonly name: string; readonly secret: string }): { ws: WebsocketClient; told: Message[] } {
  const ws = new WebsocketClient({ apiKey: key.name, apiSecret: key.secret, wsUrl: exchange.stream }, SILENT);
  const told: Message[] = [];
  ws.on('update', (message) => told.push(message as Message));
  ws.on('response', (message) => told.push(message as unknown as Message));
  ws.on('exception', () => undefined);
  sockets.push(ws);
  return { ws, told };
}

const bestBid = (): number => Number(exchange.core.book('BTC-USD', 1).bids[0]?.[0]);
const priceAt = (share: number): string => String(Math.floor(bestBid() * share));

async function placeLimit(price: string, size: string): Promise<string> {
  const placed = await client.submitOrder({
    client_order_id: client.generateNewOrderId(),
    product_id: 'BTC-USD',
    side: 'BUY',
    order_configuration: { limit_limit_gtc: { base_size: size, limit_price: price, post_only: false } },
  });
  return placed.success_response?.order_id ?? '';
}

beforeAll(async () => {
  block = blockOutsideHosts();
  exchange = await startLocalCoinbase();
  const { name, secret } = exchange.keys.ecdsa;
  client = new CBAdvancedTradeClient({ apiKey: name, apiSecret: secret, baseUrl: exchange.rest }, { timeout: 5_000 });
});

afterEach(() => {
  for (const ws of sockets.splice(0)) ws.closeAll(true);
});

afterAll(async () => {
  await exchange.close();
  block.restore();
  expect(block.refused).toEqual([]);
});

describe('coinbase-api as it is published, over requests', () => {
  it('reads time, products, candles, book, accounts, fees and permissions', async () => {
    expect(Number((await client.getServerTime()).epochMillis)).toBeCloseTo(exchange.core.nowMs(), -4);
    expect((await client.getPublicProducts()).products.map(({ product_id }) => product_id)).toContain('BTC-USDC');
    const now = Math.floor(exchange.core.nowMs() / 1000);
    const { candles } = await client.getProductCandles({
      product_id: 'BTC-USD',
      start: String(now - 349 * 60),
      end: String(now),
      granularity: 'ONE_MINUTE',
    });
    const starts = candles.map(({ start }) => Number(start));
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
    expect(starts.length).toBeGreaterThan(340);
    expect((await client.getProductBook({ product_id: 'BTC-USD', limit: 3 })).pricebook.bids).toHaveLength(3);
    expect((await client.getBestBidAsk({ product_ids: ['BTC-USD', 'ETH-USD'] })).pricebooks).toHaveLength(2);
    expect((await client.getAccounts()).accounts.map(({ currency }) => currency)).toContain('USD');
    expect((await client.getTransactionSummary()).fee_tier.maker_fee_rate).toBe('0.001');
    expect(await client.getApiKeyPermissions()).toMatchObject({ can_trade: true, can_transfer: false });
    expect((await client.getPortfolios()).portfolios).toHaveLength(1);
  });

  it('places, partially fills, cancels and follows an order', async () => {
    const price = priceAt(0.9);
    const orderId = await placeLimit(price, '0.01');
    exchange.core.tradeAt('BTC-USD', price, '0.0025', 'sell');
    const { order } = await client.getOrder({ order_id: orderId });
    expect(order).toMatchObject({
      status: 'OPEN',
      filled_size: '0.0025',
      completion_percentage: '25',
      number_of_fills: '1',
    });
    const open = await client.getOrders({ order_status: ['OPEN'], product_ids: ['BTC-USD'] });
    expect(open.orders.map(({ order_id }) => order_id)).toEqual([orderId]);
    expect((await client.cancelOrders({ order_ids: [orderId] })).results[0]).toMatchObject({ success: true });
    expect((await client.getOrder({ order_id: orderId })).order).toMatchObject({
      status: 'CANCELLED',
      filled_size: '0.0025',
    });
    const { fills } = await client.getFills({ order_ids: [orderId] });
    expect(fills).toHaveLength(1);
    expect(fills[0]).toMatchObject({ price, size: '0.0025', liquidity_indicator: 'MAKER', side: 'BUY' });
    expect(Number(fills[0]?.commission)).toBeCloseTo(Number(price) * 0.0025 * 0.001, 7);
  });

  it('is told of refusals in a reply that is no error', async () => {
    const refused = await client.submitOrder({
      client_order_id: client.generateNewOrderId(),
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration: { limit_limit_gtc: { base_size: '900', limit_price: priceAt(0.9), post_only: false } },
    });
    expect(refused).toMatchObject({
      success: false,
      error_response: { error: 'INSUFFICIENT_FUND', preview_failure_reason: 'PREVIEW_INSUFFICIENT_FUND' },
    });
    await expect(client.getOrder({ order_id: 'unknown' })).rejects.toMatchObject({ code: 404 });
  });

  it('edits and previews', async () => {
    const orderId = await placeLimit(priceAt(0.9), '0.01');
    const price = priceAt(0.8);
    const edited = await client.updateOrder({ order_id: orderId, price, size: '0.02' });
    expect(edited).toMatchObject({ success: true });
    const { order } = await client.getOrder({ order_id: orderId });
    expect(order).toMatchObject({
      status: 'OPEN',
      order_configuration: { limit_limit_gtc: { base_size: '0.02', limit_price: price } },
    });
    await client.cancelOrders({ order_ids: [orderId] });
    const preview = await client.previewOrder({
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration: { market_market_ioc: { quote_size: '1000' } },
    });
    expect(preview).toMatchObject({ errs: [], commission_total: '1' });
  });

  it('signs with an Ed25519 key', async () => {
    const { name, secret } = exchange.keys.ed25519;
    const modern = new CBAdvancedTradeClient({ apiKey: name, apiSecret: secret, baseUrl: exchange.rest });
    expect((await modern.getAccounts()).accounts.length).toBeGreaterThan(3);
  });

  it('is refused with the secret of another key', async () => {
    const { ecdsa } = exchange.keys;
    const other = new CBAdvancedTradeClient({
      apiKey: ecdsa.name,
      apiSecret: createCoinbaseKeys().ecdsa.secret,
      baseUrl: exchange.rest,
    });
    await expect(other.getAccounts()).rejects.toMatchObject({ code: 401, body: 'Unauthorized\n' });
  });
});

describe('coinbase-api as it is published, over sockets', () => {
  it('streams every market channel, each message under the next number', async () => {
    const { ws, told } = openSocket(exchange.keys.ecdsa);
    const channels = ['heartbeats', 'ticker', 'market_trades', 'level2', 'candles', 'status'];
    for (const topic of channels) ws.subscribe({ topic, payload: { product_ids: ['BTC-USD'] } }, 'advTradeMarketData');
    const heard = () => new Set(told.map(({ channel }) => channel));
    const wanted = ['subscriptions', 'heartbeats', 'ticker', 'market_trades', 'l2_data', 'candles', 'status'];
    await vi.waitFor(() => expect([...heard()]).toEqual(expect.arrayContaining(wanted)), { timeout: 5_000 });
    expect(told.map(({ sequence_num }) => sequence_num)).toEqual(told.map((_, index) => index));
    const firstOf = (name: string) => told.find(({ channel }) => channel === name)?.events[0];
    for (const name of ['market_trades', 'l2_data', 'ticker', 'candles', 'status']) {
      expect(firstOf(name)).toMatchObject({ type: 'snapshot' });
    }
  });

  it('follows an order, cumulative, with its own token', async () => {
    const { ws, told } = openSocket(exchange.keys.ed25519);
    ws.subscribe({ topic: 'user', payload: { product_ids: ['BTC-USD'] } }, 'advTradeUserData');
    await vi.waitFor(() => expect(told.some(({ channel }) => channel === 'subscriptions')).toBe(true));
    const price = priceAt(0.9);
    const orderId = await placeLimit(price, '0.01');
    exchange.core.tradeAt('BTC-USD', price, '0.004', 'sell');
    await client.cancelOrders({ order_ids: [orderId] });
    const ordersTold = () =>
      told
        .filter(({ channel }) => channel === 'user')
        .flatMap(({ events }) => events.flatMap(({ orders }) => orders as Record<string, string>[]))
        .filter((order) => order.order_id === orderId)
        .map(({ status, cumulative_quantity, leaves_quantity }) => [status, cumulative_quantity, leaves_quantity]);
    await vi.waitFor(() =>
      expect(ordersTold()).toEqual([
        ['PENDING', '0', '0.01'],
        ['OPEN', '0', '0.01'],
        ['OPEN', '0.004', '0.006'],
        ['CANCEL_QUEUED', '0.004', '0.006'],
        ['CANCELLED', '0.004', '0'],
      ]),
    );
  });

  it('comes back after its connection was cut', async () => {
    const { ws, told } = openSocket(exchange.keys.ecdsa);
    ws.subscribe({ topic: 'ticker', payload: { product_ids: ['BTC-USD'] } }, 'advTradeMarketData');
    const snapshots = () => told.filter(({ events }) => events[0]?.type === 'snapshot').length;
    await vi.waitFor(() => expect(snapshots()).toBe(1));
    expect(exchange.wire.dropSockets('terminate')).toBe(1);
    await vi.waitFor(() => expect(snapshots()).toBe(2), { timeout: 5_000 });
  });
});
