import { describe, expect, it } from 'vitest';
import { growthMbAnHour } from '../../soak/heap-growth.ts';

const MINUTE_MS = 60_000;

describe('growth of a heap', () => {
  it('is the slope of the line through what was in use', () => {
    const samples = [0, 10, 20, 30].map((minute) => ({ atMs: minute * MINUTE_MS, bytes: 50e6 + minute * 1e6 }));
    expect(growthMbAnHour(samples)).toBeCloseTo(60, 6);
  });

  it('is nothing when what goes up comes down', () => {
    const bytes = [50e6, 51e6, 51e6, 50e6];
    const samples = bytes.map((used, at) => ({ atMs: at * MINUTE_MS, bytes: used }));
    expect(growthMbAnHour(samples)).toBeCloseTo(0, 6);
  });

  it('cannot be told from one look', () => {
    expect(() => growthMbAnHour([{ atMs: 0, bytes: 1 }])).toThrow('samples are 1');
  });
});
