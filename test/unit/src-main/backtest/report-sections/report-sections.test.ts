import { describe, expect, it } from 'vitest';
import { NO_COSTS, withFill } from '../../../../../src-main/backtest/cost-tally.ts';
import { entryRegimes } from '../../../../../src-main/backtest/entry-regimes.ts';
import { RefusalCounter } from '../../../../../src-main/backtest/refusal-log.ts';
import { costsSplit } from '../../../../../src-main/backtest/report-sections/costs-split.ts';
import { excursionPoints } from '../../../../../src-main/backtest/report-sections/excursion-points.ts';
import { exposureCurve } from '../../../../../src-main/backtest/report-sections/exposure-curve.ts';
import { sectionsOf } from '../../../../../src-main/backtest/report-sections/report-sections.ts';
import { returnDistribution } from '../../../../../src-main/backtest/report-sections/return-distribution.ts';
import { tradeGroups } from '../../../../../src-main/backtest/report-sections/trade-groups.ts';
import { runBacktest } from '../../../../../src-main/backtest/run-backtest.ts';
import { statisticsOf } from '../../../../../src-main/backtest/statistics/statistics-of.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import type { Fill } from '../../../../../src-main/model/fill.ts';
import type { Money } from '../../../../../src-main/model/money.ts';
import { moneyFromText, moneyToNumber, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { WHOLE } from '../../../../fakes/engine-session.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';
import { candleOf, tradeOf } from '../statistics/made-trades.ts';

const MINUTE_MS = 60_000;
const flat = (minute: number, price = 100) => candleOf(minute, [price, price, price, price]);

describe('distribution of returns', () => {
  it('bins of a round width with an edge at 0; still days are only counted', () => {
    const { days, stillDays, bins } = returnDistribution([0, 0.01, -0.01, 0.035, 0, 0.01]);
    expect([days, stillDays]).toEqual([6, 2]);
    expect(bins.some(({ from }) => from === 0)).toBe(true);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(bins.find(({ from, to }) => from <= 0.01 && 0.01 < to)?.count).toBe(2);
    expect(bins.every((bin, index) => index === 0 || bin.from === bins[index - 1]?.to)).toBe(true);
  });

  it('nothing that moved has no bins', () => {
    expect(returnDistribution([0, 0])).toEqual({ days: 2, stillDays: 2, bins: [] });
    expect(returnDistribution([])).toEqual({ days: 0, stillDays: 0, bins: [] });
  });
});

describe('trades by name', () => {
  const trades = [
    tradeOf('10', { entryTag: 'breakout', exitTimeMs: MINUTE_MS, fee: moneyFromText('1') }),
    tradeOf('-4', { entryTag: 'breakout', exitTimeMs: 3 * MINUTE_MS, fee: moneyFromText('1') }),
    tradeOf('20', { exitTimeMs: 2 * MINUTE_MS }),
  ];

  it('the most profitable first, each with what it came to', () => {
    expect(tradeGroups(trades, ({ entryTag }) => entryTag)).toEqual([
      {
        name: '',
        trades: 1,
        winRate: 1,
        profit: '20',
        fees: '0',
        profitFactor: null,
        averageReturn: 0.2,
        averageHoldingMs: 2 * MINUTE_MS,
      },
      {
        name: 'breakout',
        trades: 2,
        winRate: 0.5,
        profit: '6',
        fees: '2',
        profitFactor: 2.5,
        averageReturn: expect.closeTo(0.03, 12),
        averageHoldingMs: 2 * MINUTE_MS,
      },
    ]);
  });

  it('names that are names of objects too are names like any other', () => {
    const named = ['__proto__', 'constructor', '__proto__'].map((exitTag) => tradeOf('1', { exitTag }));
    expect(tradeGroups(named, ({ exitTag }) => exitTag).map(({ name, trades: count }) => [name, count])).toEqual([
      ['__proto__', 2],
      ['constructor', 1],
    ]);
    expect(tradeGroups([], ({ exitTag }) => exitTag)).toEqual([]);
  });
});

describe('exposure', () => {
  const candles = candleColumnsOf([flat(0), flat(1), flat(2), flat(3, 50), flat(4)]);
  const equity = Float64Array.from([1000, 1000, 1000, 1000, 1000]);
  const columns = ({ long, short }: { long: Float64Array; short: Float64Array }) => [[...long], [...short]];

  it('is held ÷ equity at each close, from the entry’s candle to the one before the exit’s', () => {
    const trade = tradeOf('0', {
      quantity: quantityFromText('5'),
      entryTimeMs: MINUTE_MS,
      exitTimeMs: 4 * MINUTE_MS,
    });
    const curve = exposureCurve([trade], candles, equity, 10);
    expect([...curve.timeMs]).toEqual([0, 1, 2, 3, 4].map((minute) => minute * MINUTE_MS));
    expect(columns(curve)).toEqual([
      [0, 0.5, 0.5, 0.25, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  it('short positions are below zero, beside long ones', () => {
    const long = tradeOf('0', { entryTimeMs: 0, exitTimeMs: 2 * MINUTE_MS });
    const short = tradeOf('0', { side: 'short', entryTimeMs: MINUTE_MS, exitTimeMs: 3 * MINUTE_MS });
    expect(columns(exposureCurve([long, short], candles, equity, 10))).toEqual([
      [0.1, 0.1, 0, 0, 0],
      [0, -0.1, -0.1, 0, 0],
    ]);
  });

  it('many candles are averaged to few points', () => {
    const trade = tradeOf('0', { entryTimeMs: 0, exitTimeMs: MINUTE_MS, quantity: quantityFromText('10') });
    const curve = exposureCurve([trade], candles, equity, 2);
    expect([...curve.timeMs]).toEqual([0, 2 * MINUTE_MS]);
    expect(columns(curve)).toEqual([
      [0.5, 0],
      [0, 0],
    ]);
  });

  it('an entry filled within a candle counts from that candle', () => {
    const trade = tradeOf('0', { entryTimeMs: MINUTE_MS + 10_000, exitTimeMs: 2 * MINUTE_MS + 5000 });
    expect([...exposureCurve([trade], candles, equity, 10).long]).toEqual([0, 0.1, 0, 0, 0]);
  });

  it('many lots that were all sold leave exactly nothing', () => {
    const lots = ['0.1', '0.2', '0.3', '0.7'].map((quantity) =>
      tradeOf('0', { quantity: quantityFromText(quantity), entryTimeMs: 0, exitTimeMs: 2 * MINUTE_MS }),
    );
    expect([...exposureCurve(lots, candles, equity, 10).long].slice(2)).toEqual([0, 0, 0]);
  });
});

describe('excursions as points', () => {
  const excursions = Array.from({ length: 100 }, (_, index) => ({
    adverse: index / 100,
    favourable: ((index * 37) % 100) / 100,
  }));
  const trades = excursions.map((_, index) => tradeOf(String(index - 50)));

  it('all of a few, in the trades’ order', () => {
    const points = excursionPoints(trades.slice(0, 3), excursions.slice(0, 3), 10);
    expect([...points.number]).toEqual([1, 2, 3]);
    expect([...points.adverse]).toEqual([0, 0.01, 0.02]);
    expect([...points.tradeReturn]).toEqual([-0.5, -0.49, -0.48]);
  });

  it('of many at most as many as asked for, the ends of both kept', () => {
    const { number, adverse, favourable } = excursionPoints(trades, excursions, 20);
    expect(number.length).toBeLessThanOrEqual(20);
    expect(number.length).toBeGreaterThan(10);
    expect([Math.min(...adverse), Math.max(...adverse)]).toEqual([0, 0.99]);
    expect([Math.min(...favourable), Math.max(...favourable)]).toEqual([0, 0.99]);
    expect([...number]).toEqual([...number].sort((a, b) => a - b));
  });
});

describe('costs', () => {
  const fill = (changes: Partial<Fill>): Fill => ({
    fillId: 'f',
    clientOrderId: 'c',
    accountId: 'paper',
    botId: 'b',
    instrumentId: 'i',
    side: 'buy',
    price: priceFromText('100'),
    quantity: quantityFromText('1'),
    fee: moneyFromText('0.1'),
    purpose: 'entry',
    tag: '',
    liquidity: 'taker',
    timeMs: 0,
    costs: { spread: moneyFromText('0.05'), slippage: moneyFromText('0.02') },
    ...changes,
  });

  it('each kind by itself, as money, of the gross profit and of what was traded', () => {
    const fills = [
      fill({}),
      fill({ liquidity: 'maker', fee: moneyFromText('-0.02') }),
      fill({ purpose: 'funding', quantity: quantityFromText('0'), fee: moneyFromText('0.3') }),
    ];
    const split = costsSplit(fills.reduce(withFill, NO_COSTS), moneyFromText('1.48'), moneyFromText('200'));
    expect(split).toMatchObject({ grossProfit: '2', netProfit: '1.48', tradedValue: '200', fills: 2, makerFills: 1 });
    expect(split.parts.map(({ kind, amount, ofGross, bpsOfTraded }) => [kind, amount, ofGross, bpsOfTraded])).toEqual([
      ['takerFees', '0.1', 0.05, 5],
      ['makerFees', '-0.02', -0.01, -1],
      ['spread', '0.1', 0.05, 5],
      ['slippage', '0.04', 0.02, 2],
      ['funding', '0.3', 0.15, 15],
    ]);
  });

  it('one fill that does not tell makes the whole unknown, never 0', () => {
    const { costs: _costs, ...silent } = fill({});
    const split = costsSplit([fill({}), silent].reduce(withFill, NO_COSTS), moneyFromText('1'), moneyFromText('200'));
    expect(split.parts.find(({ kind }) => kind === 'spread')).toEqual({
      kind: 'spread',
      amount: null,
      ofGross: null,
      bpsOfTraded: null,
    });
    expect(split.grossProfit).toBe('1.2');
  });

  it('without trades and without a gross profit there are no shares', () => {
    const split = costsSplit(NO_COSTS, 0n as Money, 0n as Money);
    expect(split.parts.map(({ ofGross, bpsOfTraded }) => [ofGross, bpsOfTraded])).toEqual(
      Array.from({ length: 5 }, () => [null, null]),
    );
  });
});

describe('refusals', () => {
  it('all are counted, the frequent rule first, 300 are kept', () => {
    const counter = new RefusalCounter();
    for (let index = 0; index < 500; index++) {
      counter.take({ rule: index % 5 === 0 ? 'rare' : 'often', limit: '1', actual: '2', timeMs: index });
    }
    const { total, rules, first } = counter.result();
    expect([total, rules, first.length]).toEqual([
      500,
      [
        { rule: 'often', count: 400 },
        { rule: 'rare', count: 100 },
      ],
      300,
    ]);
    expect([first[0]?.timeMs, first.at(-1)?.timeMs]).toEqual([0, 299]);
  });
});

describe('a real run', () => {
  const request = requestOf(seededTape('sections', { bars: 20_000 }), {
    params: { fast: 5, slow: 20, direction: 'both' },
    accountRisk: { maxPositionFraction: 0.5, maxDailyLossFraction: null, dayRollOffsetMs: 0 },
    risk: { ...WHOLE, sizeFraction: 0.4, stopLossFraction: 0.01 },
  });
  const run = unwrap(runBacktest(request));
  const sections = sectionsOf(run, { ...statisticsOf(run), entryRegimes: entryRegimes(run) });

  it('groups are the run’s own trades, each once', () => {
    for (const groups of Object.values(sections.groups)) {
      expect(groups.reduce((sum, { trades }) => sum + trades, 0)).toBe(run.trades.length);
      const profit = groups.reduce((sum, group) => sum + Number(group.profit), 0);
      expect(profit).toBeCloseTo(moneyToNumber(run.finalEquity) - 10_000, 6);
    }
    expect(sections.groups.symbol.map(({ name }) => name)).toEqual(['BTC-USDT']);
  });

  it('gross less costs is net, and both kinds of fee are the fees', () => {
    const { grossProfit, netProfit, parts } = sections.costs;
    const told = parts.reduce((sum, { amount }) => sum + Number(amount ?? 0), 0);
    expect(Number(grossProfit) - told).toBeCloseTo(Number(netProfit), 8);
    expect(Number(parts[0]?.amount) + Number(parts[1]?.amount)).toBeCloseTo(moneyToNumber(run.fees), 8);
    expect(Number(parts.find(({ kind }) => kind === 'slippage')?.amount)).toBeGreaterThan(0);
  });

  it('exposure never passes what an entry takes by more than what prices moved since', () => {
    const { long, short } = sections.exposure;
    expect(Math.max(...long)).toBeGreaterThan(0);
    expect(Math.max(...long)).toBeLessThan(0.45);
    expect(Math.min(...short)).toBeGreaterThan(-0.45);
    expect(Math.min(...short)).toBeLessThan(0);
  });
});
