import type { Faults } from '../core/faults.ts';
import type { Violation } from '../server/wire.ts';

export type Taken = {
  readonly headers: Readonly<Record<string, string>>;
  /** Told as Retry-After when the request is one too many. */
  readonly retryAfterSeconds: number | undefined;
};

type Caller = { second: number; count: number; refusedAtMs: number; silentUntilMs: number };

/** Requests a second, by caller: a key's name, or the address of who has none. By the machine's clock. */
export class RequestLimits {
  readonly #callers = new Map<string, Caller>();
  readonly #violations: Violation[] = [];
  readonly #faults: Faults;
  readonly #wallMs: () => number;
  readonly #graceMs: number;

  /** @param graceMs a request that came so soon after a refusal was on its way when that left */
  constructor(faults: Faults, wallMs: () => number, graceMs: number) {
    this.#faults = faults;
    this.#wallMs = wallMs;
    this.#graceMs = graceMs;
  }

  /** Requests that came before Retry-After was over. */
  violations(): readonly Violation[] {
    return this.#violations;
  }

  /**
   * @param place the path, for faults that hit only some
   * @param cameMs when it came, which may be before it is read: who asked before the refusal left could not know of it
   */
  take(name: string, perSecond: number, place: string, cameMs: number): Taken {
    const nowMs = this.#wallMs();
    const caller = this.#callerOf(name, Math.floor(nowMs / 1000));
    const earlyMs = caller.silentUntilMs - nowMs;
    if (earlyMs > 0) {
      if (cameMs - caller.refusedAtMs > this.#graceMs) {
        this.#violations.push({ timeMs: nowMs, what: `${place} came ${earlyMs} ms before Retry-After was over` });
      }
      return { headers: headersOf(perSecond, 0), retryAfterSeconds: Math.ceil(earlyMs / 1000) };
    }
    caller.count += 1;
    const provoked = this.#faults.strike('rateLimited', place);
    if (provoked === undefined && caller.count <= perSecond) {
      return { headers: headersOf(perSecond, perSecond - caller.count), retryAfterSeconds: undefined };
    }
    const retryAfterSeconds = Number(provoked?.value ?? 1);
    caller.refusedAtMs = nowMs;
    caller.silentUntilMs = nowMs + retryAfterSeconds * 1000;
    return { headers: headersOf(perSecond, 0), retryAfterSeconds };
  }

  #callerOf(name: string, second: number): Caller {
    const known = this.#callers.get(name);
    if (known?.second === second) return known;
    const { refusedAtMs, silentUntilMs } = known ?? { refusedAtMs: 0, silentUntilMs: 0 };
    const caller = { second, count: 0, refusedAtMs, silentUntilMs };
    this.#callers.set(name, caller);
    return caller;
  }
}

function headersOf(limit: number, remaining: number): Readonly<Record<string, string>> {
  return { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': '1' };
}
