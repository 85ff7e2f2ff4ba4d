import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { FeedState } from '../../../../../src-main/engine/ports/market-feed.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { FaultSetting } from '../../../../exchange/core/faults.ts';
import { anOrder } from '../../../../fakes/scripted-exchange-desk.ts';
import type { FastSession } from '../../../../fakes/scripted-exchange-session.ts';
import { openFastSession } from '../../../../fakes/scripted-exchange-session.ts';

const MINUTE_MS = 60_000;
const SYMBOLS = ['BTC-USDT', 'ETH-USDT', 'ADA-USDT'];

let session: FastSession | undefined;

afterEach(async () => {
  await session?.close();
  session = undefined;
});

type Watched = { readonly minutes: Map<string, Candle[]>; readonly states: Map<string, FeedState> };

function watch({ adapter }: FastSession): Watched {
  const watched: Watched = { minutes: new Map(), states: new Map() };
  const ids = SYMBOLS.map((symbol) => `binance:${symbol}`);
  for (const id of ids) watched.minutes.set(id, []);
  adapter.feed.subscribe(ids, (message) => {
    if (message.kind === 'state') watched.states.set(message.instrumentId, message.state);
    if (message.kind === 'candle') watched.minutes.get(message.instrumentId)?.push({ ...message.candle });
  });
  return watched;
}

/** The exchange's own minutes over the span that was told. */
function ownMinutes({ exchange }: FastSession, id: string, told: readonly Candle[]): Candle[] {
  const first = told[0]?.openTimeMs ?? 0;
  const last = told.at(-1)?.openTimeMs ?? 0;
  return exchange.core.minutes(id.replace('binance:', ''), first, last + MINUTE_MS).map((minute) => ({
    openTimeMs: minute.openTimeMs,
    open: Number(minute.open),
    high: Number(minute.high),
    low: Number(minute.low),
    close: Number(minute.close),
    volume: Number(minute.volume),
  }));
}

const STORMS: readonly (readonly [string, Readonly<Record<string, FaultSetting>>])[] = [
  [
    'closings lost and late, rows missing',
    {
      klineCloseMissing: { probability: 0.4, seed: 3 },
      klineCloseLate: { probability: 0.3, seed: 5, value: 8_000 },
      klineRowMissing: { count: 2 },
    },
  ],
  [
    'messages lost, twice, in the wrong order, cut in half',
    {
      streamDropped: { probability: 0.05, seed: 1 },
      streamTwice: { probability: 0.1, seed: 2 },
      streamReordered: { probability: 0.1, seed: 3 },
      streamMalformed: { probability: 0.01, seed: 4 },
    },
  ],
  [
    'sockets cut and half open, REST failing',
    {
      socketTerminated: { probability: 0.002, seed: 1 },
      socketHalfOpen: { probability: 0.001, seed: 2 },
      requestFails: { probability: 0.2, seed: 3, value: 500, where: 'klines' },
    },
  ],
];

describe('an exchange’s adapter before the local exchange: minutes (exchanges.md 5.5 6 and 8)', () => {
  it.each(STORMS)('%s: what is told equals the exchange’s own minutes, bit for bit', async (_, faults) => {
    session = await openFastSession(binance, { seed: 7, speed: 240 });
    const { exchange, until } = session;
    const watched = watch(session);
    await until(() => [...watched.states.values()].every((state) => state === 'live'), 'live');
    for (const [name, setting] of Object.entries(faults)) exchange.faults.set(name, setting);
    await until(() => [...watched.minutes.values()].every((told) => told.length >= 4), 'four minutes');
    exchange.faults.clear();
    const enough = Math.max(...[...watched.minutes.values()].map((told) => told.length)) + 2;
    await until(() => [...watched.minutes.values()].every((told) => told.length >= enough), 'the calm after');
    await until(() => [...watched.states.values()].every((state) => state === 'live'), 'live again');
    for (const [id, told] of watched.minutes) expect(told).toEqual(ownMinutes(session, id, told));
    expect(Object.keys(faults).some((name) => exchange.faults.struck(name) > 0)).toBe(true);
  });
});

describe('an exchange’s adapter before the local exchange: orders (exchanges.md 5.5 1, 2, 3, 9, 11)', () => {
  const ORDER_FAULTS: readonly (readonly [string, FaultSetting, string])[] = [
    ['orderReplyDropped', { count: 1 }, 'cancelled'],
    ['orderReply503', { count: 1 }, 'cancelled'],
    ['orderReply502', { count: 1 }, 'cancelled'],
    ['orderLost503', { count: 1 }, 'refused'],
    ['orderReplyLate', { count: 1, value: 3_000 }, 'cancelled'],
    ['userEventNever', { count: 10 }, 'cancelled'],
    ['userEventTwice', { count: 10 }, 'cancelled'],
    ['orderLookupMissing', { value: 10 }, 'cancelled'],
    ['cancelRacesFill', { count: 1 }, 'filled'],
    ['cancelAfterPartialFill', { count: 1 }, 'cancelled'],
    ['overloaded', { count: 1 }, 'refused'],
  ];

  it.each(ORDER_FAULTS)('%s: the order ends as it does at the exchange', async (fault, setting, end) => {
    session = await openFastSession(binance, { seed: 11, speed: 60 });
    const { exchange, adapter, keys, until } = session;
    const reports: VenueReport[] = [];
    const trading = unwrap(await adapter.openTrading(keys, (report) => reports.push(report)));
    await until(() => exchange.userStreams() > 0, 'the user stream');
    exchange.faults.set(fault, setting);
    if (fault === 'orderLookupMissing') exchange.faults.set('orderReply503', { count: 1 });
    const resting = restingBuy(session);
    trading.venue.submit(resting);
    await until(() => reports.some(({ kind }) => kind === 'accepted' || kind === 'refused'), 'an answer');
    trading.venue.cancel(resting.clientOrderId);
    await until(() => reports.some(isEnd), 'the end');
    const kinds = reports.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds.at(-1)).toBe(end);
    const own = exchange.core.orderByClientId(resting.clientOrderId);
    expect(own?.status ?? 'refused').toBe(end);
    const filled = reports.flatMap((report) => (report.kind === 'filled' ? [report.fill.quantity] : []));
    const expected = exchange.core.fills().filter(({ clientOrderId }) => clientOrderId === resting.clientOrderId);
    expect(filled.length).toBe(expected.length);
    expect(exchange.core.orders().length).toBe(end === 'refused' ? 0 : 1);
  });
});

function isEnd(report: VenueReport): boolean {
  return report.kind === 'cancelled' || report.kind === 'refused' || (report.kind === 'filled' && report.done);
}

/** A limit order far below the market. */
function restingBuy({ exchange, timers }: FastSession) {
  const best = Number(exchange.core.book('BTC-USDT', 1).bids[0]?.[0] ?? '0');
  return anOrder('resting-1', {
    instrumentId: 'binance:BTC-USDT',
    type: { kind: 'limit', price: priceFromText((best * 0.9).toFixed(0)) },
    size: { kind: 'base', quantity: quantityFromText('0.01') },
    createdMs: timers.nowMs(),
  });
}

describe('an exchange’s adapter before the local exchange: fees', () => {
  it('of a market buy by amount: cash and position come out as at the exchange, to the last digit', async () => {
    session = await openFastSession(binance, { seed: 5, speed: 60 });
    const { exchange, adapter, keys, timers, until } = session;
    const before = new Map(exchange.core.balances().map(({ asset, free }) => [asset, free]));
    const reports: VenueReport[] = [];
    const trading = unwrap(await adapter.openTrading(keys, (report) => reports.push(report)));
    const order = anOrder('market-1', {
      instrumentId: 'binance:BTC-USDT',
      type: { kind: 'market' },
      size: { kind: 'quote', amount: moneyFromText('5000') },
      createdMs: timers.nowMs(),
    });
    trading.venue.submit(order);
    await until(() => reports.some(isEnd), 'the end');
    let cash = moneyFromText(before.get('USDT') ?? '0') as bigint;
    let held = quantityFromText(before.get('BTC') ?? '0') as bigint;
    for (const report of reports) {
      if (report.kind !== 'filled') continue;
      cash -= report.fill.price * report.fill.quantity + report.fill.fee;
      held += report.fill.quantity;
    }
    const after = new Map(exchange.core.balances().map(({ asset, free }) => [asset, free]));
    expect(cash).toBe(moneyFromText(after.get('USDT') ?? '0'));
    expect(held).toBe(quantityFromText(after.get('BTC') ?? '0'));
  });
});
