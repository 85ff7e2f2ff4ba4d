import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirstCrossing } from '../../../../../src-main/engine/structure/first-crossing.ts';

describe('FirstCrossing', () => {
  it('finds what a look at every value finds', () => {
    const values = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3000 });
    const query = fc.tuple(fc.nat(3100), fc.integer({ min: -1, max: 61 }), fc.constantFrom(1 as const, -1 as const));
    fc.assert(
      fc.property(values, fc.array(query, { maxLength: 40 }), (list, queries) => {
        const column = Float64Array.from(list);
        const searches = { up: new FirstCrossing(column, 1), down: new FirstCrossing(column, -1) };
        for (const [from, level, direction] of queries) {
          const search = direction === 1 ? searches.up : searches.down;
          const beyond = list.findIndex((value, i) => i >= from && value * direction > level * direction);
          const atOrBeyond = list.findIndex((value, i) => i >= from && value * direction >= level * direction);
          expect([search.beyond(from, level), search.atOrBeyond(from, level)]).toEqual([beyond, atOrBeyond]);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('finds the last value of a long column from its start', () => {
    const column = new Float64Array(100_001);
    column[100_000] = 1;
    expect(new FirstCrossing(column, 1).beyond(0, 0.5)).toBe(100_000);
    expect(new FirstCrossing(column, 1).beyond(100_001, 0.5)).toBe(-1);
  });
});
