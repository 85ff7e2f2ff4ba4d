import { describe, expect, it } from 'vitest';
import { exponential } from '../../../../../src-main/exchanges/demo/exponential.ts';
import { gaussian } from '../../../../../src-main/exchanges/demo/hash.ts';

describe('arithmetic of the demo market', () => {
  it('e^x agrees with Math.exp to 1e-15 relative', () => {
    for (let x = -20; x <= 20; x += 0.00137) {
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1.2e-15);
    }
    expect(exponential(0)).toBe(1);
  });

  it('gaussian has mean 0 and deviation 1', () => {
    const values = Array.from({ length: 50_000 }, (_, index) => gaussian(12_345, index));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });
});
