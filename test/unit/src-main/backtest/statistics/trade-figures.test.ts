import { describe, expect, it } from 'vitest';
import { excursionOf } from '../../../../../src-main/backtest/statistics/excursions.ts';
import { holdingTimeOf } from '../../../../../src-main/backtest/statistics/holding-time.ts';
import { profitGroups } from '../../../../../src-main/backtest/statistics/profit-groups.ts';
import { streaksOf } from '../../../../../src-main/backtest/statistics/streaks.ts';
import { extremeTrades, tradeReturn } from '../../../../../src-main/backtest/statistics/trade-return.ts';
import { breakEvenFeeBps, tradedValueOf, turnoverOf } from '../../../../../src-main/backtest/statistics/turnover.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import { moneyFromText, moneyToText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import { candleOf, tradeOf } from './made-trades.ts';

const MINUTE = 60_000;

describe('streaks', () => {
  it('by hand; a trade of exactly 0 ends both', () => {
    const trades = ['1', '2', '-1', '3', '0', '4', '-1', '-1', '-1'].map((profit) => tradeOf(profit));
    expect(streaksOf(trades)).toEqual({
      longestWinning: 2,
      longestLosing: 3,
      averageWinning: 4 / 3,
      averageLosing: 2,
    });
  });
  it('null without one', () => {
    const none = { longestWinning: null, longestLosing: null, averageWinning: null, averageLosing: null };
    expect(streaksOf([])).toEqual(none);
    expect(streaksOf([tradeOf('0')])).toEqual(none);
    expect(streaksOf([tradeOf('1')])).toEqual({ ...none, longestWinning: 1, averageWinning: 1 });
  });
});

describe('best and worst trade', () => {
  it('by money, the earlier of equals, with the return on what the entry cost', () => {
    const trades = ['1', '5', '-2', '5', '-2'].map((profit) => tradeOf(profit));
    expect(extremeTrades(trades)).toEqual({
      best: { number: 2, profit: '5', return: 0.05 },
      worst: { number: 3, profit: '-2', return: -0.02 },
    });
    expect(extremeTrades([])).toEqual({ best: null, worst: null });
  });
  it('the return counts the quantity', () => {
    expect(tradeReturn(tradeOf('3', { quantity: quantityFromText('0.5') }))).toBeCloseTo(0.06, 12);
  });
});

describe('holding time', () => {
  it('of all, of winners and of losers', () => {
    const held = (profit: string, minutes: number) =>
      tradeOf(profit, { entryTimeMs: MINUTE, exitTimeMs: (1 + minutes) * MINUTE });
    expect(holdingTimeOf([held('1', 10), held('-1', 2), held('2', 20), held('0', 0)])).toEqual({
      averageMs: 8 * MINUTE,
      averageWinningMs: 15 * MINUTE,
      averageLosingMs: 2 * MINUTE,
    });
    expect(holdingTimeOf([])).toEqual({ averageMs: null, averageWinningMs: null, averageLosingMs: null });
  });
});

describe('turnover and break-even fee', () => {
  const trades = [tradeOf('10', { fee: moneyFromText('1'), profit: moneyFromText('9') }), tradeOf('-5')];

  it('entry and exit notional of each trade: 100 + 110 + 100 + 95', () => {
    expect(moneyToText(tradedValueOf(trades))).toBe('405');
    expect(turnoverOf(trades, Float64Array.from([100, 300]))).toBeCloseTo(405 / 200, 12);
    expect(turnoverOf([], Float64Array.from([100]))).toBe(0);
    expect(turnoverOf(trades, Float64Array.from([0]))).toBeNull();
  });

  it('charging the break-even fee on every fill leaves a profit of nothing', () => {
    const bps = breakEvenFeeBps(trades) ?? Number.NaN;
    expect(10 - (210 * bps) / 10_000 + (-5 - (195 * bps) / 10_000)).toBeCloseTo(0, 12);
    expect(bps).toBeCloseTo((5 / 405) * 10_000, 9);
  });

  it('is negative for a loss before fees and null without trades', () => {
    expect(breakEvenFeeBps([tradeOf('-5')])).toBeCloseTo((-5 / 195) * 10_000, 9);
    expect(breakEvenFeeBps([])).toBeNull();
  });
});

describe('profit by kind', () => {
  it('adds up money exactly and leaves out kinds without a trade', () => {
    const trades = [
      tradeOf('0.1', { fee: moneyFromText('0.01') }),
      tradeOf('0.2', { side: 'short', exitReason: 'stop' }),
      tradeOf('0.2', { fee: moneyFromText('0.02') }),
      tradeOf('-1', { exitReason: 'stop' }),
    ];
    expect(profitGroups(trades, ({ side }) => side)).toEqual({
      long: { trades: 3, winRate: 2 / 3, profit: '-0.7', fees: '0.03' },
      short: { trades: 1, winRate: 1, profit: '0.2', fees: '0' },
    });
    expect(profitGroups(trades, ({ exitReason }) => exitReason)).toEqual({
      signal: { trades: 2, winRate: 1, profit: '0.3', fees: '0.03' },
      stop: { trades: 2, winRate: 0.5, profit: '-0.8', fees: '0' },
    });
    expect(profitGroups([], ({ side }) => side)).toEqual({});
  });
});

describe('excursions', () => {
  const candles = candleColumnsOf([
    candleOf(0, [100, 300, 20, 100]),
    candleOf(1, [100, 104, 98, 103]),
    candleOf(2, [103, 110, 96, 105]),
    candleOf(4, [90, 200, 50, 95]),
  ]);
  const trade = tradeOf('-5', {
    entryTimeMs: MINUTE,
    exitTimeMs: 4 * MINUTE,
    exitPrice: priceFromText('95'),
    exitReason: 'stop',
  });

  it('the entry’s candle whole, of the exit’s only the open and the exit’s price', () => {
    expect(excursionOf(trade, candles)).toEqual({ adverse: 0.1, favourable: 0.1 });
  });

  it('a short sees the same prices the other way round', () => {
    const { adverse, favourable } = excursionOf({ ...trade, exitTimeMs: 2 * MINUTE, side: 'short' }, candles);
    expect([adverse, favourable]).toEqual([0.04, 0.05]);
  });

  it('the last candle counts whole when the tape ended there', () => {
    expect(excursionOf({ ...trade, exitReason: 'end' }, candles)).toEqual({ adverse: 0.5, favourable: 1 });
  });

  it('a trade inside one candle counts its own prices alone', () => {
    expect(excursionOf({ ...trade, exitTimeMs: MINUTE }, candles)).toEqual({ adverse: 0.05, favourable: 0 });
  });

  it('times inside a candle belong to it', () => {
    const inside = { ...trade, entryTimeMs: MINUTE + 5, exitTimeMs: 4 * MINUTE + 30 };
    expect(excursionOf(inside, candles)).toEqual({ adverse: 0.1, favourable: 0.1 });
  });
});
