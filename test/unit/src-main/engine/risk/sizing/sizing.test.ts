import { describe, expect, it } from 'vitest';
import { dailyVolatility } from '../../../../../../src-main/engine/risk/sizing/daily-volatility.ts';
import { kellyShare } from '../../../../../../src-main/engine/risk/sizing/kelly-share.ts';
import type { SizingFacts } from '../../../../../../src-main/engine/risk/sizing/size-entry.ts';
import { sizeEntry } from '../../../../../../src-main/engine/risk/sizing/size-entry.ts';
import { nearestStop, stopDistance } from '../../../../../../src-main/engine/risk/sizing/stop-distance.ts';
import type { BotSizing } from '../../../../../../src-main/model/bot-sizing.ts';
import type { Money } from '../../../../../../src-main/model/money.ts';
import { moneyFromText, moneyToText } from '../../../../../../src-main/model/money.ts';
import { DAY_MS } from '../../../../../../src-main/model/time.ts';
import type { TripRecord } from '../../../../../../src-main/model/trip-record.ts';
import { countTrip, newTripRecord } from '../../../../../../src-main/model/trip-record.ts';

const of = (text: string): Money => moneyFromText(text);
const trip = (profit: string, endedMs = 0) => ({ profit: of(profit), cost: of('100'), endedMs });
const recordOf = (...profits: readonly string[]): TripRecord => {
  const record = newTripRecord();
  for (const [index, profit] of profits.entries()) countTrip(record, trip(profit, index));
  return record;
};

const facts: SizingFacts = {
  equity: of('10000'),
  most: of('5000'),
  stopDistance: 0.02,
  dailyVolatility: 0.04,
  kelly: { share: 0.3, trips: 30 },
};

function sizeText(sizing: BotSizing, changes: Partial<SizingFacts> = {}): unknown {
  const sized = sizeEntry(sizing, { ...facts, ...changes });
  return 'amount' in sized ? moneyToText(sized.amount) : sized.refusal;
}

describe('how large an entry is (SPEC 20.1, 20.2)', () => {
  it('a fixed amount, at most what the bot may', () => {
    expect(sizeText({ kind: 'fixedAmount', amount: 250.55 })).toBe('250.55');
    expect(sizeText({ kind: 'fixedAmount', amount: 6000 })).toBe('5000');
  });

  it('what loses its share of the equity at the stop', () => {
    const sizing: BotSizing = { kind: 'riskPerTrade', riskFraction: 0.005 };
    expect(sizeText(sizing)).toBe('2500'); // 2,500 × 2 % is 50, half a percent of 10,000
    expect(sizeText(sizing, { stopDistance: 0.005 })).toBe('5000');
    expect(sizeText(sizing, { stopDistance: null })).toMatchObject({ rule: 'riskPerTrade', actual: 'no stop' });
  });

  it('what moves by its share of the equity a day', () => {
    const sizing: BotSizing = { kind: 'volatilityTarget', dailyFraction: 0.01, bars: 50 };
    expect(sizeText(sizing)).toBe('2500');
    for (const unknown of [Number.NaN, 0]) {
      expect(sizeText(sizing, { dailyVolatility: unknown })).toMatchObject({ rule: 'volatilityTarget' });
    }
  });

  it("a share of Kelly's, once there are enough round trips, and none without an edge", () => {
    const sizing: BotSizing = { kind: 'kelly', share: 0.5, leastTrips: 30, beforeFraction: 0.01 };
    expect(sizeText(sizing)).toBe('1500');
    expect(sizeText(sizing, { kelly: { share: 0.9, trips: 29 } })).toBe('100');
    expect(sizeText(sizing, { kelly: { share: Number.POSITIVE_INFINITY, trips: 30 } })).toBe('5000');
    expect(sizeText(sizing, { kelly: { share: -0.02, trips: 30 } })).toEqual({
      rule: 'kelly',
      limit: "an edge: Kelly's share above 0",
      actual: '-0.0200 after 30 round trips',
    });
  });
});

describe("Kelly's share", () => {
  it('is p − (1 − p) ÷ b of the round trips', () => {
    // Half of them win 20 % of their cost, half lose 10 %: 0.5 − 0.5 ÷ 2.
    expect(kellyShare(recordOf('20', '-10', '20', '-10'))).toBeCloseTo(0.25, 12);
    expect(kellyShare(recordOf('10', '-10', '-10', '-10'))).toBeCloseTo(0.25 - 0.75, 12);
  });

  it('knows trips without a loss, without a win, and none', () => {
    expect(kellyShare(recordOf('1', '2'))).toBe(Number.POSITIVE_INFINITY);
    expect(kellyShare(recordOf('-1'))).toBe(Number.NEGATIVE_INFINITY);
    expect(kellyShare(newTripRecord())).toBeNaN();
    expect(kellyShare(recordOf('5', '0'))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('what is remembered of round trips', () => {
  it('rows of losses end with a trip that does not lose', () => {
    expect(recordOf('-1', '-1').lossesInRow).toBe(2);
    expect(recordOf('-1', '0').lossesInRow).toBe(0);
    expect(recordOf('-1', '3', '-1')).toMatchObject({ trips: 3, won: 1, lossesInRow: 1, lossTimesMs: [0, 2] });
  });

  it('keeps the latest hundred losses', () => {
    const record = recordOf(...Array.from({ length: 130 }, () => '-1'));
    expect([record.lossTimesMs.length, record.lossTimesMs.at(-1), record.lossesInRow]).toEqual([100, 129, 130]);
  });
});

describe('realised volatility', () => {
  it('is the deviation of log returns, by the square root of bars a day', () => {
    const closes = [110, 100, 105, 95, 100]; // latest first
    const returns = [110 / 100, 100 / 105, 105 / 95, 95 / 100].map(Math.log);
    const mean = returns.reduce((sum, value) => sum + value, 0) / 4;
    const deviation = Math.sqrt(returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3);
    const close = { at: (index: number) => closes[index] ?? Number.NaN };
    expect(dailyVolatility(close, 4, DAY_MS / 24)).toBeCloseTo(deviation * Math.sqrt(24), 12);
    expect(dailyVolatility(close, 5, DAY_MS)).toBeNaN();
  });
});

describe('the stop an entry risks', () => {
  it('is the nearest, as a share of the entry price', () => {
    expect(stopDistance({ price: 95 }, 100, 'long')).toBe(0.05);
    expect(stopDistance({ price: 95 }, 100, 'short')).toBeNaN();
    expect(stopDistance({ distance: 3 }, 100, 'short')).toBe(0.03);
    expect(nearestStop([0.05, Number.NaN, null, 0.02])).toBe(0.02);
    expect(nearestStop([null, Number.NaN])).toBeNull();
  });
});
