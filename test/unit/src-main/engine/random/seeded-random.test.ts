import { describe, expect, it } from 'vitest';
import { createSeededRandom, createXoshiro128StarStar } from '../../../../../src-main/engine/random/seeded-random.ts';

function take(seed: string, count: number): number[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () => random.next());
}

describe('seeded random', () => {
  it('is xoshiro128** 1.1: state 1, 2, 3, 4 gives the reference sequence', () => {
    const next = createXoshiro128StarStar([1, 2, 3, 4]);
    const words = Array.from({ length: 10 }, () => next());
    expect(words).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('repeats from its seed and differs between seeds that are close', () => {
    expect(take('bellwether', 100)).toEqual(take('bellwether', 100));
    expect(take('seed-1', 1)[0]).not.toBe(take('seed-2', 1)[0]);
    expect(take('', 1)[0]).not.toBe(take('\u0000', 1)[0]);
  });

  it('is uniform in [0, 1)', () => {
    const values = take('uniform', 100_000);
    const counts = new Array<number>(20).fill(0);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    for (const value of values) {
      const bucket = Math.floor(value * 20);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 5_000) ** 2 / 5_000, 0);
    // 19 degrees of freedom: 43.8 is passed once in a thousand seeds; this seed is fixed.
    expect(chiSquare).toBeLessThan(43.8);
  });

  it('refuses the one state that it could never leave', () => {
    expect(() => createXoshiro128StarStar([0, 0, 0, 0])).toThrow('at least one bit set');
  });
});
