import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { FaultSetting } from '../../../../exchange/core/faults.ts';
import { anOrder } from '../../../../fakes/scripted-exchange-desk.ts';
import type { FastSession } from '../../../../fakes/scripted-exchange-session.ts';
import { openFastSession } from '../../../../fakes/scripted-exchange-session.ts';

let session: FastSession | undefined;

afterEach(async () => {
  await session?.close();
  session = undefined;
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
  ];

  it.each(ORDER_FAULTS)('%s: the order ends as it does at the exchange', async (fault, setting, end) => {
    session = await openFastSession(binance, { seed: 11, speed: 10 });
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
    session = await openFastSession(binance, { seed: 5, speed: 10 });
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
