import { describe, expect, it } from 'vitest';
import { clustersOf } from '../../../../../../src-main/engine/risk/correlation/clusters-of.ts';
import { correlationOf } from '../../../../../../src-main/engine/risk/correlation/correlation-of.ts';
import { MarketCorrelation } from '../../../../../../src-main/engine/risk/correlation/market-correlation.ts';
import {
  RETURN_STEP_MS,
  RETURN_WINDOW,
  ReturnSeries,
} from '../../../../../../src-main/engine/risk/correlation/return-series.ts';

const START_STEP = 1_000_000;

/** One candle a step, and one more so that the last step is over. */
function seriesOf(closes: readonly number[]): ReturnSeries {
  const series = new ReturnSeries();
  for (const [index, close] of closes.entries()) series.add((START_STEP + index) * RETURN_STEP_MS, close);
  series.add((START_STEP + closes.length) * RETURN_STEP_MS, 1);
  return series;
}

/** Pearson's coefficient as the textbook writes it. */
function textbook(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (of: (index: number) => number): number => x.reduce((total, _, index) => total + of(index), 0);
  const dx = (index: number): number => (x[index] as number) - mx;
  const dy = (index: number): number => (y[index] as number) - my;
  return sum((i) => dx(i) * dy(i)) / Math.sqrt(sum((i) => dx(i) ** 2) * sum((i) => dy(i) ** 2));
}

const returnsOf = (closes: readonly number[]): number[] =>
  closes.slice(1).map((close, index) => Math.log(close / (closes[index] as number)));

const wave = (phase: number, count = 60): number[] =>
  Array.from({ length: count }, (_, index) => 100 + 10 * Math.sin(index / 3 + phase) + Math.cos(index * (phase + 1)));

describe('returns of a market (SPEC 16.12)', () => {
  it('are those of closed steps alone', () => {
    const series = new ReturnSeries();
    expect(series.add(START_STEP * RETURN_STEP_MS, 100)).toBe(false);
    expect(series.add(START_STEP * RETURN_STEP_MS + 60_000, 110)).toBe(false);
    expect(series.add((START_STEP + 1) * RETURN_STEP_MS, 121)).toBe(true);
    expect(series.latestStep).toBe(START_STEP);
    expect(series.at(START_STEP)).toBeNaN(); // nothing came before it
    expect(series.add((START_STEP + 2) * RETURN_STEP_MS, 1)).toBe(true);
    expect(series.at(START_STEP + 1)).toBeCloseTo(Math.log(121 / 110), 15);
    expect(series.at(START_STEP + 2)).toBeNaN();
  });

  it('come from stored closes too, and are then those of one that heard it all', () => {
    const closes = wave(0, 40);
    const all = seriesOf(closes);
    const times = Float64Array.from(closes, (_, index) => (START_STEP + index) * RETURN_STEP_MS);
    const known = (series: ReturnSeries) =>
      closes.map((_, index) => series.at(START_STEP + index)).filter((value) => !Number.isNaN(value));
    for (const heard of [0, 1, 3, 20]) {
      const late = new ReturnSeries();
      for (let index = 40 - heard; index < 40; index++) late.add(times[index] as number, closes[index] as number);
      // Closed ones alone are stored: not the step that still forms.
      const stored = heard === 0 ? 40 : 39;
      expect(late.addPast(times.subarray(0, stored), Float64Array.from(closes.slice(0, stored)))).toBe(true);
      late.add((START_STEP + 40) * RETURN_STEP_MS, 1);
      expect(known(late)).toEqual(known(all));
      expect(
        late.addPast(
          times.subarray(0, 39),
          Float64Array.from(closes.slice(0, 39), (close) => close * 2),
        ),
      ).toBe(false);
      expect(known(late)).toEqual(known(all));
    }
    expect(known(all)).toHaveLength(39);
  });

  it('have holes where nothing traded, and forget what is older than the window', () => {
    const series = seriesOf(wave(0, RETURN_WINDOW + 5));
    expect(series.at(series.latestStep - RETURN_WINDOW)).toBeNaN();
    expect(series.at(series.latestStep - RETURN_WINDOW + 1)).not.toBeNaN();
    const holed = new ReturnSeries();
    for (const step of [0, 1, 4, 5, 6]) holed.add((START_STEP + step) * RETURN_STEP_MS, 100 + step);
    expect([1, 2, 3, 4, 5].map((step) => Number.isNaN(holed.at(START_STEP + step)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe("Pearson's coefficient (SPEC 16.12)", () => {
  it('is that of the textbook', () => {
    const [x, y] = [wave(0), wave(0.7)];
    const [a, b] = [seriesOf(x), seriesOf(y)];
    expect(correlationOf(a, b, a.latestStep)).toBeCloseTo(textbook(returnsOf(x), returnsOf(y)), 12);
    expect(correlationOf(a, a, a.latestStep)).toBeCloseTo(1, 12);
    const mirrored = seriesOf(x.map((close) => 1 / close));
    expect(correlationOf(a, mirrored, a.latestStep)).toBeCloseTo(-1, 12);
  });

  it('is unknown with too few common returns, and for a price that stands still', () => {
    const few = seriesOf(wave(0, 32));
    expect(correlationOf(few, few, few.latestStep)).toBeNaN();
    const enough = seriesOf(wave(0, 33));
    expect(correlationOf(enough, enough, enough.latestStep)).toBeCloseTo(1, 12);
    const still = seriesOf(Array.from({ length: 60 }, () => 5));
    expect(correlationOf(still, seriesOf(wave(0)), still.latestStep)).toBeNaN();
  });
});

describe('clusters (SPEC 16.12)', () => {
  it('are the connected components, named by their first', () => {
    const pairs = new Set(['0-3', '3-4', '1-2']);
    const belongs = (left: number, right: number): boolean => pairs.has(`${left}-${right}`);
    expect([...clustersOf(6, belongs)]).toEqual([0, 1, 1, 0, 0, 5]);
  });

  const feed = (market: MarketCorrelation, id: string, closes: readonly number[]): void =>
    [...closes, 1].forEach((close, index) => {
      const candle = { openTimeMs: (START_STEP + index) * RETURN_STEP_MS, open: 0, high: 0, low: 0, close, volume: 0 };
      market.onCandle(id, candle);
    });

  it('join what moves together and part what does not', () => {
    const market = new MarketCorrelation();
    for (const [instrumentId, baseAsset] of [
      ['a:BTC-USDT', 'BTC'],
      ['a:ETH-USDT', 'ETH'],
      ['a:XAU-USDT', 'XAU'],
      ['b:BTC-USDT', 'BTC'],
    ] as const) {
      market.add({ instrumentId, baseAsset });
    }
    feed(market, 'a:BTC-USDT', wave(0));
    feed(
      market,
      'a:ETH-USDT',
      wave(0).map((close) => close ** 2),
    );
    feed(
      market,
      'a:XAU-USDT',
      wave(0).map((close) => 1 / close),
    );
    expect(market.isSame('a:BTC-USDT', 'a:XAU-USDT')).toBe(true); // not worked out yet: nothing is known
    market.refresh();
    expect(market.isSame('a:BTC-USDT', 'a:ETH-USDT')).toBe(true);
    expect(market.isSame('a:BTC-USDT', 'a:XAU-USDT')).toBe(false);
    expect(market.isSame('a:BTC-USDT', 'b:BTC-USDT')).toBe(true);
    expect(market.isSame('a:BTC-USDT', 'nobody')).toBe(true);
    expect(market.isSame('a:XAU-USDT', 'b:BTC-USDT')).toBe(true); // nobody knows that it is not
  });

  it('what is not known counts as correlated', () => {
    const market = new MarketCorrelation();
    market.add({ instrumentId: 'x', baseAsset: 'X' });
    market.add({ instrumentId: 'y', baseAsset: 'Y' });
    market.refresh();
    expect(market.isSame('x', 'y')).toBe(true);
    expect(market.matrix.coefficients[1]).toBeNaN();
  });
});
