import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ApprovedOrder } from '../../../../../src-main/engine/ports/approved-order.ts';
import { approve } from '../../../../../src-main/engine/risk/approve.ts';
import { riskDayAt } from '../../../../../src-main/engine/risk/risk-day.ts';
import type { RiskContext } from '../../../../../src-main/engine/risk/rule.ts';
import type { AccountRisk } from '../../../../../src-main/model/bot.ts';
import type { Money } from '../../../../../src-main/model/money.ts';
import { moneyFromText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { DAY_MS } from '../../../../../src-main/model/time.ts';
import { openMarket } from '../../../../fakes/approved.ts';
import { ScriptedVenue } from '../../../../fakes/scripted-venue.ts';
import { orderOf } from '../../../../fakes/venue-desk.ts';

const HOUR_MS = 3_600_000;
const UNIT = 1n;
const NONE: AccountRisk = { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 };
const of = (text: string): Money => moneyFromText(text);

function accountOf(changes: Partial<RiskContext> = {}): RiskContext {
  const equity = of('1000');
  return {
    limits: NONE,
    halted: false,
    equity,
    buyingPower: equity,
    dayStartEquity: equity,
    quoteAsset: 'USDT',
    universe: null,
    governor: null,
    isLive: false,
    wasReconciled: true,
    whyNotReconciled: () => null,
    ...changes,
  };
}

function verdict(notional: bigint, changes: Partial<RiskContext>, order: Partial<Order> = {}): unknown {
  const result = approve(
    {
      order: orderOf(order),
      market: openMarket,
      notional: notional as Money,
      margin: notional as Money,
      frees: 0n as Money,
      held: 0n as Money,
      adds: false,
    },
    accountOf(changes),
  );
  return result.approved ? 'approved' : result.refusal;
}

describe('each rule refuses exactly at its limit (SPEC 5.2, 5.4)', () => {
  it('maximum position', () => {
    const limits = { ...NONE, maxPositionFraction: 0.25 };
    expect(verdict(of('250'), { limits })).toBe('approved');
    expect(verdict(of('250') + UNIT, { limits })).toEqual({
      rule: 'maxPosition',
      limit: 'at most 250 USDT in one position',
      actual: '250.00000000000000000001 USDT',
    });
  });

  it('daily loss', () => {
    const limits = { ...NONE, maxDailyLossFraction: 0.1 };
    const lost = (amount: bigint) => ({ limits, equity: (of('1000') - amount) as Money });
    expect(verdict(of('10'), lost(of('100') - UNIT))).toBe('approved');
    expect(verdict(of('10'), lost(of('100')))).toEqual({
      rule: 'dailyLoss',
      limit: 'a loss below 100 USDT a day',
      actual: '100 USDT lost today',
    });
  });

  it('buying power', () => {
    expect(verdict(of('40'), { buyingPower: of('40') })).toBe('approved');
    expect(verdict(of('40') + UNIT, { buyingPower: of('40') })).toEqual({
      rule: 'buyingPower',
      limit: 'at most 40 USDT is free',
      actual: '40.00000000000000000001 USDT wanted',
    });
    expect(verdict(0n, {})).toMatchObject({ rule: 'buyingPower', actual: '0 USDT wanted' });
  });

  it('halted: everything but what was asked to flatten', () => {
    expect(verdict(of('1'), { halted: true })).toEqual({
      rule: 'halted',
      limit: 'no orders while halted',
      actual: 'buy order',
    });
    expect(verdict(0n, { halted: true }, { reduceOnly: true, purpose: 'stop' })).toMatchObject({ rule: 'halted' });
    expect(verdict(0n, { halted: true }, { reduceOnly: true, purpose: 'flatten' })).toBe('approved');
  });

  it('the first refusal counts; what only reduces is asked nothing else', () => {
    const worst = {
      limits: { ...NONE, maxPositionFraction: 0.01, maxDailyLossFraction: 0.01 },
      equity: of('1'),
      buyingPower: of('0'),
    };
    expect(verdict(of('900'), worst)).toMatchObject({ rule: 'dailyLoss' });
    expect(verdict(of('900'), { ...worst, halted: true })).toMatchObject({ rule: 'halted' });
    expect(verdict(0n, worst, { reduceOnly: true, purpose: 'signal' })).toBe('approved');
  });
});

describe('approval by type (SPEC 5.1)', () => {
  it('a plain order is no approved one', () => {
    const order = orderOf({});
    const venue = new ScriptedVenue();
    expectTypeOf<Order>().not.toExtend<ApprovedOrder>();
    expectTypeOf<ApprovedOrder>().toExtend<Order>();
    // @ts-expect-error a venue takes nothing that risk has not approved
    venue.submit(order);
    // @ts-expect-error and the mark cannot be written by hand: its name is nobody's to say
    const forged: ApprovedOrder = { ...order, brand: 'ApprovedOrder' };
    expect(forged.clientOrderId).toBe(order.clientOrderId);
  });
});

describe('the risk day (SPEC 10.2)', () => {
  it('is kept within a day and made anew after it', () => {
    const known = { startMs: 10 * DAY_MS, equity: of('900') };
    const equity = () => of('1000');
    expect(riskDayAt(known, 10 * DAY_MS + 6 * HOUR_MS, 5.5 * HOUR_MS, equity)).toBe(known);
    expect(riskDayAt(known, 11 * DAY_MS - 1, 0, equity)).toBe(known);
    expect(riskDayAt(known, 11 * DAY_MS, 0, equity)).toEqual({ startMs: 11 * DAY_MS, equity: of('1000') });
    expect(riskDayAt(null, 11 * DAY_MS, -3_600_000, equity)).toEqual({
      startMs: 11 * DAY_MS - 3_600_000,
      equity: of('1000'),
    });
  });

  it('that a wrong clock opened days ahead ends with the day that it is, and keeps what it counts from', () => {
    const ahead = { startMs: 400 * DAY_MS, equity: of('900') };
    const known = riskDayAt(ahead, 10 * DAY_MS + HOUR_MS, 0, () => of('1000'));
    expect(known).toEqual({ startMs: 10 * DAY_MS, equity: of('900') });
    expect(riskDayAt(known, 11 * DAY_MS, 0, () => of('1000')).equity).toBe(of('1000'));
  });
});
