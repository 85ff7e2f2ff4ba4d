import type { Disposable } from '../base/disposable.ts';
import { fail, type Outcome, succeed } from '../base/outcome.ts';
import type { BreakerView } from '../engine/ports/exchange.ts';
import type { Timers } from './timers.ts';

/** Times are monotonic ms. `openings` counts how often in a row it opened: each time for longer. */
export type BreakerCondition =
  | { readonly kind: 'closed'; readonly failures: number; readonly reason: string }
  | { readonly kind: 'open'; readonly openings: number; readonly retryAtMs: number; readonly reason: string }
  /** One probe is on its way. */
  | { readonly kind: 'halfOpen'; readonly openings: number; readonly reason: string };

export type BreakerEvent =
  | { readonly kind: 'probe' }
  | { readonly kind: 'succeed' }
  | { readonly kind: 'fail'; readonly reason: string; readonly nowMs: number; readonly chance: number }
  /** The probe ended without telling anything, as when it was cancelled. */
  | { readonly kind: 'abandon'; readonly nowMs: number };

const FAILURES_TO_OPEN = 5;
const FIRST_OPEN_MS = 1000;
const LONGEST_OPEN_MS = 60_000;
/** Full jitter may draw next to nothing. */
const SHORTEST_OPEN_MS = 250;

export const CLOSED: BreakerCondition = { kind: 'closed', failures: 0, reason: '' };

/** The only way from one condition to the next. What cannot happen in a condition changes nothing. */
export function nextBreakerCondition(condition: BreakerCondition, event: BreakerEvent): BreakerCondition {
  switch (event.kind) {
    case 'probe':
      return condition.kind === 'open' ? probing(condition) : condition;
    case 'succeed':
      return condition.kind === 'open' ? condition : CLOSED;
    case 'abandon':
      return condition.kind === 'halfOpen' ? { ...condition, kind: 'open', retryAtMs: event.nowMs } : condition;
    case 'fail':
      if (condition.kind === 'open') return condition;
      if (condition.kind === 'halfOpen') return opened(condition.openings + 1, event);
      return condition.failures + 1 < FAILURES_TO_OPEN
        ? { kind: 'closed', failures: condition.failures + 1, reason: event.reason }
        : opened(1, event);
  }
}

const probing = ({ openings, reason }: Extract<BreakerCondition, { kind: 'open' }>): BreakerCondition => ({
  kind: 'halfOpen',
  openings,
  reason,
});

function opened(openings: number, event: Extract<BreakerEvent, { kind: 'fail' }>): BreakerCondition {
  const mostMs = Math.min(LONGEST_OPEN_MS, FIRST_OPEN_MS * 2 ** (openings - 1));
  const openMs = Math.max(SHORTEST_OPEN_MS, event.chance * mostMs);
  return { kind: 'open', openings, retryAtMs: event.nowMs + openMs, reason: event.reason };
}

/** Leave to send one request. Disposed without a word it tells nothing. */
export interface BreakerPass extends Disposable {
  succeed(): void;
  fail(reason: string): void;
}

/** Keeps requests of one group away from what does not answer; lets exactly one through to see whether it does again. */
export class CircuitBreaker {
  readonly #group: string;
  readonly #timers: Timers;
  #condition: BreakerCondition = CLOSED;
  /** Passes from before the latest change of kind have nothing to say any more. */
  #era = 0;

  constructor(group: string, timers: Timers) {
    this.#group = group;
    this.#timers = timers;
  }

  /** Refused with `circuitOpen`, its details saying in `retryAfterMs` when it is worth another try. */
  enter(): Outcome<BreakerPass> {
    const leftMs = this.#leftMs();
    if (leftMs > 0 || this.#condition.kind === 'halfOpen') {
      const when = this.#condition.kind === 'halfOpen' ? 'is being tried' : `is tried again in ${Math.ceil(leftMs)} ms`;
      const reason = `${this.#group} ${when}: ${this.#condition.reason}`;
      return fail('circuitOpen', reason, { retryAfterMs: Math.ceil(leftMs), sent: false });
    }
    this.#apply({ kind: 'probe' });
    return succeed(this.#pass());
  }

  view(): BreakerView {
    const condition = this.#condition;
    const isWaiting = condition.kind === 'open' && this.#leftMs() > 0;
    return {
      group: this.#group,
      state: condition.kind === 'closed' ? 'closed' : isWaiting ? 'open' : 'halfOpen',
      failures: condition.kind === 'closed' ? condition.failures : FAILURES_TO_OPEN - 1 + condition.openings,
      retryAtMs: isWaiting ? this.#timers.nowMs() + this.#leftMs() : null,
      reason: condition.reason,
    };
  }

  #leftMs(): number {
    return this.#condition.kind === 'open' ? this.#condition.retryAtMs - this.#timers.monotonicMs() : 0;
  }

  #pass(): BreakerPass {
    const era = this.#era;
    let isDone = false;
    const end = (event: () => BreakerEvent): void => {
      if (!isDone && era === this.#era) this.#apply(event());
      isDone = true;
    };
    const nowMs = (): number => this.#timers.monotonicMs();
    return {
      succeed: () => end(() => ({ kind: 'succeed' })),
      fail: (reason) => end(() => ({ kind: 'fail', reason, nowMs: nowMs(), chance: this.#timers.chance() })),
      dispose: () => end(() => ({ kind: 'abandon', nowMs: nowMs() })),
    };
  }

  #apply(event: BreakerEvent): void {
    const before = this.#condition.kind;
    this.#condition = nextBreakerCondition(this.#condition, event);
    if (before !== this.#condition.kind) this.#era++;
  }
}
