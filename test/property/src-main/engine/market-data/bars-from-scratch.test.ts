import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Aggregator } from '../../../../../src-main/engine/market-data/aggregator.ts';
import { CandleBuilder } from '../../../../../src-main/engine/market-data/candle-builder.ts';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../../src-main/model/candle-aggregation.ts';
import type { Interval } from '../../../../../src-main/model/time.ts';
import { barOpenMs, INTERVALS } from '../../../../../src-main/model/time.ts';

type Trade = { readonly price: number; readonly quantity: number; readonly timeMs: number };

const START_MS = Date.UTC(2024, 1, 27, 23, 41);

/** A seeded tape with bursts, quiet spells and gaps; prices and quantities are clean decimals. */
function tape(seed: string, count: number): Trade[] {
  const random = createSeededRandom(seed);
  let timeMs = START_MS;
  let priceTicks = 100_000;
  return Array.from({ length: count }, () => {
    const gap = random.next();
    timeMs += gap < 0.3 ? 0 : gap < 0.97 ? Math.floor(random.next() * 40_000) : Math.floor(random.next() * 20_000_000);
    priceTicks += Math.floor(random.next() * 21) - 10;
    return { price: priceTicks / 100, quantity: (1 + Math.floor(random.next() * 1e6)) / 1e5, timeMs };
  });
}

/** The definition, spelled out: group by bar, first, maximum, minimum, last, exact sum. */
function fromScratch(trades: readonly Trade[], interval: Interval): Candle[] {
  const groups = new Map<number, Trade[]>();
  for (const trade of trades) {
    const openMs = barOpenMs(interval, trade.timeMs);
    groups.set(openMs, [...(groups.get(openMs) ?? []), trade]);
  }
  return [...groups].map(([openTimeMs, group]) => {
    const prices = group.map((trade) => trade.price);
    return {
      openTimeMs,
      open: prices[0] as number,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices.at(-1) as number,
      volume: Number(group.reduce((sum, trade) => sum + BigInt(Math.round(trade.quantity * 1e5)), 0n)) / 1e5,
    };
  });
}

/** Feeds the tape with the clock ticking at random moments between the trades. */
function incremental(trades: readonly Trade[], interval: Interval, seed: string): Candle[] {
  const random = createSeededRandom(`clock ${seed}`);
  const closed: Candle[] = [];
  const builder = new CandleBuilder(interval, (candle) => closed.push(candle));
  for (const trade of trades) {
    if (random.next() < 0.3) builder.closeUpTo(trade.timeMs - Math.floor(random.next() * 1_000));
    builder.addTrade(trade.price, trade.quantity, trade.timeMs);
  }
  builder.closeUpTo(Number.MAX_SAFE_INTEGER);
  expect(builder.lateTrades).toBe(0);
  return closed;
}

describe('bars, incremental against from scratch', () => {
  it('candle builder equals grouping the whole tape, for every interval', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.constantFrom(...INTERVALS), (seed, interval) => {
        const trades = tape(seed, 400);
        expect(incremental(trades, interval, seed)).toEqual(fromScratch(trades, interval));
      }),
      { numRuns: 60, seed: 20_240_227 },
    );
  });

  it('aggregator equals aggregateColumns equals building from the trades', () => {
    const pairs = [
      ['1m', '3m'],
      ['1m', '1h'],
      ['3m', '15m'],
      ['5m', '1d'],
      ['1h', '1w'],
    ] as const;
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.constantFrom(...pairs), (seed, [from, to]) => {
        const trades = tape(seed, 600);
        const fine = fromScratch(trades, from);
        const closed: Candle[] = [];
        const aggregator = new Aggregator(from, to, (candle) => closed.push(candle));
        for (const candle of fine) aggregator.addCandle(candle);
        aggregator.closeUpTo(Number.MAX_SAFE_INTEGER);
        expect(closed).toEqual(fromScratch(trades, to));
        expect(aggregateColumns(candleColumnsOf(fine), from, to)).toEqual(candleColumnsOf(closed));
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('going through a middle interval changes nothing, to the bit', () => {
    const minutes = candleColumnsOf(fromScratch(tape('middle', 20_000), '1m'));
    const hours = aggregateColumns(aggregateColumns(minutes, '1m', '15m'), '15m', '1h');
    expect(hours).toEqual(aggregateColumns(minutes, '1m', '1h'));
  });
});
