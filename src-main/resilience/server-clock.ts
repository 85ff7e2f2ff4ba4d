import type { Disposable } from '../base/disposable.ts';
import { fail, type Outcome, succeed } from '../base/outcome.ts';
import type { ClockView } from '../engine/ports/exchange.ts';
import type { Log } from '../engine/ports/log.ts';
import type { Timers } from './timers.ts';

export interface ServerClock extends Disposable {
  /** Measures anew, as after the exchange refused a time of ours, and from then on every ten minutes. */
  measure(): Promise<Outcome<void>>;
  /** The other side's time, whole ms; undefined while it was not measured or is more than 500 ms in doubt. */
  nowMs(): number | undefined;
  view(): ClockView | null;
}

export type ServerClockParts = {
  readonly timers: Timers;
  readonly log: Log;
  /** Asks the other side for its time, ms. */
  readonly probe: () => Promise<Outcome<number>>;
};

/** The other side's time at a moment of our monotonic clock, and what our wall clock was then ahead of that. */
type Measurement = {
  readonly serverMs: number;
  readonly monotonicMs: number;
  readonly wallAheadMs: number;
  readonly halfRoundTripMs: number;
};

const PROBES = 3;
const REFRESH_MS = 600_000;
const RETRY_MS = 15_000;
const LEAP_CHECK_MS = 5000;
/** Wall and monotonic clock part by more than this only in a sleep or a correction. */
const LEAP_MS = 1000;
/** What a machine's clock may go wrong by: 200 parts in a million. */
const DRIFT_SHARE = 200e-6;
const MOST_DOUBT_MS = 500;

export function createServerClock(parts: ServerClockParts): ServerClock {
  return new MeasuredClock(parts);
}

class MeasuredClock implements ServerClock {
  readonly #parts: ServerClockParts;
  #measurement: Measurement | undefined;
  #measuring: Promise<Outcome<void>> | undefined;
  #timers: Disposable[] = [];
  /** What is known was the reason for asking. */
  #isDistrusted = false;
  #disposed = false;

  constructor(parts: ServerClockParts) {
    this.#parts = parts;
  }

  measure(): Promise<Outcome<void>> {
    this.#isDistrusted = true;
    return this.#refresh();
  }

  nowMs(): number | undefined {
    const measurement = this.#measurement;
    if (measurement === undefined || this.#hasLeapt(measurement) || this.#doubtMs(measurement) > MOST_DOUBT_MS) {
      return undefined;
    }
    return Math.floor(this.#serverMs(measurement));
  }

  view(): ClockView | null {
    const measurement = this.#measurement;
    if (measurement === undefined) return null;
    const { timers } = this.#parts;
    const ageMs = timers.monotonicMs() - measurement.monotonicMs;
    return {
      offsetMs: this.#serverMs(measurement) - timers.nowMs(),
      uncertaintyMs: this.#doubtMs(measurement),
      measuredMs: timers.nowMs() - ageMs,
    };
  }

  dispose(): void {
    this.#disposed = true;
    for (const timer of this.#timers.splice(0)) timer.dispose();
  }

  #serverMs({ serverMs, monotonicMs }: Measurement): number {
    return serverMs + this.#parts.timers.monotonicMs() - monotonicMs;
  }

  #doubtMs({ halfRoundTripMs, monotonicMs }: Measurement): number {
    return halfRoundTripMs + DRIFT_SHARE * (this.#parts.timers.monotonicMs() - monotonicMs);
  }

  /** After a sleep the monotonic clock may lack its length: then the time is not known, whichever clock is right. */
  #hasLeapt({ wallAheadMs }: Measurement): boolean {
    return Math.abs(this.#wallAheadMs() - wallAheadMs) > LEAP_MS;
  }

  #wallAheadMs(): number {
    return this.#parts.timers.nowMs() - this.#parts.timers.monotonicMs();
  }

  async #measureNow(): Promise<Outcome<void>> {
    let best: Measurement | undefined;
    let failure: Outcome<never> = fail('clockInDoubt', 'the time of the exchange was never told');
    for (let probe = 0; probe < PROBES && !this.#disposed; probe++) {
      const measured = await this.#probe();
      if (!measured.ok) failure = measured;
      else if (best === undefined || measured.value.halfRoundTripMs < best.halfRoundTripMs) best = measured.value;
    }
    if (best !== undefined) this.#take(best);
    // Round trips through a pause or a queue leave it in doubt: that is no reason to stay so for long.
    this.#plan(this.nowMs() === undefined || best === undefined ? RETRY_MS : this.#refreshMs());
    if (best !== undefined) return succeed(undefined);
    this.#parts.log.warn('the clock of the exchange could not be read', {
      reason: failure.ok ? '' : failure.error.message,
    });
    return failure;
  }

  /** Half-way to where drift alone would bring it into doubt: one that was measured badly is soon measured again. */
  #refreshMs(): number {
    const doubtMs = this.#measurement === undefined ? MOST_DOUBT_MS : this.#doubtMs(this.#measurement);
    const trustedMs = (MOST_DOUBT_MS - doubtMs) / DRIFT_SHARE;
    return Math.max(RETRY_MS, Math.min(REFRESH_MS, trustedMs / 2));
  }

  async #probe(): Promise<Outcome<Measurement>> {
    const { timers, probe } = this.#parts;
    const startMs = timers.monotonicMs();
    const wallAheadMs = this.#wallAheadMs();
    const told = await probe();
    if (!told.ok) return told;
    const endMs = timers.monotonicMs();
    if (Math.abs(this.#wallAheadMs() - wallAheadMs) > LEAP_MS) return fail('clockInDoubt', 'our own clock leapt');
    const middleMs = (startMs + endMs) / 2;
    return succeed({
      serverMs: told.value,
      monotonicMs: middleMs,
      wallAheadMs,
      halfRoundTripMs: (endMs - startMs) / 2,
    });
  }

  /** A worse one than what is known does not replace it. */
  #take(measured: Measurement): void {
    const known = this.#measurement;
    const keepsKnown = known !== undefined && !this.#isDistrusted && !this.#hasLeapt(known);
    if (keepsKnown && this.#doubtMs(known) < this.#doubtMs(measured)) return;
    this.#measurement = measured;
    this.#isDistrusted = false;
  }

  #plan(delayMs: number): void {
    for (const timer of this.#timers.splice(0)) timer.dispose();
    if (this.#disposed) return;
    const { timers } = this.#parts;
    this.#timers = [
      timers.after(delayMs, () => void this.#refresh()),
      timers.every(LEAP_CHECK_MS, () => this.#checkLeap()),
    ];
  }

  #refresh(): Promise<Outcome<void>> {
    this.#measuring ??= this.#measureNow().finally(() => {
      this.#measuring = undefined;
    });
    return this.#measuring;
  }

  #checkLeap(): void {
    if (this.#measurement === undefined || !this.#hasLeapt(this.#measurement) || this.#measuring !== undefined) return;
    this.#parts.log.info('our clock leapt: the exchange is asked for its time', {});
    void this.#refresh();
  }
}
