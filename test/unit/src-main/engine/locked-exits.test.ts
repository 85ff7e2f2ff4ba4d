import { describe, expect, it, vi } from 'vitest';
import type { EnterIntent } from '../../../../src-main/engine/strategies/intent.ts';
import type { VenueModel } from '../../../../src-main/exchanges/paper/venue-model.ts';
import { paperAccount } from '../../../../src-main/model/account.ts';
import type { Fill } from '../../../../src-main/model/fill.ts';
import type { OrderCapabilities } from '../../../../src-main/model/order-capabilities.ts';
import type { TradingRules } from '../../../../src-main/model/trading-rules.ts';
import {
  moneyFromText,
  priceFromText,
  priceOrNull,
  quantityFromText,
  quantityToText,
  ZERO_MONEY,
} from '../../../fakes/amounts.ts';
import type { SessionOptions } from '../../../fakes/engine-session.ts';
import { BTC, EngineSession } from '../../../fakes/engine-session.ts';
import { enter, exit, startIntents } from '../../../fakes/intent-script.ts';
import { LockingVenue } from '../../../fakes/locking-venue.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const SPOT_ACCOUNT = { ...paperAccount('USDT', moneyFromText('10000')), id: 'spot', venue: 'test' } as const;
const BINANCE: OrderCapabilities = { locks: true, lists: true, stops: true, trailingStops: false };
const COINBASE: OrderCapabilities = { locks: true, lists: false, stops: true, trailingStops: false };
const ONE_ORDER: OrderCapabilities = { ...COINBASE, brackets: true };
const CCXT: OrderCapabilities = { locks: true, lists: false, stops: false, trailingStops: false };

/** Sells 4 at market at most. */
const NARROW: TradingRules = {
  ...{ status: 'trading', minPrice: null, maxPrice: null, minQuantity: null, maxQuantity: null },
  ...{ maxMarketQuantity: quantityFromText('4'), minNotional: null, maxNotional: null },
  ...{ notionalOfMarketOrders: false, filterNames: {} },
};
const NARROW_BTC = { ...BTC, orders: BINANCE, rules: NARROW };

const bracketed: EnterIntent = enter('long', {
  size: { kind: 'quantity', quantity: 10 },
  bracket: { stopLoss: { price: 90 }, target: { price: 110 } },
});

const stopped: EnterIntent = { ...bracketed, bracket: { stopLoss: { price: 90 } } };

function spot(
  orders: OrderCapabilities,
  {
    journal = new MemoryJournal(),
    idPrefix = 'o',
    model = {},
  }: Partial<SessionOptions> & { journal?: MemoryJournal } = {},
) {
  const venue: LockingVenue = new LockingVenue(() => session);
  const session: EngineSession = new EngineSession({ venue, accounts: [SPOT_ACCOUNT], journal, idPrefix, model });
  session.engine.offer({ kind: 'instrument', instrument: { ...BTC, orders }, tellsCandles: false });
  session.reconcile();
  return { session, venue };
}

/** Holds 10 from 100 with a stop at 90 and a target at 110. */
function held(
  orders: OrderCapabilities,
  then: Parameters<typeof startIntents>[1] = [],
  model: VenueModel = {},
  entry = bracketed,
) {
  const desk = spot(orders, { model });
  startIntents(desk.session, [[entry], ...then], { accountId: 'spot' });
  desk.session.flat(100);
  desk.session.trade(100, 'buy', 100, 10);
  desk.session.flat(100);
  return desk;
}

/** Holds 15, of which a stop locks 10 that is being taken back for a close. */
function added() {
  const size = { kind: 'quantity', quantity: 5 } as const;
  const more = enter('long', { size, tag: 'more', maxEntries: 2, limitPrice: 95 });
  const desk = held(BINANCE, [[more], [exit()]], {}, stopped);
  desk.session.flat(100);
  desk.session.trade(94);
  return desk;
}

/** The venue tells that the one exit sold all it was for; that this was its last fill it does not say. */
function sellAtStop(session: EngineSession): [Fill] {
  const [exit] = session.engine.snapshot().openOrders;
  if (exit === undefined) throw new Error('nothing rests');
  const { clientOrderId, accountId, botId, instrumentId, side, tag } = exit.order;
  const fill: Fill = {
    ...{ fillId: 'all', clientOrderId, accountId, botId, instrumentId, side, tag, purpose: 'stop' },
    ...{ price: priceFromText('90'), quantity: quantityFromText('10'), fee: ZERO_MONEY },
    ...{ liquidity: 'taker', timeMs: session.clock.nowMs() },
  };
  session.report({ kind: 'filled', fill, done: false });
  return [fill];
}

/** Exits at the venue as `purpose quantity@price list`. */
function exits(session: EngineSession): string[] {
  return session.engine
    .snapshot()
    .openOrders.filter(({ order }) => order.reduceOnly)
    .map(({ order: { purpose, size, type, list } }) => {
      const quantity = size.kind === 'base' ? quantityToText(size.quantity) : '?';
      return `${purpose} ${quantity}@${priceOrNull(type)} ${list?.handledBy ?? 'alone'}`;
    });
}

const BOTH_ENDS = { trigger: priceFromText('90'), price: priceFromText('110') };

/** The venue tells that the one exit sold so much at its target. */
function tradeTarget(session: EngineSession, quantity: string): void {
  const [exit] = session.engine.snapshot().openOrders;
  if (exit === undefined) throw new Error('nothing rests');
  const { clientOrderId, accountId, botId, instrumentId, side, tag } = exit.order;
  const fill = {
    ...{ fillId: 'part', clientOrderId, accountId, botId, instrumentId, side, tag, purpose: 'target' as const },
    ...{ price: BOTH_ENDS.price, quantity: quantityFromText(quantity), fee: ZERO_MONEY },
    ...{ liquidity: 'maker' as const, timeMs: session.clock.nowMs() },
  };
  session.report({ kind: 'filled', fill, done: false });
}

/** The venue did not take the one exit: nobody had said yet that it had. */
function refuseExit(session: EngineSession): void {
  const [exit] = session.engine.snapshot().openOrders;
  const clientOrderId = exit?.order.clientOrderId ?? '';
  const timeMs = session.clock.nowMs();
  session.report({ kind: 'unknown', clientOrderId, reason: 'lost', timeMs });
  session.report({ kind: 'refused', clientOrderId, reason: 'not supported', timeMs });
}

const refusals = (session: EngineSession): number =>
  session.of('order').filter(({ state }) => state === 'refused').length;

describe('protection where an order locks what it may sell (SPEC 6.8)', () => {
  it('is one list of the venue where it has them', () => {
    const { session } = held(BINANCE);
    expect(exits(session)).toEqual(['stop 10@90 venue', 'target 10@110 venue']);
    session.bar([100, 111, 100, 110]);
    expect(session.fills()).toEqual(['buy 10@100 entry', 'sell 10@110 target']);
    expect([exits(session), refusals(session)]).toEqual([[], 0]);
  });

  it('is the stop where it has none, and the target is watched', () => {
    const { session, venue } = held(COINBASE);
    expect(exits(session)).toEqual(['stop 10@90 engine']);
    session.trade(110);
    expect(exits(session)).toEqual(['stop 10@90 engine']);
    venue.answer();
    expect(exits(session)).toEqual(['target 10@null alone']);
    session.trade(110.5);
    expect(session.fills()).toEqual(['buy 10@100 entry', 'sell 10@110.5 target']);
    expect(refusals(session)).toBe(0);
  });

  it('is one order that is both where it has those', () => {
    const { session } = held(ONE_ORDER);
    expect(exits(session)).toEqual(['stop 10@90 alone']);
    expect(session.engine.snapshot().openOrders[0]?.order.type).toEqual({ kind: 'bracket', ...BOTH_ENDS });
  });

  it('of such an order whose target traded in part both ends are sent anew, for what is left', () => {
    const { session, venue } = held(ONE_ORDER);
    tradeTarget(session, '4');
    const [first] = session.engine.snapshot().openOrders;
    expect(exits(session)).toEqual(['stop 10@90 alone']);
    venue.answer();
    expect(exits(session)).toEqual(['stop 6@90 alone']);
    const [second] = session.engine.snapshot().openOrders;
    expect(second?.order.type.kind).toBe('bracket');
    expect(second?.order.clientOrderId).not.toBe(first?.order.clientOrderId);
  });

  it('where such an order is refused the stop rests alone and the target is watched, until the next position', () => {
    const { session, venue } = held(ONE_ORDER, [[], [bracketed]]);
    refuseExit(session);
    expect(exits(session)).toEqual(['stop 10@90 engine']);
    session.trade(110);
    venue.answer();
    session.trade(110.5);
    expect(session.fills()).toEqual(['buy 10@100 entry', 'sell 10@110.5 target']);
    session.flat(100);
    session.flat(100);
    expect(session.engine.snapshot().openOrders.map(({ order }) => order.type.kind)).toContain('bracket');
  });

  it('is the target where it holds no stops, and the stop is watched', () => {
    const { session, venue } = held(CCXT);
    expect(exits(session)).toEqual(['target 10@110 engine']);
    session.trade(89);
    venue.answer();
    session.trade(88);
    expect(session.fills()).toEqual(['buy 10@100 entry', 'sell 10@88 stop']);
  });

  it('a stop that fills while its target is met is the end of it', () => {
    const { session, venue } = held(COINBASE);
    session.trade(110);
    session.bar([90, 90, 89, 89]); // the stop fills before its cancel arrives
    venue.answer();
    session.flat(120);
    expect(session.fills()).toEqual(['buy 10@100 entry', 'sell 10@90 stop']);
    expect(exits(session)).toEqual([]);
  });

  it('what is watched is watched again after a restart', () => {
    const journal = new MemoryJournal();
    const first = spot(COINBASE, { journal });
    startIntents(first.session, [[bracketed]], { accountId: 'spot' });
    first.session.flat(100);
    first.session.flat(100);
    const { session, venue } = spot(COINBASE, { journal, idPrefix: 'r' });
    const { openOrders, fills } = journal.load();
    session.paper.restore(openOrders, fills);
    session.trade(110);
    venue.answer();
    session.trade(110);
    expect(session.fills()).toEqual(['sell 10@110 target']);
  });
});

describe('what changes there (SPEC 6.9)', () => {
  it('is taken back first, and sent anew when it is gone', () => {
    const more = enter('long', { size: { kind: 'quantity', quantity: 5 }, tag: 'more', maxEntries: 2 });
    const { session, venue } = held(BINANCE, [[more]]);
    session.flat(100);
    expect(exits(session)).toEqual(['stop 10@90 venue', 'target 10@110 venue']);
    venue.answer();
    expect(exits(session)).toEqual(['stop 15@90 venue', 'target 15@110 venue']);
    expect(refusals(session)).toBe(0);
  });

  it('a part that the target sold leaves the rest with both', () => {
    const { session, venue } = held(BINANCE, [], { participation: 1 });
    session.trade(110.5, 'buy', 100, 4);
    expect(session.position()).toBe('6');
    expect(exits(session)).toEqual(['target 10@110 venue']);
    venue.answer();
    expect(exits(session)).toEqual(['stop 6@90 venue', 'target 6@110 venue']);
    expect(refusals(session)).toBe(0);
  });

  it('a close waits until nothing locks what it sells', () => {
    const { session, venue } = held(BINANCE, [[exit()]]);
    expect(exits(session)).toEqual(['stop 10@90 venue', 'target 10@110 venue']);
    venue.answer();
    expect(exits(session)).toEqual(['signal 10@null alone']);
    session.flat(101);
    expect(session.fills()).toEqual(['buy 10@100 entry', 'sell 10@101 signal']);
    expect(refusals(session)).toBe(0);
  });

  it('a part that is sold at market waits for the same, and what is left is protected again', () => {
    const { session, venue } = held(BINANCE, [[exit({ share: 0.4 })]]);
    expect(refusals(session)).toBe(0);
    venue.answer();
    expect(exits(session)).toEqual(['signal 4@null alone']);
    session.flat(101);
    expect(session.fills()).toEqual(['buy 10@100 entry', 'sell 4@101 signal']);
    expect(exits(session)).toEqual(['stop 6@90 venue', 'target 6@110 venue']);
    expect(refusals(session)).toBe(0);
  });

  it('a close goes when the exit that was to make way fills, and an entry has added to what is held', () => {
    const { session, venue } = added();
    session.trade(90);
    expect(session.fills().slice(1)).toEqual(['buy 5@95 entry', 'sell 10@90 stop', 'sell 5@90 signal']);
    venue.answer();
    expect([session.position(), exits(session), refusals(session)]).toEqual(['0', [], 0]);
  });

  it('also when the end of that exit is told by a fill that was counted before', () => {
    const { session } = added();
    const [fill] = sellAtStop(session);
    expect(exits(session)).toEqual(['stop 10@90 alone']);
    session.report({ kind: 'filled', fill, done: true });
    expect(exits(session)).toEqual(['signal 5@null alone']);
  });

  it('what is left is protected when its exit fills while it is sent anew, told in whatever way', () => {
    const more = enter('long', { size: { kind: 'quantity', quantity: 5 }, tag: 'more', maxEntries: 2 });
    const { session } = held(BINANCE, [[more]], {}, stopped);
    session.flat(100);
    const [fill] = sellAtStop(session);
    session.report({ kind: 'filled', fill, done: true });
    expect([session.position(), exits(session)]).toEqual(['5', ['stop 5@90 alone']]);
  });

  it('a part that risk refuses when its exits are gone has them sent anew', () => {
    const { session, venue } = held(BINANCE, [[exit({ share: 0.5 })]]);
    session.engine.offer({ kind: 'instrument', instrument: NARROW_BTC, tellsCandles: false });
    venue.answer();
    expect(session.of('refused')).toMatchObject([{ rule: 'venueFilter maxQuantity' }]);
    expect(exits(session)).toEqual(['stop 10@90 venue', 'target 10@110 venue']);
  });

  it('a close that risk refuses takes nothing back', () => {
    const { session, venue } = held(BINANCE, [[], [exit()]]);
    const before = session.engine.snapshot().openOrders;
    session.engine.offer({ kind: 'instrument', instrument: NARROW_BTC, tellsCandles: false });
    session.flat(100);
    venue.answer();
    expect(session.of('refused')).toMatchObject([{ rule: 'venueFilter maxQuantity' }]);
    expect(session.engine.snapshot().openOrders).toEqual(before);
  });

  it('a close that risk refuses when its exits are gone has them sent anew', () => {
    const { session, venue } = held(BINANCE, [[exit()]]);
    session.engine.offer({ kind: 'instrument', instrument: NARROW_BTC, tellsCandles: false });
    venue.answer();
    expect(session.of('refused')).toMatchObject([{ rule: 'venueFilter maxQuantity' }]);
    expect(exits(session)).toEqual(['stop 10@90 venue', 'target 10@110 venue']);
  });

  it('flatten does the same while halted', () => {
    const { session, venue } = held(BINANCE);
    session.command({ kind: 'halt', reason: 'stop', flatten: true });
    venue.answer();
    session.flat(101);
    expect([session.position(), exits(session), refusals(session)]).toEqual(['0', [], 0]);
  });

  it('a halt that keeps the position sends nothing in place of what it took back', () => {
    const { session, venue } = held(BINANCE);
    session.command({ kind: 'halt', reason: 'stop', flatten: false });
    venue.answer();
    expect([session.position(), exits(session), session.of('refused')]).toEqual(['10', [], []]);
  });
});

describe('a trailing stop that follows the market (SPEC 6.10)', () => {
  const trailing = enter('long', {
    size: { kind: 'quantity', quantity: 10 },
    bracket: { trailing: { distance: 5, follows: 'market' } },
  });
  const trailed = (session: EngineSession): string[] =>
    session.engine.snapshot().openOrders.map(({ order: { type } }) => {
      return type.kind === 'trailingStop' ? `${type.kind} ${type.distanceBps}` : type.kind;
    });

  it('is an order of the venue where it has such orders, and follows every price', () => {
    const session = new EngineSession();
    startIntents(session, [[trailing]]);
    session.flat(100);
    session.flat(100);
    expect(trailed(session)).toEqual(['trailingStop 500']);
    session.trade(120); // the stop is at 114 now
    session.trade(113);
    expect(session.fills()).toEqual(['buy 10@100 entry', 'sell 10@113 trailing']);
  });

  it('follows closes where it has none, or where nothing else fits beside it', () => {
    const { session, venue } = spot(BINANCE);
    startIntents(session, [[trailing]], { accountId: 'spot' });
    session.flat(100);
    session.flat(100);
    venue.answer();
    expect(exits(session)).toEqual(['trailing 10@95 alone']);
    const alone = spot({ ...BINANCE, trailingStops: true });
    startIntents(alone.session, [[trailing]], { accountId: 'spot' });
    alone.session.flat(100);
    alone.session.flat(100);
    expect(trailed(alone.session)).toEqual(['trailingStop 500']);
    const target = { ...trailing, bracket: { ...trailing.bracket, target: { price: 120 } } };
    const both = spot({ ...BINANCE, trailingStops: true });
    startIntents(both.session, [[target]], { accountId: 'spot' });
    both.session.flat(100);
    both.session.flat(100);
    both.venue.answer();
    expect(exits(both.session)).toEqual(['trailing 10@95 venue', 'target 10@120 venue']);
  });

  it('has no activation', () => {
    const session = new EngineSession();
    const bracket = { trailing: { distance: 5, follows: 'market', activation: { price: 110 } } } as const;
    startIntents(session, [[enter('long', { bracket })]]);
    session.flat(100);
    expect(session.of('bot').at(-1)?.reason).toContain('trailing.activation is given');
  });
});

describe('the simulated account', () => {
  it('has both at once, each an order of its own', () => {
    const session = new EngineSession();
    startIntents(session, [[bracketed]]);
    session.flat(100);
    session.flat(100);
    expect(exits(session)).toEqual(['stop 10@90 alone', 'target 10@110 alone']);
  });
});
