import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { unwrap } from '../../../src-main/base/outcome.ts';
import type { TradingConnection } from '../../../src-main/engine/ports/exchange.ts';
import type { VenueReport } from '../../../src-main/engine/ports/venue.ts';
import { coinbase } from '../../../src-main/exchanges/coinbase/adapter.ts';
import { createExchangeAdapter } from '../../../src-main/exchanges/connection/exchange-adapter.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  quantityFromText,
  quantityToText,
} from '../../../src-main/model/money.ts';
import type { Order } from '../../../src-main/model/order.ts';
import { createLiveTransport } from '../../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../../src-main/resilience/system-timers.ts';
import type { Transport } from '../../../src-main/resilience/transport.ts';
import { type LocalCoinbase, startLocalCoinbase } from '../../exchange/coinbase/local-coinbase.ts';
import { approved } from '../../fakes/approved.ts';
import { createTestLog } from '../../fakes/test-log.ts';

const BTC = 'coinbase:BTC-USD';
const UNLIMITED = { privatePerSecond: 1_000, publicPerSecond: 1_000 };

let exchange: LocalCoinbase;
let transport: Transport;

describe('orders of our own adapter', () => {
  let trading: TradingConnection;
  const reports: VenueReport[] = [];
  let price: string;
  let dispose: () => Promise<void>;
  let orders = 0;

  beforeAll(async () => {
    exchange = await startLocalCoinbase({ coinbase: UNLIMITED });
    const [timers, log] = [createSystemTimers(), createTestLog()];
    const pauses = { load: () => null, save: () => undefined };
    transport = createLiveTransport({ limits: coinbase.budgets, timers, log, pauses });
    const urls = { rest: exchange.rest, stream: exchange.stream, userStream: `${exchange.stream}/user` };
    const adapter = createExchangeAdapter(coinbase, { urls, transport, timers, log });
    unwrap(await adapter.start());
    const { name, secret } = exchange.keys.ecdsa;
    trading = unwrap(await adapter.openTrading({ apiKey: name, secret }, (report) => void reports.push(report)));
    dispose = async () => {
      await trading.dispose();
      await adapter.dispose();
      await transport.dispose();
      await exchange.close();
    };
  });

  beforeEach(() => {
    price = String(Math.floor(Number(exchange.core.book('BTC-USD', 1).bids[0]?.[0]) * 0.9));
  });

  afterEach(() => {
    exchange.faults.clear();
    exchange.core.setStatus('BTC-USD', 'trading');
    for (const { id } of exchange.core.openOrders()) exchange.core.cancel(id);
  });

  afterAll(() => dispose());

  function submit(more: Partial<Order> = {}): string {
    orders += 1;
    const clientOrderId = `adapter${orders}`;
    const order: Order = {
      clientOrderId,
      accountId: 'paper',
      botId: 'bot',
      instrumentId: BTC,
      side: 'buy',
      type: { kind: 'limit', price: priceFromText(price) },
      size: { kind: 'base', quantity: quantityFromText('0.01') },
      purpose: 'entry',
      tag: '',
      reduceOnly: false,
      closesOpposite: false,
      createdMs: exchange.core.nowMs(),
      ...more,
    };
    trading.venue.submit(approved(order));
    return clientOrderId;
  }

  const kindsOf = (id: string): string[] =>
    reports
      .filter((report) => (report.kind === 'filled' ? report.fill.clientOrderId : report.clientOrderId) === id)
      .map((report) => (report.kind === 'filled' ? `filled ${quantityToText(report.fill.quantity)}` : report.kind));
  const until = (id: string, kinds: readonly string[]) =>
    vi.waitFor(() => expect(kindsOf(id)).toEqual(kinds), { timeout: 5_000 });
  const fill = (quantity: string): void => exchange.core.tradeAt('BTC-USD', price, quantity, 'sell');

  it('are accepted, filled in part and cancelled, and money is the exchange’s to the last digit', async () => {
    const id = submit();
    await until(id, ['accepted']);
    fill('0.004');
    await until(id, ['accepted', 'filled 0.004']);
    trading.venue.cancel(id);
    await until(id, ['accepted', 'filled 0.004', 'cancelled']);
    expect(unwrap(await trading.balances())).toEqual(
      [...exchange.core.balances()].map(({ asset, free, locked }) => ({ asset, free, locked })),
    );
  });

  it('at market for an amount are filled in base units, their fees in the quote', async () => {
    const id = submit({ type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText('200') } });
    const own = () => exchange.core.fills('BTC-USD').filter(({ clientOrderId }) => clientOrderId === id);
    await vi.waitFor(() => expect(own().length).toBeGreaterThan(0));
    await until(id, ['accepted', ...own().map(({ quantity }) => `filled ${quantity}`)]);
    const fills = reports.flatMap((report) => (report.kind === 'filled' ? [report.fill] : []));
    const fees = fills.filter(({ clientOrderId }) => clientOrderId === id).map(({ fee }) => moneyToText(fee));
    expect(fees).toEqual(own().map(({ fee }) => fee));
  });

  it.each(['orderReply500', 'orderReply502', 'orderReply503', 'orderReplyDropped', 'orderLost503', 'requestDropped'])(
    '%s: one order, accepted once',
    async (fault) => {
      exchange.faults.set(fault, { count: 1, where: 'POST' });
      const id = submit();
      await vi.waitFor(() => expect(kindsOf(id).at(-1)).toBe('accepted'), { timeout: 5_000 });
      expect(kindsOf(id).filter((kind) => kind === 'accepted')).toHaveLength(1);
      expect(exchange.core.orders('BTC-USD').filter(({ clientOrderId }) => clientOrderId === id)).toHaveLength(1);
      expect(exchange.faults.struck(fault)).toBe(1);
    },
  );

  it('a fill that the user channel never tells is found over REST', async () => {
    exchange.faults.set('userEventNever');
    const id = submit();
    await until(id, ['accepted']);
    fill('0.01');
    trading.venue.cancel(id);
    await until(id, ['accepted', 'filled 0.01']);
  });

  it('events that come twice and in the wrong order are one fill', async () => {
    exchange.faults.set('userEventTwice');
    exchange.faults.set('userEventOutOfOrder', { count: 3 });
    const id = submit();
    await until(id, ['accepted']);
    fill('0.004');
    const filledMs = exchange.core.nowMs();
    await vi.waitFor(() => expect(exchange.core.nowMs()).toBeGreaterThan(filledMs));
    fill('0.006');
    await until(id, ['accepted', 'filled 0.004', 'filled 0.006']);
  });

  it.each(['userStreamTerminated', 'userSocketTerminated'])('%s: what happens afterwards is heard', async (fault) => {
    exchange.faults.set(fault, { count: 1 });
    const id = submit();
    await vi.waitFor(() => expect(exchange.faults.struck(fault)).toBe(1));
    await until(id, ['accepted']);
    fill('0.004');
    await until(id, ['accepted', 'filled 0.004']);
  });

  it('a cancel that loses against a fill is a fill', async () => {
    const id = submit();
    await until(id, ['accepted']);
    exchange.faults.set('cancelRacesFill', { count: 1 });
    trading.venue.cancel(id);
    await until(id, ['accepted', 'filled 0.01']);
  });

  it('what the exchange ends is over, what it refuses was never', async () => {
    exchange.faults.set('orderExpires', { count: 1 });
    const expired = submit();
    await until(expired, ['accepted', 'cancelled']);
    await until(submit({ size: { kind: 'base', quantity: quantityFromText('900') } }), ['refused']);
    exchange.core.setStatus('BTC-USD', 'halted');
    await until(submit(), ['refused']);
    expect(reports.at(-1)).toMatchObject({ reason: expect.stringContaining('PRODUCT_TRADING_HALTED') });
  });

  it('a 429 is obeyed: nothing is sent before Retry-After, and the order is placed then', async () => {
    exchange.faults.set('rateLimited', { count: 1, value: 1, where: '/orders' });
    const id = submit();
    await until(id, ['accepted']);
    expect(exchange.faults.struck('rateLimited')).toBe(1);
    expect(exchange.wire.violations()).toEqual([]);
  });
});
