import type { GovernorLimits } from '../../../src-main/model/governor-limits.ts';
import type { KeptPause } from '../../../src-main/resilience/request-pause.ts';
import type { Timers } from '../../../src-main/resilience/timers.ts';
import { count } from '../world/coverage.ts';
import { EPOCH_MS, type World } from '../world/world.ts';

/** Thrown where a process dies in the middle of a call: nothing that follows has any effect. */
export class Crash extends Error {}

/** Our machine: it goes on when the process on it dies. Its clock may be set wrong, and runs a little fast or slow. */
export class Machine {
  readonly world: World;
  wallOffsetMs = 0;
  /** The governor's limits, as a person set them last. */
  limits: GovernorLimits;
  /** The silence the exchange asked for, as it is kept on disk. */
  pause: KeptPause | null = null;

  constructor(world: World) {
    this.world = world;
    this.limits = world.plan.governor;
  }

  get rate(): number {
    return 1 + this.world.plan.drift;
  }

  nowMs(): number {
    return Math.floor(EPOCH_MS + this.world.elapsedMs * this.rate + this.wallOffsetMs);
  }
}

/** For so long after its start a process counts as recovering. */
const RECOVERY_MS = 4_000;

/** One life of the process, from start to crash. What the dead ask for does not happen. */
export class Life {
  readonly number: number;
  readonly machine: Machine;
  readonly timers: Timers;
  isAlive = true;
  readonly #bornMs: number;
  readonly #died: (isPowerCut: boolean) => void;

  constructor(number: number, machine: Machine, died: (isPowerCut: boolean) => void) {
    this.number = number;
    this.machine = machine;
    this.#bornMs = machine.world.elapsedMs;
    this.#died = died;
    this.timers = lifeTimers(this);
  }

  get world(): World {
    return this.machine.world;
  }

  get ageMs(): number {
    return this.world.elapsedMs - this.#bornMs;
  }

  get isRecovering(): boolean {
    return this.number > 1 && this.ageMs < RECOVERY_MS;
  }

  /** A moment at which a process may die. True when it just did, or was dead before. */
  mayCrash(point: string): boolean {
    if (!this.isAlive) return true;
    const { world } = this;
    if (world.isHealed || !world.crashes(this.isRecovering)) return false;
    const isPowerCut = world.strikes('powerCut');
    count(world.coverage.crashPoints, point);
    world.coverage.crashes++;
    if (this.isRecovering) world.coverage.doubleCrashes++;
    world.note(`CRASH ${point}${isPowerCut ? ' (power cut)' : ''}`);
    this.end();
    this.#died(isPowerCut);
    return true;
  }

  /** The same once what is being told now was taken in. */
  mayCrashSoon(point: string): void {
    const { crash, crashWhileRecovering } = this.world.plan.faults;
    if ((crash + crashWhileRecovering > 0 || this.world.drill !== null) && !this.world.isHealed) {
      this.world.after(0, point, () => void this.mayCrash(point));
    }
  }

  end(): void {
    this.isAlive = false;
  }
}

function lifeTimers(life: Life): Timers {
  const { machine, world } = life;
  const { rate } = machine;
  const plan = (delayMs: number, callback: () => void): { dispose: () => void } => {
    const event = world.after(Math.max(0, delayMs) / rate, 'timer', () => {
      if (life.isAlive) callback();
    });
    return {
      dispose: () => {
        event.run = null;
      },
    };
  };
  return {
    nowMs: () => machine.nowMs(),
    monotonicMs: () => world.elapsedMs * rate,
    after: plan,
    every: (periodMs, callback) => {
      let next = { dispose: (): void => undefined };
      const again = (): void => {
        next = plan(periodMs, () => {
          again();
          callback();
        });
      };
      again();
      return { dispose: () => next.dispose() };
    },
    chance: () => world.random.next(),
  };
}
