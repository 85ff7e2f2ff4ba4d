import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemTimers } from '../../../../src-main/resilience/system-timers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the machine's timers", () => {
  it('a delay longer than Node can count is waited for to its end', () => {
    const calls: number[] = [];
    const days30Ms = 30 * 24 * 3_600_000;
    const startMs = Date.now();
    createSystemTimers().after(days30Ms, () => void calls.push(Date.now() - startMs));
    vi.advanceTimersByTime(days30Ms - 1);
    expect(calls).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(calls).toEqual([days30Ms]);
  });

  it('disposed, none calls back or is left', () => {
    const timers = createSystemTimers();
    const calls: string[] = [];
    const started = [
      timers.after(10, () => void calls.push('after')),
      timers.every(10, () => void calls.push('every')),
    ];
    vi.advanceTimersByTime(5);
    for (const timer of started) timer.dispose();
    vi.advanceTimersByTime(100);
    expect([calls, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('shows the wall clock and calls back every period until disposed', () => {
    const timers = createSystemTimers();
    const startMs = timers.nowMs();
    const times: number[] = [];
    const timer = timers.every(100, () => times.push(timers.nowMs() - startMs));
    vi.advanceTimersByTime(350);
    timer.dispose();
    expect([startMs, times]).toEqual([Date.now() - 350, [100, 200, 300]]);
  });

  it('refuses a period that is none', () => {
    expect(() => createSystemTimers().every(0, () => undefined)).toThrow('periodMs is 0');
  });
});
