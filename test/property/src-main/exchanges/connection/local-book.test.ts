import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalBook } from '../../../../../src-main/exchanges/connection/local-book.ts';

type Step =
  | { readonly kind: 'set'; readonly side: 'bid' | 'ask'; readonly price: number; readonly quantity: number }
  | { readonly kind: 'load'; readonly rows: readonly (readonly [string, string])[] }
  | { readonly kind: 'cut'; readonly depth: number };

const priceText = fc.integer({ min: 1, max: 400 }).map((ticks) => (ticks / 100).toFixed(2));
const quantityText = fc.constantFrom('0', '0.00000000', '0.1', '1', '2.50');
const steps = fc.array(
  fc.oneof(
    {
      weight: 30,
      arbitrary: fc.record({
        kind: fc.constant('set' as const),
        side: fc.constantFrom('bid' as const, 'ask' as const),
        price: priceText.map(Number),
        quantity: quantityText.map(Number),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('load' as const),
        rows: fc.array(fc.tuple(priceText, quantityText), { maxLength: 150 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('cut' as const), depth: fc.integer({ min: 0, max: 60 }) }),
    },
  ),
  { maxLength: 300 },
);

type Naive = { bid: Map<number, number>; ask: Map<number, number> };

function sorted(levels: Map<number, number>, side: 'bid' | 'ask'): [number, number][] {
  return [...levels].sort(([a], [b]) => (side === 'bid' ? b - a : a - b));
}

function applyNaively(naive: Naive, step: Step): void {
  if (step.kind === 'set') {
    if (step.quantity === 0) naive[step.side].delete(step.price);
    else naive[step.side].set(step.price, step.quantity);
    return;
  }
  for (const side of ['bid', 'ask'] as const) {
    if (step.kind === 'cut') naive[side] = new Map(sorted(naive[side], side).slice(0, step.depth));
    else {
      naive[side] = new Map(step.rows.map(([price, quantity]) => [Number(price), Number(quantity)]));
      for (const [price, quantity] of naive[side]) if (quantity === 0) naive[side].delete(price);
    }
  }
}

function applyToBook(book: LocalBook, step: Step): void {
  if (step.kind === 'set') book.set(step.side, step.price, step.quantity);
  else if (step.kind === 'load') book.load(step.rows, step.rows);
  else for (const levels of [book.bids, book.asks]) levels.cut(step.depth);
}

describe('local book (exchanges.md 1.7)', () => {
  it('equals a plain map of prices after any changes, snapshots and cuts', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 500 }), (all, levels) => {
        const book = new LocalBook('x:A-B');
        const naive: Naive = { bid: new Map(), ask: new Map() };
        for (const step of all) {
          applyToBook(book, step);
          applyNaively(naive, step);
        }
        const read = book.read(levels, 7);
        for (const [side, found] of [
          ['bid', read.bids],
          ['ask', read.asks],
        ] as const) {
          const expected = sorted(naive[side], side);
          expect([...found.prices]).toEqual(expected.slice(0, levels).map(([price]) => price));
          expect([...found.quantities]).toEqual(expected.slice(0, levels).map(([, quantity]) => quantity));
        }
        const [bid, ask] = [sorted(naive.bid, 'bid')[0]?.[0], sorted(naive.ask, 'ask')[0]?.[0]];
        expect(book.isCrossed).toBe(bid !== undefined && ask !== undefined && bid >= ask);
      }),
      { numRuns: 300 },
    );
  });

  it('texts of equal value are one level', () => {
    const book = new LocalBook('x:A-B');
    book.apply('bid', [
      ['100.50', '1'],
      ['100.5', '2'],
      ['1.005e2', '3'],
    ]);
    expect(book.bids.count).toBe(1);
    expect(book.bids.bestQuantity).toBe(3);
    book.apply('bid', [['100.500', '0.000']]);
    expect(book.bestBid).toBeNaN();
    expect(book.isCrossed).toBe(false);
  });

  it('what was read stays as it was read', () => {
    const book = new LocalBook('x:A-B');
    book.load([['1', '1']], [['2', '1']]);
    const before = book.read(5, 1);
    book.set('bid', 1, 9);
    expect([...before.bids.quantities]).toEqual([1]);
  });
});
