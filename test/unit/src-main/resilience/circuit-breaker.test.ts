import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { CircuitBreaker } from '../../../../src-main/resilience/circuit-breaker.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';

function createBreaker() {
  const timers = createManualTimers();
  const breaker = new CircuitBreaker('orders', timers);
  const failTimes = (count: number): void => {
    for (let index = 0; index < count; index++) unwrap(breaker.enter()).fail('HTTP 502');
  };
  const openMs = (): number => Math.ceil((breaker.view().retryAtMs ?? timers.nowMs()) - timers.nowMs());
  return { timers, breaker, failTimes, openMs };
}

describe('circuit breaker', () => {
  it('opens after five failures in a row, not after five with a success between', () => {
    const { breaker, failTimes } = createBreaker();
    failTimes(4);
    unwrap(breaker.enter()).succeed();
    failTimes(4);
    expect(breaker.view()).toMatchObject({ state: 'closed', failures: 4, retryAtMs: null });
    failTimes(1);
    expect(breaker.view()).toMatchObject({ group: 'orders', state: 'open', failures: 5, reason: 'HTTP 502' });
    const refused = breaker.enter();
    expect(refused).toMatchObject({ ok: false, error: { code: 'circuitOpen', details: { sent: false } } });
  });

  it('lets exactly one probe through; its success closes', () => {
    const { timers, breaker, failTimes, openMs } = createBreaker();
    failTimes(5);
    timers.advance(openMs());
    const probe = unwrap(breaker.enter());
    expect(breaker.view().state).toBe('halfOpen');
    expect(breaker.enter().ok).toBe(false);
    probe.succeed();
    expect(breaker.view()).toMatchObject({ state: 'closed', failures: 0 });
    expect(breaker.enter().ok).toBe(true);
  });

  it('stays open for longer after each probe that fails, up to a minute', () => {
    const { timers, breaker, failTimes, openMs } = createBreaker();
    failTimes(5);
    const most: number[] = [openMs()];
    for (let round = 0; round < 12; round++) {
      timers.advance(openMs());
      unwrap(breaker.enter()).fail('HTTP 502');
      most.push(openMs());
    }
    most.forEach((ms, round) => {
      expect(ms).toBeGreaterThanOrEqual(250);
      expect(ms).toBeLessThanOrEqual(Math.min(60_000, 1000 * 2 ** round));
    });
    expect(Math.max(...most)).toBeGreaterThan(5000);
  });

  it('a probe that tells nothing makes room for the next', () => {
    const { timers, breaker, failTimes, openMs } = createBreaker();
    failTimes(5);
    timers.advance(openMs());
    unwrap(breaker.enter()).dispose();
    expect(breaker.enter().ok).toBe(true);
  });

  it('requests from before it opened have nothing to say any more', () => {
    const { timers, breaker, failTimes, openMs } = createBreaker();
    const [oldSuccess, oldFailure] = [unwrap(breaker.enter()), unwrap(breaker.enter())];
    failTimes(5);
    oldSuccess.succeed();
    expect(breaker.view().state).toBe('open');
    timers.advance(openMs());
    const probe = unwrap(breaker.enter());
    oldFailure.fail('late');
    expect(breaker.view().state).toBe('halfOpen');
    probe.succeed();
    expect(breaker.view().state).toBe('closed');
  });

  it('a pass counts once', () => {
    const { breaker } = createBreaker();
    const pass = unwrap(breaker.enter());
    pass.fail('first');
    pass.fail('second');
    pass.dispose();
    expect(breaker.view().failures).toBe(1);
  });
});
