import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../src-main/base/outcome.ts';
import type { RequestPriority } from '../../../../src-main/engine/ports/exchange.ts';
import { type Admission, RequestBudget } from '../../../../src-main/resilience/request-budget.ts';
import type { KeptPause, PauseStore } from '../../../../src-main/resilience/request-pause.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';

const WEIGHT = { name: 'weight', limit: 10, windowMs: 1000 };

function createBudget(pauses: PauseStore = { load: () => null, save: () => undefined }) {
  const timers = createManualTimers();
  const budget = new RequestBudget({ limits: [WEIGHT], timers, pauses });
  const sent: string[] = [];
  const ask = (name: string, priority: RequestPriority, weight: number, more: Partial<Admission> = {}) =>
    budget.run({ cost: { weight }, priority, ...more }, async () => {
      sent.push(`${name}@${timers.monotonicMs()}`);
      return succeed(name);
    });
  return { timers, budget, sent, ask };
}

describe('request budget', () => {
  it('sends at once, in the same turn, while there is room', () => {
    const { sent, ask, budget } = createBudget();
    void ask('a', 'data', 3);
    void ask('b', 'order', 5);
    expect(sent).toEqual(['a@0', 'b@0']);
    expect(budget.states()).toEqual([{ ...WEIGHT, used: 8 }]);
  });

  it('leaves a fifth to cancels and risk', () => {
    const { timers, sent, ask } = createBudget();
    void ask('data', 'data', 8);
    void ask('order', 'order', 1);
    void ask('cancel', 'cancel', 1);
    void ask('risk', 'risk', 1);
    void ask('one cancel too many', 'cancel', 1);
    expect(sent).toEqual(['data@0', 'cancel@0', 'risk@0']);
    timers.advance(1000);
    expect(sent.slice(3)).toEqual(['one cancel too many@1000', 'order@1000']);
  });

  it('history waits from 70 % on, while data still goes', () => {
    const { timers, sent, ask } = createBudget();
    void ask('first', 'history', 7);
    void ask('history', 'history', 1);
    void ask('data', 'data', 1);
    expect(sent).toEqual(['first@0', 'data@0']);
    timers.advance(999);
    expect(sent).toHaveLength(2);
    timers.advance(1);
    expect(sent).toEqual(['first@0', 'data@0', 'history@1000']);
  });

  it('what the exchange counts more is used by somebody else, and still leaves the reserve', () => {
    const { timers, budget, sent, ask } = createBudget();
    void ask('ours', 'data', 2);
    budget.observeUsed('weight', 40);
    budget.observeUsed('weight', 30);
    expect(budget.states()[0]?.used).toBe(40);
    void ask('data', 'data', 1);
    void ask('cancel', 'cancel', 2);
    void ask('one cancel too many', 'cancel', 1);
    expect(sent).toEqual(['ours@0', 'cancel@0']);
    timers.advance(1000);
    expect(sent.slice(2)).toEqual(['one cancel too many@1000', 'data@1000']);
  });

  it('a request dearer than the ceiling waits for an empty window, one dearer than the limit never goes', async () => {
    const { timers, sent, ask } = createBudget();
    void ask('small', 'data', 1);
    void ask('dear', 'data', 10);
    timers.advance(1000);
    expect(sent).toEqual(['small@0', 'dear@1000']);
    expect(await ask('too dear', 'data', 11)).toMatchObject({ ok: false, error: { code: 'rateLimited' } });
  });

  it('refuses who waited too long, and goes on with who stands behind', async () => {
    const { timers, sent, ask } = createBudget();
    void ask('all', 'data', 8);
    const late = ask('late', 'order', 8, { maxWaitMs: 100 });
    void ask('behind', 'data', 1);
    timers.advance(100);
    expect(await late).toMatchObject({ ok: false, error: { code: 'rateLimited' } });
    timers.advance(2000);
    expect(sent).toEqual(['all@0', 'behind@1000']);
    expect(timers.pending()).toBe(0);
  });

  it('lets go of who was cancelled while waiting or before', async () => {
    const { timers, sent, ask } = createBudget();
    void ask('all', 'data', 8);
    const abort = new AbortController();
    const waiting = ask('waiting', 'data', 1, { signal: abort.signal });
    abort.abort();
    expect(await waiting).toMatchObject({ error: { code: 'cancelled' } });
    expect(await ask('before', 'data', 1, { signal: abort.signal })).toMatchObject({ error: { code: 'cancelled' } });
    timers.advance(5000);
    expect(sent).toEqual(['all@0']);
  });

  it('a budget nobody has is a bug, told and not sent', async () => {
    const { budget } = createBudget();
    const outcome = await budget.run({ cost: { orders: 1 }, priority: 'order' }, async () => succeed(1));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'bug', details: { sent: false } } });
  });

  it('refuses all who wait when it ends, and leaves no timer', async () => {
    const { timers, budget, ask } = createBudget();
    void ask('all', 'data', 8);
    const waiting = ask('waiting', 'data', 8);
    budget.dispose();
    expect(await waiting).toMatchObject({ error: { code: 'cancelled' } });
    expect(await ask('after', 'data', 1)).toMatchObject({ error: { code: 'cancelled' } });
    expect(timers.pending()).toBe(0);
  });
});

describe('a pause', () => {
  it('stops everything, cancels too; the later one holds', () => {
    const { timers, budget, sent, ask } = createBudget();
    expect(budget.pauseUntil(timers.nowMs() + 500)).toBe(true);
    expect(budget.pauseUntil(timers.nowMs() + 200)).toBe(false);
    void ask('data', 'data', 1);
    void ask('cancel', 'cancel', 1);
    timers.advance(499);
    expect(sent).toEqual([]);
    budget.pauseUntil(timers.nowMs() + 101);
    timers.advance(100);
    expect(budget.pausedUntilMs()).toBe(timers.nowMs() + 1);
    expect(sent).toEqual([]);
    timers.advance(1);
    expect(sent).toEqual(['cancel@600', 'data@600']);
    expect(budget.pausedUntilMs()).toBeNull();
  });

  it('refuses at once who cannot wait so long', async () => {
    const { timers, budget, ask } = createBudget();
    budget.pauseUntil(timers.nowMs() + 5000);
    expect(await ask('order', 'order', 1, { maxWaitMs: 1000 })).toMatchObject({ error: { code: 'rateLimited' } });
  });

  it.each([3_600_000, -3_600_000])(
    'is neither shortened nor stretched when the wall clock leaps by %d ms',
    (leapMs) => {
      const { timers, budget, sent, ask } = createBudget();
      budget.pauseUntil(timers.nowMs() + 1000);
      void ask('data', 'data', 1);
      timers.leap(leapMs);
      timers.advance(999);
      expect(sent).toEqual([]);
      timers.advance(1);
      expect(sent).toEqual(['data@1000']);
    },
  );

  it('outlives a restart', () => {
    let kept: KeptPause | null = null;
    const store: PauseStore = {
      load: () => kept,
      save: (pause) => {
        kept = pause;
      },
    };
    const first = createBudget(store);
    first.budget.pauseUntil(first.timers.nowMs() + 120_000);
    const second = createBudget(store);
    void second.ask('data', 'data', 1);
    second.timers.advance(120_023);
    expect(second.sent).toEqual([]);
    second.timers.advance(1);
    expect(second.sent).toEqual(['data@120024']);
  });

  it('of days is not over a minute early on a machine whose clock runs fast by 200 parts in a million', () => {
    const { timers, budget } = createBudget();
    const banMs = 3 * 24 * 3_600_000;
    budget.pauseUntil(timers.nowMs() + banMs);
    timers.advance(banMs);
    expect(budget.pauseLeftMs()).toBeCloseTo(banMs * 200e-6, 0);
  });

  it('kept by a clock that has been set back an hour since is not an hour longer', () => {
    const timers = createManualTimers();
    let kept = { untilMs: timers.nowMs() + 3_630_000, lengthMs: 30_000 };
    const store: PauseStore = {
      load: () => kept,
      save: (pause) => {
        kept = pause;
      },
    };
    expect(createBudget(store).budget.pauseLeftMs()).toBe(30_000);
    expect(kept).toEqual({ untilMs: timers.nowMs() + 30_000, lengthMs: 30_000 });
  });

  it('kept by a clock that was years wrong does not lock us out for years', () => {
    const timers = createManualTimers();
    const kept = { untilMs: timers.nowMs() + 1e11, lengthMs: 1e11 };
    const { budget } = createBudget({ load: () => kept, save: () => undefined });
    expect((budget.pausedUntilMs() as number) - timers.nowMs()).toBe(3 * 24 * 3_600_000);
  });
});
