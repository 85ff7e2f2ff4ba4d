import { describe, expect, it } from 'vitest';
import { expectSame, outputsOf, referenceFolderIsAbsent, tradingView } from './reference-values.ts';

/** Parameters in the order of TradingView's, outputs by the reference's columns. */
describe.skipIf(referenceFolderIsAbsent)('TradingView, the moving averages', () => {
  const cases: readonly [string, object, string][] = [
    ['rma', { period: 5, source: 'hlcc4' }, 'ta.rma(hlcc4, 5)'],
    ['smma', { period: 15, source: 'high' }, 'ta.rma(high, 15)'],
    ['alma', { period: 5 }, 'ta.alma(close, 5, 0.85, 6)'],
    ['alma', { period: 10, offset: 0.55, sigma: 12 }, 'ta.alma(close, 10, 0.55, 12)'],
    ['wma', { period: 5 }, 'ta.wma(close, 5)'],
    ['wma', { period: 20 }, 'ta.wma(close, 20)'],
    ['hma', { period: 9 }, 'ta.hma(close, 9)'],
    ['hma', { period: 20 }, 'ta.hma(close, 20)'],
    ['vwma', { period: 20 }, 'ta.vwma(close, 20)'],
  ];
  it.each(cases)('%s %o', (name, params, column) => {
    const reference = tradingView('ma.csv');
    expectSame(outputsOf(name, reference.candles, params)[name], reference.column(column));
  });
});

describe.skipIf(referenceFolderIsAbsent)('TradingView, the others', () => {
  it('ta.mfi, and the stochastic before smoothing', () => {
    const { candles, column } = tradingView('mfi+rsi+stoch.csv');
    expectSame(outputsOf('mfi', candles, { source: 'close' }).mfi, column('ta.mfi(close, 14)'));
    expectSame(outputsOf('stochastic', candles, { period: 20 }).k, column('ta.stoch(close, high, low, 20)'), {
      scale: 1,
    });
  });

  it('ta.cci and ta.cmo', () => {
    const { candles, column } = tradingView('cci+cmo+cog.csv');
    expectSame(outputsOf('cmo', candles, { period: 20 }).cmo, column('ta.cmo(close, 20)'), { scale: 1 });
    expectSame(outputsOf('cci', candles, { period: 20, source: 'close' }).cci, column('ta.cci(close, 20)'), {
      scale: 1,
    });
  });

  it('ta.obv and ta.accdist', () => {
    const obv = tradingView('iii+nvi+obv.csv');
    expectSame(outputsOf('obv', obv.candles).obv, obv.column('ta.obv'));
    const adl = tradingView('accdist+pvi+pvt+wad+wvad.csv');
    expectSame(outputsOf('adl', adl.candles).adl, adl.column('ta.accdist'), { scale: 100 });
  });

  it('ta.dmi', () => {
    const { candles, column } = tradingView('dmi.csv');
    const { adx, plusDi, minusDi } = outputsOf('adx', candles, { period: 17 });
    expectSame(plusDi, column('ta.dmi(17, 14).dip'));
    expectSame(minusDi, column('ta.dmi(17, 14).dim'));
    expectSame(adx, column('ta.dmi(17, 14).adx'));
  });

  it('ta.kc', () => {
    const { candles, column } = tradingView('kc.csv');
    const { middle, upper, lower } = outputsOf('keltner', candles);
    expectSame(middle, column('ta.kc(close, 20, 2).base'));
    expectSame(upper, column('ta.kc(close, 20, 2).upper'));
    expectSame(lower, column('ta.kc(close, 20, 2).lower'));
  });

  it('ta.tr(true)', () => {
    const { candles, column } = tradingView('tr.csv');
    expectSame(outputsOf('true-range', candles).trueRange, column('ta.tr(true)'));
  });

  it('ta.highest and ta.lowest as a Donchian channel', () => {
    const { candles, column } = tradingView('highest+lowest.csv');
    const { upper, lower } = outputsOf('donchian', candles, { period: 10 });
    expectSame(upper, column('ta.highest(10)'));
    expectSame(lower, column('ta.lowest(10)'));
  });

  it('ta.highestbars and ta.lowestbars as Aroon', () => {
    const { candles, column } = tradingView('highest+lowest.csv');
    const { up, down } = outputsOf('aroon', candles, { period: 9 });
    const aroonOf = (bars: Float64Array) => bars.map((age) => (100 * (9 + age)) / 9);
    expectSame(up, aroonOf(column('ta.highestbars(10)')));
    expectSame(down, aroonOf(column('ta.lowestbars(10)')));
  });

  it('ta.supertrend, but for the 0 on its first candle', () => {
    const { candles, column } = tradingView('supertrend.csv');
    const { supertrend = new Float64Array(0), direction = new Float64Array(0) } = outputsOf('supertrend', candles);
    const [rising, falling] = [column('ta.supertrend(3, 10).up'), column('ta.supertrend(3, 10).down')];
    const both = rising.map((value, i) => (Number.isNaN(value) ? (falling[i] as number) : value));
    expectSame(supertrend, both, { from: 1 });
    for (let i = 10; i < direction.length; i++) expect(direction[i]).toBe(Number.isNaN(rising[i]) ? -1 : 1);
  });

  it('ta.pivothigh and ta.pivotlow, on the candle that confirms them', () => {
    const { candles, column } = tradingView('pivot.csv');
    const ofBars = outputsOf('pivot-high-low', candles);
    expectSame(ofBars.pivotHigh, column('ta.pivothigh(10, 5)'));
    expectSame(ofBars.pivotLow, column('ta.pivotlow(10, 5)'));
    const ofCloses = outputsOf('pivot-high-low', candles, { source: 'close' });
    expectSame(ofCloses.pivotHigh, column('ta.pivothigh(close, 10, 5)'));
    expectSame(ofCloses.pivotLow, column('ta.pivotlow(close, 10, 5)'));
  });

  it('ta.vwap over sessions that start at 21:00 UTC, and bands over six-hour anchors on a cut of the data', () => {
    const { candles, column } = tradingView('vwap.csv');
    const { vwap } = outputsOf('vwap', candles, { source: 'close', sessionStartMinutes: 21 * 60 });
    expectSame(vwap, column('ta.vwap(close)'));
  });
});
