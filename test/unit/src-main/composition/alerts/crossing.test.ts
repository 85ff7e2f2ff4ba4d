import { describe, expect, it } from 'vitest';
import { crossingOf, crossingsOfBar, type Side, sideOf } from '../../../../../src-main/composition/alerts/crossing.ts';

const LEVEL = 100;

/** The crossings that prices make one after the other, the first of them the first ever seen. */
function walk(...prices: readonly number[]): readonly (string | null)[] {
  let side: Side | null = null;
  return prices.map((price) => {
    const crossing = crossingOf(side, price, LEVEL);
    side = sideOf(price, LEVEL);
    return crossing;
  });
}

describe('a price against a level', () => {
  it('says nothing of the first price, wherever it stands', () => {
    for (const price of [99, 100, 101]) expect(walk(price)).toEqual([null]);
  });
  it('crosses up and down', () => expect(walk(99, 101, 102, 98)).toEqual([null, 'up', null, 'down']));
  it('counts a jump over the level', () => expect(walk(50, 200, 10)).toEqual([null, 'up', 'down']));
  it('counts an exact touch once, whichever way it leaves', () => {
    expect(walk(99, 100, 101)).toEqual([null, 'up', null]);
    expect(walk(99, 100, 99)).toEqual([null, 'up', null]);
    expect(walk(101, 100, 100, 99)).toEqual([null, 'down', null, null]);
  });
  it('touches again after it left', () => expect(walk(99, 100, 99.5, 100)).toEqual([null, 'up', null, 'up']));
  it('says nothing of a price that began on the level and leaves it', () => {
    expect(walk(100, 105)).toEqual([null, null]);
    expect(walk(100, 95)).toEqual([null, null]);
  });
});

describe('a bar that nobody watched, against a level', () => {
  const bar = (open: number, high: number, low: number, close: number) => ({
    ...{ openTimeMs: 0, open, high, low, close },
    volume: 1,
  });
  it('proves what its range reached', () => {
    expect(crossingsOfBar(-1, bar(98, 99.9, 97, 99), LEVEL)).toEqual([]);
    expect(crossingsOfBar(-1, bar(98, 100, 97, 99), LEVEL)).toEqual(['up']);
    expect(crossingsOfBar(1, bar(102, 103, 100, 102), LEVEL)).toEqual(['down']);
    expect(crossingsOfBar(1, bar(99, 99.5, 98, 99), LEVEL)).toEqual(['down']);
  });
  it('proves the way back of one that went over the level and closed before it', () => {
    expect(crossingsOfBar(-1, bar(98, 104, 97, 99), LEVEL)).toEqual(['up', 'down']);
    expect(crossingsOfBar(1, bar(102, 103, 96, 101), LEVEL)).toEqual(['down', 'up']);
  });
  it('proves nothing where the price before is not known', () => {
    expect(crossingsOfBar(null, bar(98, 104, 97, 99), LEVEL)).toEqual([]);
  });
});
