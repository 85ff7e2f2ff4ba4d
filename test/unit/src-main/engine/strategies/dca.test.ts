import { describe, expect, it } from 'vitest';
import { restingOrders, strategySession, taggedFills } from '../../../../fakes/strategy-session.ts';

/** Three purchases of 1, 2 and 4 sevenths. */
const DOUBLING = { multiplier: 2, maxEntries: 3, dip: 0.1, takeProfit: 0.1 };
const CAPITAL = { capital: '7000' };

describe('dca', () => {
  it('buys at once, adds on dips below the average, more with every step, and sells all at a profit over the average', () => {
    const session = strategySession('dca', DOUBLING, CAPITAL);
    for (const price of [100, 100, 91, 90, 90]) session.flat(price);
    // 90 is a tenth below 100; the second purchase costs twice what the first did.
    expect(taggedFills(session)).toEqual(['entry-1 buy 9.99999 @ 100', 'entry-2 buy 22.22219 @ 90']);
    const [first, second] = [9.99999 * 100, 22.22219 * 90];
    const average = (first + second) / (9.99999 + 22.22219);
    expect(restingOrders(session)).toEqual([`target sell 32.22218 @ ${(Math.ceil(average * 110) / 100).toFixed(2)}`]);
    session.flat(84);
    session.flat(83.7);
    session.flat(83.7);
    expect(taggedFills(session)).toHaveLength(3);
    expect(taggedFills(session)[2]).toMatch(/^entry-3 buy .* @ 83.7$/);
    session.flat(70);
    session.flat(70);
    expect(taggedFills(session)).toHaveLength(3);
    session.bar([70, 120, 70, 120]);
    expect(session.position()).toBe('0');
    expect(taggedFills(session).at(-1)).toMatch(/^target sell/);
    session.flat(120);
    expect(taggedFills(session).at(-1)).toMatch(/^entry-1 buy/);
    expect(session.of('refused')).toEqual([]);
  });

  it('adds every so many bars it was held', () => {
    const session = strategySession('dca', { ...DOUBLING, multiplier: 1, trigger: 'interval', everyBars: 2 }, CAPITAL);
    for (let bar = 0; bar < 8; bar++) session.flat(100);
    // Filled at the opens of bars 1, 3 and 5: after two closes held, and then as many as it may.
    expect(session.of('fill').map(({ fill }) => (fill.timeMs / 60_000) % 60)).toEqual([1, 3, 5]);
    expect(taggedFills(session).map((text) => text.slice(0, 7))).toEqual(['entry-1', 'entry-2', 'entry-3']);
  });

  it('either: whichever comes first', () => {
    const session = strategySession('dca', { ...DOUBLING, trigger: 'either', everyBars: 3 }, CAPITAL);
    for (const price of [100, 100, 85, 85, 85, 85]) session.flat(price);
    expect(session.of('fill').map(({ fill }) => (fill.timeMs / 60_000) % 60)).toEqual([1, 3, 4]);
  });

  it('is never refused its last purchase, also when the position is in profit by then', () => {
    const rising = { ...DOUBLING, trigger: 'interval', everyBars: 1, takeProfit: 0 };
    const session = strategySession('dca', rising, CAPITAL);
    for (const price of [100, 100, 120, 140, 150]) session.flat(price);
    expect(taggedFills(session)).toHaveLength(3);
    expect(session.of('refused')).toEqual([]);
  });

  it('stops out below the average when it is to', () => {
    const session = strategySession('dca', { ...DOUBLING, stopLoss: 0.2, takeProfit: 0 }, CAPITAL);
    for (const price of [100, 100, 95]) session.flat(price);
    expect(restingOrders(session)).toEqual(['stop sell 9.99999 @ 80']);
    session.bar([95, 95, 79, 85]);
    expect(taggedFills(session).at(-1)).toBe('stop sell 9.99999 @ 80');
  });
});
