import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { createOrderIds } from '../../../../../src-main/composition/order-ids.ts';
import type { MarketMessage } from '../../../../../src-main/engine/ports/market-feed.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { createExchangeAdapter } from '../../../../../src-main/exchanges/connection/exchange-adapter.ts';
import { kraken } from '../../../../../src-main/exchanges/kraken/adapter.ts';
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
import { approved } from '../../../../fakes/approved.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';
import { API_KEY, SECRET } from './kraken-account.ts';
import { KrakenServer } from './kraken-server.ts';

const BTC = 'kraken:BTC-USD';
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function session() {
  const server = await KrakenServer.start();
  const timers = createSystemTimers();
  const log = createTestLog();
  const pauses = { load: () => null, save: () => undefined };
  const transport = createLiveTransport({ limits: kraken.budgets, timers, log, pauses });
  const adapter = createExchangeAdapter(kraken, { urls: server.urls, transport, timers, log });
  closing.push(
    () => server.close(),
    () => transport.dispose(),
    () => adapter.dispose(),
  );
  unwrap(await adapter.start());
  return { server, transport, adapter, log };
}

async function trading() {
  const all = await session();
  const reports: VenueReport[] = [];
  const keys = { apiKey: API_KEY, secret: SECRET };
  const connection = unwrap(await all.adapter.openTrading(keys, (report) => reports.push(report)));
  closing.push(() => connection.dispose());
  await until(() => all.server.calls.some(({ endpoint }) => endpoint === 'GetWebSocketsToken'), 'a token');
  await until(() => all.server.sockets.tokens.size === 0, 'the user stream');
  return { ...all, connection, reports };
}

const ids = createOrderIds(Date.UTC(2026, 10, 21));
const order = (more: Partial<Order> = {}) =>
  approved({
    clientOrderId: ids.nextClientOrderId(),
    accountId: 'paper',
    botId: 'bot',
    instrumentId: BTC,
    side: 'buy',
    type: { kind: 'limit', price: priceFromText('39000.5') },
    size: { kind: 'base', quantity: quantityFromText('0.1') },
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
    createdMs: 0,
    ...more,
  });

/** Waits for what the network brings about. */
async function until(condition: () => boolean, what: string): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`${what} did not come about`);
    await new Promise((done) => setImmediate(done));
  }
}

const kinds = (reports: readonly VenueReport[]): string[] => reports.map(({ kind }) => kind);
const fillsOf = (reports: readonly VenueReport[]) =>
  reports.flatMap((report) => (report.kind === 'filled' ? [report.fill] : []));

describe('market data of Kraken', () => {
  it('trades, prices and the book arrive, and come back after a cut', async () => {
    const { server, adapter } = await session();
    const heard: MarketMessage[] = [];
    const of = (kind: string) => heard.filter((message) => message.kind === kind);
    const subscription = adapter.feed.subscribe([BTC], (message) => heard.push(message));
    const watched = adapter.feed.watchBook(BTC);
    closing.push(
      () => subscription.dispose(),
      () => watched.dispose(),
    );
    await until(() => adapter.feed.stateOf(BTC) === 'live', 'a live feed');
    await until(() => adapter.feed.book(BTC, 5) !== undefined, 'a book');
    const trade = (id: number, price: string) =>
      server.sockets.tell(
        'trade',
        'BTC/USD',
        `{"symbol":"BTC/USD","side":"sell","price":${price},"qty":0.25,"ord_type":"limit","trade_id":${id},"timestamp":"${new Date().toISOString()}"}`,
      );
    trade(1, '40000.1');
    trade(1, '40000.1');
    server.sockets.tell('ticker', 'BTC/USD', '{"symbol":"BTC/USD","bid":39999.5,"ask":40000.5,"last":1}', 'snapshot');
    server.sockets.changeBook('bids', 39_999.9, 3);
    server.sockets.changeBook('asks', 40_000.5, 0);
    server.sockets.changeBook('asks', 40_001.5, 0.75);
    await until(() => of('trade').length > 0 && of('quote').length > 0, 'a trade and a quote');
    await until(() => adapter.feed.book(BTC, 5)?.asks.prices[0] === 40_001.5, 'the new best ask');
    expect(of('trade')).toHaveLength(1);
    expect(of('trade')[0]).toMatchObject({
      trade: { instrumentId: BTC, price: 40000.1, quantity: 0.25, takerSide: 'sell' },
    });
    expect(of('quote')[0]).toMatchObject({ quote: { bid: 39999.5, ask: 40000.5 } });
    expect(adapter.feed.book(BTC, 5)).toMatchObject({
      bids: { prices: Float64Array.of(39_999.9, 39_999.5), quantities: Float64Array.of(3, 1.25) },
    });

    server.sockets.cut();
    await until(() => adapter.feed.stateOf(BTC) !== 'live', 'the break');
    await until(() => adapter.feed.stateOf(BTC) === 'live', 'a live feed again');
    trade(2, '40002.0');
    await until(() => of('trade').length === 2, 'a trade after the cut');
    await until(() => adapter.feed.book(BTC, 5)?.bids.prices[0] === 39_999.9, 'the book after the cut');
    expect(server.sockets.problems).toEqual([]);
  });

  it('a book that does not add up is asked for anew', async () => {
    const { server, adapter, log } = await session();
    server.sockets.wrongSums = 1;
    const watched = adapter.feed.watchBook(BTC);
    closing.push(() => watched.dispose());
    await until(() => adapter.feed.book(BTC, 5) !== undefined, 'a book');
    expect(server.sockets.subscribed.filter((text) => text.includes('book'))).toEqual([
      'subscribe book BTC/USD',
      'unsubscribe book BTC/USD',
      'subscribe book BTC/USD',
    ]);
    expect(log.lines.join('\n')).toContain('does not add up');
    expect(server.sockets.problems).toEqual([]);
  });

  it('candles: the closed minutes of a range, nothing of what is too old', async () => {
    const { server, adapter } = await session();
    const nowS = Math.floor(Date.now() / 60_000) * 60;
    server.minutes = Array.from({ length: 900 }, (_, index) => {
      const price = String(100 + index);
      return [nowS - (899 - index) * 60, price, price, price, price, price, '1.5', 2];
    });
    const range = (fromMinute: number, toMinute: number) => ({
      instrumentId: BTC,
      interval: '1m' as const,
      fromMs: (nowS + fromMinute * 60) * 1000,
      toMs: (nowS + toMinute * 60) * 1000,
    });
    const recent = unwrap(await adapter.candles(range(-10, 5), { priority: 'data' }));
    expect(recent.openTimeMs).toHaveLength(10);
    expect(recent.openTimeMs[0]).toBe((nowS - 600) * 1000);
    expect(recent.close[9]).toBe(100 + 898);
    const old = unwrap(await adapter.candles(range(-890, -800), { priority: 'history' }));
    expect(old.openTimeMs).toHaveLength(0);
  });
});

describe('trading at Kraken', () => {
  it('an order rests, is filled in parts and then whole', async () => {
    const { server, connection, reports } = await trading();
    const placed = order();
    connection.venue.submit(placed);
    await until(() => reports.length > 0, 'an answer');
    server.account.tradeAt('XBTUSD', 39_000, 0.04);
    server.account.tradeAt('XBTUSD', 39_000, 5);
    await until(() => reports.some((report) => report.kind === 'filled' && report.done), 'the last fill');
    expect(kinds(reports)).toEqual(['accepted', 'filled', 'filled']);
    const fills = fillsOf(reports);
    expect(fills.map(({ quantity }) => quantityToText(quantity))).toEqual(['0.04', '0.06']);
    expect(fills.map(({ fee }) => moneyToText(fee))).toEqual(['3.90005', '5.85008']);
    expect(fills[0]).toMatchObject({
      clientOrderId: placed.clientOrderId,
      liquidity: 'maker',
      price: priceFromText('39000.5'),
    });
    const sent = server.calls.find(({ endpoint }) => endpoint === 'AddOrder')?.form;
    expect(sent?.get('cl_ord_id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(unwrap(await connection.balances()).find(({ asset }) => asset === 'BTC')?.free).toBe('1.1');
  });

  it('a purchase for an amount spends no more than it, fee included', async () => {
    const { server, connection, reports } = await trading();
    connection.venue.submit(
      order({ type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText('1000') } }),
    );
    await until(() => reports.some((report) => report.kind === 'filled' && report.done), 'the last fill');
    const fills = fillsOf(reports);
    const spent = fills.reduce((sum, { price, quantity, fee }) => sum + price * quantity + fee, 0n);
    expect(fills).toHaveLength(2);
    expect(spent <= moneyFromText('1000')).toBe(true);
    expect(spent > moneyFromText('999.9')).toBe(true);
    expect(server.calls.find(({ endpoint }) => endpoint === 'AddOrder')?.form.get('oflags')).toBe('fciq,viqc');
  });

  it('an order is cancelled, and cancelling it again is no error', async () => {
    const { server, connection, reports } = await trading();
    const placed = order();
    connection.venue.submit(placed);
    await until(() => reports.length > 0, 'an answer');
    server.account.tradeAt('XBTUSD', 39_000, 0.03);
    await until(() => fillsOf(reports).length === 1, 'a fill');
    connection.venue.cancel(placed.clientOrderId);
    await until(() => reports.some(({ kind }) => kind === 'cancelled'), 'the cancellation');
    connection.venue.cancel(placed.clientOrderId);
    expect(kinds(reports)).toEqual(['accepted', 'filled', 'cancelled']);
    expect(server.account.orders[0]?.status).toBe('canceled');
  });

  it('what Kraken refuses is refused, with its words', async () => {
    const { connection, reports } = await trading();
    connection.venue.submit(order({ size: { kind: 'base', quantity: quantityFromText('100') } }));
    await until(() => reports.length > 0, 'an answer');
    expect(reports).toMatchObject([{ kind: 'refused', reason: 'EOrder:Insufficient funds' }]);
  });

  it('a lost reply and a silent stream: the order is found by its id and never sent again', async () => {
    const { server, connection, reports } = await trading();
    server.sockets.isMute = true;
    server.lostReplies.push('AddOrder');
    const placed = order({ type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText('400') } });
    connection.venue.submit(placed);
    await until(() => reports.some((report) => report.kind === 'filled' && report.done), 'the last fill');
    expect(kinds(reports)).toEqual(['unknown', 'accepted', 'filled', 'filled']);
    expect(server.calls.filter(({ endpoint }) => endpoint === 'AddOrder')).toHaveLength(1);
    expect(server.account.orders).toHaveLength(1);
  });

  it('a cut while an order rests: it is filled meanwhile and nothing is lost', async () => {
    const { server, connection, reports } = await trading();
    connection.venue.submit(order());
    await until(() => reports.length > 0, 'an answer');
    server.sockets.cut();
    server.account.tradeAt('XBTUSD', 39_000, 5);
    await until(() => reports.some((report) => report.kind === 'filled' && report.done), 'the fill');
    expect(kinds(reports)).toEqual(['accepted', 'filled']);
    expect(server.sockets.problems).toEqual([]);
  });

  it('many requests of one key at once: each nonce in order, the user stream with a token of its own', async () => {
    const { server, connection, reports } = await trading();
    const placed = Array.from({ length: 12 }, (_, index) =>
      order({
        type: { kind: 'limit', price: priceFromText(`${38_000 + index}`) },
        size: { kind: 'base', quantity: quantityFromText('0.001') },
      }),
    );
    for (const each of placed) connection.venue.submit(each);
    await Promise.all([connection.balances(), connection.balances()]);
    await until(() => reports.length === 12, 'all answers');
    expect(new Set(kinds(reports))).toEqual(new Set(['accepted']));
    expect(server.calls.filter(({ error }) => error !== '')).toEqual([]);
    expect(server.sockets.problems).toEqual([]);
  });

  it('a key says what it may do; a wrong one opens nothing', async () => {
    const { adapter, log } = await session();
    const keys = { apiKey: API_KEY, secret: SECRET };
    expect(unwrap(await adapter.permissions(keys))).toEqual({
      canRead: true,
      canTrade: true,
      canWithdraw: false,
      hasIpList: false,
    });
    const wrong = { apiKey: API_KEY, secret: Buffer.from('wrong').toString('base64') };
    const opened = await adapter.openTrading(wrong, () => undefined);
    expect(opened).toMatchObject({ ok: false, error: { code: 'authenticationFailed' } });
    expect(JSON.stringify([opened, log.lines])).not.toContain(wrong.secret);
  });

  it('neither secrets nor tokens reach a recording', async () => {
    const { transport, adapter, server } = await session();
    const records: unknown[] = [];
    const tap = transport.tap((record) => records.push(record));
    closing.push(() => tap.dispose());
    const connection = unwrap(await adapter.openTrading({ apiKey: API_KEY, secret: SECRET }, () => undefined));
    closing.push(() => connection.dispose());
    await until(() => server.calls.some(({ endpoint }) => endpoint === 'GetWebSocketsToken'), 'a token');
    await until(() => server.sockets.tokens.size === 0, 'the user stream');
    const text = JSON.stringify(records);
    expect(text).toContain('GetWebSocketsToken');
    for (const secret of ['token-1', SECRET, 'nonce=']) expect(text).not.toContain(secret);
  });
});
