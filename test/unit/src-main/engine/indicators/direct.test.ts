import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { findIndicator, readIndicatorParams } from '../../../../../src-main/engine/indicator-registry.ts';
import { candleAt, candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import * as oracles from './direct-oracles.ts';
import { expectSame, outputsOf, stockIndicators } from './reference-values.ts';

const STOCK = { definition: 'stock-indicators' };
const { candles } = stockIndicators('sma');

function expectColumn(actual: Float64Array | undefined, expected: readonly number[], scale = 0): void {
  expectSame(actual, Float64Array.from(expected), { scale });
}

describe('against slow implementations of the definitions, 502 daily candles', () => {
  it.each([
    [14, 14, 3, 3],
    [14, 14, 1, 3],
    [5, 21, 2, 4],
  ] as [number, number, number, number][])('stochastic-rsi %i %i %i %i', (...periods) => {
    const [period, stochastic, smoothing, signal] = periods;
    const { k, d } = outputsOf('stochastic-rsi', candles, { period, stochastic, smoothing, signal });
    const expected = oracles.stochasticRsi(candles, periods);
    expectColumn(k, expected.k, 1);
    expectColumn(d, expected.d, 1);
  });

  it('adx as Stock.Indicators', () => {
    const { adx, plusDi, minusDi } = outputsOf('adx', candles, STOCK);
    const expected = oracles.adx(candles, 14);
    expectColumn(plusDi, expected.plusDi);
    expectColumn(minusDi, expected.minusDi);
    expectColumn(adx, expected.adx);
  });

  it('adx where a candle reaches as far up as down: one way to tell rounding from a move in each definition', () => {
    // 0.4 − 0.3 and 0.2 − 0.1 are the same move but not the same number.
    const tie = candleColumnsOf([
      { openTimeMs: 0, open: 0.25, high: 0.3, low: 0.2, close: 0.25, volume: 1 },
      { openTimeMs: 1, open: 0.25, high: 0.4, low: 0.1, close: 0.25, volume: 1 },
    ]);
    for (const [definition, moved] of [
      ['tradingview', false],
      ['stock-indicators', true],
    ] as const) {
      const params = { period: 1, smoothing: 1, definition };
      const { plusDi } = outputsOf('adx', tie, params);
      expect((plusDi?.[1] as number) > 0).toBe(moved);
      const indicator = unwrap(findIndicator('adx'));
      const step = indicator.step(unwrap(readIndicatorParams(indicator, params)));
      const out = new Float64Array(3);
      for (let i = 0; i < 2; i++) step.update(candleAt(tie, i), out);
      expect(out[1]).toBe(plusDi?.[1]);
    }
  });

  it('keltner as Stock.Indicators', () => {
    const { middle, upper, lower } = outputsOf('keltner', candles, STOCK);
    const expected = oracles.keltner(candles, [20, 10, 2]);
    expectColumn(middle, expected.middle);
    expectColumn(upper, expected.upper);
    expectColumn(lower, expected.lower);
  });

  it('supertrend as Stock.Indicators', () => {
    expectColumn(outputsOf('supertrend', candles, STOCK).supertrend, oracles.supertrend(candles, 10, 3));
  });

  it('cci, mfi and vwma', () => {
    expectColumn(outputsOf('cci', candles).cci, oracles.cci(candles, 20), 1);
    expectColumn(outputsOf('mfi', candles, STOCK).mfi, oracles.mfi(candles, 14));
    expectColumn(outputsOf('vwma', candles, { period: 14 }).vwma, oracles.vwma(candles, 14));
  });

  it('ulcer-index, hurst and choppiness', () => {
    expectColumn(outputsOf('ulcer-index', candles).ulcerIndex, oracles.ulcer(candles, 14));
    expectColumn(outputsOf('hurst', candles).hurst, oracles.hurst(candles, 100));
    expectColumn(outputsOf('hurst', candles, { period: 75 }).hurst, oracles.hurst(candles, 75));
    expectColumn(outputsOf('choppiness', candles).choppiness, oracles.choppiness(candles, 14));
  });

  it('parabolic-sar as TradingView writes it in Pine', () => {
    expectColumn(outputsOf('parabolic-sar', candles).parabolicSar, oracles.parabolicSar(candles, 0.02, 0.02, 0.2));
  });

  it('pivot-high-low: of equal prices the newest is the pivot', () => {
    const closes = [1, 3, 2, 3, 1, 1, 2, 0.5, 0.5, 2];
    const tied = candleColumnsOf(
      closes.map((close, i) => ({ openTimeMs: i, open: close, high: close, low: close, close, volume: 1 })),
    );
    const { pivotHigh, pivotLow } = outputsOf('pivot-high-low', tied, { left: 2, right: 1 });
    const blank = Number.NaN;
    expect([...(pivotHigh ?? [])]).toEqual([blank, blank, blank, blank, 3, blank, blank, 2, blank, blank]);
    expect([...(pivotLow ?? [])]).toEqual([blank, blank, blank, blank, blank, blank, 1, blank, blank, 0.5]);
  });

  it('vwap by week and month, with bands, and from a time', () => {
    for (const anchor of ['week', 'month'] as const) {
      const { vwap, upper, lower } = outputsOf('vwap', candles, { anchor, deviations: 2 });
      const groupOf = (i: number) => {
        const date = new Date(candles.openTimeMs[i] as number);
        if (anchor === 'month') return date.toISOString().slice(0, 7);
        return String(Math.floor((date.getTime() / 86_400_000 + 3) / 7));
      };
      for (let i = 0; i < 502; i++) {
        const members = [...candles.close.keys()].filter((j) => j <= i && groupOf(j) === groupOf(i));
        const total = (of: (j: number) => number) =>
          members.reduce((s, j) => s + of(j) * (candles.volume[j] as number), 0);
        const mean = total((j) => oracles.typical(candles, j)) / total(() => 1);
        const width = 2 * Math.sqrt(total((j) => (oracles.typical(candles, j) - mean) ** 2) / total(() => 1));
        expect(vwap?.[i]).toBeCloseTo(mean, 8);
        expect(upper?.[i]).toBeCloseTo(mean + width, 6);
        expect(lower?.[i]).toBeCloseTo(mean - width, 6);
      }
    }
    const from = candles.openTimeMs[100] as number;
    const { vwap = new Float64Array(0) } = outputsOf('vwap', candles, { anchor: 'time', anchorTimeMs: from });
    expect(vwap.findIndex((value) => !Number.isNaN(value))).toBe(100);
    expect(vwap[100]).toBeCloseTo(oracles.typical(candles, 100), 10);
  });
});
