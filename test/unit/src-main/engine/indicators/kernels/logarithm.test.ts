import { describe, expect, it } from 'vitest';
import { exponential, naturalLogarithm } from '../../../../../../src-main/engine/indicators/kernels/logarithm.ts';

describe('logarithm and exponential of + − × ÷', () => {
  it('agree with the runtime to a few units in the last place', () => {
    for (let i = 1; i < 20_000; i++) {
      const x = 1.0007 ** i * 1e-3 + i / 977;
      expect(Math.abs(naturalLogarithm(x) - Math.log(x))).toBeLessThanOrEqual(
        4e-16 * Math.max(Math.abs(Math.log(x)), 0.5),
      );
      const y = -i / 30;
      expect(Math.abs(exponential(y) / Math.exp(y) - 1)).toBeLessThan(1e-15);
    }
  });

  it('hold at the ends of the numbers', () => {
    expect(naturalLogarithm(1)).toBe(0);
    expect(naturalLogarithm(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(naturalLogarithm(-1)).toBeNaN();
    expect(naturalLogarithm(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(naturalLogarithm(5e-324)).toBeCloseTo(Math.log(5e-324), 12);
    expect(naturalLogarithm(Number.MAX_VALUE)).toBeCloseTo(Math.log(Number.MAX_VALUE), 12);
    expect(exponential(0)).toBe(1);
    expect(exponential(-1000)).toBe(0);
    expect(exponential(1000)).toBe(Number.POSITIVE_INFINITY);
    expect(exponential(Number.NaN)).toBeNaN();
  });

  it('give the same bits everywhere: a digest of ten thousand values', () => {
    const bits = new DataView(new ArrayBuffer(8));
    let digest = 0;
    for (let i = 1; i <= 10_000; i++) {
      for (const value of [naturalLogarithm(i * 1.000_1), exponential(-i / 20)]) {
        bits.setFloat64(0, value);
        digest = (Math.imul(digest, 31) + bits.getInt32(0)) | 0;
        digest = (Math.imul(digest, 31) + bits.getInt32(4)) | 0;
      }
    }
    expect(digest).toBe(-980_796_779);
  });
});
