import type { Faults } from '../core/faults.ts';
import type { Violation } from '../server/wire.ts';
import { BinanceError } from './binance-error.ts';

export const WEIGHT_LIMIT = 6_000;
export const ORDER_LIMITS = [
  { interval: 'SECOND', intervalNum: 10, limit: 100, ms: 10_000, header: '10S' },
  { interval: 'DAY', intervalNum: 1, limit: 200_000, ms: 86_400_000, header: '1D' },
] as const;

const MINUTE_MS = 60_000;
const BAN_MS = 120_000;
/**
 * What one address may ask for. Windows are aligned to the clock. Who goes on after a 429 is banned, and each request
 * before its time is a violation that a test can read.
 */
export class Limits {
  readonly #wallMs: () => number;
  readonly #faults: Faults;
  readonly #graceMs: number;
  readonly #violations: Violation[] = [];
  readonly #orders = new Map<string, number>();
  #minute = 0;
  #weight = 0;
  #silentUntilMs = 0;
  #refusedAtMs = 0;
  #isBanned = false;

  /** @param graceMs a request that came so soon after a refusal was on its way when that left */
  constructor(wallMs: () => number, faults: Faults, graceMs: number) {
    this.#wallMs = wallMs;
    this.#faults = faults;
    this.#graceMs = graceMs;
  }

  violations(): readonly Violation[] {
    return this.#violations;
  }

  /**
   * Counts a request; throws 429 or 418. @param place path or method, for faults that hit only some
   * @param cameMs when it came: who asked before the refusal left could not know of it
   */
  spend(weight: number, place: string, cameMs = this.#wallMs()): void {
    const nowMs = this.#wallMs();
    this.#obey(nowMs, place, cameMs);
    this.#provoke(nowMs, place);
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (minute !== this.#minute) this.#weight = 0;
    this.#minute = minute;
    this.#weight += weight;
    if (this.#weight > WEIGHT_LIMIT) throw this.#refuse(nowMs, (minute + 1) * MINUTE_MS - nowMs);
  }

  /** A connection: refused while requests are, but no violation, for who connects cannot know. */
  admit(weight: number): boolean {
    if (this.#wallMs() < this.#silentUntilMs) return false;
    this.#weight += weight;
    return true;
  }

  /** Counts a new order; throws -1015. */
  spendOrder(): void {
    const nowMs = this.#wallMs();
    for (const { interval, intervalNum, limit, ms } of ORDER_LIMITS) {
      const key = `${interval}${Math.floor(nowMs / ms)}`;
      const count = (this.#orders.get(key) ?? 0) + 1;
      this.#orders.set(key, count);
      if (count <= limit) continue;
      const unit = interval === 'DAY' ? 'DAY' : 'SECOND';
      const text = `Too many new orders; current limit is ${limit} orders per ${intervalNum} ${unit}.`;
      throw new BinanceError(-1015, text, { status: 429, retryAfterS: Math.ceil((ms - (nowMs % ms)) / 1_000) });
    }
  }

  /** Weight and silence are an address's, orders an account's. */
  changeAddress(): void {
    this.#weight = 0;
    this.#silentUntilMs = 0;
    this.#isBanned = false;
  }

  /** Weight of a request that turned out to be free. */
  giveBack(weight: number): void {
    this.#weight = Math.max(0, this.#weight - weight);
  }

  get weight(): number {
    return this.#minute === Math.floor(this.#wallMs() / MINUTE_MS) ? this.#weight : 0;
  }

  orderCount(ms: number, interval: string): number {
    return this.#orders.get(`${interval}${Math.floor(this.#wallMs() / ms)}`) ?? 0;
  }

  /** For socket replies. */
  rateLimits(kind: 'weight' | 'orders') {
    if (kind === 'weight') {
      return [
        {
          rateLimitType: 'REQUEST_WEIGHT',
          interval: 'MINUTE',
          intervalNum: 1,
          limit: WEIGHT_LIMIT,
          count: this.weight,
        },
      ];
    }
    return ORDER_LIMITS.map(({ interval, intervalNum, limit, ms }) => {
      return { rateLimitType: 'ORDERS', interval, intervalNum, limit, count: this.orderCount(ms, interval) };
    });
  }

  /** Absolute ms at which requests are welcome again. */
  get silentUntilMs(): number {
    return this.#silentUntilMs;
  }

  #obey(nowMs: number, place: string, cameMs: number): void {
    if (nowMs >= this.#silentUntilMs) return;
    if (cameMs - this.#refusedAtMs > this.#graceMs) {
      const early = this.#silentUntilMs - nowMs;
      this.#violations.push({ timeMs: nowMs, what: `${place} came ${early} ms before Retry-After was over` });
      if (!this.#isBanned) this.#silentUntilMs = nowMs + BAN_MS;
      this.#isBanned = true;
    }
    throw this.#isBanned ? this.#ban(nowMs) : this.#refuse(nowMs, this.#silentUntilMs - nowMs);
  }

  #provoke(nowMs: number, place: string): void {
    const limited = this.#faults.strike('rateLimited', place);
    if (limited) throw this.#refuse(nowMs, Number(limited.value ?? 1) * 1_000);
    const banned = this.#faults.strike('banned', place);
    if (!banned) return;
    this.#isBanned = true;
    this.#refusedAtMs = nowMs;
    this.#silentUntilMs = nowMs + Number(banned.value ?? 2) * 1_000;
    throw this.#ban(nowMs);
  }

  #refuse(nowMs: number, forMs: number): BinanceError {
    if (nowMs >= this.#silentUntilMs) this.#refusedAtMs = nowMs;
    this.#isBanned = false;
    const retryAfterS = Math.ceil(forMs / 1_000);
    this.#silentUntilMs = nowMs + forMs;
    const text = `Too much request weight used; current limit is ${WEIGHT_LIMIT} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`;
    return new BinanceError(-1003, text, { status: 429, retryAfterS });
  }

  #ban(nowMs: number): BinanceError {
    const retryAfterS = Math.ceil((this.#silentUntilMs - nowMs) / 1_000);
    const text = `Way too much request weight used; IP banned until ${this.#silentUntilMs}. Please use WebSocket Streams for live updates to avoid bans.`;
    return new BinanceError(-1003, text, { status: 418, retryAfterS });
  }
}
