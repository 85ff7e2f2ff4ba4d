import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../src-main/base/outcome.ts';
import { VenueRouter } from '../../../../src-main/composition/venue-router.ts';
import type { TradingConnection } from '../../../../src-main/engine/ports/exchange.ts';
import type { JournalState } from '../../../../src-main/engine/ports/journal.ts';
import type { VenueReport } from '../../../../src-main/engine/ports/venue.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import { anOrder } from '../../../fakes/scripted-exchange-desk.ts';
import { ScriptedVenue } from '../../../fakes/scripted-venue.ts';

const LIVE = 'binance-USDT';

function openRouter() {
  const paper = new ScriptedVenue();
  const reports: VenueReport[] = [];
  const orders = new Map<string, Order>();
  const router = new VenueRouter({
    paper,
    venueOfAccount: (accountId) => (accountId === LIVE ? 'binance' : null),
    accountOfOrder: (clientOrderId) => orders.get(clientOrderId)?.accountId,
    report: (report) => reports.push(report),
    nowMs: () => 5,
  });
  const submit = (clientOrderId: string, accountId: string): void => {
    const order = anOrder(clientOrderId, { accountId });
    orders.set(clientOrderId, order);
    router.submit(order);
  };
  return { router, paper, reports, orders, submit };
}

function connection() {
  const venue = new ScriptedVenue();
  const restored: string[] = [];
  const trading: TradingConnection = {
    venue,
    restore: async (openOrders: JournalState['openOrders'], fills) => {
      restored.push(...openOrders.map(({ order }) => order.clientOrderId), ...fills.map(({ fillId }) => fillId));
    },
    balances: async () => succeed([]),
    feesOf: () => ({ makerFeeBps: 2, takerFeeBps: 4 }),
    dispose: () => undefined,
  };
  return { venue, restored, trading };
}

describe('where an order goes (SPEC 15.1, 19.9)', () => {
  it('to the venue of its account, and a cancel after it', () => {
    const { router, paper, submit } = openRouter();
    const { venue, trading } = connection();
    router.attach('binance', trading, { openOrders: [], fills: [] });
    submit('a', 'paper');
    submit('b', LIVE);
    router.cancel('a');
    router.cancel('b');
    expect([paper.submitted.map(({ clientOrderId }) => clientOrderId), paper.cancelled]).toEqual([['a'], ['a']]);
    expect([venue.submitted.map(({ clientOrderId }) => clientOrderId), venue.cancelled]).toEqual([['b'], ['b']]);
  });

  it('what an account pays is what its own exchange says, once it is there', () => {
    const { router } = openRouter();
    expect(router.feesOf(LIVE, 'binance:BTC-USDT')).toBeNull();
    router.attach('binance', connection().trading, { openOrders: [], fills: [] });
    expect(router.feesOf(LIVE, 'binance:BTC-USDT')).toEqual({ makerFeeBps: 2, takerFeeBps: 4 });
    expect(router.feesOf('paper', 'binance:BTC-USDT')).toBeNull();
  });

  it('one for an exchange that is not there is refused, never simulated', () => {
    const { router, paper, reports, submit } = openRouter();
    const { venue, trading } = connection();
    submit('a', LIVE);
    router.attach('binance', trading, { openOrders: [], fills: [] });
    router.detach('binance');
    submit('b', LIVE);
    const reason = 'binance is not connected for trading';
    expect(reports).toEqual([
      { kind: 'refused', clientOrderId: 'a', reason, timeMs: 5 },
      { kind: 'refused', clientOrderId: 'b', reason, timeMs: 5 },
    ]);
    expect([...paper.submitted, ...venue.submitted]).toEqual([]);
  });

  it('what was to be cancelled while the exchange was away is, once it is there and knows its orders again', () => {
    const { router, paper, orders } = openRouter();
    const { venue, restored, trading } = connection();
    const [own, simulated] = [anOrder('own', { accountId: LIVE }), anOrder('simulated')];
    for (const order of [own, simulated]) orders.set(order.clientOrderId, order);
    router.cancel('own');
    expect(paper.cancelled).toEqual([]);
    const openOrders = [own, simulated].map((order) => ({ order, state: 'working' as const }));
    router.attach('binance', trading, { openOrders, fills: [] });
    expect([restored, venue.cancelled]).toEqual([['own'], ['own']]);
  });
});
