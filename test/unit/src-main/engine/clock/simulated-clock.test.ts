import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../../src-main/engine/clock/simulated-clock.ts';

describe('simulated clock', () => {
  it('stands still until it is moved', () => {
    const clock = createSimulatedClock(1_000);
    expect(clock.nowMs()).toBe(1_000);
    clock.advanceTo(1_500);
    expect(clock.nowMs()).toBe(1_500);
  });

  it('calls back in order of due time, ties in order of registration, showing the due time', () => {
    const clock = createSimulatedClock(0);
    const calls: string[] = [];
    clock.every(30, () => calls.push(`slow@${clock.nowMs()}`));
    clock.every(10, () => calls.push(`fast@${clock.nowMs()}`));
    clock.advanceTo(60);
    expect(calls).toEqual(['fast@10', 'fast@20', 'slow@30', 'fast@30', 'fast@40', 'fast@50', 'slow@60', 'fast@60']);
    expect(clock.nowMs()).toBe(60);
  });

  it('honours disposal and registration from inside a callback', () => {
    const clock = createSimulatedClock(0);
    const calls: string[] = [];
    const first = clock.every(10, () => {
      calls.push(`first@${clock.nowMs()}`);
      first.dispose();
      clock.every(5, () => calls.push(`second@${clock.nowMs()}`));
    });
    clock.advanceTo(22);
    expect(calls).toEqual(['first@10', 'second@15', 'second@20']);
  });

  it('stays usable after a callback threw', () => {
    const clock = createSimulatedClock(0);
    const timer = clock.every(10, () => {
      throw new Error('callback failed');
    });
    expect(() => clock.advanceTo(15)).toThrow('callback failed');
    timer.dispose();
    clock.advanceTo(30);
    expect(clock.nowMs()).toBe(30);
  });

  it('refuses a step back, a bad period and moving itself from a callback', () => {
    const clock = createSimulatedClock(100);
    expect(() => clock.advanceTo(99)).toThrow('timeMs is 99, expected 100 or later');
    expect(() => clock.every(0, () => undefined)).toThrow('periodMs is 0');
    expect(() => createSimulatedClock(Number.NaN)).toThrow('startMs is NaN');
    clock.every(10, () => clock.advanceTo(500));
    expect(() => clock.advanceTo(200)).toThrow('from a callback');
  });
});
