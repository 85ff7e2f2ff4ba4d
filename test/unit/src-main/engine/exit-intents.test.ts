import { describe, expect, it, vi } from 'vitest';
import { EngineSession } from '../../../fakes/engine-session.ts';
import { enter, exit, startIntents } from '../../../fakes/intent-script.ts';
import { restingOrders, taggedFills } from '../../../fakes/strategy-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

describe('exits (SPEC 3.5, 3.9)', () => {
  const held = [enter('long')];

  it('a share takes off that part, at market', () => {
    const session = new EngineSession();
    startIntents(session, [held, [exit({ share: 0.25, tag: 'some' })], [exit({ share: 0.5, tag: 'half' })]]);
    for (const price of [100, 100, 110, 120]) session.flat(price);
    expect(taggedFills(session).slice(1)).toEqual(['some sell 25 @ 110', 'half sell 37.5 @ 120']);
    expect(session.position()).toBe('37.5');
  });

  it('a stop and a limit of one tag rest together; the first to be done takes the other back', () => {
    const session = new EngineSession();
    startIntents(session, [held, [exit({ tag: 'out', stopPrice: 95, limitPrice: 110 })]]);
    session.flat(100);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['out sell 100 @ 95', 'out sell 100 @ 110']);
    session.bar([100, 111, 100, 105]);
    expect(taggedFills(session).at(-1)).toBe('out sell 100 @ 110');
    expect(session.open()).toEqual([]);
  });

  it('so do the two of a part; the other parts stay', () => {
    const session = new EngineSession();
    startIntents(session, [
      held,
      [
        exit({ tag: 'near', share: 0.5, stopPrice: 95, limitPrice: 105 }),
        exit({ tag: 'far', share: 0.5, stopPrice: 90, limitPrice: 120 }),
      ],
    ]);
    session.flat(100);
    session.flat(100);
    session.bar([100, 106, 100, 100]);
    expect(restingOrders(session)).toEqual(['far sell 50 @ 90', 'far sell 50 @ 120']);
    session.bar([100, 100, 89, 89]);
    expect(taggedFills(session).slice(1)).toEqual(['near sell 50 @ 105', 'far sell 50 @ 90']);
    expect(session.open()).toEqual([]);
  });

  it('the same again changes nothing; other prices, other parts and fewer prices take its place', () => {
    const session = new EngineSession();
    startIntents(session, [
      held,
      [exit({ tag: 'out', stopPrice: 95, limitPrice: 110 })],
      [exit({ tag: 'out', stopPrice: 95, limitPrice: 110 })],
      [exit({ tag: 'out', stopPrice: 96, limitPrice: 110 })],
      [exit({ tag: 'out', limitPrice: 110, share: 0.5 })],
    ]);
    session.flat(100);
    session.flat(100);
    const before = restingOrders(session);
    session.flat(100);
    expect(restingOrders(session)).toEqual(before);
    expect(session.of('order').filter(({ state }) => state === 'sent')).toHaveLength(3);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['out sell 100 @ 110', 'out sell 100 @ 96']);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['out sell 50 @ 110']);
  });

  it('the whole exit of a position that grew covers it as soon as it is asked for again', () => {
    const session = new EngineSession();
    const part = { size: { kind: 'share', share: 0.3 }, maxEntries: 2 } as const;
    const out = exit({ tag: 'out', limitPrice: 110 });
    startIntents(session, [[enter('long', part)], [out, enter('long', { ...part, tag: 'more' })], [out]]);
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    expect(restingOrders(session)).toEqual(['out sell 60 @ 110']);
  });

  it('a whole exit at market takes entries back (SPEC 3.6) and priced exits go with the position', () => {
    const session = new EngineSession();
    const part = { size: { kind: 'share', share: 0.3 }, maxEntries: 2 } as const;
    startIntents(session, [
      [enter('long', part)],
      [exit({ tag: 'out', limitPrice: 110 }), enter('long', { ...part, tag: 'more', limitPrice: 90 })],
      [exit()],
    ]);
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    expect(restingOrders(session)).toEqual(['out sell 30 @ 110', 'signal sell 30 @ market']);
    session.flat(100);
    expect([session.open(), session.position()]).toEqual([[], '0']);
  });

  it('without a position none does anything', () => {
    const session = new EngineSession();
    startIntents(session, [[exit(), exit({ share: 0.5 }), exit({ tag: 'out', limitPrice: 110 })]]);
    session.flat(100);
    expect(session.of('order')).toEqual([]);
  });
});

describe('taking back (SPEC 3.10)', () => {
  const part = { size: { kind: 'share', share: 0.3 }, maxEntries: 9 } as const;
  const start = [
    [enter('long', part)],
    [
      enter('long', { ...part, tag: 'a', limitPrice: 90 }),
      enter('long', { ...part, tag: 'b', limitPrice: 80 }),
      exit({ tag: 'a', limitPrice: 120 }),
      exit({ tag: 'c', limitPrice: 130 }),
    ],
  ];

  it('by tag: its entry and its priced exits', () => {
    const session = new EngineSession();
    startIntents(session, [...start, [{ kind: 'cancel', tag: 'a' }]]);
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    expect(restingOrders(session)).toEqual(['b buy @ 80', 'c sell 30 @ 130']);
  });

  it('without one: all entries, and no exit', () => {
    const session = new EngineSession();
    startIntents(session, [...start, [{ kind: 'cancel' }]]);
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    expect(restingOrders(session)).toEqual(['a sell 30 @ 120', 'c sell 30 @ 130']);
  });
});
