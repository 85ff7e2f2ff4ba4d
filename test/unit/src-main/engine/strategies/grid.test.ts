import { describe, expect, it } from 'vitest';
import { strategyNamed } from '../../../../fakes/strategy-decisions.ts';
import { restingOrders, strategySession, taggedFills } from '../../../../fakes/strategy-session.ts';

/** Levels at 99, 98 and 97; all three buy 10,000 ÷ (99 + 98 + 97) = 34.01360. */
const THREE = { reference: 100, levels: 3, step: 0.01, spacing: 'arithmetic' };

describe('grid', () => {
  it('rests a limit at every level, equal quantities, all of the money together', () => {
    const session = strategySession('grid', THREE);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['level-1 buy @ 99', 'level-2 buy @ 98', 'level-3 buy @ 97']);
    session.bar([100, 100, 96.5, 97]);
    expect(taggedFills(session)).toEqual([
      'level-1 buy 34.0136 @ 99',
      'level-2 buy 34.0136 @ 98',
      'level-3 buy 34.0136 @ 97',
    ]);
    expect(session.of('refused')).toEqual([]);
  });

  it('sells each purchase one level higher, then buys there again', () => {
    const session = strategySession('grid', THREE);
    session.flat(100);
    session.bar([100, 100, 97.5, 97.6]);
    expect(restingOrders(session)).toEqual([
      'level-3 buy @ 97',
      'sell-1 sell 34.0136 @ 100',
      'sell-2 sell 34.0136 @ 99',
    ]);
    session.bar([97.6, 99.5, 97.6, 99.4]);
    expect(taggedFills(session).at(-1)).toBe('sell-2 sell 34.0136 @ 99');
    expect(restingOrders(session)).toEqual(['level-3 buy @ 97', 'sell-1 sell 34.0136 @ 100', 'level-2 buy @ 98']);
    session.bar([99.4, 101, 99.4, 101]);
    expect(session.position()).toBe('0');
    expect(restingOrders(session).sort()).toEqual(['level-1 buy @ 99', 'level-2 buy @ 98', 'level-3 buy @ 97']);
    // Two round trips of one point each.
    expect(session.cash()).toBe('10068.0272');
  });

  it('a jump over several levels sells each at the better price', () => {
    const session = strategySession('grid', THREE);
    session.flat(100);
    session.bar([100, 100, 97.5, 97.6]);
    session.flat(103);
    expect(taggedFills(session).slice(2)).toEqual(['sell-1 sell 34.0136 @ 103', 'sell-2 sell 34.0136 @ 103']);
    expect(session.position()).toBe('0');
  });

  it('geometric steps are steps of the level above', () => {
    const session = strategySession('grid', { ...THREE, spacing: 'geometric', step: 0.1 });
    session.flat(100);
    expect(restingOrders(session)).toEqual(['level-1 buy @ 90', 'level-2 buy @ 81', 'level-3 buy @ 72.9']);
  });

  it('takes the first close it judges when no reference is named, and keeps it', () => {
    const session = strategySession('grid', { ...THREE, reference: 0 });
    session.flat(200);
    session.flat(210);
    expect(restingOrders(session)).toEqual(['level-1 buy @ 198', 'level-2 buy @ 196', 'level-3 buy @ 194']);
  });

  it('leaves below the range and buys nothing there before the price is back', () => {
    const session = strategySession('grid', { ...THREE, stopBelow: 0.1 });
    session.flat(100);
    session.bar([100, 100, 96.5, 96.8]);
    expect(restingOrders(session)).toContain('stop sell 102.0408 @ 87.3');
    session.bar([96.8, 96.8, 87, 88]);
    expect(taggedFills(session).at(-1)).toBe('stop sell 102.0408 @ 87.3');
    expect(restingOrders(session)).toEqual([]);
    session.flat(90);
    expect(restingOrders(session)).toEqual([]);
    session.flat(97);
    expect(restingOrders(session)).toHaveLength(3);
  });

  it('sends nothing anew while nothing fills', () => {
    const session = strategySession('grid', { ...THREE, levels: 2 });
    session.flat(100);
    session.bar([100, 100, 97.5, 97.6]);
    for (const price of [98, 98.5, 98.9]) session.flat(price);
    expect(restingOrders(session)).toEqual(['sell-1 sell 50.76142 @ 100', 'sell-2 sell 50.76142 @ 99']);
    expect(session.of('order').filter(({ state }) => state === 'sent')).toHaveLength(4);
  });

  it('does not take steps that reach 0', () => {
    const parsed = strategyNamed('grid').params.safeParse({ spacing: 'arithmetic', levels: 10, step: 0.1 });
    expect(parsed.error?.issues[0]?.message).toBe('levels × step must be below 1 when spacing is arithmetic');
    expect(strategyNamed('grid').params.safeParse({ levels: 10, step: 0.1 }).success).toBe(true);
  });
});
