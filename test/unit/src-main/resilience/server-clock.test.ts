import { describe, expect, it } from 'vitest';
import { fail, type Outcome, succeed } from '../../../../src-main/base/outcome.ts';
import { createServerClock } from '../../../../src-main/resilience/server-clock.ts';
import { createManualTimers, type ManualTimers } from '../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

/** A server whose clock is ours + offset, reached in `outMs` and back in `backMs`, one pair a probe. */
function createServer(trips: readonly (readonly [outMs: number, backMs: number])[]) {
  const timers = createManualTimers();
  const state = { offsetMs: 0, probes: 0, isDown: false };
  const probe = async (): Promise<Outcome<number>> => {
    const [outMs, backMs] = trips[state.probes % trips.length] ?? [0, 0];
    state.probes++;
    await sleep(timers, outMs);
    const toldMs = timers.monotonicMs() + state.offsetMs;
    await sleep(timers, backMs);
    return state.isDown ? fail('timedOut', 'no reply') : succeed(toldMs);
  };
  const clock = createServerClock({ timers, log: createTestLog(), probe });
  return { timers, state, clock };
}

const sleep = (timers: ManualTimers, ms: number) => new Promise<void>((done) => void timers.after(ms, done));

describe("the exchange's clock", () => {
  it('is unknown before it was measured', () => {
    const { clock } = createServer([[1, 1]]);
    expect([clock.nowMs(), clock.view()]).toEqual([undefined, null]);
  });

  it('keeps the probe with the least round trip, and half of that as its doubt', async () => {
    const { timers, state, clock } = createServer([
      [200, 20],
      [10, 30],
      [80, 0],
    ]);
    state.offsetMs = 5_000_000;
    const measured = clock.measure();
    await timers.run(1000);
    expect(await measured).toEqual(succeed(undefined));
    // The middle of the best probe is 10 ms after the server looked at its clock.
    expect((clock.nowMs() as number) - timers.monotonicMs()).toBe(5_000_000 - 10);
    const view = clock.view();
    expect(view?.uncertaintyMs).toBeGreaterThanOrEqual(20);
    expect(view?.uncertaintyMs).toBeLessThan(21);
    expect(view?.offsetMs).toBe((clock.nowMs() as number) - timers.nowMs());
  });

  it('goes on by the monotonic clock, and is measured again every ten minutes', async () => {
    const { timers, state, clock } = createServer([[1, 1]]);
    void clock.measure();
    await timers.run(100);
    expect(state.probes).toBe(3);
    const before = (clock.nowMs() as number) - timers.monotonicMs();
    await timers.run(599_000);
    expect([state.probes, (clock.nowMs() as number) - timers.monotonicMs()]).toEqual([3, before]);
    expect(clock.view()?.uncertaintyMs).toBeGreaterThan(100);
    await timers.run(2000);
    expect(state.probes).toBe(6);
    expect(clock.view()?.uncertaintyMs).toBeLessThan(3);
  });

  it('measured over a slow way it is measured again before drift alone brings it into doubt', async () => {
    const { timers, state, clock } = createServer([[460, 460]]);
    void clock.measure();
    await timers.run(3_000);
    expect(state.probes).toBe(3);
    for (let minute = 0; minute < 20; minute++) {
      await timers.run(60_000);
      expect(clock.nowMs()).toBeDefined();
    }
  });

  it('is in doubt when it could not be measured for long, and known again after', async () => {
    const { timers, state, clock } = createServer([[1, 1]]);
    void clock.measure();
    await timers.run(100);
    state.isDown = true;
    await timers.run(40 * 60_000);
    expect(clock.nowMs()).toBeDefined();
    await timers.run(10 * 60_000);
    expect(clock.nowMs()).toBeUndefined();
    state.isDown = false;
    await timers.run(16_000);
    expect(clock.nowMs()).toBeDefined();
  });

  it('is soon measured again when all round trips were too long to know it', async () => {
    const slow = [7000, 0] as const;
    const { timers, clock } = createServer([slow, slow, slow, [1, 1]]);
    void clock.measure();
    await timers.run(22_000);
    expect(clock.nowMs()).toBeUndefined();
    await timers.run(30_000);
    expect(clock.nowMs()).toBeDefined();
  });

  it('is in doubt after a round trip of more than a second', async () => {
    const { timers, clock } = createServer([[600, 500]]);
    void clock.measure();
    await timers.run(10_000);
    expect(clock.nowMs()).toBeUndefined();
  });

  it.each([2000, -2000, 3_600_000])(
    'is in doubt at once after our clock leapt by %d ms, until measured',
    async (leapMs) => {
      const { timers, state, clock } = createServer([[1, 1]]);
      void clock.measure();
      await timers.run(100);
      timers.leap(leapMs);
      expect(clock.nowMs()).toBeUndefined();
      state.offsetMs += 777;
      await timers.run(5100);
      expect((clock.nowMs() as number) - timers.monotonicMs()).toBe(777);
    },
  );

  it('a correction of less than a second changes nothing', async () => {
    const { timers, state, clock } = createServer([[1, 1]]);
    void clock.measure();
    await timers.run(100);
    timers.leap(900);
    await timers.run(10_000);
    expect([state.probes, clock.nowMs()]).toEqual([3, timers.monotonicMs()]);
  });

  it('asked for, a worse measurement replaces a better; by itself it does not', async () => {
    const trips: [number, number][] = [[1, 1]];
    const { timers, state, clock } = createServer(trips);
    void clock.measure();
    await timers.run(100);
    trips[0] = [300, 300];
    state.offsetMs = 50;
    await timers.run(602_000);
    expect((clock.nowMs() as number) - timers.monotonicMs()).toBe(0);
    void clock.measure();
    await timers.run(10_000);
    expect((clock.nowMs() as number) - timers.monotonicMs()).toBe(50);
  });

  it('leaves no timer when disposed, not even by a probe that was on its way', async () => {
    const { timers, clock } = createServer([[50, 50]]);
    void clock.measure();
    await timers.run(10);
    clock.dispose();
    await timers.run(1000);
    expect(timers.pending()).toBe(0);
  });
});
