import { afterEach, describe, expect, it } from 'vitest';
import { DisposableStack } from '../../../../../src-main/base/disposable.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { ExchangeAdapter } from '../../../../../src-main/engine/ports/exchange.ts';
import type { MarketMessage } from '../../../../../src-main/engine/ports/market-feed.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import { createExchangeAdapter } from '../../../../../src-main/exchanges/connection/exchange-adapter.ts';
import { copyCandle } from '../../../../../src-main/model/candle.ts';
import { moneyFromText, priceFromText, quantityFromText, quantityToText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { createLiveTransport } from '../../../../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../../../../src-main/resilience/system-timers.ts';
import { type LocalExchange, startLocalExchange } from '../../../../exchange/start-local-exchange.ts';
import { approved } from '../../../../fakes/approved.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';
import { Happenings } from './local-session.ts';

let stage = new DisposableStack();
afterEach(async () => {
  await stage.dispose();
  stage = new DisposableStack();
});

const MINUTE_MS = 60_000;
const BTC = 'BTC-USDT';
const BTC_ID = 'binance:BTC-USDT';

type Stage = { readonly exchange: LocalExchange; readonly adapter: ExchangeAdapter };

/** The whole adapter over the network, against a market that moves by itself; its clock is `aheadMs` before a minute's end. */
async function open(aheadMs = 30_000): Promise<Stage> {
  const shiftMs = MINUTE_MS - (Date.now() % MINUTE_MS) - aheadMs;
  const exchange = await startLocalExchange({ seed: 9, clock: () => Date.now() + shiftMs });
  stage.defer(() => exchange.close());
  const timers = createSystemTimers();
  const log = createTestLog();
  const pauses = { load: () => null, save: () => undefined };
  const transport = stage.use(createLiveTransport({ limits: binance.budgets, timers, log, pauses }));
  const urls = { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws };
  const adapter = stage.use(createExchangeAdapter(binance, { urls, transport, timers, log }));
  unwrap(await adapter.start());
  return { exchange, adapter };
}

function listen(adapter: ExchangeAdapter): Happenings<MarketMessage> {
  const told = new Happenings<MarketMessage>();
  const subscription = adapter.feed.subscribe([BTC_ID], (message) =>
    told.add('candle' in message ? { ...message, candle: copyCandle(message.candle) } : message),
  );
  stage.use(subscription);
  return told;
}

const stateIs = (state: string) => (all: readonly MarketMessage[]) =>
  all.some((one) => one.kind === 'state' && one.state === state);

describe('the market through the adapter', () => {
  it('is live, also after a cut; trades, best prices, the minute that ends once, and the book', async () => {
    const { exchange, adapter } = await open(3_000);
    stage.use(adapter.feed.watchBook(BTC_ID));
    const told = listen(adapter);
    await told.until(stateIs('live'));
    exchange.dropSockets('terminate');
    await told.until((all) => all.some(({ kind }) => kind === 'candle'));
    const states = told.all.flatMap((one) => (one.kind === 'state' ? [one.state] : []));
    expect(states.filter((state) => state === 'live')).toHaveLength(2);
    const candles = told.all.flatMap((one) => (one.kind === 'candle' ? [one.candle] : []));
    const [{ openTimeMs, close }] = candles as [(typeof candles)[0]];
    const [minute] = exchange.core.minutes(BTC, openTimeMs, openTimeMs + MINUTE_MS);
    expect([candles.length, close]).toEqual([1, Number(minute?.close)]);
    expect(told.all.filter(({ kind }) => kind === 'quote').length).toBeGreaterThan(0);
    const book = adapter.feed.book(BTC_ID, 5);
    expect(book?.bids.prices[0]).toBeLessThan(book?.asks.prices[0] ?? 0);
    expect(adapter.health().streams).toMatchObject([{ state: 'live', topics: 4, reconnects: 1 }]);
    expect(adapter.health().budgets.find(({ name }) => name === 'requestWeight')?.used).toBeGreaterThan(0);
    expect(exchange.violations()).toEqual([]);
  });
});

describe('trading through the adapter', () => {
  async function openTrading() {
    const { exchange, adapter } = await open();
    const reports = new Happenings<VenueReport>();
    const keys = { apiKey: exchange.binanceKey, secret: exchange.binanceSecret };
    const trading = stage.use(unwrap(await adapter.openTrading(keys, (report) => reports.add(report))));
    let number = 0;
    const submit = (more: Partial<Order> = {}): string => {
      const order: Order = {
        clientOrderId: `bw${++number}`,
        accountId: 'paper',
        botId: 'bot',
        instrumentId: BTC_ID,
        side: 'buy',
        type: { kind: 'limit', price: priceFromText((Number(exchange.core.lastPrice(BTC)) * 0.9).toFixed(0)) },
        size: { kind: 'base', quantity: quantityFromText('0.01') },
        purpose: 'entry',
        tag: '',
        reduceOnly: false,
        closesOpposite: false,
        createdMs: exchange.core.nowMs(),
        ...more,
      };
      trading.venue.submit(approved(order));
      return order.clientOrderId;
    };
    const kinds = (): string[] => reports.all.map(({ kind }) => kind);
    const cameTo = (kind: VenueReport['kind']) => reports.until((all) => all.some((one) => one.kind === kind));
    const filled = (): string =>
      quantityToText(
        reports.all.reduce((sum, one) => (one.kind === 'filled' ? sum + one.fill.quantity : sum), 0n) as never,
      );
    return { exchange, trading, reports, submit, kinds, cameTo, filled };
  }

  it('a resting order is accepted, filled in part and cancelled', async () => {
    const { exchange, trading, reports, submit, kinds, cameTo, filled } = await openTrading();
    const id = submit();
    await cameTo('accepted');
    const price = exchange.core.orders(BTC)[0]?.price ?? '';
    exchange.core.tradeAt(BTC, price, '0.004', 'sell');
    await cameTo('filled');
    trading.venue.cancel(id);
    await cameTo('cancelled');
    expect(kinds()).toEqual(['accepted', 'filled', 'cancelled']);
    // The fee of a purchase is taken out of what was bought.
    expect(filled()).toBe('0.003996');
    const fill = reports.all.find((one) => one.kind === 'filled');
    expect(fill?.kind === 'filled' && [fill.done, fill.fill.fee > 0n, fill.fill.liquidity]).toEqual([
      false,
      true,
      'maker',
    ]);
  });

  it('an order at market whose reply is lost is unknown, then filled once', async () => {
    const { exchange, submit, reports, filled } = await openTrading();
    exchange.faults.set('orderReply503', { count: 1 });
    submit({ type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText('500') } });
    await reports.until((all) => all.some((one) => one.kind === 'filled' && one.done));
    const [order] = exchange.core.orders(BTC);
    expect(exchange.core.orders(BTC)).toHaveLength(1);
    expect(Number(filled())).toBeCloseTo(Number(order?.filledQuantity) * 0.999, 8);
  });

  it('an order that breaks a filter is refused, naming it', async () => {
    const { exchange, submit, reports, cameTo } = await openTrading();
    submit({ size: { kind: 'base', quantity: quantityFromText('0.0000123') } });
    await cameTo('refused');
    expect(JSON.stringify(reports.all[0], (_, value) => (typeof value === 'bigint' ? String(value) : value))).toContain(
      'LOT_SIZE',
    );
    expect(exchange.core.orders(BTC)).toEqual([]);
  });
});
