import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../../../src-main/engine/clock/system-clock.ts';

describe('system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 5_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows the wall clock and calls back every period until disposed', () => {
    const clock = createSystemClock();
    const times: number[] = [];
    const timer = clock.every(100, () => times.push(clock.nowMs()));
    vi.advanceTimersByTime(350);
    timer.dispose();
    vi.advanceTimersByTime(500);
    expect(times).toEqual([5_100, 5_200, 5_300]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('refuses a period that is not positive', () => {
    expect(() => createSystemClock().every(-1, () => undefined)).toThrow('periodMs is -1');
  });
});
