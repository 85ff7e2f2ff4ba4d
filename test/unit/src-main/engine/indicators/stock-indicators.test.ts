import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { alignCandles } from '../../../../../src-main/engine/indicators/pairs/pair-indicator.ts';
import { findPairIndicator } from '../../../../../src-main/engine/indicators/pairs/pair-registry.ts';
import { expectSame, outputsOf, referenceFolderIsAbsent, stockIndicators, stockQuotes } from './reference-values.ts';

const STOCK = { definition: 'stock-indicators' };

type Case = { file: string; name: string; params: object; outputs: Record<string, string>; scale?: number };

const CASES: readonly Case[] = [
  { file: 'adl', name: 'adl', params: {}, outputs: { adl: 'adl' }, scale: 1e8 },
  { file: 'alma', name: 'alma', params: { period: 9 }, outputs: { alma: 'alma' } },
  {
    file: 'aroon',
    name: 'aroon',
    params: { period: 25 },
    outputs: { up: 'aroonUp', down: 'aroonDown', oscillator: 'oscillator' },
  },
  { file: 'chop', name: 'choppiness', params: STOCK, outputs: { choppiness: 'chop' } },
  { file: 'cmf', name: 'cmf', params: {}, outputs: { cmf: 'cmf' }, scale: 0.01 },
  { file: 'cmo', name: 'cmo', params: { period: 14 }, outputs: { cmo: 'cmo' }, scale: 1 },
  { file: 'dema', name: 'dema', params: { period: 14, ...STOCK }, outputs: { dema: 'dema' } },
  {
    file: 'donchian',
    name: 'donchian',
    params: STOCK,
    outputs: { middle: 'centerline', upper: 'upperBand', lower: 'lowerBand' },
  },
  { file: 'epma', name: 'linear-regression', params: { period: 10 }, outputs: { linearRegression: 'epma' } },
  { file: 'slope', name: 'linear-regression', params: { period: 14 }, outputs: { slope: 'slope' }, scale: 0.01 },
  {
    file: 'heikinashi',
    name: 'heikin-ashi',
    params: {},
    outputs: { open: 'open', high: 'high', low: 'low', close: 'close' },
  },
  { file: 'hma', name: 'hma', params: { period: 14 }, outputs: { hma: 'hma' } },
  {
    file: 'ichimoku',
    name: 'ichimoku',
    params: STOCK,
    outputs: { conversion: 'tenkanSen', base: 'kijunSen', spanA: 'senkouSpanA', spanB: 'senkouSpanB' },
  },
  { file: 'kama', name: 'kama', params: {}, outputs: { kama: 'kama' } },
  { file: 'obv', name: 'obv', params: STOCK, outputs: { obv: 'obv' }, scale: 1 },
  {
    file: 'pivot-points',
    name: 'pivot-points',
    params: { timeframe: 'month' },
    outputs: { pivot: 'pp', r1: 'r1', s1: 's1', r2: 'r2', s2: 's2', r3: 'r3', s3: 's3' },
  },
  {
    file: 'pvo',
    name: 'ppo',
    params: { source: 'volume' },
    outputs: { ppo: 'pvo', signal: 'signal', histogram: 'histogram' },
    scale: 0.1,
  },
  { file: 'roc', name: 'roc', params: { period: 14 }, outputs: { roc: 'roc' }, scale: 0.01 },
  { file: 'roc', name: 'momentum', params: { period: 14 }, outputs: { momentum: 'momentum' }, scale: 0.01 },
  { file: 'smma', name: 'smma', params: { period: 20 }, outputs: { smma: 'smma' } },
  { file: 'stdev', name: 'standard-deviation', params: { period: 14 }, outputs: { standardDeviation: 'stdDev' } },
  { file: 'stoch', name: 'stochastic', params: { smoothing: 3 }, outputs: { k: 'oscillator', d: 'signal' }, scale: 1 },
  { file: 'tema', name: 'tema', params: STOCK, outputs: { tema: 'tema' } },
  { file: 'tr', name: 'true-range', params: STOCK, outputs: { trueRange: 'tr' } },
  { file: 'tsi', name: 'tsi', params: { signal: 7 }, outputs: { tsi: 'tsi', signal: 'signal' }, scale: 1 },
  { file: 'vwap', name: 'vwap', params: { anchor: 'start' }, outputs: { vwap: 'vwap' } },
  { file: 'willr', name: 'williams-r', params: {}, outputs: { williamsR: 'williamsR' }, scale: 1 },
  { file: 'wma', name: 'wma', params: { period: 14 }, outputs: { wma: 'wma' } },
];

describe.skipIf(referenceFolderIsAbsent)('Stock.Indicators', () => {
  it.each(CASES)('$file as $name $params', ({ file, name, params, outputs, scale = 0 }) => {
    const reference = stockIndicators(file);
    const actual = outputsOf(name, reference.candles, params);
    for (const [output, column] of Object.entries(outputs)) {
      expectSame(actual[output], reference.column(column), { scale });
    }
  });

  it('psar from its first turn on, which it hides', () => {
    const reference = stockIndicators('psar');
    const { parabolicSar, direction = new Float64Array(0) } = outputsOf('parabolic-sar', reference.candles, STOCK);
    const expected = reference.column('sar');
    const from = expected.findIndex((value) => !Number.isNaN(value));
    expectSame(parabolicSar, expected, { from });
    const reversals = reference.column('isReversal');
    for (let i = from; i < expected.length; i++) expect(direction[i] !== direction[i - 1]).toBe(reversals[i] === 1);
  });

  it('the turning points of zigzag-close, each on the candle that confirms it', () => {
    const reference = stockIndicators('zigzag-close');
    const { zigzag = new Float64Array(0), barsAgo, direction } = outputsOf('zigzag', reference.candles);
    const found = [...zigzag.keys()].filter((i) => !Number.isNaN(zigzag[i]));
    const at = found.map((i) => ({ index: i - (barsAgo?.[i] as number), price: zigzag[i], type: direction?.[i] }));
    const expected = reference.points.map(({ index, type }) => ({
      index,
      price: reference.candles.close[index],
      type: type === 'H' ? 1 : -1,
    }));
    expect(expected.length).toBeGreaterThan(3);
    expect(at).toEqual(expected);
  });

  it('correlation and beta of two symbols', () => {
    const candles = stockIndicators('sma').candles;
    const other = stockQuotes('compare.csv');
    const correlation = unwrap(findPairIndicator('correlation'));
    const [corr] = correlation.series(candles, alignCandles(candles.openTimeMs, other), correlation.params.parse({}));
    expectSame(corr, stockIndicators('corr').column('correlation'), { scale: 0.01 });
    const beta = unwrap(findPairIndicator('beta'));
    const [values] = beta.series(other, alignCandles(other.openTimeMs, candles), beta.params.parse({}));
    expectSame(values, stockIndicators('beta').column('beta'), { scale: 0.01 });
  });
});
