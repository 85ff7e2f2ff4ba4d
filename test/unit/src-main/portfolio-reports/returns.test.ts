import { describe, expect, it } from 'vitest';
import type { Fill } from '../../../../src-main/model/fill.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import { correlationMatrix, LEAST_DAYS } from '../../../../src-main/portfolio-reports/returns/correlation.ts';
import {
  dailyReturnsOfBots,
  dailyReturnsOfSymbols,
} from '../../../../src-main/portfolio-reports/returns/daily-returns.ts';
import { performanceOf } from '../../../../src-main/portfolio-reports/returns/time-weighted.ts';
import { accountFills } from '../../../fakes/account-fills.ts';

describe('performance net of transfers', () => {
  it('a deposit is no profit, a withdrawal no loss: 10 % and then 20 % are 32 %', () => {
    const timeMs = [0, 10, 20, 30];
    // 100 → 110, then 890 come in: 1000 → 1200, then 1100 go out.
    const equity = [100, 110, 1000, 1200];
    const performance = performanceOf({ timeMs, equity }, [
      { timeMs: 15, amount: 890 },
      { timeMs: 31, amount: -1100 },
    ]);
    expect([...performance.index].map((value) => value.toFixed(10))).toEqual(
      [1, 1.1, 1.1, 1.32].map((value) => value.toFixed(10)),
    );
    expect(performance.timeWeightedReturn).toBeCloseTo(0.32, 12);
    expect([performance.profit, performance.paidIn, performance.paidOut]).toEqual([210, 890, 0]);
  });

  it('without flows it is the plain return; flows before the first sample are in it already', () => {
    const { timeWeightedReturn, profit } = performanceOf({ timeMs: [5, 6], equity: [200, 150] }, [
      { timeMs: 1, amount: 9 },
    ]);
    expect([timeWeightedReturn, profit]).toEqual([-0.25, -50]);
    expect(performanceOf({ timeMs: [], equity: [] }, []).timeWeightedReturn).toBeNaN();
  });
});

describe('correlation', () => {
  const series = (name: string, values: readonly number[]) => ({
    name,
    byDay: new Map(values.map((value, index) => [index * DAY_MS, value])),
  });
  const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  it('is 1 with itself, −1 with its mirror, and what a spreadsheet says otherwise', () => {
    // CORREL({1..10},{2,1,4,3,6,5,8,7,10,9}) = 0.939393939…
    const { values, days, names } = correlationMatrix([
      series('x', x),
      series(
        'mirror',
        x.map((value) => -3 * value),
      ),
      series('pairs', [2, 1, 4, 3, 6, 5, 8, 7, 10, 9]),
    ]);
    expect(names).toEqual(['x', 'mirror', 'pairs']);
    expect(values[0]?.[0]).toBe(1);
    expect(values[0]?.[1]).toBeCloseTo(-1, 12);
    expect(values[0]?.[2]).toBeCloseTo(0.9393939393939394, 12);
    expect(values[2]?.[0]).toBe(values[0]?.[2]);
    expect(days[0]?.[2]).toBe(10);
  });

  it('says nothing of too few common days, nor of what never moves', () => {
    const { values, days } = correlationMatrix([
      series('x', x),
      series('short', x.slice(0, LEAST_DAYS - 1)),
      series(
        'still',
        x.map(() => 0),
      ),
    ]);
    expect(values[0]?.slice(1)).toEqual([null, null]);
    expect(values[2]?.[2]).toBeNull();
    expect(days[0]?.[1]).toBe(LEAST_DAYS - 1);
  });
});

describe('returns by day', () => {
  const fill = (day: number, side: Fill['side'], price: string): Fill => ({
    ...(accountFills('day', { count: 1 })[0] as Fill),
    ...{ fillId: `d-${day}-${side}`, botId: 'a', instrumentId: 'test:BTC-USDT', side, purpose: 'signal' },
    ...{ price: priceFromText(price), quantity: quantityFromText('1'), fee: moneyFromText('1') },
    timeMs: day * DAY_MS + 1000,
  });
  const closes = new Map([['test:BTC-USDT', new Map([100, 110, 99, 120].map((close, day) => [day * DAY_MS, close]))]]);

  it('a bot’s day is the change of what it has, ÷ the capital of that morning', () => {
    const [bot] = dailyReturnsOfBots([fill(0, 'buy', '98'), fill(2, 'sell', '105')], closes, {
      startingCapital: 1000,
      lastDayMs: 3 * DAY_MS,
    });
    // Day 0: −98 − 1 + 100 = 1; day 1: +10; day 2: −110 + 105 − 1 = −6; day 3: nothing.
    expect([...(bot?.byDay ?? [])]).toEqual([
      [0, 1 / 1000],
      [DAY_MS, 10 / 1001],
      [2 * DAY_MS, -6 / 1011],
      [3 * DAY_MS, 0],
    ]);
  });

  it('a symbol’s day is the change of its last price; after a hole there is none', () => {
    const holed = new Map([
      [
        'test:BTC-USDT',
        new Map([
          [0, 100],
          [DAY_MS, 110],
          [3 * DAY_MS, 99],
        ]),
      ],
    ]);
    const [symbol] = dailyReturnsOfSymbols(holed);
    expect(symbol?.name).toBe('BTC-USDT');
    expect([...(symbol?.byDay ?? [])].map(([day, value]) => [day, value.toFixed(12)])).toEqual([
      [DAY_MS, '0.100000000000'],
    ]);
  });
});
