import { describe, expect, it, vi } from 'vitest';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import type { TradingRules } from '../../../../src-main/model/trading-rules.ts';
import { BTC, EngineSession, MINUTE_MS, NO_COSTS, START_MS } from '../../../fakes/engine-session.ts';
import { enter, exit, startIntents } from '../../../fakes/intent-script.ts';
import { emptyDisk, MemoryJournal } from '../../../fakes/memory-journal.ts';
import { ScriptedVenue } from '../../../fakes/scripted-venue.ts';
import { restingOrders, taggedFills } from '../../../fakes/strategy-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const FEES = { ...NO_COSTS, makerFeeBps: 10, takerFeeBps: 10 };
const LIMITS = { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 };

describe('what an entry takes (SPEC 3.3)', () => {
  it.each([
    ['half of the bot’s size', { kind: 'share', share: 0.5 }, 'long buy 50 @ 100'],
    ['an amount', { kind: 'amount', amount: 1234.5 }, 'long buy 12.345 @ 100'],
    ['a quantity, in whole steps', { kind: 'quantity', quantity: 1.2345678 }, 'long buy 1.23456 @ 100'],
  ] as const)('%s', (_name, size, fill) => {
    const session = new EngineSession();
    startIntents(session, [[enter('long', { size })]]);
    session.flat(100);
    session.flat(100);
    expect(taggedFills(session)).toEqual([fill]);
  });

  it('an amount is what it costs, fee included', () => {
    const session = new EngineSession({ costs: FEES });
    startIntents(session, [[enter('long', { size: { kind: 'amount', amount: 1001 } })]]);
    session.flat(100);
    session.flat(100);
    expect([session.position(), session.cash()]).toEqual(['10', '8999']);
  });

  it('one under way at market keeps others from it, whatever their tag; a priced one may go beside', () => {
    const session = new EngineSession({ latencyMs: 10 * MINUTE_MS });
    const half = { size: { kind: 'share', share: 0.4 } } as const;
    startIntents(session, [
      [enter('long', half)],
      [enter('long', { ...half, tag: 'again', maxEntries: 3 }), enter('long', { ...half, tag: 'low', limitPrice: 90 })],
    ]);
    session.flat(100);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['long buy @ market', 'low buy @ 90']);
  });

  it('on top of an entry nobody knows the fate of nothing is entered, not even at a price', () => {
    const session = new EngineSession({ venue: new ScriptedVenue() });
    startIntents(session, [[enter('long', { limitPrice: 90 })], [enter('long', { tag: 'other', limitPrice: 80 })]]);
    session.flat(100);
    session.report({ kind: 'unknown', clientOrderId: 'o-1', reason: 'no answer', timeMs: START_MS });
    session.flat(100);
    expect(session.open()).toEqual(['entry buy unknown']);
  });
});

describe('scaling in (SPEC 3.4)', () => {
  const third = { size: { kind: 'share', share: 0.3 }, maxEntries: 2 } as const;

  it('adds until as many entries are open as it allows', () => {
    const session = new EngineSession();
    const add = (tag: string) => [enter('long', { ...third, tag })];
    startIntents(session, [add('one'), add('two'), add('three'), add('four')]);
    for (const price of [100, 100, 90, 90, 90]) session.flat(price);
    // 0.3 × 10,000 each: at the close that wanted the second the account was still worth that.
    expect(taggedFills(session)).toEqual(['one buy 30 @ 100', 'two buy 33.33333 @ 90']);
  });

  it('takes back what rests beyond that, once it is reached', () => {
    const session = new EngineSession();
    const resting = ['a', 'b', 'c'].map((tag, row) => enter('long', { ...third, tag, limitPrice: 99 - row }));
    startIntents(session, [resting]);
    session.flat(100);
    session.bar([100, 100, 97.5, 97.5]);
    expect(taggedFills(session).map((text) => text.split(' ')[0])).toEqual(['a', 'b']);
    expect(session.open()).toEqual([]);
  });

  it('each round trip is told with the tag it was entered and left by, oldest first (SPEC 10.3)', () => {
    const session = new EngineSession();
    startIntents(session, [
      [enter('long', { ...third, tag: 'one' })],
      [enter('long', { ...third, tag: 'two' })],
      [],
      [exit({ tag: 'enough' })],
    ]);
    for (const price of [100, 100, 100, 100, 110]) session.flat(price);
    expect(session.of('tradeClosed').map(({ trade }) => [trade.entryTag, trade.exitTag, trade.exitReason])).toEqual([
      ['one', 'enough', 'signal'],
      ['two', 'enough', 'signal'],
    ]);
  });

  it('at market on the other side it closes first, whatever was added, then opens', () => {
    const session = new EngineSession();
    startIntents(session, [
      [enter('long', { ...third, tag: 'one' })],
      [enter('long', { ...third, tag: 'two' })],
      [enter('short', { tag: 'turn' })],
    ]);
    for (const price of [100, 100, 100, 100]) session.flat(price);
    expect(taggedFills(session).slice(2)).toEqual(['turn sell 60 @ 100', 'turn sell 100 @ 100']);
    expect(session.position()).toBe('-100');
  });
});

describe('stop and limit entries', () => {
  it('a stop waits for its price and fills there; jumped over, at the open', () => {
    const session = new EngineSession();
    startIntents(session, [[enter('long', { stopPrice: 105 })]]);
    session.flat(100);
    session.bar([100, 104.99, 95, 100]);
    expect(session.fills()).toEqual([]);
    session.bar([100, 106, 100, 101]);
    expect(taggedFills(session)).toEqual(['long buy 95.23809 @ 105']);
    const jumping = new EngineSession();
    startIntents(jumping, [[enter('short', { stopPrice: 95 })]]);
    jumping.flat(100);
    jumping.flat(94);
    expect(taggedFills(jumping)).toEqual(['short sell 106.38297 @ 94']);
  });

  it('prices go to the tick: a limit is no worse than asked for, a stop no nearer', () => {
    const session = new EngineSession();
    startIntents(session, [
      [
        enter('long', { tag: 'limit', limitPrice: 95.123 }),
        enter('long', { tag: 'stop', stopPrice: 105.123, size: { kind: 'amount', amount: 10 } }),
        enter('short', { tag: 'high', limitPrice: 105.123 }),
      ],
    ]);
    session.flat(100);
    expect(restingOrders(session).sort()).toEqual(['high sell @ 105.13', 'limit buy @ 95.12']);
    // 10,000 and 10 more of one side are more than there is.
    expect(session.of('refused').map(({ rule }) => rule)).toEqual(['buyingPower']);
  });
});

describe('one entry rests a tag (SPEC 3.7)', () => {
  it('the same terms again change nothing, an amount that follows the equity among them', () => {
    const session = new EngineSession();
    startIntents(session, [[enter('long', { limitPrice: 90 })], [enter('long', { limitPrice: 90 })]]);
    session.flat(100);
    session.flat(100);
    expect(session.of('order').map(({ state }) => state)).toEqual(['sent', 'working']);
  });

  it.each([
    ['another price', { limitPrice: 91 }, 'long buy @ 91'],
    ['another kind of price', { stopPrice: 110 }, 'long buy @ 110'],
    ['another quantity', { limitPrice: 90, size: { kind: 'quantity', quantity: 2 } }, 'long buy 2 @ 90'],
  ] as const)('%s takes its place', (_name, terms, resting) => {
    const session = new EngineSession();
    startIntents(session, [[enter('long', { limitPrice: 90 })], [enter('long', terms)]]);
    session.flat(100);
    session.flat(100);
    expect(restingOrders(session)).toEqual([resting]);
  });

  it('other tags rest beside it', () => {
    const session = new EngineSession();
    const half = { size: { kind: 'share', share: 0.5 } } as const;
    startIntents(session, [
      [enter('long', { ...half, tag: 'a', limitPrice: 90 }), enter('long', { ...half, tag: 'b', limitPrice: 80 })],
    ]);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['a buy @ 90', 'b buy @ 80']);
  });

  it('what takes its place waits for the venue’s word', () => {
    const venue = new ScriptedVenue();
    const session = new EngineSession({ venue });
    startIntents(session, [[enter('long', { limitPrice: 90 })], [enter('long', { limitPrice: 91 })]]);
    session.flat(100);
    session.report({ kind: 'accepted', clientOrderId: 'o-1', timeMs: START_MS });
    session.flat(100);
    expect([venue.cancelled, venue.submitted.length]).toEqual([['o-1'], 1]);
    session.report({ kind: 'cancelled', clientOrderId: 'o-1', reason: 'on request', timeMs: START_MS });
    expect(venue.submitted.map(({ type }) => type)).toEqual([
      { kind: 'limit', price: 90_000_000_000_000n },
      { kind: 'limit', price: 91_000_000_000_000n },
    ]);
  });

  it('the latest terms count, also when they are the first ones again', () => {
    const venue = new ScriptedVenue();
    const session = new EngineSession({ venue });
    const at = (limitPrice: number) => [enter('long', { limitPrice })];
    startIntents(session, [at(90), at(91), at(92), at(90)]);
    session.flat(100);
    session.report({ kind: 'accepted', clientOrderId: 'o-1', timeMs: START_MS });
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    session.report({ kind: 'cancelled', clientOrderId: 'o-1', reason: 'on request', timeMs: START_MS });
    expect(venue.submitted).toHaveLength(2);
    expect(venue.submitted[1]?.type).toEqual({ kind: 'limit', price: 90_000_000_000_000n });
  });

  it('what is taken back and wanted again within one bar rests again (SPEC 4.6)', () => {
    const session = new EngineSession();
    const low = enter('long', { limitPrice: 90 });
    startIntents(session, [[low], [{ kind: 'cancel', tag: 'long' }, low], [exit(), low]]);
    for (let bar = 0; bar < 3; bar++) {
      session.flat(100);
      expect(restingOrders(session)).toEqual(['long buy @ 90']);
    }
  });

  it('a fill that was faster than the cancel leaves nothing to replace', () => {
    const venue = new ScriptedVenue();
    const session = new EngineSession({ venue });
    startIntents(session, [[enter('long', { limitPrice: 90 })], [enter('long', { limitPrice: 91 })]]);
    session.flat(100);
    session.report({ kind: 'accepted', clientOrderId: 'o-1', timeMs: START_MS });
    session.flat(100);
    const order = venue.submitted[0];
    if (order === undefined) throw new Error('nothing was submitted');
    const { clientOrderId, botId, instrumentId, side, purpose, tag } = order;
    const fill = { clientOrderId, botId, instrumentId, side, purpose, tag, fillId: 'f-1', liquidity: 'maker' as const };
    const amounts = { price: 90n * 10n ** 12n, quantity: 10n ** 8n, fee: 0n, timeMs: START_MS };
    session.report({ kind: 'filled', fill: { ...fill, ...amounts } as never, done: true });
    session.report({ kind: 'cancelled', clientOrderId: 'o-1', reason: 'too late', timeMs: START_MS });
    expect(venue.submitted).toHaveLength(1);
    expect(session.position()).toBe('1');
  });

  it('an exit drops what waited for its place', () => {
    const venue = new ScriptedVenue();
    const session = new EngineSession({ venue });
    startIntents(session, [[enter('long', { limitPrice: 90 })], [enter('long', { limitPrice: 91 })], [exit()]]);
    session.flat(100);
    session.report({ kind: 'accepted', clientOrderId: 'o-1', timeMs: START_MS });
    session.flat(100);
    session.flat(100);
    session.report({ kind: 'cancelled', clientOrderId: 'o-1', reason: 'on request', timeMs: START_MS });
    expect(venue.submitted).toHaveLength(1);
  });
});

describe('a priced entry on the other side (SPEC 3.8)', () => {
  const reverse = enter('short', { stopPrice: 95, tag: 'down', bracket: { stopLoss: { price: 101 } } });

  it('closes and opens at one fill, and brings its own protection', () => {
    const session = new EngineSession();
    startIntents(session, [
      [enter('long', { bracket: { stopLoss: { price: 80 }, target: { price: 130 } } })],
      [reverse],
    ]);
    session.flat(100);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 80', 'target sell 100 @ 130', 'down sell @ 95']);
    session.bar([100, 100, 94, 94]);
    // 100 to close and 10,000 ÷ 95 to open, in one.
    expect(taggedFills(session).slice(1)).toEqual(['down sell 205.26315 @ 95']);
    expect(session.position()).toBe('-105.26315');
    expect(restingOrders(session)).toEqual(['stop buy 105.26315 @ 101']);
    expect(session.of('tradeClosed').map(({ trade }) => [trade.side, trade.entryTag, trade.exitTag])).toEqual([
      ['long', 'long', 'down'],
    ]);
  });

  it('a stop and reverse may rest on both sides at once with all of the money (SPEC 5.5)', () => {
    const session = new EngineSession();
    startIntents(session, [
      [enter('long', { stopPrice: 105, tag: 'up' }), enter('short', { stopPrice: 95, tag: 'down' })],
    ]);
    session.flat(100);
    expect(session.of('refused')).toEqual([]);
    session.bar([100, 106, 100, 100]);
    session.bar([100, 100, 94, 94]);
    expect(taggedFills(session)[0]).toBe('up buy 95.23809 @ 105');
    expect(taggedFills(session)[1]).toMatch(/^down sell /);
    expect(session.position()).toMatch(/^-/);
  });

  it('what rests on one side twice is counted twice, and so is what another bot has', () => {
    const session = new EngineSession();
    const at = (tag: string, limitPrice: number, share: number) =>
      enter('long', { tag, limitPrice, size: { kind: 'share', share } });
    startIntents(session, [[at('a', 95, 0.6), at('b', 94, 0.6)]], { id: 'first' });
    startIntents(session, [[at('c', 95, 0.5)], [at('d', 95, 0.4)]], { id: 'second' });
    session.flat(100);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['a buy @ 95', 'd buy @ 95']);
    expect(session.of('refused').map(({ botId, rule }) => [botId, rule])).toEqual([
      ['first', 'buyingPower'],
      ['second', 'buyingPower'],
    ]);
  });

  it('maximum position counts what is held on the side already, not what the entry closes', () => {
    const session = new EngineSession({ accountRisk: { ...LIMITS, maxPositionFraction: 0.6 } });
    const half = { size: { kind: 'share', share: 0.5 } } as const;
    startIntents(session, [
      [enter('long', half)],
      [enter('long', { ...half, tag: 'more', limitPrice: 99, maxEntries: 2 })],
      [enter('short', { ...half, tag: 'turn', stopPrice: 95 })],
    ]);
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    expect(session.of('refused').map(({ rule }) => rule)).toEqual(['maxPosition']);
    expect(restingOrders(session)).toEqual(['turn sell @ 95']);
  });

  it('maximum position counts what rests on the side already: two entries that pass one by one do not pass together', () => {
    const session = new EngineSession({ accountRisk: { ...LIMITS, maxPositionFraction: 0.6 } });
    const half = { size: { kind: 'share', share: 0.5 }, maxEntries: 2 } as const;
    startIntents(session, [
      [enter('long', { ...half, tag: 'near', limitPrice: 98 }), enter('long', { ...half, tag: 'far', limitPrice: 97 })],
    ]);
    session.flat(100);
    expect(session.of('refused').map(({ rule }) => rule)).toEqual(['maxPosition']);
    expect(restingOrders(session)).toEqual(['near buy @ 98']);
  });
});

describe('entries of more than one kind (SPEC 3.12)', () => {
  it('a stop price and a limit price are a stop-limit', () => {
    const session = new EngineSession();
    const size = { kind: 'quantity', quantity: 1 } as const;
    startIntents(session, [[enter('long', { size, stopPrice: 105, limitPrice: 104 })]]);
    session.flat(100);
    expect(session.engine.snapshot().openOrders[0]?.order.type).toMatchObject({ kind: 'stopLimit' });
    session.bar([100, 106, 104.5, 105]);
    expect(session.fills()).toEqual([]);
    session.bar([105, 105, 103, 104]);
    expect(session.fills()).toEqual(['buy 1@104 entry']);
  });

  it('one that only makes is refused where it would take, and rests where it would not', () => {
    const size = { kind: 'quantity', quantity: 1 } as const;
    const entered = (limitPrice: number): EngineSession => {
      const session = new EngineSession();
      startIntents(session, [[enter('long', { size, limitPrice, postOnly: true })]]);
      session.flat(100);
      session.flat(100);
      return session;
    };
    expect(entered(101).of('order').at(-1)).toMatchObject({ state: 'refused' });
    expect(entered(99).open()).toEqual(['entry buy working']);
  });
});

describe('an entry that could not be sold again (SPEC 3.13)', () => {
  const rules: TradingRules = {
    status: 'trading',
    minPrice: null,
    maxPrice: null,
    minQuantity: null,
    maxQuantity: null,
    maxMarketQuantity: null,
    minNotional: moneyFromText('10'),
    maxNotional: null,
    notionalOfMarketOrders: true,
    filterNames: {},
  };

  it.each([
    ['passes with room for a move', 10.5, 0, null],
    ['room alone is asked for', 10.49, 0, 'at least 10.5 USDT'],
    ['its stop is counted', 11.5, 0.1, 'at least 11.55 USDT'],
    ['at most one and a half times', 15, 0.9, null],
  ] as const)('%s', (_name, amount, fraction, limit) => {
    const session = new EngineSession();
    session.engine.offer({ kind: 'instrument', instrument: { ...BTC, rules }, tellsCandles: false });
    const bracket = fraction === 0 ? {} : { bracket: { stopLoss: { fraction } } };
    startIntents(session, [[enter('long', { size: { kind: 'amount', amount }, ...bracket })]]);
    session.flat(100);
    const [refused] = session.of('refused');
    if (limit === null) expect(refused).toBeUndefined();
    else expect(refused).toMatchObject({ rule: 'exitMinimum', limit: expect.stringContaining(limit) });
  });
});

describe('what makes no sense fails the bot that wants it (SPEC 9.1)', () => {
  it.each([
    ['a price below 0', enter('long', { limitPrice: -1 }), 'limitPrice is -1'],
    ['post-only at market', enter('long', { postOnly: true }), 'expected a limitPrice and no stopPrice beside it'],
    [
      'a post-only stop-limit',
      enter('long', { postOnly: true, limitPrice: 90, stopPrice: 110 }),
      'expected a limitPrice and no stopPrice beside it',
    ],
    ['a part of more than all', exit({ share: 1.5 }), 'share is 1.5'],
    ['no size', enter('long', { size: { kind: 'share', share: 0 } }), 'size.share is 0'],
    [
      'a price that is no number',
      enter('long', { bracket: { stopLoss: { price: Number.NaN } } }),
      'stopLoss.price is NaN',
    ],
  ] as const)('%s', (_name, intent, reason) => {
    const session = new EngineSession();
    startIntents(session, [[intent]]);
    startIntents(session, [[], [enter('long')]], { id: 'other' });
    session.flat(100);
    expect(session.state()).toBe('failed');
    expect(session.of('bot').at(-1)?.reason).toContain(reason);
    session.flat(100);
    session.flat(100);
    expect(session.position('other')).toBe('100');
  });
});

describe('an entry of unknown fate that got dearer meanwhile', () => {
  it.each([
    ['4900', 100, []],
    ['4900', 103, ['buyingPower']],
  ] as const)('counts at what it would cost now (SPEC 5.5): %s more at %d', (amount, price, refused) => {
    const session = new EngineSession({ venue: new ScriptedVenue() });
    startIntents(session, [[enter('long', { size: { kind: 'quantity', quantity: 50 } })]]);
    session.flat(100);
    startIntents(session, [[enter('long', { size: { kind: 'amount', amount: Number(amount) } })]], { id: 'second' });
    session.flat(price);
    expect(session.of('refused').map(({ rule }) => rule)).toEqual(refused);
  });
});

describe('an entry at market whose fate a restart left open', () => {
  it('counts at the price of now: what it may have bought is not there for another (SPEC 5.5)', () => {
    const disk = emptyDisk();
    const before = new EngineSession({ journal: new MemoryJournal(disk), venue: new ScriptedVenue() });
    startIntents(before, [[enter('long', { size: { kind: 'quantity', quantity: 60 } })]]);
    before.flat(100);
    const after = new EngineSession({
      journal: new MemoryJournal(disk),
      venue: new ScriptedVenue(),
      idPrefix: 'again',
    });
    after.engine.offer({ kind: 'mark', instrumentId: BTC.id, price: 100 });
    startIntents(after, [[enter('long', { size: { kind: 'amount', amount: 5_000 } })]], { id: 'second' });
    after.flat(100);
    expect(after.of('refused').map(({ rule }) => rule)).toEqual(['buyingPower']);
  });
});
