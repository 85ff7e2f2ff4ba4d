import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { type Caller, createCaller, farOrder } from './binance-caller.ts';

const ORDER = '/api/v3/order';

let exchange: LocalExchange;
let caller: Caller;

beforeAll(async () => {
  exchange = await startLocalExchange({ seed: 31 });
  caller = createCaller(exchange);
});

afterAll(() => exchange.close());

const order = (changes: Readonly<Record<string, string>> = {}) => ({ ...farOrder(exchange), ...changes });

function without(params: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));
}

describe('what the Binance wire refuses', () => {
  it.each([
    ['a missing parameter', () => without(order(), 'side'), -1102, "Mandatory parameter 'side' was not sent"],
    ['a price that a limit order must have', () => without(order(), 'price'), -1102, "'price'"],
    ['one parameter too many', () => order({ colour: 'red' }), -1104, "read '8' parameter(s) but was sent '9'"],
    ['an exponent', () => order({ quantity: '1e-7' }), -1100, "Illegal characters found in parameter 'quantity'"],
    ['a client id with a space', () => order({ newClientOrderId: 'a b' }), -1100, 'newClientOrderId'],
    ['a client id of 37', () => order({ newClientOrderId: 'x'.repeat(37) }), -1100, 'newClientOrderId'],
    [
      'too many places',
      () => order({ quantity: '0.010000001' }),
      -1111,
      "Parameter 'quantity' has too much precision.",
    ],
    ['an unknown type', () => order({ type: 'TWAP' }), -1116, 'Invalid orderType.'],
    ['an unknown side', () => order({ side: 'LONG' }), -1117, 'Invalid side.'],
    ['an unknown time in force', () => order({ timeInForce: 'DAY' }), -1115, 'Invalid timeInForce.'],
    [
      'a time in force where none belongs',
      () => order({ type: 'LIMIT_MAKER' }),
      -1106,
      "'timeInForce' sent when not required",
    ],
    ['an unknown symbol', () => order({ symbol: 'BTCEUR' }), -1121, 'Invalid symbol.'],
    ['the other exchange’s symbol', () => order({ symbol: 'BTCUSD' }), -1121, 'Invalid symbol.'],
    ['a price off the tick', () => order({ price: '50000.005' }), -1013, 'Filter failure: PRICE_FILTER'],
    ['a quantity off the step', () => order({ quantity: '0.0100001' }), -1013, 'Filter failure: LOT_SIZE'],
    ['an amount too small', () => order({ quantity: '0.00002' }), -1013, 'Filter failure: NOTIONAL'],
    [
      'more than there is',
      () => order({ quantity: '50' }),
      -2010,
      'Account has insufficient balance for requested action.',
    ],
    [
      'a price where none belongs',
      () => without(order({ type: 'STOP_LOSS', stopPrice: '1000' }), 'timeInForce'),
      -1106,
      "'price'",
    ],
  ])('%s', async (_, params, code, text) => {
    const { status, body } = await caller.signed('POST', ORDER, params());
    expect({ status, code: body.code }).toEqual({ status: 400, code });
    expect(body.msg).toContain(text);
  });

  it('a stop that would trigger at once', async () => {
    const { timeInForce: _, price, ...stop } = order({ type: 'STOP_LOSS' });
    const { body } = await caller.signed('POST', ORDER, { ...stop, stopPrice: price ?? '' });
    expect(body).toEqual({ code: -2010, msg: 'Stop price would trigger immediately.' });
  });

  it('a maker order that would take', async () => {
    const { timeInForce: _, ...maker } = order({ type: 'LIMIT_MAKER' });
    const price = String(Math.ceil(Number(exchange.core.lastPrice('BTC-USDT')) * 1.02));
    const { body } = await caller.signed('POST', ORDER, { ...maker, price });
    expect(body).toEqual({ code: -2010, msg: 'Order would immediately match and take.' });
  });

  it('a client id that is open, and takes it again once it is not', async () => {
    const params = order({ newClientOrderId: 'again' });
    const first = await caller.signed('POST', ORDER, params);
    expect(await caller.signed('POST', ORDER, params)).toMatchObject({
      body: { code: -2010, msg: 'Duplicate order sent.' },
    });
    await caller.signed('DELETE', ORDER, { symbol: 'BTCUSDT', origClientOrderId: 'again' });
    const second = await caller.signed('POST', ORDER, params);
    expect(second.body.orderId).not.toBe(first.body.orderId);
    expect(
      (await caller.signed('DELETE', ORDER, { symbol: 'BTCUSDT', origClientOrderId: 'again' })).body,
    ).toMatchObject({
      status: 'CANCELED',
      orderId: second.body.orderId,
    });
    expect((await caller.signed('DELETE', ORDER, { symbol: 'BTCUSDT', origClientOrderId: 'again' })).body.code).toBe(
      -2011,
    );
  });

  it('new orders of a market that does not trade, but not cancels', async () => {
    await caller.signed('POST', ORDER, order({ newClientOrderId: 'halted' }));
    exchange.core.setStatus('BTC-USDT', 'halted');
    expect((await caller.signed('POST', ORDER, order())).body).toEqual({ code: -2010, msg: 'Market is closed.' });
    const info = await caller.open('/api/v3/exchangeInfo', 'symbol=BTCUSDT');
    expect(info.body).toMatchObject({ symbols: [{ status: 'HALT' }] });
    const cancelled = await caller.signed('DELETE', ORDER, { symbol: 'BTCUSDT', origClientOrderId: 'halted' });
    expect(cancelled.body.status).toBe('CANCELED');
    exchange.core.setStatus('BTC-USDT', 'trading');
  });

  it('a cancel and replace whose one half or both fail', async () => {
    const path = `${ORDER}/cancelReplace`;
    const replace = (changes: Readonly<Record<string, string>>) =>
      caller.signed('POST', path, { ...order(), cancelReplaceMode: 'STOP_ON_FAILURE', ...changes });
    await caller.signed('POST', ORDER, order({ newClientOrderId: 'first' }));
    const whole = await replace({ cancelOrigClientOrderId: 'first', newClientOrderId: 'second' });
    expect(whole.body).toMatchObject({
      cancelResult: 'SUCCESS',
      newOrderResult: 'SUCCESS',
      newOrderResponse: { status: 'NEW' },
    });
    const gone = await replace({ cancelOrigClientOrderId: 'first' });
    expect(gone).toMatchObject({ status: 400, body: { code: -2022, data: { newOrderResult: 'NOT_ATTEMPTED' } } });
    const half = await replace({ cancelOrigClientOrderId: 'second', quantity: '50' });
    expect(half).toMatchObject({
      status: 409,
      body: { code: -2021, data: { cancelResult: 'SUCCESS', newOrderResponse: { code: -2010 } } },
    });
    const other = await replace({ cancelOrigClientOrderId: 'second', cancelReplaceMode: 'ALLOW_FAILURE' });
    expect(other).toMatchObject({ status: 409, body: { code: -2021, data: { newOrderResult: 'SUCCESS' } } });
  });

  it('filters as they are now, not as they were', async () => {
    exchange.core.setRules('ETH-USDT', { tick: '0.5' });
    const price = `${Math.floor(Number(exchange.core.lastPrice('ETH-USDT')) * 0.9)}.25`;
    const params = order({ symbol: 'ETHUSDT', quantity: '0.1', price });
    expect((await caller.signed('POST', ORDER, params)).body.msg).toBe('Filter failure: PRICE_FILTER');
    const { body } = await caller.open('/api/v3/exchangeInfo', 'symbol=ETHUSDT');
    expect(JSON.stringify(body)).toContain('"tickSize":"0.50000000"');
  });
});

describe('signatures and time', () => {
  const account = '/api/v3/account';

  it('takes HMAC in either case, and Ed25519', async () => {
    expect((await caller.signed('GET', account, {})).status).toBe(200);
    const upper = (payload: string) => caller.hmac(payload).toUpperCase();
    expect((await caller.signed('GET', account, {}, { sign: upper })).status).toBe(200);
    expect((await caller.signed('GET', account, {}, caller.ed25519)).status).toBe(200);
  });

  it('signs query and body together', async () => {
    const params = { ...farOrder(exchange), newClientOrderId: 'body1', timestamp: String(exchange.core.nowMs()) };
    const [query, body] = ['symbol=BTCUSDT', new URLSearchParams(without(params, 'symbol')).toString()];
    const send = (signature: string) =>
      fetch(`${exchange.rest}/api/v3/order/test?${query}`, {
        method: 'POST',
        headers: { 'X-MBX-APIKEY': exchange.binanceKey, 'content-type': 'application/x-www-form-urlencoded' },
        body: `${body}&signature=${signature}`,
      }).then((response) => response.json());
    expect(await send(caller.hmac(query + body))).toEqual({});
    expect(await send(caller.hmac(`${query}&${body}`))).toMatchObject({ code: -1022 });
  });

  it.each([
    ['a wrong signature', { sign: () => 'f'.repeat(64) }, 400, -1022],
    ['a key of another shape', { apiKey: 'short' }, 401, -2014],
    ['an unknown key', { apiKey: 'A'.repeat(64) }, 401, -2015],
  ])('refuses %s', async (_, options, status, code) => {
    expect(await caller.signed('GET', account, {}, options)).toMatchObject({ status, body: { code } });
  });

  it('keeps the receive window on both sides, also when its own clock is off', async () => {
    const at = (shiftMs: number, params = {}) =>
      caller.signed('GET', account, params, { timestampMs: exchange.core.nowMs() + shiftMs });
    expect((await at(-4_000)).status).toBe(200);
    expect((await at(-6_000)).body).toMatchObject({
      code: -1021,
      msg: expect.stringContaining('outside of the recvWindow'),
    });
    expect((await at(-6_000, { recvWindow: '60000' })).status).toBe(200);
    expect((await at(500)).status).toBe(200);
    expect((await at(2_000)).body).toMatchObject({ code: -1021, msg: expect.stringContaining('1000ms ahead') });
    for (const offsetMs of [-30_000, 30_000]) {
      exchange.core.setClockOffsetMs(offsetMs);
      const reply = await caller.signed('GET', account, {}, { timestampMs: Date.now() });
      expect(reply.body.code).toBe(-1021);
      expect((await caller.open('/api/v3/time')).body.serverTime).toBeGreaterThanOrEqual(Date.now() + offsetMs - 1_000);
    }
    exchange.core.setClockOffsetMs(0);
  });
});

describe('what the Binance wire answers', () => {
  it('klines: the oldest from a start on, otherwise the newest, the last one forming', async () => {
    const startTime = Date.UTC(2023, 5, 1);
    const from = await caller.open('/api/v3/klines', `symbol=BTCUSDT&interval=1h&startTime=${startTime}&limit=3`);
    expect((from.body as unknown as number[][]).map((row) => row[0])).toEqual(
      [0, 1, 2].map((hour) => startTime + hour * 3_600_000),
    );
    const newest = (await caller.open('/api/v3/klines', 'symbol=BTCUSDT&interval=1m&limit=5'))
      .body as unknown as number[][];
    expect(newest).toHaveLength(5);
    expect(newest[4]?.[6]).toBeGreaterThan(Date.now());
    expect((await caller.open('/api/v3/klines', 'symbol=BTCUSDT&interval=7m')).body.code).toBe(-1120);
  });

  it('klines of a minute without trades are flat', async () => {
    const startTime = Date.UTC(2023, 5, 1);
    const query = `symbol=ADAUSDT&interval=1m&startTime=${startTime}&limit=60`;
    const rows = (await caller.open('/api/v3/klines', query)).body as unknown as (string | number)[][];
    expect(rows).toHaveLength(60);
    const quiet = rows.filter((row) => row[8] === 0);
    expect(quiet).toHaveLength(1);
    const before = rows[rows.indexOf(quiet[0] ?? []) - 1];
    expect(quiet[0]?.slice(1, 6)).toEqual([before?.[4], before?.[4], before?.[4], before?.[4], '0.00000000']);
  });

  it('weeks begin on Monday, months on the first', async () => {
    const opens = async (interval: string) => {
      const query = `symbol=BTCUSDT&interval=${interval}&startTime=${Date.UTC(2024, 0, 3)}&limit=2`;
      return ((await caller.open('/api/v3/klines', query)).body as unknown as number[][]).map((row) => row[0]);
    };
    expect(await opens('1w')).toEqual([Date.UTC(2024, 0, 8), Date.UTC(2024, 0, 15)]);
    expect(await opens('1M')).toEqual([Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)]);
  });

  it('counts weight and orders in its headers', async () => {
    const first = await caller.open('/api/v3/exchangeInfo');
    const second = await caller.open('/api/v3/depth', 'symbol=BTCUSDT&limit=1000');
    const used = (reply: { headers: Headers }) => Number(reply.headers.get('x-mbx-used-weight-1m'));
    // A minute that begins between the two starts the count anew.
    expect([50, used(first) + 50]).toContain(used(second));
    const placed = await caller.signed('POST', ORDER, order());
    expect(Number(placed.headers.get('x-mbx-order-count-10s'))).toBeGreaterThan(0);
  });

  it('counts anew for what comes from another address', async () => {
    const used = async () => Number((await caller.open('/api/v3/ping')).headers.get('x-mbx-used-weight-1m'));
    await caller.open('/api/v3/exchangeInfo');
    expect(await used()).toBeGreaterThan(1);
    await fetch(`${exchange.rest}/control/address`, { method: 'POST', body: '{}' });
    expect(await used()).toBe(1);
  });

  it('what a key may do', async () => {
    const path = '/sapi/v1/account/apiRestrictions';
    expect((await caller.signed('GET', path, {})).body).toMatchObject({ enableWithdrawals: false, ipRestrict: true });
    exchange.faults.set('keyMayWithdraw');
    expect((await caller.signed('GET', path, {})).body).toMatchObject({ enableWithdrawals: true });
    exchange.faults.clear();
  });
});
