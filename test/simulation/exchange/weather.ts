import type { FaultName } from '../faults/swarm.ts';
import type { World } from '../world/world.ts';

type Storm = { readonly fault: FaultName; readonly from: number; readonly to: number };

/** What lasts: how long each may, ms. */
const STORMS: readonly Storm[] = [
  { fault: 'rateStorm', from: 1_000, to: 8_000 },
  { fault: 'banned', from: 5_000, to: 30_000 },
  { fault: 'failureStorm', from: 1_000, to: 20_000 },
  { fault: 'outage', from: 5_000, to: 60_000 },
];

/** What the exchange is like for a while: storms of 429, 418 and 5xx, and times when nobody is there. */
export class Weather {
  readonly #world: World;
  readonly #until: Partial<Record<FaultName, number>> = {};

  constructor(world: World) {
    this.#world = world;
    for (const storm of STORMS) this.#planNext(storm);
  }

  isBad(fault: FaultName): boolean {
    return (this.#until[fault] ?? 0) > this.#world.elapsedMs && !this.#world.isHealed;
  }

  /** What a request that arrives now gets instead of an answer; null for an answer. */
  refusal(): 'silence' | { readonly status: number; readonly retryAfterMs: number } | null {
    const { random } = this.#world;
    if (this.isBad('outage')) return 'silence';
    if (this.isBad('banned')) return { status: 418, retryAfterMs: this.#secondsLeft('banned') };
    if (this.isBad('rateStorm') && random.next() < 0.7) {
      return { status: 429, retryAfterMs: random.next() < 0.2 ? 0 : this.#secondsLeft('rateStorm') };
    }
    if (this.isBad('failureStorm') && random.next() < 0.7) return { status: 503, retryAfterMs: 0 };
    return null;
  }

  #secondsLeft(fault: FaultName): number {
    return Math.ceil(((this.#until[fault] ?? 0) - this.#world.elapsedMs) / 1_000) * 1_000;
  }

  #planNext(storm: Storm): void {
    const world = this.#world;
    const perMinute = world.plan.faults[storm.fault];
    if (perMinute === 0) return;
    world.after((-Math.log(1 - world.random.next()) * 60_000) / perMinute, `${storm.fault} begins`, () => {
      if (world.isHealed) return;
      this.#until[storm.fault] = world.elapsedMs + world.between(storm.from, storm.to);
      world.struck(storm.fault);
      this.#planNext(storm);
    });
  }
}
