import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disposable } from '../../../../../src-main/base/disposable.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import type {
  OrderPair,
  OrderProtocol,
  OrderReference,
  PlaceAnswer,
  VenueFill,
  VenueOrder,
} from '../../../../../src-main/exchanges/connection/order-protocol.ts';
import { moneyFromText, priceFromText, quantityFromText, quantityToText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { Happenings, type LocalSession, openLocal } from './local-session.ts';

type Told =
  | { readonly kind: 'order'; readonly order: VenueOrder }
  | { readonly kind: 'fill'; readonly fill: VenueFill }
  | { readonly kind: 'connected' | 'broken' };

let local: LocalSession;
let orders: OrderProtocol;
let userStream: Disposable | undefined;

beforeEach(async () => {
  local = await openLocal();
  orders = binance.orders(local.parts, local.keys);
});

afterEach(async () => {
  await userStream?.dispose();
  userStream = undefined;
  await local.close();
});

const BTC = 'BTC-USDT';
let orderNumber = 0;

/** A buy far below the market, so that it rests. */
function order(more: Partial<Order> = {}): Order {
  return {
    clientOrderId: `bw${++orderNumber}`,
    accountId: 'paper',
    botId: 'bot',
    instrumentId: 'binance:BTC-USDT',
    side: 'buy',
    type: { kind: 'limit', price: priceFromText(restingPrice()) },
    size: { kind: 'base', quantity: quantityFromText('0.01') },
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
    createdMs: 0,
    ...more,
  };
}

const restingPrice = (): string => (Number(local.exchange.core.lastPrice(BTC)) * 0.9).toFixed(0);
const market = { kind: 'market' } as const;
const place = (sent: Order): Promise<PlaceAnswer> => orders.place(sent, local.instrument(BTC));

function reference(sent: Order): OrderReference {
  const { clientOrderId } = sent;
  return { clientOrderId, instrument: local.instrument(BTC), venueOrderId: null, sentMs: local.exchange.core.nowMs() };
}

async function follow(): Promise<Happenings<Told>> {
  const told = new Happenings<Told>();
  userStream = orders.openUserStream({
    order: (venueOrder) => told.add({ kind: 'order', order: venueOrder }),
    fill: (fill) => told.add({ kind: 'fill', fill }),
    connected: () => told.add({ kind: 'connected' }),
    broken: () => told.add({ kind: 'broken' }),
  });
  await told.until((all) => all.some(({ kind }) => kind === 'connected'));
  return told;
}

const statusesOf = (told: Happenings<Told>): string[] =>
  told.all.flatMap((one) => (one.kind === 'order' ? [one.order.statusText] : []));
const fillsOf = (told: Happenings<Told>): VenueFill[] =>
  told.all.flatMap((one) => (one.kind === 'fill' ? [one.fill] : []));
const statusCame = (status: string) => (all: readonly Told[]) =>
  all.some((one) => one.kind === 'order' && one.order.statusText === status);

describe('an order', () => {
  it('rests, is found, listed and cancelled, and the stream tells the same', async () => {
    const told = await follow();
    const sent = order();
    const answer = await place(sent);
    if (answer.kind !== 'accepted') return expect.fail(JSON.stringify(answer));
    expect(answer.order).toMatchObject({
      clientOrderId: sent.clientOrderId,
      status: 'working',
      instrumentId: sent.instrumentId,
    });
    expect(unwrap(await orders.find(reference(sent)))).toMatchObject({ venueOrderId: answer.order.venueOrderId });
    expect(unwrap(await orders.openOrders())).toMatchObject([{ clientOrderId: sent.clientOrderId, status: 'working' }]);
    const cancelled = await orders.cancel(reference(sent));
    expect(cancelled).toMatchObject({
      kind: 'cancelled',
      order: { clientOrderId: sent.clientOrderId, status: 'cancelled' },
    });
    await told.until(statusCame('CANCELED'));
    expect(statusesOf(told)).toEqual(['NEW', 'CANCELED']);
    expect(told.all.every((one) => one.kind !== 'order' || one.order.clientOrderId === sent.clientOrderId)).toBe(true);
    expect((await orders.cancel(reference(sent))).kind).toBe('notOpen');
    expect(unwrap(await orders.openOrders())).toEqual([]);
  });

  it('is filled in parts: the stream and the list of trades tell the same fills', async () => {
    const told = await follow();
    const sent = order();
    await place(sent);
    const price = restingPrice();
    local.exchange.core.tradeAt(BTC, price, '0.004', 'sell');
    local.exchange.core.tradeAt(BTC, price, '0.006', 'sell');
    await told.until(statusCame('FILLED'));
    expect(statusesOf(told)).toEqual(['NEW', 'PARTIALLY_FILLED', 'FILLED']);
    const fills = fillsOf(told);
    expect(fills.map(({ quantity, liquidity }) => [quantityToText(quantity), liquidity])).toEqual([
      ['0.004', 'maker'],
      ['0.006', 'maker'],
    ]);
    const listed = unwrap(await orders.fills(local.instrument(BTC), local.exchange.core.nowMs() - 60_000));
    expect(listed).toEqual(fills.map((fill) => ({ ...fill, clientOrderId: null })));
    expect(unwrap(await orders.find(reference(sent)))).toMatchObject({
      status: 'filled',
      filledQuantity: quantityFromText('0.01'),
    });
  });

  it('at market by amount is filled at once: reply, stream and list name the same fills', async () => {
    const told = await follow();
    const answer = await place(order({ type: market, size: { kind: 'quote', amount: moneyFromText('500') } }));
    if (answer.kind !== 'accepted') return expect.fail(JSON.stringify(answer));
    expect(answer.order.status).toBe('filled');
    expect(answer.order.filledValue <= moneyFromText('500')).toBe(true);
    await told.until(statusCame('FILLED'));
    const ids = answer.fills.map(({ fillId }) => fillId);
    expect(ids.length).toBeGreaterThan(0);
    expect(fillsOf(told).map(({ fillId }) => fillId)).toEqual(ids);
    const listed = unwrap(await orders.fills(local.instrument(BTC), local.exchange.core.nowMs() - 60_000));
    expect(listed.map(({ fillId }) => fillId)).toEqual(ids);
  });

  it('that stops waits for its trigger, then trades', async () => {
    const told = await follow();
    const trigger = restingPrice();
    const sent = order({ side: 'sell', type: { kind: 'stop', trigger: priceFromText(trigger) } });
    expect((await place(sent)).kind).toBe('accepted');
    expect(unwrap(await orders.openOrders())).toHaveLength(1);
    local.exchange.core.tradeAt(BTC, trigger, '0.001', 'sell');
    await told.until(statusCame('FILLED'));
    expect(fillsOf(told).every(({ liquidity }) => liquidity === 'taker')).toBe(true);
  });

  it.each(['EXPIRED', 'EXPIRED_IN_MATCH'])('that ends as %s was cancelled', async (status) => {
    const told = await follow();
    const sent = order();
    const answer = await place(sent);
    if (answer.kind !== 'accepted') return expect.fail(answer.kind);
    local.exchange.core.cancel(Number(answer.order.venueOrderId), status === 'EXPIRED' ? 'expired' : 'expiredInMatch');
    await told.until((all) => all.some((one) => one.kind === 'order' && one.order.status === 'cancelled'));
    expect(statusesOf(told).at(-1)).toMatch(new RegExp(`^${status}\\b`));
    expect(unwrap(await orders.find(reference(sent)))).toMatchObject({ status: 'cancelled' });
  });

  it('works with an Ed25519 key as well, its stream too', async () => {
    const { binanceEd25519Key: apiKey, binanceEd25519PrivateKeyPem: secret } = local.exchange;
    orders = binance.orders(local.parts, { apiKey, secret });
    const told = await follow();
    expect((await place(order())).kind).toBe('accepted');
    await told.until(statusCame('NEW'));
  });
});

describe('refusals', () => {
  const quantity = (text: string): Partial<Order> => ({ size: { kind: 'base', quantity: quantityFromText(text) } });

  it.each([
    ['a step', () => quantity('0.0000123'), '-1013 Filter failure: LOT_SIZE'],
    ['too little', () => quantity('0.00001'), '-1013 Filter failure: NOTIONAL'],
    [
      'a tick',
      () => ({ type: { kind: 'limit', price: priceFromText(`${restingPrice()}.0012345`) } }) as const,
      '-1013 Filter failure: PRICE_FILTER',
    ],
    ['no money', () => quantity('1000'), '-2010 Account has insufficient balance'],
    [
      'a trigger that is passed',
      () => ({ side: 'buy', type: { kind: 'stop', trigger: priceFromText(restingPrice()) } }) as const,
      '-2010 Stop price would trigger immediately.',
    ],
  ])('%s: refused in the exchange’s words', async (_, more, words) => {
    const answer = await place(order(more()));
    expect(answer.kind).toBe('refused');
    expect(JSON.stringify(answer)).toContain(words);
    expect(local.exchange.core.orders(BTC)).toEqual([]);
  });

  it('a market that is closed', async () => {
    local.exchange.core.setStatus(BTC, 'halted');
    expect(await place(order())).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('Market is closed'),
    });
    expect(
      unwrap(await binance.market(local.parts).instruments()).find(({ symbol }) => symbol === BTC)?.rules?.status,
    ).toBe('halted');
  });

  it('a client id that is open: it exists', async () => {
    const sent = order();
    await place(sent);
    expect((await place(sent)).kind).toBe('exists');
    expect(local.exchange.core.orders(BTC)).toHaveLength(1);
  });

  it.each([
    ['a key nobody knows', () => ({ ...local.keys, apiKey: 'a'.repeat(64) })],
    ['a key of another form', () => ({ ...local.keys, apiKey: 'short' })],
    ['another secret', () => ({ ...local.keys, secret: 'wrong' })],
  ])('%s', async (_, keys) => {
    orders = binance.orders(local.parts, keys());
    expect((await place(order())).kind).toBe('refused');
    expect(await orders.balances()).toMatchObject({ ok: false, error: { code: 'authenticationFailed' } });
  });
});

describe('replies that do not come as they should', () => {
  it.each(['orderReply503', 'orderReply502', 'orderReply500', 'orderReplyDropped'])(
    '%s: unknown, though it lives',
    async (fault) => {
      local.exchange.faults.set(fault, { count: 1 });
      const sent = order();
      expect((await place(sent)).kind).toBe('unknown');
      expect(unwrap(await orders.find(reference(sent)))).toMatchObject({ status: 'working' });
      expect(local.exchange.core.orders(BTC)).toHaveLength(1);
    },
  );

  it.each(['orderLost503', 'overloaded', 'requestDropped'])('%s: unknown, and it does not', async (fault) => {
    local.exchange.faults.set(fault, { count: 1 });
    const sent = order();
    expect((await place(sent)).kind).toBe('unknown');
    expect(await orders.find(reference(sent))).toEqual({ ok: true, value: null });
    expect(local.exchange.core.orders(BTC)).toEqual([]);
  });

  it.each(['rateLimited', 'banned', 'tooManyOrders'])('%s: not placed, with a time to wait', async (fault) => {
    local.exchange.faults.set(fault, { count: 1, ...(fault === 'tooManyOrders' ? {} : { value: 20 }) });
    const answer = await place(order());
    expect(answer).toMatchObject({ kind: 'notPlaced' });
    expect(answer.kind === 'notPlaced' && answer.retryAfterMs).toBeGreaterThanOrEqual(10_000);
    expect(local.exchange.core.orders(BTC)).toEqual([]);
    expect(local.exchange.violations()).toEqual([]);
  });

  it.each([-30_000, 30_000])('a clock that is off by %i ms is measured, and the order goes out', async (offsetMs) => {
    local.exchange.core.setClockOffsetMs(offsetMs);
    expect((await place(order())).kind).toBe('accepted');
    expect(local.exchange.core.orders(BTC)).toHaveLength(1);
  });

  it('an order is not found for a while after it was taken', async () => {
    local.exchange.faults.set('orderLookupMissing', { value: 3 });
    const sent = order();
    await place(sent);
    expect(await orders.find(reference(sent))).toEqual({ ok: true, value: null });
    local.advance(4_000);
    expect(unwrap(await orders.find(reference(sent)))).toMatchObject({ status: 'working' });
  });

  it('a cancel that comes after the fill: not open', async () => {
    const sent = order();
    await place(sent);
    local.exchange.faults.set('cancelRacesFill', { count: 1 });
    expect((await orders.cancel(reference(sent))).kind).toBe('notOpen');
    expect(unwrap(await orders.find(reference(sent)))).toMatchObject({ status: 'filled' });
  });

  it('a cancel after half of it was filled keeps that half', async () => {
    const sent = order();
    await place(sent);
    local.exchange.faults.set('cancelAfterPartialFill', { count: 1 });
    expect(await orders.cancel(reference(sent))).toMatchObject({
      kind: 'cancelled',
      order: { status: 'cancelled', filledQuantity: quantityFromText('0.005') },
    });
  });

  it('a status nobody knows is unknown', async () => {
    const sent = order();
    await place(sent);
    local.exchange.faults.set('unknownStatus');
    expect(unwrap(await orders.find(reference(sent)))).toMatchObject({
      status: 'unknown',
      statusText: 'PENDING_REVIEW',
    });
  });
});

describe('the user stream', () => {
  it('tells what comes twice once', async () => {
    const told = await follow();
    local.exchange.faults.set('userEventTwice');
    await place(order());
    local.exchange.core.tradeAt(BTC, restingPrice(), '0.01', 'sell');
    await told.until(statusCame('FILLED'));
    await place(order());
    await told.until((all) => all.filter((one) => one.kind === 'order' && one.order.statusText === 'NEW').length === 2);
    expect(statusesOf(told)).toEqual(['NEW', 'FILLED', 'NEW']);
    expect(fillsOf(told)).toHaveLength(1);
  });

  const connectedTimes = (times: number) => (all: readonly Told[]) =>
    all.filter(({ kind }) => kind === 'connected').length >= times;

  it('subscribes again when its subscription is ended, and when its socket is', async () => {
    const told = await follow();
    local.exchange.faults.set('userStreamTerminated', { count: 1 });
    await place(order());
    await told.until(connectedTimes(2));
    local.exchange.dropSockets('terminate');
    await told.until(connectedTimes(3));
    const sent = order();
    await place(sent);
    await told.until((all) =>
      all.some((one) => one.kind === 'order' && one.order.clientOrderId === sent.clientOrderId),
    );
    expect(told.all.filter(({ kind }) => kind === 'broken')).toHaveLength(2);
  });

  it('changes over when its end is announced, and has the rest asked for', async () => {
    const told = await follow();
    local.exchange.dropSockets('shutdown');
    await told.until(connectedTimes(2));
    const sent = order();
    await place(sent);
    await told.until((all) =>
      all.some((one) => one.kind === 'order' && one.order.clientOrderId === sent.clientOrderId),
    );
    expect(told.all.some(({ kind }) => kind === 'broken')).toBe(false);
    expect(statusesOf(told)).toEqual(['NEW']);
  });
});

describe('the account', () => {
  it('balances are the exchange’s own', async () => {
    const theirs = local.exchange.core.balances().filter(({ asset }) => asset !== 'USD');
    const ours = unwrap(await orders.balances());
    expect(ours.map(({ asset, free }) => [asset, Number(free)]).sort()).toEqual(
      theirs.map(({ asset, free }) => [asset, Number(free)]).sort(),
    );
  });

  it('permissions of the key, and what it may not be trusted with', async () => {
    expect(unwrap(await orders.permissions())).toEqual({
      canRead: true,
      canTrade: true,
      canWithdraw: false,
      hasIpList: true,
    });
    for (const fault of ['keyMayWithdraw', 'keyCannotTrade', 'keyWithoutIpList']) local.exchange.faults.set(fault);
    expect(unwrap(await orders.permissions())).toEqual({
      canRead: true,
      canTrade: false,
      canWithdraw: true,
      hasIpList: false,
    });
  });

  it('no secret is in a log or a record', async () => {
    const records = new Happenings<string>();
    const tap = local.transport.tap((record) => records.add(JSON.stringify(record)));
    await follow();
    await place(order());
    await place(order({ size: { kind: 'base', quantity: quantityFromText('1000') } }));
    tap.dispose();
    const text = [...records.all, ...local.log.lines].join('\n');
    expect(text).toContain('/api/v3/order');
    for (const secret of [local.keys.secret, local.keys.apiKey, 'signature']) expect(text).not.toContain(secret);
  });
});

describe('two orders of which one ends the other', () => {
  const held = '0.01';
  const at = (factor: number) => priceFromText((Number(local.exchange.core.lastPrice(BTC)) * factor).toFixed(0));

  /** A stop 10 % below the market and a target 10 % above it, over all the base asset there is. */
  function pair(): OrderPair {
    local.exchange.core.setFree('BTC', held);
    const list = { id: `list${++orderNumber}`, handledBy: 'venue' } as const;
    const exit = { side: 'sell', reduceOnly: true, list } as const;
    return [
      order({ ...exit, purpose: 'stop', type: { kind: 'stop', trigger: at(0.9) } }),
      order({ ...exit, purpose: 'target', type: { kind: 'limit', price: at(1.1) } }),
    ];
  }

  async function placed(): Promise<OrderPair> {
    const both = pair();
    const answers = await orders.placeList?.(both, local.instrument(BTC));
    expect(answers?.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    return both;
  }

  const balance = () => local.exchange.core.balances().find(({ asset }) => asset === 'BTC');
  const stateOf = async (sent: Order) => unwrap(await orders.find(reference(sent)))?.statusText;

  it('rest as one list that locks the quantity once', async () => {
    const [stop, target] = await placed();
    expect(balance()).toMatchObject({ free: '0', locked: held });
    expect(
      unwrap(await orders.openOrders())
        .map(({ clientOrderId }) => clientOrderId)
        .sort(),
    ).toEqual([stop.clientOrderId, target.clientOrderId].sort());
  });

  it('what is sold by the one ends the other, told on the stream', async () => {
    const told = await follow();
    const [stop, target] = await placed();
    local.exchange.core.tradeAt(BTC, String(Number(at(1.2)) / 1e12), held, 'buy');
    await told.until(statusCame('EXPIRED'));
    expect([await stateOf(stop), await stateOf(target)]).toEqual(['EXPIRED', 'FILLED']);
    expect(fillsOf(told).map(({ clientOrderId }) => clientOrderId)).toEqual([target.clientOrderId]);
    expect(balance()).toMatchObject({ free: '0', locked: '0' });
  });

  it('a touched stop ends the target and sells what that had locked', async () => {
    const [stop, target] = await placed();
    local.exchange.core.tradeAt(BTC, String(Number(at(0.89)) / 1e12), '0.5', 'sell');
    expect([await stateOf(stop), await stateOf(target)]).toEqual(['FILLED', 'EXPIRED']);
    expect(balance()).toMatchObject({ free: '0', locked: '0' });
  });

  it('who takes one back takes back both', async () => {
    const [stop, target] = await placed();
    expect(await orders.cancel(reference(target))).toMatchObject({ kind: 'cancelled' });
    expect(await stateOf(stop)).toBe('CANCELED');
    expect(balance()).toMatchObject({ free: held, locked: '0' });
    expect((await orders.cancel(reference(stop))).kind).toBe('notOpen');
  });

  it('are refused together: without the balance, or with prices on the wrong sides', async () => {
    const both = pair();
    local.exchange.core.setFree('BTC', '0.001');
    const poor = await orders.placeList?.(both, local.instrument(BTC));
    expect(poor).toEqual([0, 1].map(() => ({ kind: 'refused', reason: expect.stringContaining('insufficient') })));
    const [stop, target] = pair();
    const wrong = [stop, { ...target, type: { kind: 'limit', price: at(0.95) } }] as const;
    const answers = await orders.placeList?.(wrong, local.instrument(BTC));
    expect(answers?.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
    expect(unwrap(await orders.openOrders())).toEqual([]);
  });

  it('the exchange says which instruments have them', () => {
    expect(local.instrument(BTC).orders).toEqual({ locks: true, lists: true, stops: true, trailingStops: false });
  });
});

describe('an order that only makes', () => {
  it('is refused where it would take, in the exchange’s own words, and rests where it would not', async () => {
    const above = (Number(local.exchange.core.lastPrice(BTC)) * 1.05).toFixed(0);
    const taking = await place(order({ type: { kind: 'postOnly', price: priceFromText(above) } }));
    expect(taking).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('Order would immediately match and take.'),
    });
    const making = await place(order({ type: { kind: 'postOnly', price: priceFromText(restingPrice()) } }));
    expect(making).toMatchObject({ kind: 'accepted', order: { status: 'working' } });
  });
});
