import { describe, expect, it } from 'vitest';
import { priceFromText } from '../../../../../src-main/model/money.ts';
import type { OrderType } from '../../../../../src-main/model/order.ts';
import { base, limit, stop, VenueDesk } from '../../../../fakes/venue-desk.ts';

const postOnly = (price: string | number): OrderType => ({
  kind: 'postOnly',
  price: priceFromText(String(price)),
});
const immediate = (price: string | number): OrderType => ({
  kind: 'limit',
  price: priceFromText(String(price)),
  timeInForce: 'immediateOrCancel',
});
const stopLimit = (trigger: string | number, price: string | number): OrderType => ({
  kind: 'stopLimit',
  trigger: priceFromText(String(trigger)),
  price: priceFromText(String(price)),
});
const trailing = (distanceBps: number): OrderType => ({ kind: 'trailingStop', distanceBps });
const WOULD_TAKE = 'refused: post-only: it would immediately match and take';

describe('post-only orders (SPEC 11.18)', () => {
  it('are refused where they would take what is quoted, not before they have arrived', () => {
    const desk = new VenueDesk({}, 5);
    desk.quote(99, 101);
    const order = desk.order({ type: postOnly(101) });
    desk.trade(100);
    expect(desk.last(order)).toBe('nothing');
    desk.trade(100, 10);
    expect(desk.last(order)).toBe(WOULD_TAKE);
    expect(desk.fills()).toEqual([]);
  });

  it('rest where they would not, and make', () => {
    const desk = new VenueDesk({ makerFeeBps: -10, takerFeeBps: 50 });
    desk.quote(99, 101);
    const order = desk.order({ type: postOnly(100) });
    desk.trade(99.5);
    expect(desk.last(order)).toBe('accepted');
    desk.trade(99.5);
    expect(desk.fills()).toEqual(['buy 1@100 maker -0.1']);
  });

  it('without a quote count half the spread, on bars at the open', () => {
    const desk = new VenueDesk({ spreadBps: 200 });
    const taking = desk.order({ type: postOnly(101) });
    const making = desk.order({ type: postOnly(100.9) });
    desk.bar([100, 100, 90, 95]);
    expect(desk.last(taking)).toBe(WOULD_TAKE);
    expect(desk.fills()).toEqual(['buy 1@100.9 maker 0']);
    expect(desk.last(making)).toBe('filled');
  });

  it('one taken back before it arrived was never there', () => {
    const desk = new VenueDesk({}, 5);
    const order = desk.order({ type: postOnly(50) });
    desk.venue.cancel(order.clientOrderId);
    desk.trade(40, 10);
    expect(desk.last(order)).toBe('cancelled: cancelled on request');
    expect(desk.fills()).toEqual([]);
  });
});

describe('orders that do not rest (SPEC 11.18)', () => {
  it('take what their limit allows; the rest is cancelled', () => {
    const desk = new VenueDesk({}, 0, { model: { participation: 1 } });
    desk.quote(99, 101);
    const order = desk.order({ type: immediate(102), size: base(3) });
    desk.taken(100, 2, 'buy');
    expect(desk.fills()).toEqual(['buy 2@101 taker 0']);
    expect(desk.last(order)).toBe('cancelled: nothing more was there within its limit');
    desk.taken(90, 5, 'sell');
    expect(desk.fills()).toHaveLength(1);
  });

  it('take nothing beyond it', () => {
    const desk = new VenueDesk();
    const order = desk.order({ type: immediate(99) });
    desk.bar([100, 101, 90, 95]);
    expect(desk.last(order)).toBe('cancelled: nothing more was there within its limit');
    expect(desk.fills()).toEqual([]);
  });
});

describe('stop-limits (SPEC 11.19)', () => {
  it('are limits once touched: a gap beyond the limit is not taken, a return to it is', () => {
    const desk = new VenueDesk();
    const order = desk.order({ side: 'sell', type: stopLimit(95, 94) });
    desk.bar([100, 101, 96, 97]);
    desk.bar([90, 93, 88, 92]);
    expect(desk.fills()).toEqual([]);
    expect(desk.last(order)).toBe('accepted');
    desk.bar([93, 96, 92, 95]);
    expect(desk.fills()).toEqual(['sell 1@94 maker 0']);
  });

  it('take in the moment they are touched what the limit allows, spread counted', () => {
    const within = new VenueDesk({ spreadBps: 200 });
    within.order({ side: 'sell', type: stopLimit(95, 94) });
    within.bar([100, 100, 90, 91]);
    expect(within.fills()).toEqual(['sell 1@94.05 taker 0']);
    const beyond = new VenueDesk({ spreadBps: 400 });
    beyond.order({ side: 'sell', type: stopLimit(95, 94) });
    beyond.bar([100, 100, 90, 91]);
    expect(beyond.fills()).toEqual([]);
  });

  it('on trades take what is quoted within the limit, else rest at it', () => {
    const desk = new VenueDesk();
    desk.quote(99, 101);
    desk.order({ type: stopLimit(105, 106) });
    desk.trade(104);
    desk.quote(106.5, 107);
    desk.trade(106);
    expect(desk.fills()).toEqual([]);
    desk.quote(104, 105.5);
    desk.trade(105);
    expect(desk.fills()).toEqual(['buy 1@106 maker 0']);
  });

  it('are met on the path of a bar as stops, then as limits', () => {
    const desk = new VenueDesk({}, 0, { model: { path: 'openHighLowClose', limits: { kind: 'touch' } } });
    desk.order({ type: stopLimit(104, 103) });
    desk.bar([100, 105, 90, 95]); // up through 104, then down through 103
    expect(desk.fills()).toEqual(['buy 1@103 maker 0']);
  });
});

describe('trailing stops (SPEC 11.20)', () => {
  it('follow the best price and never go back', () => {
    const desk = new VenueDesk();
    desk.order({ side: 'sell', type: trailing(1_000) });
    desk.trade(100); // trigger 90
    desk.trade(120); // 108
    desk.trade(110);
    expect(desk.fills()).toEqual([]);
    desk.trade(107);
    expect(desk.fills()).toEqual(['sell 1@107 taker 0']);
  });

  it('on bars stand within a bar where the bars before have brought them', () => {
    const desk = new VenueDesk();
    desk.order({ side: 'sell', type: trailing(1_000) });
    desk.bar([100, 120, 95, 110]); // 90 while it lasts, 108 after
    expect(desk.fills()).toEqual([]);
    desk.bar([110, 111, 100, 101]);
    expect(desk.fills()).toEqual(['sell 1@108 taker 0']);
  });

  it('that buy follow down', () => {
    const desk = new VenueDesk();
    desk.order({ type: trailing(500) });
    desk.trade(100); // 105
    desk.trade(80); // 84
    desk.trade(84);
    expect(desk.fills()).toEqual(['buy 1@84 taker 0']);
  });
});

describe('lists (SPEC 11.21)', () => {
  const list = { id: 'pair', handledBy: 'venue' } as const;

  it('the first order that trades ends the other', () => {
    const desk = new VenueDesk();
    const stopping = desk.order({ side: 'sell', type: stop(90), list });
    desk.order({ side: 'sell', type: limit(110), list });
    desk.bar([100, 120, 95, 110]);
    expect(desk.fills()).toEqual(['sell 1@110 maker 0']);
    expect(desk.last(stopping)).toBe('cancelled: the other order of its list traded');
  });

  it('a fill of a part ends it too', () => {
    const desk = new VenueDesk({}, 0, { model: { participation: 1 } });
    const stopping = desk.order({ side: 'sell', type: stop(90), size: base(3), list });
    const target = desk.order({ side: 'sell', type: limit(110), size: base(3), list });
    desk.taken(100, 1, 'buy');
    desk.taken(111, 2, 'buy');
    expect(desk.last(target)).toBe('filled');
    expect(desk.last(stopping)).toBe('cancelled: the other order of its list traded');
    desk.taken(111, 2, 'buy');
    expect(desk.fills()).toEqual(['sell 2@110 maker 0', 'sell 1@110 maker 0']);
  });

  it('who takes one back takes back the list', () => {
    const desk = new VenueDesk();
    const stopping = desk.order({ side: 'sell', type: stop(90), list });
    const target = desk.order({ side: 'sell', type: limit(110), list });
    desk.venue.cancel(target.clientOrderId);
    expect(desk.last(stopping)).toBe('cancelled: cancelled on request');
    expect(desk.last(target)).toBe('cancelled: cancelled on request');
  });

  it('a list of ours is ours to end', () => {
    const desk = new VenueDesk();
    const stopping = desk.order({ side: 'sell', type: stop(90), list: { id: 'pair', handledBy: 'engine' } });
    desk.order({ side: 'sell', type: limit(110), list: { id: 'pair', handledBy: 'engine' } });
    desk.bar([100, 120, 95, 110]);
    expect(desk.last(stopping)).toBe('accepted');
  });
});
