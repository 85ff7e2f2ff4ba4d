import { verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BTC, coinbaseInstrument, TIME_MS } from './coinbase-bench.ts';
import {
  base,
  createVenueBench,
  failed,
  KEY_PAIR,
  limit,
  orderOf,
  PLACED,
  quote,
  type Routes,
  refusal,
  stop,
} from './venue-bench.ts';

const nothing = (): void => undefined;
const SILENT = { order: nothing, fill: nothing, connected: nothing, broken: nothing };

const accepting: Routes = {
  'POST /orders': () => ({ body: PLACED }),
  'GET /products/BTC-USD/ticker': () => ({ body: { trades: [{ price: '68923.67' }], best_bid: '68923.66' } }),
  'GET /transaction_summary': () => ({ body: { fee_tier: { maker_fee_rate: '0.006', taker_fee_rate: '0.01' } } }),
};

async function configurationOf(more: Parameters<typeof orderOf>[0], instrument = BTC) {
  const bench = createVenueBench(accepting);
  const answer = await bench.protocol.place(orderOf(more), instrument);
  return { answer, configuration: bench.bodies()[0]?.order_configuration, asked: bench.asked() };
}

describe('an order', () => {
  it('is asked whether it may leave in the moment of sending', async () => {
    const bench = createVenueBench(accepting);
    await bench.protocol.place(orderOf(), BTC, () => false);
    expect(bench.transport.sent[0]?.request.mayLeave?.()).toBe(false);
  });
});

describe('the body of an order', () => {
  it('has our id, the product and the side', async () => {
    const { protocol, bodies } = createVenueBench(accepting);
    await protocol.place(orderOf(), BTC);
    expect(bodies()).toEqual([
      {
        client_order_id: 'mine-1',
        product_id: 'BTC-USD',
        side: 'BUY',
        order_configuration: { market_market_ioc: { base_size: '0.01' } },
      },
    ]);
  });

  it('buys by amount at the market in quote units, cut to the increment', async () => {
    const { configuration, asked } = await configurationOf({ size: quote('100.129') });
    expect(configuration).toEqual({ market_market_ioc: { quote_size: '100.12' } });
    expect(asked).toEqual(['POST /orders']);
  });

  it('sells by amount at the market as a quantity at the last price, cut to the step', async () => {
    const coarse = coinbaseInstrument('BTC-USD', { tick: '0.01', step: '0.0001' });
    const { configuration, asked } = await configurationOf({ side: 'sell', size: quote('100') }, coarse);
    expect(configuration).toEqual({ market_market_ioc: { base_size: '0.0014' } });
    expect(asked).toEqual(['GET /products/BTC-USD/ticker', 'POST /orders']);
  });

  it('a limit rests until cancelled and may take', async () => {
    const { configuration } = await configurationOf({ type: limit('68000.5'), size: base('0.5') });
    expect(configuration).toEqual({
      limit_limit_gtc: { base_size: '0.5', limit_price: '68000.5', post_only: false },
    });
  });

  it('a limit by amount leaves room for the fee of a buy', async () => {
    const buy = await configurationOf({ type: limit('100'), size: quote('101') });
    expect(buy.configuration).toMatchObject({ limit_limit_gtc: { base_size: '1' } });
    expect(buy.asked).toEqual(['GET /transaction_summary', 'POST /orders']);
    const sell = await configurationOf({ side: 'sell', type: limit('100'), size: quote('101') });
    expect(sell.configuration).toMatchObject({ limit_limit_gtc: { base_size: '1.01' } });
  });

  it('a stop is a stop-limit 5 % beyond its trigger, on the tick', async () => {
    const sell = await configurationOf({ side: 'sell', type: stop('68001.01'), size: base('0.1'), purpose: 'stop' });
    expect(sell.configuration).toEqual({
      stop_limit_stop_limit_gtc: {
        base_size: '0.1',
        stop_price: '68001.01',
        limit_price: '64600.95',
        stop_direction: 'STOP_DIRECTION_STOP_DOWN',
      },
    });
    const buy = await configurationOf({ type: stop('68001.01'), size: base('0.1') });
    expect(buy.configuration).toMatchObject({
      stop_limit_stop_limit_gtc: { limit_price: '71401.07', stop_direction: 'STOP_DIRECTION_STOP_UP' },
    });
    const tiny = await configurationOf({ side: 'sell', type: stop('0.01'), size: base('1') });
    expect(tiny.configuration).toMatchObject({ stop_limit_stop_limit_gtc: { limit_price: '0.01' } });
    expect(createVenueBench({}).protocol.stopLimitShare).toBe(0.05);
  });

  it('an amount below one step is refused here', async () => {
    const { answer, asked } = await configurationOf({ side: 'sell', size: quote('0.0001') });
    expect(answer).toEqual({ kind: 'refused', reason: 'size is below 0.00000001 BTC, one step' });
    expect(asked).not.toContain('POST /orders');
    expect((await configurationOf({ size: quote('0.009') })).answer.kind).toBe('refused');
  });

  it('names the portfolio of a key that is bound to one', async () => {
    const permissions = { can_view: true, can_trade: true, can_transfer: false, portfolio_uuid: 'p-7' };
    for (const [type, expected] of [
      ['CONSUMER', 'p-7'],
      ['DEFAULT', undefined],
    ]) {
      const { protocol, bodies } = createVenueBench({
        ...accepting,
        'GET /key_permissions': () => ({ body: { ...permissions, portfolio_type: type } }),
      });
      protocol.openUserStream(SILENT);
      await protocol.place(orderOf(), BTC);
      expect(bodies()[0]?.retail_portfolio_id).toBe(expected);
    }
  });

  it('sent again it is the same to the letter, whatever the price has become', async () => {
    const bench = createVenueBench({
      ...accepting,
      'GET /products/BTC-USD/ticker': () => ({ body: { trades: [{ price: String(100 + bench.asked().length) }] } }),
    });
    const order = orderOf({ side: 'sell', size: quote('50') });
    await bench.protocol.place(order, BTC);
    await bench.protocol.place(order, BTC);
    const bodies = bench.transport.sent.flatMap(({ built }) => built.body ?? []);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toBe(bodies[1]);
    expect(bench.protocol.resend).toBe('sameBody');
  });
});

describe('the request', () => {
  it('carries a token for its own address, made at the moment of sending', async () => {
    const { protocol, transport, timers } = createVenueBench(accepting);
    await protocol.place(orderOf(), BTC);
    const { built, request } = transport.sent[0] as (typeof transport.sent)[0];
    const [header, claims, signature] = (built.headers?.authorization ?? '').replace('Bearer ', '').split('.');
    const said = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as Record<string, unknown>;
    expect(said).toMatchObject({
      sub: 'organizations/o/apiKeys/k',
      uri: 'POST 127.0.0.1:1/api/v3/brokerage/orders',
      nbf: Math.floor((timers.nowMs() + 100) / 1000),
    });
    const data = Buffer.from(`${header}.${claims}`);
    const key = { key: KEY_PAIR.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', data, key, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
    expect(request).toMatchObject({ priority: 'order', group: 'orders', timeoutMs: 15_000, cost: { private: 1 } });
    timers.advance(60_000);
    const later = request.build().headers?.authorization?.split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(later, 'base64url').toString())).toMatchObject({ nbf: (said.nbf as number) + 60 });
  });

  it('protection goes before entries', async () => {
    const { protocol, transport } = createVenueBench(accepting);
    await protocol.place(orderOf({ clientOrderId: 'a', purpose: 'stop', side: 'sell' }), BTC);
    await protocol.place(orderOf({ clientOrderId: 'b', purpose: 'flatten', side: 'sell' }), BTC);
    expect(transport.sent.map(({ request }) => request.priority)).toEqual(['risk', 'risk']);
  });

  it('does not leave while the clock is in doubt', async () => {
    const { protocol, asked } = createVenueBench(accepting, { serverNowMs: () => undefined });
    expect(await protocol.place(orderOf(), BTC)).toMatchObject({ kind: 'notPlaced' });
    expect(asked()).toEqual([]);
  });
});

describe('what the answer means', () => {
  const answerTo = async (reply: ReturnType<Routes[string]>) =>
    createVenueBench({ 'POST /orders': () => reply }, { serverNowMs: () => TIME_MS }).protocol.place(orderOf(), BTC);

  it('success is accepted, with the exchange’s own id', async () => {
    expect(await answerTo({ body: PLACED })).toEqual({
      kind: 'accepted',
      fills: [],
      order: {
        venueOrderId: 'cb-1',
        clientOrderId: 'mine-1',
        instrumentId: BTC.id,
        status: 'working',
        statusText: 'PENDING',
        filledQuantity: 0n,
        filledValue: 0n,
        updatedMs: TIME_MS,
      },
    });
  });

  it.each([
    [refusal('INSUFFICIENT_FUND', 'Insufficient balance'), 'refused', 'INSUFFICIENT_FUND: Insufficient balance'],
    [refusal('PREVIEW_INSUFFICIENT_FUND'), 'refused', 'PREVIEW_INSUFFICIENT_FUND'],
    [refusal('PREVIEW_SOMETHING_NEW'), 'refused', 'PREVIEW_SOMETHING_NEW'],
    [refusal('UNSUPPORTED_ORDER_CONFIGURATION'), 'refused', 'UNSUPPORTED_ORDER_CONFIGURATION'],
    [
      refusal('UNKNOWN_FAILURE_REASON', '', { new_order_failure_reason: 'INVALID_LIMIT_PRICE_POST_ONLY' }),
      'refused',
      'INVALID_LIMIT_PRICE_POST_ONLY',
    ],
    [
      refusal('UNKNOWN_FAILURE_REASON', '', {
        new_order_failure_reason: 'UNKNOWN_FAILURE_REASON',
        preview_failure_reason: 'PREVIEW_INVALID_PRICE_PRECISION',
      }),
      'refused',
      'PREVIEW_INVALID_PRICE_PRECISION',
    ],
    [{ success: false, failure_reason: 'INVALID_SIDE' }, 'refused', 'INVALID_SIDE'],
    [refusal('DUPLICATE_CLIENT_ORDER_ID'), 'exists', 'DUPLICATE_CLIENT_ORDER_ID'],
    [refusal('UNKNOWN_FAILURE_REASON'), 'unknown', 'UNKNOWN_FAILURE_REASON'],
    [refusal('A_REASON_OF_NEXT_YEAR'), 'unknown', 'A_REASON_OF_NEXT_YEAR'],
    [{ success: false }, 'unknown', 'no reason given'],
    [{ success: true }, 'unknown', 'the answer says success and does not name the order'],
    [{ success: true, success_response: { order_id: 'x', client_order_id: 'other' } }, 'unknown', expect.anything()],
  ])('200 %j is %s', async (body, kind, reason) => {
    expect(await answerTo({ body })).toEqual({ kind, reason });
  });

  it.each([
    [500, { error: 'INTERNAL' }, 'unknown'],
    [502, '<html>Bad gateway</html>', 'unknown'],
    [503, {}, 'unknown'],
    [504, '', 'unknown'],
    [408, {}, 'unknown'],
    [200, '<html>', 'unknown'],
    [200, '', 'unknown'],
    [200, '[]', 'unknown'],
    [400, { error: 'INVALID_ARGUMENT', message: 'base_size' }, 'refused'],
    [400, { error: 'DUPLICATE_CLIENT_ORDER_ID', message: '' }, 'exists'],
    [401, 'Unauthorized', 'refused'],
    [403, { error: 'PERMISSION_DENIED' }, 'refused'],
    [429, { errors: [{ id: 'rate_limit_exceeded', message: 'Too many requests' }] }, 'notPlaced'],
  ])('%d %j is %s', async (status, body, kind) => {
    expect((await answerTo({ status, body })).kind).toBe(kind);
  });

  it.each([
    ['timedOut', {}, 'unknown'],
    ['networkFailed', { sent: true }, 'unknown'],
    ['networkFailed', { sent: false }, 'notPlaced'],
    ['rateLimited', {}, 'notPlaced'],
    ['circuitOpen', {}, 'notPlaced'],
    ['cancelled', {}, 'notPlaced'],
    ['replyUnreadable', { sent: true }, 'unknown'],
  ])('a transport that says %s %j: %s', async (code, details, kind) => {
    expect((await answerTo(failed(code, details))).kind).toBe(kind);
  });

  it('too many requests: it waits as long as the exchange asks', async () => {
    const bench = createVenueBench({ 'POST /orders': () => ({ status: 429, body: {} }) });
    bench.transport.pausedUntilMs = (() => bench.timers.nowMs() + 7000) as never;
    expect(await bench.protocol.place(orderOf(), BTC)).toMatchObject({ kind: 'notPlaced', retryAfterMs: 7000 });
  });

  it('without a last price a sale by amount is not placed', async () => {
    const { protocol, asked } = createVenueBench({ 'GET /products/BTC-USD/ticker': () => ({ body: { trades: [] } }) });
    const answer = await protocol.place(orderOf({ side: 'sell', size: quote('10') }), BTC);
    expect(answer.kind).toBe('notPlaced');
    expect(asked()).toEqual(['GET /products/BTC-USD/ticker']);
  });

  it('a token in an answer is not repeated', async () => {
    const echo = refusal('INVALID_REQUEST', 'header was eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl');
    expect(await answerTo({ body: echo })).toEqual({ kind: 'refused', reason: 'INVALID_REQUEST: header was [token]' });
    const answer = await answerTo({ status: 400, body: { error: 'X', message: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOi' } });
    expect(JSON.stringify(answer)).not.toContain('eyJ');
  });

  it('a 401 has the clock measured anew', async () => {
    let measured = 0;
    const resyncClock = async () => void measured++;
    const { protocol } = createVenueBench({ 'POST /orders': () => ({ status: 401, body: '' }) }, { resyncClock });
    await protocol.place(orderOf(), BTC);
    expect(measured).toBe(1);
  });
});
