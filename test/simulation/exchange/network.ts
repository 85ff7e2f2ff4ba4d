import type { Outcome } from '../../../src-main/base/outcome.ts';
import { succeed } from '../../../src-main/base/outcome.ts';
import type { RequestPriority } from '../../../src-main/engine/ports/exchange.ts';
import { RequestBudget } from '../../../src-main/resilience/request-budget.ts';
import type { Life } from '../app/life.ts';
import type { Probes } from '../invariants/probes.ts';
import type { World } from '../world/world.ts';
import type { Weather } from './weather.ts';

/** What a request comes to, as far as the wire goes. */
export type Reply<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'failed'; readonly status: number; readonly retryAfterMs: number }
  /** The exchange found the request's time too old, or ahead of its own. */
  | { readonly kind: 'clock' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'unsent'; readonly reason: string };

export type Request<T> = {
  readonly name: string;
  readonly priority: RequestPriority;
  readonly timeoutMs: number;
  readonly maxWaitMs?: number;
  /** By the exchange's clock as we know it; it is not asked for the time without one. */
  readonly timestampMs?: () => number | undefined;
  readonly mayLeave?: (() => boolean) | undefined;
  readonly leaves?: (timestampMs: number) => void;
  /** What the exchange does with it; runs there, at most once. */
  readonly work: () => T;
};

/** A request older than this when it arrives is refused. */
export const RECEIVE_WINDOW_MS = 3_000;
const AHEAD_MS = 1_000;
const PAUSE_WITHOUT_WORD_MS = 60_000;

/** One process's way to the exchange and back: the real budget and pause on our side, then a wire that does anything. */
export class Network {
  readonly budget: RequestBudget;
  readonly #life: Life;
  readonly #world: World;
  readonly #weather: Weather;
  readonly #probes: Probes;

  constructor(life: Life, weather: Weather, probes: Probes) {
    this.#life = life;
    this.#world = life.world;
    this.#weather = weather;
    this.#probes = probes;
    const { machine } = life;
    this.budget = new RequestBudget({
      limits: [{ name: 'requests', limit: 3_000, windowMs: 60_000 }],
      timers: life.timers,
      pauses: {
        load: () => machine.pause,
        save: (pause) => {
          machine.pause = pause;
        },
      },
    });
  }

  async call<T>(request: Request<T>): Promise<Reply<T>> {
    const { priority, maxWaitMs } = request;
    const admission = { cost: { requests: 1 }, priority, ...(maxWaitMs === undefined ? {} : { maxWaitMs }) };
    const outcome: Outcome<Reply<T>> = await this.budget.run(admission, async () => succeed(await this.#send(request)));
    return outcome.ok ? outcome.value : { kind: 'unsent', reason: outcome.error.message };
  }

  #send<T>(request: Request<T>): Promise<Reply<T>> {
    return new Promise((resolve) => {
      const { name } = request;
      const timestampMs = request.timestampMs?.();
      if (request.timestampMs !== undefined && timestampMs === undefined) {
        resolve({ kind: 'unsent', reason: 'the clock of the exchange is in doubt' });
        return;
      }
      if (request.mayLeave?.() === false) {
        resolve({ kind: 'unsent', reason: 'it is not wanted any more' });
        return;
      }
      if (this.#life.mayCrash(`${name}.before`)) return;
      this.#world.note(`${name} leaves`);
      this.#probes.tell('requestLeaves', name);
      request.leaves?.(timestampMs ?? 0);
      const answer = this.#pendingAnswer(request, resolve);
      this.#carry(request, timestampMs, answer);
      this.#life.mayCrash(`${name}.after`);
    });
  }

  /** Takes the first reply; our own patience is one. */
  #pendingAnswer<T>({ name, timeoutMs }: Request<T>, resolve: (reply: Reply<T>) => void): (reply: Reply<T>) => void {
    let isOpen = true;
    const giveUp = this.#life.timers.after(timeoutMs, () => {
      isOpen = false;
      resolve({ kind: 'lost' });
    });
    return (reply) => {
      if (!isOpen || !this.#life.isAlive) return;
      isOpen = false;
      giveUp.dispose();
      if (this.#life.mayCrash(`${name}.reply`)) return;
      if (reply.kind === 'failed') this.#obey(reply);
      resolve(reply);
      this.#life.mayCrashSoon(`${name}.taken`);
    };
  }

  #carry<T>(request: Request<T>, timestampMs: number | undefined, answer: (reply: Reply<T>) => void): void {
    const world = this.#world;
    if (world.strikes('requestLost')) return;
    const lateMs = world.strikes('requestLate') ? world.between(2_000, 12_000) : 0;
    world.after(world.between(5, 60) + lateMs, `${request.name} arrives`, () => {
      const reply = this.#serve(request, timestampMs);
      if (reply !== null) this.#carryBack(reply, request.name, answer);
    });
  }

  /** Null when nobody is there to answer. */
  #serve<T>(request: Request<T>, timestampMs: number | undefined): Reply<T> | null {
    const world = this.#world;
    const refusal = this.#weather.refusal();
    if (refusal === 'silence') return null;
    if (refusal !== null) return { kind: 'failed', ...refusal };
    if (world.strikes('failedBefore')) return { kind: 'failed', status: 503, retryAfterMs: 0 };
    if (timestampMs !== undefined) {
      const ageMs = world.exchangeMs - timestampMs;
      if (ageMs > RECEIVE_WINDOW_MS || ageMs < -AHEAD_MS) return { kind: 'clock' };
    }
    const value = request.work();
    if (world.strikes('failedAfter')) return { kind: 'failed', status: 504, retryAfterMs: 0 };
    return { kind: 'answer', value };
  }

  #carryBack<T>(reply: Reply<T>, name: string, answer: (reply: Reply<T>) => void): void {
    const world = this.#world;
    if (world.strikes('replyLost')) return;
    const lateMs = world.strikes('replyLate') ? world.between(3_000, 20_000) : 0;
    const overtakenMs = world.strikes('replyReordered') ? world.between(50, 1_500) : 0;
    const arrive = (): void => answer(reply);
    world.after(world.between(5, 60) + lateMs + overtakenMs, `${name} answered`, arrive);
    if (world.strikes('replyDuplicated')) world.after(world.between(60, 3_000), `${name} answered again`, arrive);
  }

  #obey({ status, retryAfterMs }: Extract<Reply<never>, { kind: 'failed' }>): void {
    if (status !== 429 && status !== 418) return;
    const pauseMs = retryAfterMs > 0 ? retryAfterMs : PAUSE_WITHOUT_WORD_MS;
    this.#probes.tell('silenceAsked', this.#world.elapsedMs + pauseMs);
    this.budget.pauseUntil(this.#life.timers.nowMs() + pauseMs);
  }
}
