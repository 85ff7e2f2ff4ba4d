import type { Disposable } from '../base/disposable.ts';
import { fail, type Outcome } from '../base/outcome.ts';
import { type BudgetState, REQUEST_PRIORITIES, type RequestPriority } from '../engine/ports/exchange.ts';
import { type BudgetLimit, BudgetTally } from './budget-tally.ts';
import { type PauseStore, RequestPause } from './request-pause.ts';
import type { Timers } from './timers.ts';

export type Admission = {
  /** Units by the budget's name; a budget that is not named, or named with 0, is not asked. */
  readonly cost: Readonly<Record<string, number>>;
  readonly priority: RequestPriority;
  readonly maxWaitMs?: number;
  readonly signal?: AbortSignal;
};

type Waiting = {
  readonly admission: Admission;
  /** The budgets it takes from. */
  readonly names: readonly string[];
  readonly start: () => void;
  readonly refuse: (refusal: Outcome<never>) => void;
  stopWaiting: () => void;
};

export type RequestBudgetOptions = {
  readonly limits: readonly BudgetLimit[];
  readonly timers: Timers;
  readonly pauses: PauseStore;
};

/**
 * Who may send, and when. Waiting requests go by priority, then in order of arrival. None overtakes one it shares a budget
 * with, so a dear request is not starved by cheap ones; one that shares none delays nobody and may go.
 */
export class RequestBudget implements Disposable {
  readonly #timers: Timers;
  readonly #pause: RequestPause;
  readonly #tallies: ReadonlyMap<string, BudgetTally>;
  readonly #queues: readonly Waiting[][] = REQUEST_PRIORITIES.map(() => []);
  #wakeUp: Disposable | undefined;
  #disposed = false;

  constructor({ limits, timers, pauses }: RequestBudgetOptions) {
    this.#timers = timers;
    this.#pause = new RequestPause(timers, pauses);
    this.#tallies = new Map(limits.map((limit) => [limit.name, new BudgetTally(limit)]));
  }

  /** Calls `work` once its units are taken, in the same turn. Refused with `rateLimited` or `cancelled`: then it never is. */
  run<T>(admission: Admission, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const refusal = this.#refusalOf(admission);
    if (refusal !== undefined) return Promise.resolve(refusal);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        admission,
        names: Object.keys(admission.cost).filter((name) => (admission.cost[name] ?? 0) > 0),
        start: () => resolve(work()),
        refuse: resolve,
        stopWaiting: () => undefined,
      };
      this.#queueOf(admission).push(waiting);
      this.#drain();
      if (this.#queueOf(admission).includes(waiting)) this.#watch(waiting);
    });
  }

  observeUsed(name: string, used: number): void {
    if (Number.isFinite(used)) this.#tallies.get(name)?.observeUsed(used, this.#timers.monotonicMs());
  }

  /** Whether that is later than before. */
  pauseUntil(untilMs: number): boolean {
    const extended = this.#pause.extend(untilMs);
    if (extended) this.#drain();
    return extended;
  }

  pausedUntilMs(): number | null {
    return this.#pause.untilMs();
  }

  /** 0 when nothing is paused. */
  pauseLeftMs(): number {
    return this.#pause.leftMs();
  }

  states(): readonly BudgetState[] {
    const nowMs = this.#timers.monotonicMs();
    return [...this.#tallies.values()].map((tally) => tally.state(nowMs));
  }

  dispose(): void {
    this.#disposed = true;
    this.#wakeUp?.dispose();
    for (const waiting of this.#queues.flat()) this.#refuse(waiting, fail('cancelled', 'the connection was closed'));
  }

  #queueOf({ priority }: Admission): Waiting[] {
    return this.#queues[REQUEST_PRIORITIES.indexOf(priority)] as Waiting[];
  }

  #refusalOf({ cost, signal, maxWaitMs }: Admission): Outcome<never> | undefined {
    if (this.#disposed) return fail('cancelled', 'the connection was closed');
    if (signal?.aborted) return fail('cancelled', 'the request was cancelled before it was sent');
    for (const [name, units] of Object.entries(cost)) {
      const most = this.#tallies.get(name)?.limit.limit;
      if (most === undefined) return fail('bug', `budget is ${name}, expected ${this.#names()}`, { sent: false });
      if (!(units <= most)) return fail('rateLimited', `cost of ${name} is ${units}, expected at most ${most}`);
    }
    const pauseMs = this.#pause.leftMs();
    if (maxWaitMs === undefined || pauseMs <= maxWaitMs) return undefined;
    return fail('rateLimited', `the exchange asks for silence for ${Math.ceil(pauseMs)} ms more`);
  }

  #names(): string {
    return [...this.#tallies.keys()].join(', ');
  }

  #watch(waiting: Waiting): void {
    const { signal, maxWaitMs } = waiting.admission;
    const cancel = (): void =>
      this.#refuse(waiting, fail('cancelled', 'the request was cancelled while it waited for its turn'));
    const giveUp = (): void =>
      this.#refuse(waiting, fail('rateLimited', `no turn came within ${maxWaitMs} ms: the rate limits are used up`));
    const deadline = maxWaitMs === undefined ? undefined : this.#timers.after(maxWaitMs, giveUp);
    signal?.addEventListener('abort', cancel, { once: true });
    waiting.stopWaiting = () => {
      deadline?.dispose();
      signal?.removeEventListener('abort', cancel);
    };
  }

  #refuse(waiting: Waiting, refusal: Outcome<never>): void {
    this.#remove(waiting);
    waiting.refuse(refusal);
    if (!this.#disposed) this.#drain();
  }

  #remove(waiting: Waiting): void {
    const queue = this.#queueOf(waiting.admission);
    queue.splice(queue.indexOf(waiting), 1);
    waiting.stopWaiting();
  }

  #drain(): void {
    this.#wakeUp?.dispose();
    this.#wakeUp = undefined;
    const pauseMs = this.#pause.leftMs();
    const nowMs = this.#timers.monotonicMs();
    const { admitted, nextMs } = pauseMs > 0 ? { admitted: [], nextMs: nowMs + pauseMs } : this.#admit(nowMs);
    const someoneWaits = this.#queues.some((queue) => queue.length > 0);
    // A timer may fire a little early by the other clock: never sooner than a millisecond, or it would spin.
    if (someoneWaits) this.#wakeUp = this.#timers.after(Math.max(1, nextMs - nowMs), () => this.#drain());
    for (const waiting of admitted) waiting.start();
  }

  /** Those who may go, their units taken, and when the first of the others may find room. */
  #admit(nowMs: number): { readonly admitted: readonly Waiting[]; readonly nextMs: number } {
    const held = new Set<string>();
    const admitted: Waiting[] = [];
    let nextMs = Number.POSITIVE_INFINITY;
    for (const waiting of this.#queues.flat()) {
      if (!waiting.names.some((name) => held.has(name)) && this.#fits(waiting, nowMs)) {
        this.#take(waiting, nowMs);
        admitted.push(waiting);
        continue;
      }
      for (const name of waiting.names) {
        held.add(name);
        nextMs = Math.min(nextMs, this.#tallies.get(name)?.nextChangeMs(nowMs) ?? nextMs);
      }
    }
    return { admitted, nextMs };
  }

  #fits({ names, admission: { cost, priority } }: Waiting, nowMs: number): boolean {
    return names.every((name) => this.#tallies.get(name)?.fits(cost[name] ?? 0, priority, nowMs));
  }

  #take(waiting: Waiting, nowMs: number): void {
    for (const name of waiting.names) this.#tallies.get(name)?.take(waiting.admission.cost[name] ?? 0, nowMs);
    this.#remove(waiting);
  }
}
