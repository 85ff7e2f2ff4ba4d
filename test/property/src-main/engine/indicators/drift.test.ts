import { describe, expect, it } from 'vitest';
import { rollingDeviationColumns } from '../../../../../src-main/engine/indicators/kernels/rolling-deviation.ts';
import { rollingSumColumn } from '../../../../../src-main/engine/indicators/kernels/rolling-sum.ts';

const COUNT = 1_000_000;

/** A random walk of a million prices (xorshift32, so the same everywhere). */
function walk(seed: number, start: number, stepSize: number): Float64Array {
  const prices = new Float64Array(COUNT);
  let [state, price] = [seed, start];
  for (let i = 0; i < COUNT; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    price *= 1 + (state / 2_147_483_648) * stepSize;
    prices[i] = price;
  }
  return prices;
}

/** Mean and deviation from scratch, in two passes. */
function twoPass(values: Float64Array, end: number, period: number): { mean: number; deviation: number } {
  const window = values.subarray(end - period, end);
  const mean = window.reduce((sum, value) => sum + value, 0) / period;
  const squares = window.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / period) };
}

describe.each([
  { what: 'prices of 64,000', prices: walk(1, 64_000, 0.001) },
  { what: 'prices that hardly move', prices: walk(2, 64_000, 1e-7) },
  { what: 'tiny prices', prices: walk(3, 1e-8, 0.01) },
])('rolling sums over a million bars, $what', ({ prices }) => {
  it.each([2, 20, 200, 5000])('stay within 1e-10 of a two-pass result, period %i', (period) => {
    const sums = rollingSumColumn(prices, 0, period, period);
    const { mean, deviation } = rollingDeviationColumns(prices, 0, period);
    const stride = period > 1000 ? 1511 : 211;
    let [worstSum, worstMean, worstBand] = [0, 0, 0];
    for (let i = period - 1; i < COUNT; i += stride) {
      const exact = twoPass(prices, i + 1, period);
      worstSum = Math.max(worstSum, Math.abs((sums[i] as number) / exact.mean - 1));
      worstMean = Math.max(worstMean, Math.abs((mean[i] as number) / exact.mean - 1));
      const band = exact.mean - 2 * exact.deviation;
      worstBand = Math.max(worstBand, Math.abs(((mean[i] as number) - 2 * (deviation[i] as number)) / band - 1));
      expect(Math.abs((deviation[i] as number) / exact.deviation - 1)).toBeLessThan(1e-10);
    }
    expect(worstSum).toBeLessThan(1e-10);
    // Without a fresh sum every so often it would be 2e-14 to 6e-14 here, and grow with the bars.
    if (period <= 20) expect(worstSum).toBeLessThan(1.2e-14);
    expect(worstMean).toBeLessThan(1e-10);
    expect(worstBand).toBeLessThan(1e-10);
  });
});

describe('after a spike', () => {
  it('nothing of it is left once it has left the window', () => {
    const values = new Float64Array(100).fill(0.1);
    values[30] = 1e12;
    const sums = rollingSumColumn(values, 0, 10);
    const { mean, deviation } = rollingDeviationColumns(values, 0, 10);
    expect(sums[40]).toBe(sums[29]);
    expect(mean[45]).toBe(0.1);
    expect(deviation[45]).toBe(0);
  });

  it('a run of zeros sums to zero', () => {
    const volumes = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? 1000 / (i + 3) : 0));
    expect(rollingSumColumn(volumes, 0, 20)[130]).toBe(0);
  });
});
