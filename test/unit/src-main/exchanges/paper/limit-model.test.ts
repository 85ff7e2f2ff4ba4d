import { describe, expect, it } from 'vitest';
import type { LimitModel } from '../../../../../src-main/exchanges/paper/limit-model.ts';
import { isReached, limitReach } from '../../../../../src-main/exchanges/paper/limit-model.ts';
import { priceFromText } from '../../../../../src-main/model/money.ts';
import { base, limit, VenueDesk } from '../../../../fakes/venue-desk.ts';

const tick = priceFromText('0.01');

describe('where a limit fills (SPEC 11.12)', () => {
  it.each<[LimitModel, 'buy' | 'sell', number, boolean]>([
    [{ kind: 'through' }, 'buy', 100, false],
    [{ kind: 'through' }, 'buy', 99.999, true],
    [{ kind: 'touch' }, 'buy', 100, true],
    [{ kind: 'touch' }, 'buy', 100.001, false],
    [{ kind: 'touch' }, 'sell', 100, true],
    [{ kind: 'penetration', ticks: 0 }, 'sell', 100, true],
    [{ kind: 'penetration', ticks: 3 }, 'buy', 99.98, false],
    [{ kind: 'penetration', ticks: 3 }, 'buy', 99.97, true],
    [{ kind: 'penetration', ticks: 3 }, 'sell', 100.02, false],
    [{ kind: 'penetration', ticks: 3 }, 'sell', 100.03, true],
    [{ kind: 'queue', shareAhead: 1 }, 'buy', 100, false],
    [{ kind: 'queue', shareAhead: 1 }, 'buy', 99.99, true],
  ])('%j, %s, seen %d: %s', (model, side, seen, reached) => {
    expect(isReached(side, seen, limitReach(model, side, priceFromText('100'), tick))).toBe(reached);
  });

  it.each<[LimitModel, string[]]>([
    [{ kind: 'through' }, []],
    [{ kind: 'touch' }, ['buy 1@100 maker 0']],
    [{ kind: 'penetration', ticks: 1 }, []],
  ])('%j in a bar that only touches', (limits, fills) => {
    const desk = new VenueDesk({}, 0, { model: { limits } });
    desk.order({ type: limit(100) });
    desk.bar([105, 106, 100, 102]);
    expect(desk.fills()).toEqual(fills);
  });

  it('penetration: at the limit of its own price once it was far enough, at the open where the bar opens that far', () => {
    const desk = new VenueDesk({}, 0, { model: { limits: { kind: 'penetration', ticks: 2 } } });
    desk.order({ type: limit(100) });
    desk.bar([105, 106, 99.99, 102]);
    desk.bar([99.99, 103, 99.99, 102]);
    expect(desk.fills()).toEqual([]);
    desk.bar([102, 103, 99.98, 102]);
    desk.order({ side: 'sell', type: limit(100), size: base(1) });
    desk.bar([99, 99.5, 99, 99]);
    desk.bar([101, 101, 101, 101]);
    expect(desk.fills()).toEqual(['buy 1@100 maker 0', 'sell 1@101 maker 0']);
  });

  it('penetration on trades counts from the best of trade and quote', () => {
    const desk = new VenueDesk({}, 0, { model: { limits: { kind: 'penetration', ticks: 2 } } });
    desk.order({ type: limit(100) });
    for (const price of [101, 99.99]) desk.trade(price);
    expect(desk.fills()).toEqual([]);
    desk.quote(99.97, 99.98);
    desk.trade(100);
    expect(desk.fills()).toEqual(['buy 1@100 maker 0']);
  });
});
