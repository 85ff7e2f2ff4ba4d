import type { Random } from '../../../src-main/engine/ports/random.ts';
import { createSeededRandom } from '../../../src-main/engine/random/seeded-random.ts';
import { NO_GOVERNOR_LIMITS } from '../../../src-main/model/governor-limits.ts';
import type { Mix } from '../faults/mixes.ts';
import { DEFAULT_MIX } from '../faults/mixes.ts';
import type { FaultName } from '../faults/swarm.ts';
import { NO_FAULTS } from '../faults/swarm.ts';
import type { Coverage } from './coverage.ts';
import { count, noCoverage } from './coverage.ts';
import type { QueuedEvent } from './event-queue.ts';
import { EventQueue } from './event-queue.ts';
import type { Plan } from './plan.ts';
import { drawPlan } from './plan.ts';
import { Trace } from './trace.ts';

export type Violation = { readonly invariant: string; readonly message: string; readonly atMs: number };

/** A seed without chance in its faults: none but these, each at the n-th moment at which it could strike. */
export type Drill = {
  readonly crashAt?: readonly number[];
  readonly failWriteAt?: number;
  readonly failSyncAt?: number;
};

export type WorldOptions = { readonly keepsTrace?: boolean; readonly drill?: Drill; readonly mix?: Mix };

/** The exchange's time at the start of every seed. */
export const EPOCH_MS = Date.UTC(2026, 5, 1, 11, 57, 3);

/**
 * Where a seed happens: true time, one queue of events, one stream of chance, and what was seen. Everything that is to
 * happen goes through `after`, everything that is left to chance through `random`: so a seed is one story.
 */
export class World {
  readonly seed: number;
  readonly random: Random;
  readonly plan: Plan;
  readonly trace: Trace;
  readonly coverage: Coverage = noCoverage();
  readonly violations: Violation[] = [];
  /** Since the start, ms: the exchange's clock is this, ours may go otherwise. */
  elapsedMs = 0;
  /** From now on nothing goes wrong any more, prices stand still and no strategy wants anything. */
  isHealed = false;
  readonly drill: Drill | null;
  /** Moments passed: at which a process may die, and at which the disk may fail. */
  readonly passed = { crash: 0, writeFails: 0, syncFails: 0 };
  readonly #queue = new EventQueue();

  constructor(seed: number, options: WorldOptions = {}) {
    this.seed = seed;
    this.drill = options.drill ?? null;
    this.random = createSeededRandom(`world ${seed}`);
    const plan = drawPlan(this.random, options.mix ?? DEFAULT_MIX);
    this.plan =
      this.drill === null
        ? plan
        : { ...plan, faults: NO_FAULTS, halts: 'never', governor: NO_GOVERNOR_LIMITS, meddling: 0 };
    this.trace = new Trace(options.keepsTrace ?? false);
    this.coverage.seeds = 1;
  }

  get exchangeMs(): number {
    return EPOCH_MS + this.elapsedMs;
  }

  after(delayMs: number, what: string, run: () => void): QueuedEvent {
    return this.#queue.push(this.elapsedMs + delayMs, what, run);
  }

  /** Lets the next event happen; false when there is none before `untilMs`. */
  step(untilMs: number): boolean {
    const event = this.#queue.shift();
    if (event === undefined) return false;
    if (event.atMs > untilMs) {
      this.#queue.push(event.atMs, event.what, event.run as () => void);
      return false;
    }
    this.elapsedMs = event.atMs;
    this.coverage.events++;
    this.note(event.what);
    event.run?.();
    return true;
  }

  chance(rate: number): boolean {
    return rate > 0 && this.random.next() < rate;
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.random.next();
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.random.next() * choices.length)] as T;
  }

  /** Whether the fault strikes here and now; counted when it does. */
  strikes(fault: FaultName): boolean {
    if (this.drill !== null) return this.#isDrilled(fault);
    if (this.isHealed || !this.chance(this.plan.faults[fault])) return false;
    this.struck(fault);
    return true;
  }

  /** Whether a process dies at this moment. */
  crashes(isRecovering: boolean): boolean {
    if (this.drill !== null) {
      this.passed.crash++;
      return this.drill.crashAt?.includes(this.passed.crash) === true;
    }
    return this.strikes('crash') || (isRecovering && this.strikes('crashWhileRecovering'));
  }

  #isDrilled(fault: FaultName): boolean {
    if (this.isHealed || (fault !== 'writeFails' && fault !== 'syncFails')) return false;
    const at = fault === 'writeFails' ? this.drill?.failWriteAt : this.drill?.failSyncAt;
    if (++this.passed[fault] !== at) return false;
    this.struck(fault);
    return true;
  }

  struck(fault: FaultName): void {
    this.coverage.faults++;
    count(this.coverage.faultKinds, fault);
    this.note(`FAULT ${fault}`);
  }

  note(line: string): void {
    this.trace.add(this.elapsedMs, line);
  }

  violated(invariant: string, message: string): void {
    this.violations.push({ invariant, message, atMs: this.elapsedMs });
    this.note(`VIOLATION ${invariant}: ${message}`);
  }
}
