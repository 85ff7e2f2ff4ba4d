import { describe, expect, it } from 'vitest';
import {
  advanceQueue,
  shrinkQueue,
  volumeAtLevel,
  volumeAtOnePrice,
} from '../../../../../src-main/exchanges/paper/queue.ts';
import type { OrderBook } from '../../../../../src-main/model/market-trade.ts';
import { BTC, START_MS } from '../../../../fakes/engine-session.ts';
import { base, limit, VenueDesk } from '../../../../fakes/venue-desk.ts';

const book: OrderBook = {
  instrumentId: BTC.id,
  timeMs: START_MS,
  bids: { prices: Float64Array.of(100, 99, 98), quantities: Float64Array.of(5, 7, 9) },
  asks: { prices: Float64Array.of(101, 102), quantities: Float64Array.of(3, 4) },
};

describe('a place in the queue (SPEC 11.12)', () => {
  it.each([
    ['buy', 99, 7],
    ['sell', 101, 3],
    ['buy', 100.5, 0],
    ['buy', 98.5, 0],
    ['buy', 97, Number.NaN],
    ['sell', 103, Number.NaN],
  ] as const)('%s at %d finds %d ahead', (side, price, ahead) => {
    expect(volumeAtLevel(book, side, price)).toBe(ahead);
  });

  it('advances by what trades, those ahead first', () => {
    expect(advanceQueue(5, 3)).toEqual({ ahead: 2, fillable: 0 });
    expect(advanceQueue(2, 2)).toEqual({ ahead: 0, fillable: 0 });
    expect(advanceQueue(2, 5)).toEqual({ ahead: 0, fillable: 3 });
  });

  it('is no longer than its level', () => {
    expect(shrinkQueue(5, 4)).toBe(4);
    expect(shrinkQueue(5, 9)).toBe(5);
    expect(shrinkQueue(5, Number.NaN)).toBe(5);
  });

  it('of a bar takes the volume of one tick in its range', () => {
    expect(volumeAtOnePrice({ high: 100.09, low: 100, volume: 50 }, 0.01)).toBeCloseTo(5, 9);
    expect(volumeAtOnePrice({ high: 100, low: 100, volume: 50 }, 0.01)).toBe(50);
  });
});

describe('limits in a queue at the venue (SPEC 11.12)', () => {
  const model = { limits: { kind: 'queue', shareAhead: 0.5 } } as const;

  it('on trades with a book: those ahead first, then part by part; a trade beyond fills the rest', () => {
    const desk = new VenueDesk({}, 0, { model, bookOf: () => book });
    desk.order({ type: limit(100), size: base(4) });
    desk.taken(101, 1, 'buy');
    desk.taken(100, 4, 'sell');
    desk.taken(100, 50, 'buy'); // took asks: nobody of our queue
    expect(desk.fills()).toEqual([]);
    desk.taken(100, 3, 'sell');
    expect(desk.fills()).toEqual(['buy 2@100 maker 0']);
    desk.taken(100, 1, 'sell');
    desk.taken(99.99, 0.1, 'sell');
    expect(desk.fills().slice(1)).toEqual(['buy 1@100 maker 0', 'buy 1@100 maker 0']);
    expect(desk.reports.at(-1)).toMatchObject({ done: true });
  });

  it('a level that shrinks lets the queue shrink', () => {
    const held = { book };
    const desk = new VenueDesk({}, 0, { model, bookOf: () => held.book });
    desk.order({ type: limit(100), size: base(1) });
    desk.taken(101, 1, 'buy');
    held.book = { ...book, bids: { prices: book.bids.prices, quantities: Float64Array.of(1, 7, 9) } };
    desk.taken(100, 1.5, 'sell');
    expect(desk.fills()).toEqual(['buy 0.5@100 maker 0']);
  });

  it('on bars: half the first bar stands ahead, a touch trades one tick of the range, a tick beyond all', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ type: limit(100), size: base(100) });
    desk.bar([100.5, 100.5, 100.1, 100.3], 20); // 10 ahead
    desk.bar([100.02, 100.04, 100, 100.01], 40); // 8 traded at 100: 2 ahead
    expect(desk.fills()).toEqual([]);
    desk.bar([100.02, 100.04, 100, 100.01], 40);
    expect(desk.fills()).toEqual(['buy 5.99999@100 maker 0']); // 6 but for float64, floored to the step
    desk.bar([100.02, 100.04, 99.99, 100.01], 40);
    expect(desk.fills()[1]).toBe('buy 94.00001@100 maker 0');
  });

  it('an open beyond fills at the open', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ type: limit(100), size: base(1) });
    desk.bar([101, 101, 101, 101], 5);
    desk.bar([98, 99, 98, 99], 5);
    expect(desk.fills()).toEqual(['buy 1@98 maker 0']);
  });

  it('one set within a bar waits for the next', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order();
    desk.onReport = (report) => {
      if (report.kind === 'filled' && report.fill.purpose === 'entry') {
        desk.order({ side: 'sell', type: limit(101), purpose: 'target', reduceOnly: true });
      }
    };
    desk.bar([100, 103, 100, 102], 5);
    expect(desk.fills()).toEqual(['buy 1@100 taker 0']);
    desk.bar([100, 103, 100, 102], 5);
    expect(desk.fills()[1]).toBe('sell 1@101 maker 0');
  });
});
