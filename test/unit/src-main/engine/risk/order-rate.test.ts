import { describe, expect, it } from 'vitest';
import { OrderRate } from '../../../../../src-main/engine/risk/order-rate.ts';

describe('orders of the last minute (SPEC 16.4)', () => {
  it('are full at the limit and free again when the oldest is a minute old', () => {
    const rate = new OrderRate(10);
    for (const timeMs of [0, 10_000, 20_000]) rate.note(timeMs);
    expect(rate.isFull(4, 20_000)).toBe(false);
    expect(rate.isFull(3, 20_000)).toBe(true);
    expect(rate.isFull(3, 59_999)).toBe(true);
    expect(rate.isFull(3, 60_000)).toBe(false);
    expect(rate.count(60_000)).toBe(2);
  });

  it('no more are remembered than the most that may be asked for', () => {
    const rate = new OrderRate(3);
    for (let index = 0; index < 8; index++) rate.note(index);
    expect(rate.count(8)).toBe(3);
    expect(rate.isFull(3, 8)).toBe(true);
    expect(rate.isFull(0, 8)).toBe(true);
  });
});
