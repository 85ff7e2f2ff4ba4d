import { describe, expect, it, vi } from 'vitest';
import type { ApprovedOrder } from '../../../../src-main/engine/ports/approved-order.ts';
import { paperAccount } from '../../../../src-main/model/account.ts';
import type { Money } from '../../../../src-main/model/money.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { BTC, EngineSession, ETH, NO_LIMITS } from '../../../fakes/engine-session.ts';
import { governedSession, share } from '../../../fakes/governed-session.ts';
import { enter, exit, startIntents } from '../../../fakes/intent-script.ts';
import type { Door } from '../../../fakes/limit-doors/doors.ts';
import { approach, DOORS } from '../../../fakes/limit-doors/doors.ts';
import { WALLS } from '../../../fakes/limit-doors/walls.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';
import { ScriptedVenue } from '../../../fakes/scripted-venue.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

/** The engine before the simulated venue, with what leaves for it written down. */
function watched({ options = {} }: Door): { readonly session: EngineSession; readonly left: ApprovedOrder[] } {
  const left: ApprovedOrder[] = [];
  const session: EngineSession = governedSession(
    {},
    {
      ...options,
      venue: {
        submit: (order) => {
          left.push(order);
          session.paper.submit(order);
        },
        cancel: (clientOrderId) => session.paper.cancel(clientOrderId),
      },
    },
  );
  session.flat(100);
  return { session, left };
}

const entriesIn = (orders: readonly ApprovedOrder[], { owner = 'bot' }: Door): readonly string[] =>
  orders.filter(({ reduceOnly, botId }) => !reduceOnly && botId === owner).map(({ type }) => type.kind);

describe('every door against every rule (SPEC 5.8)', () => {
  it.each(DOORS)('$name is a door: with nothing against it an entry leaves', (door) => {
    const { session, left } = watched(door);
    const open = approach(session, door);
    const before = left.length;
    open();
    expect(entriesIn(left.slice(before), door)).not.toEqual([]);
  });

  describe.each(WALLS)('$name', ({ rule, put }) => {
    it.each(DOORS)('lets nothing pass: $name', (door) => {
      const { session, left } = watched(door);
      const open = approach(session, door);
      put(session);
      const before = left.length;
      const refused = session.of('refused').length;
      open();
      expect(entriesIn(left.slice(before), door)).toEqual([]);
      if (rule === null) return;
      const rules = session.of('refused').slice(refused);
      expect(
        new Set(rules.filter(({ botId }) => botId === (door.owner ?? 'bot')).map((refusal) => refusal.rule)),
      ).toEqual(new Set([rule]));
    });
  });
});

const rules = (session: EngineSession): string[] => session.of('refused').map(({ rule }) => rule);

describe('what an entry of a quantity is worth (SPEC 5.9)', () => {
  const HUGE = { size: { kind: 'quantity', quantity: 1_000 } } as const;
  it.each([
    ['a short limit below the market', enter('short', { limitPrice: 1, ...HUGE })],
    ['a stop to buy that is touched', enter('long', { stopPrice: 1, ...HUGE })],
    ['a stop-limit to buy that is touched', enter('long', { stopPrice: 1, limitPrice: 2, ...HUGE })],
  ])('%s is worth what it trades at', (_name, intent) => {
    const session = new EngineSession({ accountRisk: { ...NO_LIMITS, maxPositionFraction: 0.5 } });
    session.flat(100);
    startIntents(session, [[intent]]);
    session.flat(100);
    session.flat(100);
    expect([rules(session), session.position()]).toEqual([['maxPosition'], '0']);
  });

  it('is not known before there is a price: it is not sent', () => {
    const venue = new ScriptedVenue();
    const session = new EngineSession({ venue });
    startIntents(session, [[enter('short', { limitPrice: 1, ...HUGE })]]);
    session.engine.offer({ kind: 'intents', botId: 'bot', intents: [] });
    session.bar([100, 100, 100, 100], ETH);
    expect(venue.submitted).toEqual([]);
  });

  it('after a restart too', () => {
    const journal = new MemoryJournal();
    const before = governedSession({}, { journal, venue: new ScriptedVenue() });
    before.flat(100);
    startIntents(before, [[enter('short', { limitPrice: 1, size: { kind: 'quantity', quantity: 60 } })]], { id: 'a' });
    before.flat(100);
    const after = governedSession({ grossExposure: { most: 0.7, onBreach: 'refuse' } }, { journal, idPrefix: 'p' });
    after.engine.offer({ kind: 'mark', instrumentId: BTC.id, price: 100 });
    startIntents(after, [[enter('long')]], { id: 'c', risk: share(0.3), instrumentId: ETH.id });
    after.bar([50, 50, 50, 50], ETH);
    expect(rules(after)).toEqual(['grossExposure']);
  });
});

describe('without a price', () => {
  /** Holds half of 10,000 in BTC, and starts again where nobody tells a price of it. */
  function restarted(): EngineSession {
    const journal = new MemoryJournal();
    const before = governedSession({}, { journal });
    before.flat(100);
    startIntents(before, [[enter('long')]], { id: 'a', risk: share(0.5) });
    before.flat(100);
    before.flat(100);
    expect(before.position('a')).toBe('50');
    const limits = { totalDrawdown: { most: 0.1, onBreach: 'refuse' } } as const;
    const nextDay = before.clock.nowMs() + 24 * 3_600_000;
    return governedSession(limits, { journal, idPrefix: 'p', startMs: nextDay });
  }

  it('of something held nothing is entered elsewhere: nobody knows what was lost (SPEC 16.6)', () => {
    const session = restarted();
    startIntents(session, [[enter('long')], [enter('long')]], { id: 'c', risk: share(0.1), instrumentId: ETH.id });
    session.bar([50, 50, 50, 50], ETH);
    expect(session.of('refused')).toMatchObject([
      { rule: 'knownValues', actual: `a position in ${BTC.id} has no price yet` },
    ]);
    session.engine.offer({ kind: 'mark', instrumentId: BTC.id, price: 100 });
    session.bar([50, 50, 50, 50], ETH);
    expect(session.open()).toEqual(['entry buy working']);
  });

  it('a day does not begin: what it cost is no beginning (SPEC 10.2)', () => {
    const session = restarted();
    const day = session.account().day;
    session.bar([50, 50, 50, 50], ETH);
    expect(session.account().day).toEqual(day);
    session.engine.offer({ kind: 'mark', instrumentId: BTC.id, price: 80 });
    session.bar([50, 50, 50, 50], ETH);
    expect(session.account().day?.equity).toBe(moneyFromText('9000'));
  });
});

describe('what a strategy sells of a live account (SPEC 5.10)', () => {
  it('is never more than its bot holds, by whatever number of exits', () => {
    const account = { ...paperAccount('USDT', moneyFromText('10000')), id: 'spot', venue: 'test' };
    const venue = new ScriptedVenue();
    const session = new EngineSession({ venue, accounts: [account] });
    session.reconcile();
    session.flat(100);
    const exits = [
      exit({ share: 0.6, tag: 'x' }),
      exit({ share: 0.6, tag: 'y' }),
      exit({ limitPrice: 120, tag: 'z' }),
      exit({ share: 0.4, limitPrice: 130, tag: 'w' }),
    ];
    startIntents(session, [[enter('long', { size: { kind: 'quantity', quantity: 10 } })], exits], {
      accountId: 'spot',
    });
    session.flat(100);
    const [order] = venue.submitted;
    if (order === undefined) throw new Error('nothing was entered');
    const { clientOrderId, accountId, botId, instrumentId, side, purpose, tag } = order;
    const terms = { price: priceFromText('100'), quantity: quantityFromText('10'), fee: 0n as Money };
    const known = { fillId: 'f1', clientOrderId, accountId, botId, instrumentId, side, purpose, tag, ...terms };
    session.report({ kind: 'filled', done: true, fill: { ...known, liquidity: 'taker', timeMs: 0 } });
    session.flat(100);
    const sold = venue.submitted.slice(1).map(({ size }) => (size.kind === 'base' ? size.quantity : 0n));
    expect(sold).toEqual([quantityFromText('6'), quantityFromText('4')]);
    expect(rules(session)).toEqual(['ownHolding', 'ownHolding']);
  });
});

describe('other settings of a bot that is stopped', () => {
  it('leave the protection of what it holds as it is (SPEC 6.7)', () => {
    const session = new EngineSession();
    session.flat(100);
    const bracket = { stopLoss: { price: 90 } };
    const config = startIntents(session, [[enter('long', { size: { kind: 'quantity', quantity: 10 }, bracket })]]);
    session.flat(100);
    session.flat(100);
    session.command({ kind: 'stopBot', botId: 'bot' });
    expect(session.command({ kind: 'addBot', config: { ...config, name: 'Other', params: {} } })).toBeNull();
    session.command({ kind: 'startBot', botId: 'bot' });
    session.startHistory('bot');
    session.flat(100);
    expect(session.open()).toEqual(['stop sell working']);
    session.flat(89);
    expect(session.fills().at(-1)).toBe('sell 10@89 stop');
  });

  it('leave it its instrument while an order of it may still fill (SPEC 12.2)', () => {
    const session = new EngineSession({ venue: new ScriptedVenue() });
    session.flat(100);
    const config = startIntents(session, [[enter('long')]]);
    session.flat(100);
    session.command({ kind: 'stopBot', botId: 'bot' });
    expect(session.command({ kind: 'addBot', config: { ...config, instrumentId: ETH.id } })).toBe(
      'bot bot has working orders, cancel them before changing the instrument',
    );
  });
});

describe('a clock that is set', () => {
  /** Three entries in a minute that is over by the clock alone. */
  function setBy(jumpMs: number): EngineSession {
    const limits = { ordersPerMinute: { most: 1, onBreach: 'refuse' } } as const;
    const session = governedSession(limits, { venue: new ScriptedVenue() });
    let steadyMs = 0;
    Object.assign(session.clock, { monotonicMs: () => (steadyMs += 100) });
    session.flat(100);
    startIntents(session, [[enter('long', { limitPrice: 99 })]], { id: 'a', risk: share(0.1) });
    startIntents(session, [[], [enter('long', { limitPrice: 99 })]], { id: 'b', risk: share(0.1) });
    session.flat(100);
    session.bar([100, 100, 100, 100], BTC, session.clock.nowMs() + jumpMs);
    return session;
  }

  it.each([0, 3_600_000])('%d ms ahead makes no minute shorter (SPEC 16.4)', (jumpMs) => {
    expect(rules(setBy(jumpMs))).toEqual(['ordersPerMinute']);
  });
});
