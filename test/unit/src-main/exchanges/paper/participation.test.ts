import { describe, expect, it } from 'vitest';
import { Liquidity } from '../../../../../src-main/exchanges/paper/liquidity.ts';
import { quantityFromText, quantityToText } from '../../../../../src-main/model/money.ts';
import { START_MS } from '../../../../fakes/engine-session.ts';
import { base, limit, orderOf, quote, stop, VenueDesk } from '../../../../fakes/venue-desk.ts';

const model = { participation: 0.1 };

describe('liquidity (SPEC 11.15)', () => {
  it('is a share of the volume, rounded down, used once', () => {
    const liquidity = new Liquidity(0.1);
    liquidity.begin(0.123456789);
    expect(quantityToText(liquidity.left() as never)).toBe('0.01234567');
    liquidity.take(quantityFromText('0.01'));
    expect(quantityToText(liquidity.left() as never)).toBe('0.00234567');
    expect([liquidity.volume(), liquidity.used()]).toEqual([0.123456789, 0.01]);
    liquidity.begin(0);
    expect(liquidity.left()).toBe(0n);
  });

  it('has no bound without participation', () => {
    const liquidity = new Liquidity(null);
    liquidity.begin(1);
    expect(liquidity.left()).toBeNull();
  });
});

describe('partial fills by participation (SPEC 11.15)', () => {
  it('two orders share one bar; the rest fills in the next bars, at their prices', () => {
    const desk = new VenueDesk({ takerFeeBps: 10 }, 0, { model });
    desk.order({ size: base(3) });
    desk.order({ botId: 'other', size: base(3) });
    desk.bar([100, 100, 100, 100], 50);
    expect(desk.fills()).toEqual(['buy 3@100 taker 0.3', 'buy 2@100 taker 0.2']);
    desk.bar([110, 110, 110, 110], 50);
    expect(desk.fills()[2]).toBe('buy 1@110 taker 0.11');
    expect(
      desk.reports.map((report) => (report.kind === 'filled' ? `${report.fill.fillId} ${report.done}` : report.kind)),
    ).toEqual(['accepted', 'accepted', 'd-1-1 true', 'd-2-1 false', 'd-2-2 true']);
  });

  it('on trades counts the quantity traded', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ size: base(1) });
    desk.taken(100, 4, 'buy');
    desk.taken(101, 60, 'buy');
    expect(desk.fills()).toEqual(['buy 0.4@100 taker 0', 'buy 0.6@101 taker 0']);
  });

  it('a quote size never spends more than its amount, whatever the prices of its parts', () => {
    const desk = new VenueDesk({ takerFeeBps: 100 }, 0, { model });
    const order = desk.order({ size: quote(1010) });
    desk.bar([100, 100, 100, 100], 40); // 4 for 404
    desk.bar([200, 200, 200, 200], 400); // 606 ÷ 202 = 3
    expect(desk.fills()).toEqual(['buy 4@100 taker 4', 'buy 3@200 taker 6']);
    expect(desk.last(order)).toBe('filled');
  });

  it('a quote size whose rest is below one step says so', () => {
    const desk = new VenueDesk({}, 0, { model });
    const order = desk.order({ size: quote('0.0025') });
    desk.bar([100, 100, 100, 100], 0.0001); // one step of 0.00001
    desk.bar([200, 200, 200, 200], 400);
    expect(desk.fills()).toEqual(['buy 0.00001@100 taker 0']);
    expect(desk.last(order)).toBe('cancelled: the size is below one step of the quantity');
  });

  it('a stop that was touched goes on at market, though the price came back', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ size: base(5) });
    desk.bar([100, 100, 100, 100], 50);
    desk.order({ side: 'sell', type: stop(95), size: base(5), reduceOnly: true });
    desk.bar([100, 100, 94, 99], 20);
    desk.bar([99, 99, 98, 98], 50);
    expect(desk.fills().slice(1)).toEqual(['sell 2@95 taker 0', 'sell 3@99 taker 0']);
  });

  it('a stop touched where nothing is left goes on at market too', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ size: base(5) });
    desk.bar([100, 100, 100, 100], 50);
    desk.order({ side: 'sell', type: stop(95), size: base(5), reduceOnly: true });
    desk.bar([100, 100, 94, 99], 0);
    desk.bar([99, 99, 98, 98], 50);
    expect(desk.fills().slice(1)).toEqual(['sell 5@99 taker 0']);
  });

  it('a limit keeps its price for what is left', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ type: limit(100), size: base(5) });
    desk.bar([101, 101, 99, 100], 20);
    desk.bar([101, 101, 100, 100], 20);
    desk.bar([99, 99, 99, 99], 20);
    desk.bar([101, 101, 99, 100], 200);
    expect(desk.fills()).toEqual(['buy 2@100 maker 0', 'buy 2@99 maker 0', 'buy 1@100 maker 0']);
  });

  it('an entry that closes the other side does that first, over several bars', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ size: base(3) });
    desk.bar([100, 100, 100, 100], 50);
    const entry = desk.order({ side: 'sell', type: stop(90), size: base(2), closesOpposite: true });
    desk.bar([95, 96, 85, 88], 20);
    expect(desk.last(entry)).toBe('filled');
    desk.bar([88, 88, 88, 88], 20);
    desk.bar([87, 87, 87, 87], 200);
    expect(desk.fills().slice(1)).toEqual(['sell 2@90 taker 0', 'sell 2@88 taker 0', 'sell 1@87 taker 0']);
    desk.bar([87, 87, 87, 87], 200);
    expect(desk.fills()).toHaveLength(4);
  });

  it('at the end of the tape everything is closed', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ size: base(5) });
    desk.bar([100, 100, 100, 100], 50);
    desk.order({ side: 'sell', size: base(5), reduceOnly: true });
    desk.venue.onTapeEnd('test:BTC-USDT', {
      openTimeMs: START_MS + 60_000,
      open: 1,
      high: 1,
      low: 1,
      close: 100,
      volume: 0,
    });
    expect(desk.fills()[1]).toBe('sell 5@100 taker 0');
  });
});

describe('restart with orders filled in part (SPEC 9.4)', () => {
  const stopping = orderOf({ clientOrderId: 'stop', side: 'sell', type: stop(95), size: base(5), reduceOnly: true });
  const entry = orderOf({ clientOrderId: 'entry', size: base(8) });

  function fillsBefore() {
    const desk = new VenueDesk({}, 0, { model });
    desk.order({ ...entry });
    desk.bar([100, 100, 100, 100], 50);
    desk.venue.cancel('entry');
    desk.order({ ...stopping });
    desk.bar([100, 100, 94, 99], 20);
    return desk.allFills();
  }

  it('a protective stop goes on at market with what is left, its fills numbered on', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.venue.restore([{ order: stopping, state: 'working' }], fillsBefore());
    expect(desk.last(stopping)).toBe('accepted');
    desk.bar([99, 99, 98, 98], 50);
    expect(desk.fills()).toEqual(['sell 3@99 taker 0']);
    expect(desk.allFills()[0]?.fillId).toBe('stop-2');
  });

  it('an entry keeps what it got and is gone', () => {
    const desk = new VenueDesk({}, 0, { model });
    desk.venue.restore([{ order: entry, state: 'working' }], fillsBefore());
    expect(desk.last(entry)).toBe('cancelled: the simulated venue restarted');
  });
});
