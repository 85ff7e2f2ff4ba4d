import { describe, expect, it } from 'vitest';
import { createManualTimers } from '../../fakes/manual-timers.ts';

describe('timers moved by hand', () => {
  it('calls back in order of due time, each at its own, periods again and again', () => {
    const timers = createManualTimers(1000);
    const calls: string[] = [];
    const note = (name: string) => () => void calls.push(`${name}@${timers.nowMs()}`);
    timers.after(30, note('late'));
    timers.every(20, note('period'));
    timers.after(20, note('second'));
    timers.after(10, () => timers.after(5, note('nested')));
    timers.advance(40);
    expect(calls).toEqual(['nested@1015', 'period@1020', 'second@1020', 'late@1030', 'period@1040']);
    expect(timers.monotonicMs()).toBe(40);
  });

  it('a disposed timer is not called, and none is left', () => {
    const timers = createManualTimers();
    const calls: string[] = [];
    const period = timers.every(10, () => void calls.push('period'));
    timers.after(5, () => period.dispose());
    timers.advance(100);
    expect(calls).toEqual([]);
    expect(timers.pending()).toBe(0);
  });

  it('a leap moves the wall clock alone', () => {
    const timers = createManualTimers(1000);
    timers.leap(5000);
    timers.advance(7);
    expect([timers.nowMs(), timers.monotonicMs()]).toEqual([6007, 7]);
  });

  it('run lets promises settle between callbacks', async () => {
    const timers = createManualTimers(0);
    const times: number[] = [];
    const wait = (delayMs: number) => new Promise<void>((done) => void timers.after(delayMs, done));
    const work = (async () => {
      for (let round = 0; round < 3; round++) {
        await wait(10);
        times.push(timers.nowMs());
      }
    })();
    await timers.run(30);
    await work;
    expect(times).toEqual([10, 20, 30]);
  });

  it('the same seed gives the same chance', () => {
    const numbers = (seed: string) => {
      const timers = createManualTimers(0, seed);
      return [timers.chance(), timers.chance()];
    };
    expect(numbers('a')).toEqual(numbers('a'));
    expect(numbers('a')).not.toEqual(numbers('b'));
  });
});
