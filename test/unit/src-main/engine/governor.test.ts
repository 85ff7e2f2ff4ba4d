import { describe, expect, it, vi } from 'vitest';
import type { GovernorLimits } from '../../../../src-main/model/governor-limits.ts';
import { NO_GOVERNOR_LIMITS } from '../../../../src-main/model/governor-limits.ts';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import type { EngineSession, SessionOptions } from '../../../fakes/engine-session.ts';
import { BTC, ETH, NO_LIMITS } from '../../../fakes/engine-session.ts';
import { governedSession, share } from '../../../fakes/governed-session.ts';
import { enter, exit, startIntents } from '../../../fakes/intent-script.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

type Limit = NonNullable<GovernorLimits['positions']>;
const limit = (most: number, onBreach: Limit['onBreach'] = 'refuse'): Limit => ({ most, onBreach });

const tick = (session: EngineSession): void =>
  void session.engine.offer({ kind: 'time', timeMs: session.clock.nowMs() });
const refusals = (session: EngineSession): string[] => session.of('refused').map(({ rule }) => rule);
const mode = (session: EngineSession): string => session.engine.snapshot().riskModes[0]?.mode.kind ?? 'none';

/** Two bots on BTC and one on ETH that enter with these shares at their first bar. */
function threeEntries(limits: Partial<GovernorLimits>, options: SessionOptions = {}): EngineSession {
  const session = governedSession(limits, options);
  session.flat(100);
  session.bar([50, 50, 50, 50], ETH, session.clock.nowMs());
  startIntents(session, [[enter('long')]], { id: 'a', risk: share(0.3) });
  startIntents(session, [[enter('long')]], { id: 'b', risk: share(0.3) });
  startIntents(session, [[enter('long')]], { id: 'c', risk: share(0.3), instrumentId: ETH.id });
  session.flat(100);
  session.bar([50, 50, 50, 50], ETH, session.clock.nowMs());
  return session;
}

describe('exposure over all bots, open orders counted (SPEC 16.2)', () => {
  it.each([
    ['assetExposure', 0.5, ['b'], 'at most 5000 USDT in BTC', '6000 USDT with this order and those that work'],
    ['quoteExposure', 0.8, ['c'], 'at most 8000 USDT quoted in USDT', '9000 USDT with this order and those that work'],
    [
      'grossExposure',
      0.6,
      ['c'],
      'at most 6000 USDT in all positions together',
      '9000 USDT with this order and those that work',
    ],
    ['netExposure', 0.7, ['c'], 'at most 7000 USDT net long', '9000 USDT with this order and those that work'],
    [
      'clusterExposure',
      0.6,
      ['c'],
      'at most 6000 USDT in what moves with ETH',
      '9000 USDT with this order and those that work',
    ],
    ['positions', 2, ['c'], 'at most 2 positions', '3 with this order and those that work'],
  ] as const)('%s of %d refuses %j and says why', (name, most, bots, limitText, actual) => {
    const session = threeEntries({ [name]: limit(most) });
    expect(session.of('refused').map(({ botId }) => botId)).toEqual(bots);
    expect(session.of('refused')[0]).toMatchObject({ rule: name, limit: limitText, actual });
  });

  it.each([
    ['assetExposure', 0.6],
    ['grossExposure', 0.9],
    ['netExposure', 0.9],
    ['positions', 3],
  ] as const)('%s of exactly %d passes', (name, most) => {
    expect(refusals(threeEntries({ [name]: limit(most) }))).toEqual([]);
  });

  it('a short beside a long is more at stake, and less net', () => {
    const terms: Partial<GovernorLimits> = { netExposure: limit(0.3) };
    const session = governedSession(terms);
    session.flat(100);
    startIntents(session, [[enter('long')]], { id: 'a', risk: share(0.3) });
    startIntents(session, [[enter('short')]], { id: 'b', risk: share(0.3) });
    startIntents(session, [[], [enter('long')]], { id: 'c', risk: share(0.3) });
    for (let bar = 0; bar < 4; bar++) session.flat(100);
    expect(refusals(session)).toEqual([]);
    expect([session.position('a'), session.position('b'), session.position('c')]).toEqual(['30', '-30', '30']);
  });

  it('a hedge that is being closed hedges nothing any more (SPEC 16.3)', () => {
    const session = governedSession({ netExposure: limit(0.3) });
    session.flat(100);
    startIntents(session, [[enter('long')]], { id: 'a', risk: share(0.3) });
    startIntents(session, [[enter('short')], [], [exit()]], { id: 'b', risk: share(0.3) });
    startIntents(session, [[], [], [enter('long')]], { id: 'c', risk: share(0.3) });
    for (let bar = 0; bar < 4; bar++) session.flat(100);
    expect(session.of('refused').map(({ botId, rule }) => [botId, rule])).toEqual([['c', 'netExposure']]);
  });

  it('an order that was taken back is free again when the venue says so', () => {
    const session = governedSession({ grossExposure: limit(0.3) });
    session.flat(100);
    startIntents(session, [[enter('long', { limitPrice: 90 })], [{ kind: 'cancel' }]], { id: 'a', risk: share(0.3) });
    startIntents(session, [[enter('long')], [], [enter('long')]], { id: 'b', risk: share(0.3) });
    for (let bar = 0; bar < 4; bar++) session.flat(100);
    expect(session.of('refused').map(({ botId }) => botId)).toEqual(['b']);
    expect(session.position('b')).toBe('30');
  });

  it('counts entries that were alive when the app ended, also those at market without a price', () => {
    const journal = new MemoryJournal();
    const before = governedSession({}, { journal, venue: { submit: () => undefined, cancel: () => undefined } });
    before.flat(100);
    startIntents(before, [[enter('long', { size: { kind: 'quantity', quantity: 60 } })]], { id: 'a' });
    before.flat(100);
    const after = governedSession({ grossExposure: limit(0.7) }, { journal, idPrefix: 'p' });
    startIntents(after, [[enter('long')]], { id: 'c', risk: share(0.3), instrumentId: ETH.id });
    after.bar([50, 50, 50, 50], ETH);
    expect(after.of('refused')[0]).toMatchObject({
      rule: 'knownValues',
      actual: `an entry in ${BTC.id} has no price yet`,
    });
    after.engine.offer({ kind: 'mark', instrumentId: BTC.id, price: 100 });
    startIntents(after, [[enter('long')]], { id: 'd', risk: share(0.3), instrumentId: ETH.id });
    after.bar([50, 50, 50, 50], ETH);
    expect(after.of('refused').at(-1)).toMatchObject({ rule: 'grossExposure' });
  });

  it('orders a minute: the one beyond is refused, a minute later it is not (SPEC 16.4)', () => {
    const session = governedSession({ ordersPerMinute: limit(1) });
    session.flat(100);
    startIntents(session, [[enter('long')]], { id: 'a', risk: share(0.1) });
    startIntents(session, [[enter('long')], [enter('long')]], { id: 'b', risk: share(0.1) });
    session.flat(100);
    expect(session.of('refused')).toMatchObject([
      { rule: 'ordersPerMinute', limit: 'at most 1 orders a minute', actual: '1 sent within the last one' },
    ]);
    session.flat(100);
    expect(refusals(session)).toEqual(['ordersPerMinute']);
  });

  it('orders a minute are counted over a restart (SPEC 16.4)', () => {
    const journal = new MemoryJournal();
    const before = governedSession({}, { journal });
    before.flat(100);
    startIntents(before, [[enter('long')]], { id: 'a', risk: share(0.1) });
    before.flat(100);
    const startMs = before.clock.nowMs() - 30_000;
    const after = governedSession({ ordersPerMinute: limit(1) }, { journal, idPrefix: 'p', startMs });
    startIntents(after, [[enter('long')], [enter('long')]], { id: 'b', risk: share(0.1) });
    after.flat(100);
    expect(refusals(after)).toEqual(['ordersPerMinute']);
    after.flat(100);
    expect(refusals(after)).toEqual(['ordersPerMinute']);
  });
});

describe('fat fingers (SPEC 16.5)', () => {
  it.each([
    ['long', 110, []],
    ['long', 110.01, ['priceCollar']],
    ['short', 90, []],
    ['short', 89.99, ['priceCollar']],
    ['long', 10, []],
    ['short', 400, []],
  ] as const)('a %s limit at %d beside a price of 100', (side, limitPrice, expected) => {
    const session = governedSession({ priceCollar: limit(0.1) });
    session.flat(100);
    startIntents(session, [[enter(side, { limitPrice })]], { risk: share(0.1) });
    session.flat(100);
    expect(refusals(session)).toEqual(expected);
  });

  it('an order of more than its share of the equity, at the latest price if that is more', () => {
    const session = governedSession({ orderValue: limit(0.2) });
    session.flat(100);
    const quantity = (size: number) => enter('long', { size: { kind: 'quantity', quantity: size }, limitPrice: 50 });
    startIntents(session, [[quantity(20)]], { id: 'a' });
    startIntents(session, [[quantity(20.1)]], { id: 'b' });
    session.flat(100);
    expect(session.of('refused').map(({ botId, rule }) => [botId, rule])).toEqual([['b', 'orderValue']]);
  });
});

/** Holds 50 BTC, bought for half of 10,000 at 100. */
function holding(limits: Partial<GovernorLimits>, options: SessionOptions = {}): EngineSession {
  const session = governedSession(limits, options);
  session.flat(100);
  startIntents(session, [[enter('long')], [], [enter('long', { maxEntries: 5 })]], { risk: share(0.5) });
  session.flat(100);
  session.flat(100);
  tick(session);
  return session;
}

function priceOf(session: EngineSession, price: number): void {
  session.engine.offer({ kind: 'mark', instrumentId: BTC.id, price });
  tick(session);
}

describe('levels and what their breach causes (SPEC 16.6, 16.7)', () => {
  it.each([
    ['totalDrawdown', 'equity less than 1000 USDT below its peak', 'released'],
    ['dayDrawdown', "equity less than 1000 USDT below the day's peak", 'day'],
    ['weekDrawdown', "equity less than 1000 USDT below the week's peak", 'week'],
    ['dayLoss', 'equity less than 1000 USDT below what the day began with', 'day'],
  ] as const)('%s', (name, words, until) => {
    const session = holding({ [name]: limit(0.1, 'reduceOnly') });
    priceOf(session, 80.01);
    expect(mode(session)).toBe('normal');
    priceOf(session, 80);
    expect(mode(session)).toBe('reduceOnly');
    expect(session.of('riskMode')).toEqual([
      {
        kind: 'riskMode',
        group: 'paper',
        mode: {
          kind: 'reduceOnly',
          holds: [
            {
              kind: 'reduceOnly',
              source: name,
              reason: `${words}, 1000 USDT below`,
              until,
              sinceMs: session.clock.nowMs(),
            },
          ],
        },
        cause: `${name}: ${words}, 1000 USDT below`,
        timeMs: session.clock.nowMs(),
      },
    ]);
    session.flat(80); // the bot wants to add to its position here
    expect(refusals(session)).toEqual(['riskMode']);
  });

  it('a breach that only refuses does so as long as it lasts', () => {
    const session = holding({ totalDrawdown: limit(0.1) });
    priceOf(session, 80);
    expect(mode(session)).toBe('normal');
    session.flat(80);
    expect(session.of('refused')[0]).toMatchObject({ rule: 'totalDrawdown', actual: '1000 USDT below' });
  });

  it('flatten closes what is held at market and keeps bots running', () => {
    const session = holding({ totalDrawdown: limit(0.1, 'flatten') });
    priceOf(session, 80);
    session.flat(80);
    expect(session.fills().at(-1)).toBe('sell 50@80 flatten');
    expect(session.position()).toBe('0');
    expect(session.state()).toBe('running');
  });

  it('flatten closes again what the venue would not close', () => {
    const session = holding({ totalDrawdown: limit(0.1, 'flatten') });
    priceOf(session, 80);
    const id = session.engine.snapshot().openOrders.at(-1)?.order.clientOrderId ?? '';
    session.report({ kind: 'refused', clientOrderId: id, reason: 'busy', timeMs: 0 });
    tick(session);
    expect(session.open()).toEqual(['flatten sell working']);
  });

  it.each([
    ['halt', '50'],
    ['haltAndFlatten', '0'],
  ] as const)('%s throws the kill switch', (action, left) => {
    const session = holding({ totalDrawdown: limit(0.1, action) });
    priceOf(session, 80);
    priceOf(session, 79);
    expect(session.of('halted')).toHaveLength(1);
    expect(session.of('halted')[0]?.reason).toBe(
      'totalDrawdown: equity less than 1000 USDT below its peak, 1000 USDT below',
    );
    session.flat(80);
    expect([session.state(), session.position()]).toEqual(['stopped', left]);
  });

  it('after the halt was released the levels count from there (SPEC 16.10)', () => {
    const session = holding({ totalDrawdown: limit(0.1, 'halt') });
    priceOf(session, 80);
    expect(session.command({ kind: 'release', reason: 'looked at it' })).toBeNull();
    priceOf(session, 79);
    expect(session.of('halted')).toHaveLength(1);
    priceOf(session, 60);
    expect(session.of('halted')).toHaveLength(2);
  });

  it('a limit on orders may cause a mode as well, which holds until a person lets go', () => {
    const session = threeEntries({ positions: limit(2, 'reduceOnly') });
    expect(mode(session)).toBe('reduceOnly');
    session.engine.offer({ kind: 'time', timeMs: session.clock.nowMs() + 8 * DAY_MS });
    expect(mode(session)).toBe('reduceOnly');
    expect(session.command({ kind: 'releaseMode', group: 'paper', reason: 'more bots are fine' })).toBeNull();
    expect(mode(session)).toBe('normal');
  });

  it('an equity of which prices are missing is no verdict', () => {
    const journal = new MemoryJournal();
    const before = holding({ totalDrawdown: limit(0.1, 'flatten') }, { journal });
    priceOf(before, 200); // equity 15,000; at cost it would be 10,000
    const after = governedSession({ totalDrawdown: limit(0.1, 'flatten') }, { journal, idPrefix: 'p' });
    tick(after);
    expect(mode(after)).toBe('normal');
    priceOf(after, 170);
    expect(mode(after)).toBe('flatten');
  });
});

describe('modes (SPEC 16.8, 16.9)', () => {
  const restrict = (session: EngineSession, to: 'noNewPositions' | 'reduceOnly' | 'flatten'): string | null =>
    session.command({ kind: 'restrict', group: 'paper', mode: to, reason: 'news' });

  it('no new positions: what is held may be added to, what would open or turn round is taken back', () => {
    const session = governedSession({});
    session.flat(100);
    const resting = enter('long', { limitPrice: 90, tag: 'x', maxEntries: 9 });
    const turning = enter('short', { limitPrice: 120, tag: 'y' });
    startIntents(session, [[enter('long')], [resting, turning], [], [enter('long', { maxEntries: 9, tag: 'z' })]], {
      id: 'holds',
      risk: share(0.1),
    });
    startIntents(session, [[], [resting], [], [enter('long')]], { id: 'flat', risk: share(0.1) });
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    expect(restrict(session, 'noNewPositions')).toBeNull();
    expect(session.engine.snapshot().openOrders.map(({ order }) => `${order.botId} ${order.tag}`)).toEqual(['holds x']);
    session.flat(100);
    session.flat(100);
    expect(session.of('refused').map(({ botId, rule }) => `${botId} ${rule}`)).toEqual(['flat riskMode']);
    expect(session.position('holds')).toBe('20');
  });

  it('reduce only: nothing is entered, exits go out', () => {
    const session = governedSession({});
    session.flat(100);
    startIntents(session, [[enter('long')], [enter('long', { limitPrice: 90, maxEntries: 9 })], [], [exit()]], {
      risk: share(0.1, { stopLossFraction: 0.5 }),
    });
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    restrict(session, 'reduceOnly');
    expect(session.open()).toEqual(['stop sell working']);
    session.flat(100);
    session.flat(100);
    expect(session.position()).toBe('0');
  });

  it('an entry that fills while it is taken back is closed by flatten', () => {
    const session = governedSession({}, { latencyMs: 0 });
    session.flat(100);
    startIntents(session, [[enter('long')]], { risk: share(0.1) });
    session.flat(100);
    const order = session.engine.snapshot().openOrders[0]?.order;
    restrict(session, 'flatten');
    session.flat(100);
    session.flat(100);
    expect(order?.purpose).toBe('entry');
    expect(session.position()).toBe('0');
  });

  it('a position that went under "no new positions" is not opened again by what still rests', () => {
    const session = governedSession({});
    session.flat(100);
    startIntents(
      session,
      [
        [enter('long')],
        [enter('long', { limitPrice: 90, tag: 'x', maxEntries: 9 })],
        [],
        [exit({ share: 0.999999 })],
        [],
      ],
      { risk: share(0.1, { stopLossFraction: 0.05 }) },
    );
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    restrict(session, 'noNewPositions');
    session.bar([100, 100, 94, 94]); // the stop is hit
    session.bar([94, 94, 80, 80]); // the resting entry would be
    expect(session.position()).toBe('0');
    expect(session.open()).toEqual([]);
  });

  it('a hold of the day ends with the day (SPEC 16.9)', () => {
    const session = holding({ dayLoss: limit(0.1, 'noNewPositions') });
    priceOf(session, 80);
    expect(mode(session)).toBe('noNewPositions');
    session.clock.advanceTo(session.clock.nowMs() + DAY_MS);
    tick(session);
    expect(mode(session)).toBe('normal');
    expect(session.of('riskMode').at(-1)?.cause).toBe('the day is over');
  });

  it('is found again after a restart with what it counts from (SPEC 16.11)', () => {
    const journal = new MemoryJournal();
    const before = holding({ totalDrawdown: limit(0.1, 'reduceOnly') }, { journal });
    priceOf(before, 120);
    priceOf(before, 100);
    const after = governedSession({ totalDrawdown: limit(0.1, 'reduceOnly') }, { journal, idPrefix: 'p' });
    priceOf(after, 98.001);
    expect(mode(after)).toBe('normal');
    priceOf(after, 98); // 1,100 below the peak of 11,000
    expect(mode(after)).toBe('reduceOnly');
    const again = governedSession({}, { journal, idPrefix: 'q' });
    expect(mode(again)).toBe('reduceOnly');
    expect(again.command({ kind: 'releaseMode', group: 'paper', reason: 'fine' })).toBeNull();
    expect(mode(governedSession({}, { journal, idPrefix: 'r' }))).toBe('normal');
  });

  it('a person is told when there is nothing to release, and no such group', () => {
    const session = governedSession({});
    expect(session.command({ kind: 'releaseMode', group: 'paper', reason: 'x' })).toBe(
      'nothing restricts the paper accounts',
    );
    expect(session.command({ kind: 'restrict', group: 'live', mode: 'flatten', reason: 'x' })).toBe(
      'group is "live", expected one that has an account',
    );
  });

  it('limits change from the next order on (SPEC 16.13)', () => {
    const session = threeEntries({});
    const governor = { ...NO_GOVERNOR_LIMITS, positions: limit(1) };
    session.engine.offer({ kind: 'config', accountRisk: NO_LIMITS, governor });
    startIntents(session, [[enter('long')]], { id: 'd', risk: share(0.01) });
    session.flat(100);
    expect(refusals(session)).toEqual(['positions']);
  });
});
