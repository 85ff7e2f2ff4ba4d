import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCoinbaseKeys } from '../../exchange/coinbase/keys.ts';
import { type LocalCoinbase, startLocalCoinbase } from '../../exchange/coinbase/local-coinbase.ts';
import { type Json, PlainClient } from '../../exchange/coinbase/plain-client.ts';

let exchange: LocalCoinbase;
let client: PlainClient;
let orders = 0;

const LIMITS = { privatePerSecond: 1_000, publicPerSecond: 1_000 };
/** The market stands still: its clock does. */
const NOW_MS = Date.UTC(2026, 0, 5, 12, 0, 30);
const newId = (): string => {
  orders += 1;
  return `requests-${orders}`;
};
const priceAt = (share: number): string =>
  String(Math.floor(Number(exchange.core.book('BTC-USD', 1).bids[0]?.[0]) * share));

beforeAll(async () => {
  exchange = await startLocalCoinbase({ coinbase: LIMITS, core: { clock: () => NOW_MS } });
  client = new PlainClient(exchange);
});

afterEach(() => {
  exchange.faults.clear();
  exchange.core.setStatus('BTC-USD', 'trading');
  for (const { id } of exchange.core.openOrders()) exchange.core.cancel(id);
});

afterAll(() => exchange.close());

describe('tokens', () => {
  const secondsFromNow = (offset: number): number => Math.floor(exchange.core.nowMs() / 1000) + offset;

  it.each<[string, () => Json, Json]>([
    ['an expired one', () => ({ nbf: secondsFromNow(-125), exp: secondsFromNow(-5) }), {}],
    ['one that lives longer than 120 s', () => ({ exp: secondsFromNow(200) }), {}],
    ['one of the future', () => ({ nbf: secondsFromNow(30), exp: secondsFromNow(150) }), {}],
    ['another issuer', () => ({ iss: 'me' }), {}],
    ['another subject', () => ({ sub: 'organizations/o/apiKeys/k' }), {}],
    ['another address', () => ({ uri: 'GET api.coinbase.com/api/v3/brokerage/orders' }), {}],
    ['another method', () => ({ uri: 'POST api.coinbase.com/api/v3/brokerage/accounts' }), {}],
    ['a query in its address', () => ({ uri: 'GET api.coinbase.com/api/v3/brokerage/accounts?limit=1' }), {}],
    ['no address', () => ({ uri: undefined }), {}],
    ['no nonce', () => ({}), { nonce: undefined }],
    ['an unknown key', () => ({}), { kid: 'organizations/o/apiKeys/k' }],
    ['another algorithm', () => ({}), { alg: 'none' }],
  ])('refuses %s', async (_name, claims, header) => {
    const told = await client.send('GET', '/accounts', null, client.token('GET', '/accounts', claims(), header));
    expect([told.status, told.text]).toEqual([401, 'Unauthorized\n']);
  });

  it('refuses a signature of another key, a signature in DER, and rubbish', async () => {
    const stranger = new PlainClient(exchange, createCoinbaseKeys().ecdsa);
    expect((await stranger.get('/accounts')).status).toBe(401);
    for (const token of ['', 'a.b.c', 'e30.e30.', `${client.token('GET', '/accounts')}AA`]) {
      expect((await client.send('GET', '/accounts', null, token)).status).toBe(401);
    }
  });

  it('takes a token once', async () => {
    const token = client.token('GET', '/accounts');
    expect((await client.send('GET', '/accounts', null, token)).status).toBe(200);
    expect((await client.send('GET', '/accounts', null, token)).status).toBe(401);
  });

  it('goes by the exchange’s clock', async () => {
    const token = client.token('GET', '/accounts');
    exchange.core.setClockOffsetMs(121_000);
    expect((await client.send('GET', '/accounts', null, token)).status).toBe(401);
    expect((await client.get('/accounts')).status).toBe(200);
    exchange.core.setClockOffsetMs(0);
  });

  it('tells what a key may, and keeps to it', async () => {
    exchange.faults.set('keyMayWithdraw');
    exchange.faults.set('keyCannotTrade');
    expect((await client.get('/key_permissions')).body).toMatchObject({
      can_view: true,
      can_trade: false,
      can_transfer: true,
    });
    const told = await client.placeLimit(newId(), priceAt(0.9), '0.01');
    expect([told.status, told.body.error]).toEqual([403, 'PERMISSION_DENIED']);
  });
});

describe('candles', () => {
  const end = (): number => Math.floor(exchange.core.nowMs() / 60_000) * 60;
  const path = (product: string, from: number, to: number, granularity = 'ONE_MINUTE'): string =>
    `/market/products/${product}/candles?start=${from}&end=${to}&granularity=${granularity}`;
  const startsOf = (body: Json): number[] => (body.candles as { start: string }[]).map(({ start }) => Number(start));

  it('come 350 at a time, newest first, and not one more', async () => {
    const full = await client.get(path('BTC-USD', end() - 350 * 60, end() - 60));
    const expected = Array.from({ length: 350 }, (_, index) => end() - (index + 1) * 60);
    expect(startsOf(full.body)).toEqual(expected);
    const over = await client.get(path('BTC-USD', end() - 351 * 60, end() - 60));
    expect(over.status).toBe(400);
    expect(over.body).toMatchObject({ error: 'INVALID_ARGUMENT', message: expect.stringContaining('less than 350') });
  });

  it('leave out a minute without trades', async () => {
    const day = await client.get(path('ADA-USD', end() - 180 * 60, end() - 60));
    const starts = startsOf(day.body);
    expect(starts.length).toBeLessThan(180);
    const own = exchange.core.minutes('ADA-USD', (end() - 180 * 60) * 1000, end() * 1000);
    expect(starts.toReversed()).toEqual(
      own.filter(({ trades }) => trades > 0).map(({ openTimeMs }) => openTimeMs / 1000),
    );
  });

  it('are missing where the fault says', async () => {
    exchange.faults.set('emptyBucket', { count: 1, value: end() - 120 });
    const range = path('BTC-USD', end() - 300, end() - 60);
    expect(startsOf((await client.get(range)).body)).not.toContain(end() - 120);
    expect(startsOf((await client.get(range)).body)).toContain(end() - 120);
  });

  it('need a granularity, a range and a product that are there', async () => {
    for (const bad of [
      path('BTC-USD', 1, 2, 'ONE_WEEK'),
      path('NO-USD', 1, 2),
      '/market/products/BTC-USD/candles?granularity=ONE_DAY',
    ]) {
      expect((await client.get(bad)).status).toBe(400);
    }
    expect((await client.get('/market/products/NO-USD')).status).toBe(404);
  });
});

describe('orders', () => {
  it.each<[string, () => Json, string, string]>([
    [
      'more than there is',
      () => ({ limit_limit_gtc: { base_size: '900', limit_price: priceAt(0.9) } }),
      'INSUFFICIENT_FUND',
      'PREVIEW_INSUFFICIENT_FUND',
    ],
    [
      'post-only that would take',
      () => ({ limit_limit_gtc: { base_size: '0.01', limit_price: priceAt(1.1), post_only: true } }),
      'INVALID_LIMIT_PRICE_POST_ONLY',
      'PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY',
    ],
    [
      'too fine a price',
      () => ({ limit_limit_gtc: { base_size: '0.01', limit_price: '50000.001' } }),
      'INVALID_PRICE_PRECISION',
      'PREVIEW_INVALID_PRICE_PRECISION',
    ],
    [
      'too fine a size',
      () => ({ limit_limit_gtc: { base_size: '0.000000015', limit_price: priceAt(0.9) } }),
      'INVALID_SIZE_PRECISION',
      'PREVIEW_INVALID_SIZE_PRECISION',
    ],
    [
      'too small a size',
      () => ({ limit_limit_gtc: { base_size: '0.000000001', limit_price: priceAt(0.9) } }),
      'UNKNOWN_FAILURE_REASON',
      'PREVIEW_INVALID_BASE_SIZE_TOO_SMALL',
    ],
    [
      'too little money',
      () => ({ market_market_ioc: { quote_size: '0.5' } }),
      'UNKNOWN_FAILURE_REASON',
      'PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL',
    ],
    [
      'a stop on the wrong side',
      () => ({
        stop_limit_stop_limit_gtc: {
          base_size: '0.01',
          limit_price: priceAt(0.9),
          stop_price: priceAt(0.9),
          stop_direction: 'STOP_DIRECTION_STOP_UP',
        },
      }),
      'UNKNOWN_FAILURE_REASON',
      'PREVIEW_STOP_PRICE_BELOW_LAST_TRADE_PRICE',
    ],
    [
      'what is not served',
      () => ({ twap_limit_gtd: { base_size: '1' } }),
      'UNSUPPORTED_ORDER_CONFIGURATION',
      'PREVIEW_INVALID_ORDER_CONFIG',
    ],
    [
      'both sizes',
      () => ({ market_market_ioc: { base_size: '1', quote_size: '1' } }),
      'UNSUPPORTED_ORDER_CONFIGURATION',
      'PREVIEW_INVALID_ORDER_CONFIG',
    ],
  ])('refuse %s in a reply that is no error', async (_name, configuration, error, preview) => {
    const told = await client.post('/orders', {
      client_order_id: newId(),
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration: configuration(),
    });
    expect(told.status).toBe(200);
    expect(told.body).toMatchObject({ success: false, error_response: { error, preview_failure_reason: preview } });
    expect(exchange.core.openOrders()).toEqual([]);
  });

  it.each<[string, Json]>([
    ['no client id', { client_order_id: undefined }],
    ['another side', { side: 'buy' }],
    ['a number for a size', { order_configuration: { market_market_ioc: { base_size: 1 } } }],
    ['two configurations', { order_configuration: { market_market_ioc: {}, limit_limit_gtc: {} } }],
  ])('are a bad request with %s', async (_name, wrong) => {
    const good = { client_order_id: newId(), product_id: 'BTC-USD', side: 'BUY', order_configuration: {} };
    expect((await client.post('/orders', { ...good, ...wrong })).status).toBe(400);
  });

  it('of a halted product are refused, its cancels are not', async () => {
    const placed = await client.placeLimit(newId(), priceAt(0.9), '0.01');
    const orderId = (placed.body.success_response as Json).order_id;
    exchange.core.setStatus('BTC-USD', 'halted');
    expect((await client.get('/products/BTC-USD')).body).toMatchObject({ trading_disabled: true, cancel_only: false });
    expect((await client.placeLimit(newId(), priceAt(0.9), '0.01')).body).toMatchObject({
      error_response: { error: 'PRODUCT_TRADING_HALTED' },
    });
    exchange.core.setStatus('BTC-USD', 'cancelOnly');
    expect((await client.get('/products/BTC-USD')).body).toMatchObject({ trading_disabled: false, cancel_only: true });
    expect((await client.placeLimit(newId(), priceAt(0.9), '0.01')).body).toMatchObject({
      error_response: { error: 'ORDER_ENTRY_DISABLED' },
    });
    expect((await client.post('/orders/batch_cancel', { order_ids: [orderId] })).body).toMatchObject({
      results: [{ success: true }],
    });
  });

  it('under one client id are one order, whatever has become of it', async () => {
    const id = newId();
    const first = await client.placeLimit(id, priceAt(0.9), '0.01');
    const orderId = String((first.body.success_response as Json).order_id);
    expect((await client.placeLimit(id, priceAt(0.5), '0.5')).body).toEqual(first.body);
    await client.post('/orders/batch_cancel', { order_ids: [orderId] });
    expect((await client.placeLimit(id, priceAt(0.9), '0.01')).body).toEqual(first.body);
    expect(exchange.core.openOrders()).toEqual([]);
  });

  it('cannot be cancelled twice, nor when there is none', async () => {
    const placed = await client.placeLimit(newId(), priceAt(0.9), '0.01');
    const orderId = String((placed.body.success_response as Json).order_id);
    const cancel = () => client.post('/orders/batch_cancel', { order_ids: [orderId, 'unknown'] });
    await cancel();
    expect((await cancel()).body).toMatchObject({
      results: [
        { success: false, failure_reason: 'UNKNOWN_CANCEL_ORDER' },
        { success: false, failure_reason: 'UNKNOWN_CANCEL_ORDER' },
      ],
    });
  });

  it('until a time end by the exchange’s clock', async () => {
    const end_time = new Date(exchange.core.nowMs() + 60_000).toISOString();
    const placed = await client.post('/orders', {
      client_order_id: newId(),
      product_id: 'BTC-USDC',
      side: 'BUY',
      order_configuration: { limit_limit_gtd: { base_size: '0.01', limit_price: priceAt(0.9), end_time } },
    });
    const orderId = String((placed.body.success_response as Json).order_id);
    const order = async () => (await client.get(`/orders/historical/${orderId}`)).body.order;
    expect(await order()).toMatchObject({
      status: 'OPEN',
      product_id: 'BTC-USDC',
      time_in_force: 'GOOD_UNTIL_DATE_TIME',
    });
    exchange.core.setClockOffsetMs(60_001);
    expect(await order()).toMatchObject({ status: 'EXPIRED' });
    exchange.core.setClockOffsetMs(0);
  });

  it('are listed in pages, newest first, by status, side and product', async () => {
    for (const share of [0.9, 0.89, 0.88]) await client.placeLimit(newId(), priceAt(share), '0.01');
    const page = (await client.get('/orders/historical/batch?order_status=OPEN&product_ids=BTC-USD&limit=2')).body;
    expect(page).toMatchObject({ has_next: true });
    const next = (await client.get(`/orders/historical/batch?order_status=OPEN&limit=2&cursor=${String(page.cursor)}`))
      .body;
    const prices = [page, next].flatMap(({ orders: rows }) =>
      (rows as { order_configuration: { limit_limit_gtc: { limit_price: string } } }[]).map(
        ({ order_configuration }) => order_configuration.limit_limit_gtc.limit_price,
      ),
    );
    expect(prices).toEqual([0.88, 0.89, 0.9].map(priceAt));
    expect((await client.get('/orders/historical/batch?order_status=OPEN&order_side=SELL')).body.orders).toEqual([]);
    expect((await client.get('/orders/historical/batch?order_status=OPEN&order_status=FILLED')).status).toBe(400);
  });

  it('bought for an amount of the quote tell fills in quote units', async () => {
    const placed = await client.post('/orders', {
      client_order_id: newId(),
      product_id: 'ETH-USD',
      side: 'BUY',
      order_configuration: { market_market_ioc: { quote_size: '100' } },
    });
    const orderId = String((placed.body.success_response as Json).order_id);
    const { fills } = (await client.get(`/orders/historical/fills?order_ids=${orderId}`)).body;
    const rows = fills as { size: string; commission: string; size_in_quote: boolean; liquidity_indicator: string }[];
    expect(rows.every((row) => row.size_in_quote && row.liquidity_indicator === 'TAKER')).toBe(true);
    const spent = rows.reduce((sum, { size }) => sum + Number(size), 0);
    expect(spent).toBeGreaterThan(99.9);
    expect(spent).toBeLessThanOrEqual(100);
    expect(rows.reduce((sum, { commission }) => sum + Number(commission), 0)).toBeCloseTo(spent * 0.001, 6);
  });
});

describe('limits', () => {
  it('refuse the request after the last with 429, and note one that comes too early', async () => {
    const strict = await startLocalCoinbase({ coinbase: { publicPerSecond: 3 } });
    const ask = () => fetch(`${strict.rest}/api/v3/brokerage/time`);
    const replies = [];
    for (let request = 0; request < 8; request++) replies.push(await ask());
    const refused = replies.find(({ status }) => status === 429);
    expect(replies[0]?.headers.get('x-ratelimit-limit')).toBe('3');
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(await refused?.json()).toEqual({ errors: [{ id: 'rate_limit_exceeded', message: 'Too many requests' }] });
    await strict.close();
  });

  it('are not touched before Retry-After unseen', async () => {
    let nowMs = Date.now();
    const strict = await startLocalCoinbase({ wallMs: () => nowMs });
    const ask = async () => (await fetch(`${strict.rest}/api/v3/brokerage/time`)).status;
    strict.faults.set('rateLimited', { count: 1, value: 3, where: '/time' });
    expect(await ask()).toBe(429);
    nowMs += 2_000;
    expect(await ask()).toBe(429);
    expect(strict.wire.violations()).toHaveLength(1);
    nowMs += 1_000;
    expect(await ask()).toBe(200);
    expect(strict.wire.violations()).toHaveLength(1);
    await strict.close();
  });
});
