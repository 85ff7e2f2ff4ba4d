import { describe, expect, it } from 'vitest';
import type { FeeAsset, FeeTier } from '../../../../../src-main/exchanges/paper/fee-schedule.ts';
import { FeeSchedule } from '../../../../../src-main/exchanges/paper/fee-schedule.ts';
import {
  moneyFromText,
  moneyToText,
  quantityFromText,
  quantityToText,
  ratioToText,
} from '../../../../../src-main/model/money.ts';
import { DAY_MS } from '../../../../../src-main/model/time.ts';
import { NO_COSTS, START_MS } from '../../../../fakes/engine-session.ts';
import { base, limit, quote, VenueDesk } from '../../../../fakes/venue-desk.ts';

const TIERS: readonly FeeTier[] = [
  { fromVolume: moneyFromText('0'), makerFeeBps: 10, takerFeeBps: 10 },
  { fromVolume: moneyFromText('1000'), makerFeeBps: 8, takerFeeBps: 9 },
  { fromVolume: moneyFromText('5000'), makerFeeBps: -1, takerFeeBps: 5 },
];

describe('fees by trailing volume (SPEC 11.10)', () => {
  it('a tier counts from its volume on, the fill in question not counted', () => {
    const fees = new FeeSchedule(NO_COSTS, TIERS);
    const rates = [0, 999, 1, 3999, 1].map((volume) => {
      fees.charge(moneyFromText(String(volume)), fees.rateAt('taker', START_MS), START_MS);
      return ratioToText(fees.rateAt('taker', START_MS));
    });
    expect(rates).toEqual(['0.001', '0.001', '0.0009', '0.0009', '0.0005']);
    expect(ratioToText(fees.rateAt('maker', START_MS))).toBe('-0.0001');
  });

  it('volume leaves the window 30 days after its fill, with the clock', () => {
    const fees = new FeeSchedule(NO_COSTS, TIERS);
    fees.count(moneyFromText('600'), START_MS);
    fees.count(moneyFromText('600'), START_MS + DAY_MS);
    expect(ratioToText(fees.rateAt('taker', START_MS + 30 * DAY_MS - 1))).toBe('0.0009');
    expect(ratioToText(fees.rateAt('taker', START_MS + 30 * DAY_MS))).toBe('0.001');
  });

  it('tiers that do not begin at 0 or do not rise are refused', () => {
    expect(() => new FeeSchedule(NO_COSTS, TIERS.slice(1))).toThrow('fee tier 0 to begin at volume 0');
    expect(() => new FeeSchedule(NO_COSTS, [...TIERS, ...TIERS.slice(1)])).toThrow(
      'fee tier 3 to begin at more than the one before',
    );
  });

  it('at the venue: one account, all bots', () => {
    const desk = new VenueDesk({}, 0, { model: { feeTiers: TIERS } });
    desk.order({ botId: 'one', size: base(10) });
    desk.bar([100, 100, 100, 100]);
    desk.order({ botId: 'two', size: base(1) });
    desk.bar([100, 100, 100, 100]);
    expect(desk.fills()).toEqual(['buy 10@100 taker 1', 'buy 1@100 taker 0.09']);
  });

  it('a rebate is a negative fee and buys more', () => {
    const desk = new VenueDesk({ makerFeeBps: -100 });
    desk.order({ type: limit(100), size: quote(99) });
    desk.bar([101, 102, 99, 100]);
    expect(desk.fills()).toEqual(['buy 1@100 maker -1']);
  });
});

describe('fees in a third asset (SPEC 11.10)', () => {
  const costs = { ...NO_COSTS, makerFeeBps: -2, takerFeeBps: 10 };
  const asset = (changes: Partial<FeeAsset>): FeeAsset => ({
    discountFraction: 0.25,
    price: 600,
    balance: quantityFromText('0.01'),
    ...changes,
  });

  it('take the discount, lower the balance at the price, rounded up, and end when it is used up', () => {
    const fees = new FeeSchedule(costs, [], asset({}));
    const charge = (notional: string) => {
      const rate = fees.rateAt('taker', START_MS);
      return moneyToText(fees.charge(moneyFromText(notional), rate, START_MS));
    };
    expect(charge('1000')).toBe('0.75');
    expect(quantityToText(fees.balance() as never)).toBe('0.00875'); // 0.75 ÷ 600 = 0.00125
    expect(charge('1')).toBe('0.00075');
    expect(quantityToText(fees.balance() as never)).toBe('0.00874875');
    expect(charge('10000')).toBe('7.5'); // 0.0125 is more than is left: the last fill still has the discount
    expect(quantityToText(fees.balance() as never)).toBe('0');
    expect(charge('1000')).toBe('1');
  });

  it('leave a rebate as it is, balance and all', () => {
    const fees = new FeeSchedule(costs, [], asset({}));
    expect(ratioToText(fees.rateAt('maker', START_MS))).toBe('-0.0002');
    fees.charge(moneyFromText('1000'), fees.rateAt('maker', START_MS), START_MS);
    expect(quantityToText(fees.balance() as never)).toBe('0.01');
  });

  it('follow a price by time, and wait for its first', () => {
    const price = { timeMs: Float64Array.of(START_MS, START_MS + 10), price: Float64Array.of(600, 300) };
    const fees = new FeeSchedule(costs, [], asset({ price }));
    expect(ratioToText(fees.rateAt('taker', START_MS - 1))).toBe('0.001');
    for (const timeMs of [START_MS + 9, START_MS + 10]) {
      fees.charge(moneyFromText('1000'), fees.rateAt('taker', timeMs), timeMs);
    }
    expect(quantityToText(fees.balance() as never)).toBe('0.00625'); // 0.01 − 0.00125 − 0.0025
  });

  it('without a balance never run out', () => {
    const fees = new FeeSchedule(costs, [], asset({ balance: null }));
    for (let index = 0; index < 3; index++) {
      expect(moneyToText(fees.charge(moneyFromText('1000000'), fees.rateAt('taker', START_MS), START_MS))).toBe('750');
    }
    expect(fees.balance()).toBeNull();
  });
});
