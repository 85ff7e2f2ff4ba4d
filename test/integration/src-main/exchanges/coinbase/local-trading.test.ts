import { afterEach, describe, expect, it } from 'vitest';
import { DisposableStack } from '../../../../../src-main/base/disposable.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { coinbase } from '../../../../../src-main/exchanges/coinbase/adapter.ts';
import { createExchangeAdapter } from '../../../../../src-main/exchanges/connection/exchange-adapter.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  quantityFromText,
  quantityToText,
} from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { createLiveTransport } from '../../../../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../../../../src-main/resilience/system-timers.ts';
import type { LocalCoinbase } from '../../../../exchange/coinbase/local-coinbase.ts';
import { approved } from '../../../../fakes/approved.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';
import { openTrading, startExchange, type TradingSession, until } from './local-session.ts';

let stage = new DisposableStack();
afterEach(async () => {
  await stage.dispose();
  stage = new DisposableStack();
});

type Desk = TradingSession & {
  readonly exchange: LocalCoinbase;
  submit(more?: Partial<Order>): string;
  of(id: string): VenueReport[];
  kinds(id: string): string[];
  filled(id: string): string;
};

const idOf = (report: VenueReport): string =>
  report.kind === 'filled' ? report.fill.clientOrderId : report.clientOrderId;

let numbers = 0;

/** Nothing on the market moves but by the test. */
async function open(key?: 'ed25519'): Promise<Desk> {
  const exchange = await startExchange(stage, { isMarketMoving: false });
  const session = await openTrading(stage, exchange, key === undefined ? undefined : exchange.keys[key]);
  const of = (id: string): VenueReport[] => session.reports.filter((report) => idOf(report) === id);
  return {
    ...session,
    exchange,
    of,
    submit(more = {}) {
      const clientOrderId = `bw${String(++numbers).padStart(4, '0')}`;
      const order: Order = {
        clientOrderId,
        accountId: 'paper',
        botId: 'bot',
        instrumentId: 'coinbase:BTC-USD',
        side: 'buy',
        type: { kind: 'limit', price: priceFromText('50000') },
        size: { kind: 'base', quantity: quantityFromText('0.01') },
        purpose: 'entry',
        tag: '',
        reduceOnly: false,
        closesOpposite: false,
        createdMs: exchange.core.nowMs(),
        ...more,
      };
      session.connection.venue.submit(approved(order));
      return clientOrderId;
    },
    kinds: (id) => of(id).map(({ kind }) => kind),
    filled: (id) =>
      quantityToText(
        of(id).reduce((sum, report) => (report.kind === 'filled' ? sum + report.fill.quantity : sum), 0n) as never,
      ),
  };
}

const market = { kind: 'market' } as const;

describe('an order', () => {
  it.each([undefined, 'ed25519'] as const)('rests, fills in part and is cancelled; key %s', async (key) => {
    const { exchange, connection, submit, kinds, filled, of } = await open(key);
    const id = submit();
    await until(() => kinds(id).includes('accepted'), 'accepted');
    exchange.core.tradeAt('BTC-USD', '50000', '0.004', 'sell');
    await until(() => kinds(id).includes('filled'), 'a fill');
    expect(filled(id)).toBe('0.004');
    connection.venue.cancel(id);
    await until(() => kinds(id).includes('cancelled'), 'cancelled');
    expect(kinds(id)).toEqual(['accepted', 'filled', 'cancelled']);
    const [fill] = exchange.core.fills();
    const told = of(id)[1];
    expect(told).toMatchObject({ kind: 'filled', done: false, fill: { side: 'buy', liquidity: 'maker' } });
    if (told?.kind === 'filled') {
      expect(told.fill.price).toBe(priceFromText('50000'));
      expect(moneyToText(told.fill.fee)).toBe(String(Number(fill?.fee)));
    }
    expect(exchange.core.openOrders()).toEqual([]);
    expect(exchange.wire.violations()).toEqual([]);
  });

  it('at the market by amount, bought and sold again', async () => {
    const { exchange, submit, kinds, of } = await open();
    const amount = { kind: 'quote', amount: moneyFromText('650') } as const;
    const bought = submit({ type: market, size: amount });
    await until(() => of(bought).some((report) => report.kind === 'filled' && report.done), 'bought');
    const sold = submit({ type: market, size: amount, side: 'sell', purpose: 'signal' });
    await until(() => of(sold).some((report) => report.kind === 'filled' && report.done), 'sold');
    for (const id of [bought, sold]) {
      expect(kinds(id)[0]).toBe('accepted');
      const value = of(id).reduce(
        (sum, report) => (report.kind === 'filled' ? sum + report.fill.price * report.fill.quantity : sum),
        0n,
      );
      expect(value).toBeGreaterThan(moneyFromText('630'));
      expect(value).toBeLessThanOrEqual(moneyFromText('651'));
    }
    const sides = exchange.core.orders().map(({ side, quoteQuantity }) => [side, quoteQuantity !== null]);
    expect(sides).toEqual([
      ['buy', true],
      ['sell', false],
    ]);
  });

  it('that protects waits behind its trigger with a limit 5 % below', async () => {
    const { exchange, submit, kinds, filled } = await open();
    const price = Number(exchange.core.lastPrice('BTC-USD'));
    const trigger = priceFromText(String(Math.floor(price * 0.98)));
    const id = submit({ type: { kind: 'stop', trigger }, side: 'sell', purpose: 'stop' });
    await until(() => kinds(id).includes('accepted'), 'accepted');
    const [resting] = exchange.core.openOrders();
    expect(resting).toMatchObject({ type: 'stopLimit', side: 'sell', stopPrice: String(Math.floor(price * 0.98)) });
    expect(Number(resting?.price)).toBeCloseTo(Math.floor(price * 0.98) * 0.95, 1);
    exchange.core.tradeAt('BTC-USD', String(Math.floor(price * 0.97)), '0.5', 'sell');
    await until(() => filled(id) === '0.01', 'filled');
  });

  it('that cannot be paid is refused, with the reason', async () => {
    const { submit, of, kinds } = await open();
    const id = submit({ size: { kind: 'base', quantity: quantityFromText('100') } });
    await until(() => of(id).length > 0, 'an answer');
    expect(kinds(id)).toEqual(['refused']);
    expect(of(id)[0]).toMatchObject({ reason: expect.stringContaining('INSUFFICIENT_FUND') });
  });

  it('below the smallest amount is refused here, by the name of the filter', async () => {
    const { exchange, submit, of } = await open();
    const id = submit({ size: { kind: 'base', quantity: quantityFromText('0.000001') } });
    expect(of(id)).toMatchObject([{ kind: 'refused', reason: expect.stringContaining('quote_min_size') }]);
    expect(exchange.core.orders()).toEqual([]);
  });
});

describe('what goes wrong with an order', () => {
  it.each(['orderReply500', 'orderReply502', 'orderReply503', 'orderReplyDropped', 'orderLost503'])(
    '%s: unknown, asked again with the same body, and one order it is',
    async (fault) => {
      const { exchange, submit, kinds } = await open();
      exchange.faults.set(fault, { count: 1 });
      const id = submit();
      await until(() => kinds(id).includes('accepted'), 'accepted');
      expect(exchange.faults.struck(fault)).toBe(1);
      expect(exchange.core.orders().map(({ clientOrderId }) => clientOrderId)).toEqual([id]);
      expect(kinds(id).filter((kind) => kind !== 'unknown')).toEqual(['accepted']);
    },
  );

  it('a cancel that races a fill ends as the fill', async () => {
    const { exchange, connection, submit, kinds, filled } = await open();
    const id = submit();
    await until(() => kinds(id).includes('accepted'), 'accepted');
    exchange.faults.set('cancelRacesFill', { count: 1 });
    connection.venue.cancel(id);
    await until(() => filled(id) === '0.01', 'filled');
    expect(kinds(id)).toEqual(['accepted', 'filled']);
  });

  it('a cancel that waits in the queue, and one after half a fill', async () => {
    const { exchange, connection, submit, kinds, filled } = await open();
    exchange.faults.set('cancelDelayed', { value: 300 });
    exchange.faults.set('cancelAfterPartialFill', { count: 1 });
    const id = submit();
    await until(() => kinds(id).includes('accepted'), 'accepted');
    connection.venue.cancel(id);
    await until(() => kinds(id).includes('cancelled'), 'cancelled');
    expect(kinds(id)).toEqual(['accepted', 'filled', 'cancelled']);
    expect(filled(id)).toBe('0.005');
  });

  it('messages of the user channel that come twice, or in the wrong order, are told once and in order', async () => {
    const { exchange, submit, kinds, filled } = await open();
    exchange.faults.set('userEventTwice', { count: 3 });
    const id = submit();
    await until(() => kinds(id).includes('accepted'), 'accepted');
    exchange.faults.set('userEventOutOfOrder', { count: 1 });
    for (const part of ['0.002', '0.003', '0.005']) exchange.core.tradeAt('BTC-USD', '50000', part, 'sell');
    await until(() => filled(id) === '0.01', 'filled');
    expect(kinds(id)).toEqual(['accepted', 'filled', 'filled', 'filled']);
  });

  it('a user channel that ends, or is cut, comes back and nothing of it is lost', async () => {
    for (const fault of ['userStreamTerminated', 'userSocketTerminated']) {
      const { exchange, submit, kinds, filled, log } = await open();
      const id = submit();
      await until(() => kinds(id).includes('accepted'), 'accepted');
      exchange.faults.set(fault, { count: 1 });
      exchange.core.tradeAt('BTC-USD', '50000', '0.004', 'sell');
      await until(() => log.lines.some((line) => line.includes('user stream broken')), `${fault}: broken`);
      exchange.core.tradeAt('BTC-USD', '50000', '0.006', 'sell');
      await until(() => filled(id) === '0.01', `${fault}: filled`);
      expect(kinds(id)).toEqual(['accepted', 'filled', 'filled']);
    }
  });

  it('too many requests: it waits, and is placed once', async () => {
    const { exchange, submit, kinds } = await open();
    exchange.faults.set('rateLimited', { count: 1, value: 1, where: '/orders' });
    const id = submit();
    await until(() => kinds(id).includes('accepted'), 'accepted');
    expect(exchange.core.orders()).toHaveLength(1);
    expect(exchange.wire.violations()).toEqual([]);
  });
});

describe('a key', () => {
  async function permissionsOf(exchange: LocalCoinbase, more: { secret?: string } = {}) {
    const timers = createSystemTimers();
    const log = createTestLog();
    const pauses = { load: () => null, save: () => undefined };
    const transport = stage.use(createLiveTransport({ limits: coinbase.budgets, timers, log, pauses }));
    const urls = { rest: exchange.rest, stream: exchange.stream, userStream: exchange.stream };
    const adapter = stage.use(createExchangeAdapter(coinbase, { urls, transport, timers, log }));
    unwrap(await adapter.start());
    const { name, secret } = exchange.keys.ecdsa;
    return { outcome: await adapter.permissions({ apiKey: name, secret: more.secret ?? secret }), log };
  }

  it('says what it may do', async () => {
    const exchange = await startExchange(stage);
    const { outcome } = await permissionsOf(exchange);
    expect(unwrap(outcome)).toEqual({ canRead: true, canTrade: true, canWithdraw: false, hasIpList: null });
    exchange.faults.set('keyMayWithdraw');
    expect(unwrap((await permissionsOf(exchange)).outcome).canWithdraw).toBe(true);
  });

  it('of somebody else opens nothing, and nothing of it is told', async () => {
    const exchange = await startExchange(stage);
    const { secret } = exchange.keys.ed25519;
    const { outcome, log } = await permissionsOf(exchange, { secret });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'authenticationFailed' } });
    expect(JSON.stringify([outcome, log.lines])).not.toContain(secret);
    expect(JSON.stringify([outcome, log.lines])).not.toContain('eyJ');
  });

  it('balances are those of the exchange', async () => {
    const { exchange, connection } = await open();
    const balances = unwrap(await connection.balances());
    const amounts = (list: readonly { asset: string; free: string; locked: string }[]) =>
      Object.fromEntries(list.map(({ asset, free, locked }) => [asset, [Number(free), Number(locked)]]));
    const expected = amounts(exchange.core.balances());
    for (const [asset, amount] of Object.entries(amounts(balances)))
      expect([asset, amount]).toEqual([asset, expected[asset]]);
    expect(balances.length).toBeGreaterThanOrEqual(4);
  });
});
