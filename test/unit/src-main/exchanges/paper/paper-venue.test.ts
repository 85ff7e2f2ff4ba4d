import { describe, expect, it } from 'vitest';
import { BTC, ETH, START_MS } from '../../../../fakes/engine-session.ts';
import { base, limit, market, orderOf, quote, stop, VenueDesk } from '../../../../fakes/venue-desk.ts';

describe('market orders (SPEC 11.1)', () => {
  it('fill at the next open, over gaps too', () => {
    const desk = new VenueDesk();
    desk.bar([100, 110, 90, 105]);
    desk.order();
    desk.clock.advanceTo(START_MS + 10 * 3_600_000);
    desk.bar([130, 131, 129, 130]);
    expect(desk.fills()).toEqual(['buy 1@130 taker 0']);
    expect(desk.allFills()[0]?.timeMs).toBe(START_MS + 10 * 3_600_000);
  });

  it('pay half the spread and the slippage, rounded against the order', () => {
    const desk = new VenueDesk({ spreadBps: 4, slippageBps: 3 });
    desk.order();
    desk.order({ side: 'sell' });
    desk.bar([100, 100, 100, 100]);
    expect(desk.fills()).toEqual(['buy 1@100.05 taker 0', 'sell 1@99.95 taker 0']);
    desk.order();
    desk.order({ side: 'sell' });
    desk.bar([0.000123456789, 1, 0.0001, 0.0001]);
    // × 1.0005 = 0.0001235185173945, × 0.9995 = 0.0001233950606055
    expect(
      desk
        .allFills()
        .slice(2)
        .map(({ price }) => price),
    ).toEqual([123_518_518n, 123_395_060n]);
  });

  it('at the end of the tape fill at the last close, without spread or slippage, nothing else does', () => {
    const desk = new VenueDesk({ spreadBps: 10, slippageBps: 10, takerFeeBps: 10 });
    const stopping = desk.order({ side: 'sell', type: stop(200) });
    desk.order({ side: 'sell' });
    desk.venue.onTapeEnd(BTC.id, { openTimeMs: START_MS, open: 90, high: 110, low: 90, close: 100, volume: 1 });
    expect(desk.fills()).toEqual(['sell 1@100 taker 0.1']);
    expect(desk.last(stopping)).toBe('accepted');
  });

  it('take what is quoted or traded, whichever is worse', () => {
    const desk = new VenueDesk({ slippageBps: 10 });
    desk.quote(99, 101);
    desk.order();
    desk.order({ side: 'sell' });
    desk.trade(100);
    desk.order();
    desk.order({ side: 'sell' });
    desk.trade(102);
    desk.order();
    desk.order({ side: 'sell' });
    desk.trade(98);
    expect(desk.allFills().map(({ price }) => Number(price) / 1e12)).toEqual([
      101.101, 98.901, 102.102, 98.901, 101.101, 97.902,
    ]);
  });

  it('pay the spread on a trade while nothing is quoted', () => {
    const desk = new VenueDesk({ spreadBps: 20 });
    desk.order();
    desk.trade(100);
    expect(desk.fills()).toEqual(['buy 1@100.1 taker 0']);
  });
});

describe('limit orders (SPEC 11.2, 11.3)', () => {
  it('already through at the open fill at the open', () => {
    const desk = new VenueDesk();
    desk.order({ type: limit(100) });
    desk.bar([105, 106, 101, 102]);
    desk.bar([97, 98, 96, 97]);
    expect(desk.fills()).toEqual(['buy 1@97 maker 0']);
  });

  it.each([
    ['buy', 100, [105, 106, 100, 102], []],
    ['buy', 100, [105, 106, 99.99, 102], ['buy 1@100 maker 0']],
    ['sell', 100, [95, 100, 94, 96], []],
    ['sell', 100, [95, 100.01, 94, 96], ['sell 1@100 maker 0']],
  ] as const)('%s at %d in a bar %j need trade beyond the limit', (side, price, bar, fills) => {
    const desk = new VenueDesk();
    desk.order({ side, type: limit(price) });
    desk.bar(bar);
    expect(desk.fills()).toEqual(fills);
  });

  it('need trade beyond the limit by half the spread', () => {
    const desk = new VenueDesk({ spreadBps: 200 });
    desk.order({ type: limit(101) });
    desk.bar([105, 106, 100, 102]);
    expect(desk.fills()).toEqual([]);
    desk.bar([105, 106, 99.9, 102]);
    expect(desk.fills()).toEqual(['buy 1@101 maker 0']);
  });

  it('take when they find their price at the open that is their first, make when they have rested', () => {
    const desk = new VenueDesk({ makerFeeBps: 1, takerFeeBps: 10 });
    desk.order({ type: limit(101) });
    desk.bar([100, 100, 100, 100]);
    desk.order({ type: limit(99) });
    desk.bar([100, 100, 100, 100]);
    desk.bar([98, 98, 98, 98]);
    expect(desk.fills()).toEqual(['buy 1@100 taker 0.1', 'buy 1@98 maker 0.0098']);
  });

  it('never pay more than their limit, to the last digit', () => {
    const desk = new VenueDesk({ spreadBps: 1 });
    // 0.3 × 1.00005 = 0.300015 exactly: float64 says 0.30001499999999997
    desk.order({ type: limit('0.300014999999') });
    desk.order({ type: limit('0.300015') });
    desk.bar([0.3, 0.3, 0.3, 0.3]);
    expect(desk.allFills().map(({ clientOrderId, price }) => [clientOrderId, price])).toEqual([
      ['d-2', 300_015_000_000n],
    ]);
  });

  it('on trades: take on arrival when they find their price, else wait for trade beyond it', () => {
    const desk = new VenueDesk({ slippageBps: 50 });
    desk.quote(99.9, 100.1);
    desk.order({ type: limit(100.1) });
    desk.trade(100);
    desk.order({ type: limit(100) });
    desk.trade(100);
    desk.trade(100);
    expect(desk.fills()).toEqual(['buy 1@100.1 taker 0']);
    desk.trade(99.99);
    expect(desk.fills()[1]).toBe('buy 1@100 maker 0');
  });

  it('on trades without quotes: half the spread stands between trade and limit', () => {
    const desk = new VenueDesk({ spreadBps: 200 });
    desk.order({ side: 'sell', type: limit(100) });
    for (const price of [90, 101, 101.01]) desk.trade(price);
    expect(desk.fills()).toEqual([]);
    desk.trade(101.02);
    expect(desk.fills()).toEqual(['sell 1@100 maker 0']);
  });

  it('set within a bar do not fill within it: the price may have been there before', () => {
    const desk = new VenueDesk();
    desk.order({ type: limit(95) });
    desk.onReport = (report) => {
      if (report.kind !== 'filled' || report.fill.purpose !== 'entry') return;
      desk.order({ side: 'sell', type: limit(99), purpose: 'target', reduceOnly: true });
    };
    desk.bar([100, 105, 94, 96]);
    expect(desk.fills()).toEqual(['buy 1@95 maker 0']);
    desk.bar([96, 99.5, 96, 98]);
    expect(desk.fills()[1]).toBe('sell 1@99 maker 0');
  });
});

describe('stops (SPEC 11.4, 11.5)', () => {
  it.each([
    ['sell', 95, [100, 101, 95, 99], 'sell 1@95 taker 0'],
    ['buy', 105, [100, 105, 99, 101], 'buy 1@105 taker 0'],
  ] as const)('%s at %d fill on touch, at the trigger', (side, price, bar, fill) => {
    const desk = new VenueDesk();
    desk.order({ side, type: stop(price) });
    desk.bar([100, 104.99, 95.01, 100]);
    expect(desk.fills()).toEqual([]);
    desk.bar(bar);
    expect(desk.fills()).toEqual([fill]);
  });

  it('jumped over at the open fill at the open, worse than the trigger', () => {
    const desk = new VenueDesk({ slippageBps: 100 });
    desk.order({ side: 'sell', type: stop(95) });
    desk.bar([80, 99, 79, 98]);
    expect(desk.fills()).toEqual(['sell 1@79.2 taker 0']);
  });

  it('come before targets in the same bar', () => {
    const desk = new VenueDesk();
    desk.order();
    desk.bar([100, 100, 100, 100]);
    const target = desk.order({ side: 'sell', type: limit(110), purpose: 'target', reduceOnly: true });
    desk.order({ side: 'sell', type: stop(90), purpose: 'stop', reduceOnly: true });
    desk.bar([100, 120, 80, 100]);
    expect(desk.fills().at(-1)).toBe('sell 1@90 taker 0');
    expect(desk.last(target)).toBe('cancelled: nothing left to reduce');
  });

  it('set within a bar fill within it: the worse of two readings', () => {
    const desk = new VenueDesk();
    desk.order({ type: limit(95) });
    desk.onReport = (report) => {
      if (report.kind !== 'filled' || report.fill.purpose !== 'entry') return;
      desk.order({ side: 'sell', type: stop(94.5), purpose: 'stop', reduceOnly: true });
    };
    desk.bar([100, 105, 94, 96]);
    expect(desk.fills()).toEqual(['buy 1@95 maker 0', 'sell 1@94.5 taker 0']);
  });

  it('on trades are touched by the trade and take what is there', () => {
    const desk = new VenueDesk();
    desk.order({ side: 'sell', type: stop(95) });
    desk.quote(94.8, 95.2);
    desk.trade(95.01);
    expect(desk.fills()).toEqual([]);
    desk.trade(95);
    expect(desk.fills()).toEqual(['sell 1@94.8 taker 0']);
  });
});

describe('sizes (SPEC 11.6, 11.7)', () => {
  it('a quote size buys what it pays for with its fee, floored to the step', () => {
    const desk = new VenueDesk({ takerFeeBps: 10 });
    desk.order({ size: quote(10_000) });
    desk.bar([30_000, 30_000, 30_000, 30_000]);
    // 10000 / (30000 × 1.001) = 0.333000333…; step 0.00001
    expect(desk.fills()).toEqual(['buy 0.333@30000 taker 9.99']);
  });

  it('a quote size below one step is cancelled and says why', () => {
    const desk = new VenueDesk();
    const order = desk.order({ size: quote(0.2) });
    desk.bar([30_000, 30_000, 30_000, 30_000]);
    expect(desk.last(order)).toBe('cancelled: the size is below one step of the quantity');
  });

  it('reduce-only is cut to what is held, and to nothing on the wrong side', () => {
    const desk = new VenueDesk();
    desk.order({ size: base(2) });
    desk.bar([100, 100, 100, 100]);
    desk.order({ side: 'sell', size: base(5), reduceOnly: true });
    const wrongSide = desk.order({ side: 'buy', reduceOnly: true });
    desk.bar([100, 100, 100, 100]);
    expect(desk.fills()[1]).toBe('sell 2@100 taker 0');
    expect(desk.last(wrongSide)).toBe('cancelled: nothing left to reduce');
  });

  it('each bot is cut to its own position', () => {
    const desk = new VenueDesk();
    desk.order({ botId: 'other', size: base(2) });
    desk.bar([100, 100, 100, 100]);
    const order = desk.order({ side: 'sell', reduceOnly: true });
    desk.bar([100, 100, 100, 100]);
    expect(desk.last(order)).toBe('cancelled: nothing left to reduce');
  });
});

describe('entries at a price (SPEC 3.8, 11.5)', () => {
  it('rest and fill like others, a quote size at the fill price', () => {
    const desk = new VenueDesk({ takerFeeBps: 10 });
    desk.order({ type: stop(110), size: quote(1001), tag: 'break' });
    desk.order({ side: 'sell', type: limit(120), size: quote(1200), tag: 'fade' });
    desk.bar([100, 109, 99, 105]);
    expect(desk.fills()).toEqual([]);
    desk.bar([105, 121, 104, 118]);
    // 1001 ÷ (110 × 1.001) = 9.0909…, 1200 ÷ 120 = 10
    expect(desk.fills()).toEqual(['buy 9.0909@110 taker 0.999999', 'sell 10@120 maker 0']);
    expect(desk.allFills().map(({ tag }) => tag)).toEqual(['break', 'fade']);
  });

  it('close what is held on the other side on top of their own size', () => {
    const desk = new VenueDesk();
    desk.order({ size: base(2) });
    desk.bar([100, 100, 100, 100]);
    desk.order({ side: 'sell', type: stop(90), size: base(3), closesOpposite: true });
    desk.bar([95, 96, 85, 88]);
    desk.order({ side: 'buy', type: limit(80), size: quote(400), closesOpposite: true });
    desk.bar([85, 86, 79, 80]);
    expect(desk.fills().slice(1)).toEqual(['sell 5@90 taker 0', 'buy 8@80 maker 0']);
  });

  it('add their own size alone to a position on their side, and to none of another bot', () => {
    const desk = new VenueDesk();
    desk.order({ size: base(2) });
    desk.order({ botId: 'other', side: 'sell', size: base(7) });
    desk.bar([100, 100, 100, 100]);
    desk.order({ type: limit(90), size: base(3), closesOpposite: true });
    desk.bar([95, 96, 85, 88]);
    expect(desk.fills().at(-1)).toBe('buy 3@90 maker 0');
  });

  it('too small for one step close nothing', () => {
    const desk = new VenueDesk();
    desk.order({ size: base(2) });
    desk.bar([100, 100, 100, 100]);
    const order = desk.order({ side: 'sell', type: stop(90), size: quote('0.0001'), closesOpposite: true });
    desk.bar([95, 96, 85, 88]);
    expect(desk.last(order)).toBe('cancelled: the size is below one step of the quantity');
  });

  it('stops of one bot come before its limits, and each counts what the one before left', () => {
    const desk = new VenueDesk();
    desk.order({ size: base(2) });
    desk.bar([100, 100, 100, 100]);
    desk.order({ side: 'buy', type: limit(85), size: base(1), closesOpposite: true });
    desk.order({ side: 'sell', type: stop(90), size: base(1), closesOpposite: true });
    desk.order({ side: 'sell', type: limit(105), size: base(5), reduceOnly: true });
    desk.bar([95, 106, 80, 88]);
    expect(desk.fills().slice(1)).toEqual(['sell 3@90 taker 0', 'buy 2@85 maker 0', 'sell 1@105 maker 0']);
  });
});

describe('orders under way (SPEC 11.8)', () => {
  it('trade on nothing earlier than their arrival', () => {
    const desk = new VenueDesk({}, 50);
    desk.order();
    desk.trade(100, 49);
    expect(desk.fills()).toEqual([]);
    desk.trade(101, 1);
    expect(desk.fills()).toEqual(['buy 1@101 taker 0']);
  });

  it('that arrive within a bar trade from the next bar on, stops too', () => {
    const desk = new VenueDesk({}, 50);
    desk.order();
    desk.order({ side: 'sell', type: stop(95) });
    desk.bar([100, 100, 90, 100]);
    expect(desk.fills()).toEqual([]);
    desk.bar([101, 101, 94, 100]);
    expect(desk.fills()).toEqual(['buy 1@101 taker 0', 'sell 1@95 taker 0']);
  });

  it('of an unknown instrument are refused', () => {
    const desk = new VenueDesk();
    const order = desk.order({ instrumentId: 'test:DOGE-USDT' });
    expect(desk.last(order)).toBe('refused: instrument is "test:DOGE-USDT", expected one of this venue');
  });

  it('can be cancelled, once; what is not there is not cancelled', () => {
    const desk = new VenueDesk();
    const order = desk.order();
    desk.venue.cancel(order.clientOrderId);
    desk.venue.cancel(order.clientOrderId);
    desk.venue.cancel('nobody');
    expect(desk.reports.map(({ kind }) => kind)).toEqual(['accepted', 'cancelled']);
    desk.bar([100, 100, 100, 100]);
    expect(desk.fills()).toEqual([]);
  });

  it('of one instrument do not trade on another', () => {
    const desk = new VenueDesk();
    desk.order({ instrumentId: ETH.id });
    desk.bar([100, 100, 100, 100]);
    desk.trade(100);
    expect(desk.fills()).toEqual([]);
  });
});

describe('restart (SPEC 9.4)', () => {
  const entry = orderOf({ clientOrderId: 'entry' });
  const stopping = orderOf({ clientOrderId: 'stop', side: 'sell', type: stop(90), purpose: 'stop', reduceOnly: true });

  function entryFill() {
    const desk = new VenueDesk();
    desk.order({ clientOrderId: 'entry' });
    desk.bar([100, 100, 100, 100]);
    return desk.allFills();
  }

  it.each(['sent', 'working', 'unknown'] as const)('a protective order that was %s rests again', (state) => {
    const desk = new VenueDesk();
    desk.venue.restore([{ order: stopping, state }], entryFill());
    expect(desk.last(stopping)).toBe('accepted');
    desk.bar([95, 95, 85, 85]);
    expect(desk.fills()).toEqual(['sell 1@90 taker 0']);
  });

  it.each([
    ['an entry', entry, 'working'],
    ['an entry at a price', orderOf({ clientOrderId: 'later', type: limit(90) }), 'working'],
    ['a protective order that never left', stopping, 'intent'],
    ['a close at market', orderOf({ clientOrderId: 'close', side: 'sell', reduceOnly: true, type: market }), 'working'],
  ] as const)('%s is gone', (_name, order, state) => {
    const desk = new VenueDesk();
    desk.venue.restore([{ order, state }], []);
    expect(desk.last(order)).toBe('cancelled: the simulated venue restarted');
  });

  it('an order whose fill is on record is filled, and what protected the position is gone with it', () => {
    const first = new VenueDesk();
    first.order({ clientOrderId: 'entry' });
    first.bar([100, 100, 100, 100]);
    first.order({ ...stopping });
    first.bar([90, 90, 90, 90]);
    const target = orderOf({ clientOrderId: 'target', side: 'sell', type: limit(120), reduceOnly: true });
    const desk = new VenueDesk();
    desk.venue.restore(
      [
        { order: stopping, state: 'working' },
        { order: target, state: 'working' },
      ],
      first.allFills(),
    );
    expect(desk.last(stopping)).toBe('filled');
    expect(desk.last(target)).toBe('cancelled: the simulated venue restarted');
    desk.reports.length = 0;
    desk.bar([80, 130, 80, 80]);
    expect(desk.reports).toEqual([]);
  });
});
