import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PriceQueue } from '../../../../../src-main/engine/structure/price-queue.ts';

describe('PriceQueue', () => {
  it('hands out what lies below the limit, lowest first, and keeps the rest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 80 }),
        fc.integer({ min: 0, max: 31 }),
        (keys, limit) => {
          const queue = new PriceQueue<number>();
          for (const key of keys) queue.push(key, key);
          const taken = (below: number): number[] => {
            const items: number[] = [];
            for (let item = queue.takeBelow(below); item !== null; item = queue.takeBelow(below)) items.push(item);
            return items;
          };
          const ascending = keys.toSorted((a, b) => a - b);
          expect(taken(limit)).toEqual(ascending.filter((key) => key < limit));
          expect(taken(Number.POSITIVE_INFINITY)).toEqual(ascending.filter((key) => key >= limit));
        },
      ),
      { numRuns: 100, seed: 3 },
    );
  });
});
