import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { Balance } from '../../engine/ports/exchange.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { VenueLook } from '../../engine/ports/venue-look.ts';
import type { VenueId } from '../../model/instrument.ts';
import type { Money } from '../../model/money.ts';
import { moneyFromText } from '../../model/money.ts';
import type { Timers } from '../../resilience/timers.ts';

export type BalanceLooksParts = {
  readonly venue: VenueId;
  readonly timers: Timers;
  readonly log: Log;
  readonly balances: () => Promise<Outcome<readonly Balance[]>>;
  /** Whether nothing is missing for trading. */
  readonly isGreen: () => boolean;
  readonly look: (look: VenueLook) => void;
};

const EVERY_MS = 30_000;
/** While somebody waits for it. */
const SOON_MS = 2_000;

/** Asks an exchange what it holds: every half minute, and without delay while trading waits for it. */
export class BalanceLooks implements Disposable {
  readonly #parts: BalanceLooksParts;
  #timer: Disposable | null = null;
  #isAsking = false;
  #isDisposed = false;

  constructor(parts: BalanceLooksParts) {
    this.#parts = parts;
    this.#schedule(EVERY_MS);
  }

  /** Balances are asked for after the orders: what a fill did to them is told by then. */
  ordersAreKnown(): void {
    if (!this.#parts.isGreen()) void this.#ask();
  }

  dispose(): void {
    this.#isDisposed = true;
    void this.#timer?.dispose();
  }

  #schedule(delayMs: number): void {
    void this.#timer?.dispose();
    if (!this.#isDisposed) this.#timer = this.#parts.timers.after(delayMs, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    if (this.#isAsking || this.#isDisposed) return;
    this.#isAsking = true;
    const { venue, timers, log, look, isGreen } = this.#parts;
    const answer = await this.#parts.balances();
    this.#isAsking = false;
    if (this.#isDisposed) return;
    const timeMs = timers.nowMs();
    if (answer.ok) {
      const balances = totalsOf(answer.value);
      look({ kind: 'balances', venue, balances, readMs: timers.monotonicMs(), timeMs });
    } else {
      log.warn('balances could not be asked for', { venue, error: answer.error.message });
      look({ kind: 'lost', venue, reason: `its balances: ${answer.error.message}`, timeMs });
    }
    this.#schedule(isGreen() ? EVERY_MS : SOON_MS);
  }
}

/** Free and locked together: what an order locks is still ours. */
function totalsOf(balances: readonly Balance[]): ReadonlyMap<string, Money> {
  const totals = new Map<string, Money>();
  for (const { asset, free, locked } of balances) {
    const total = moneyFromText(free) + moneyFromText(locked) + (totals.get(asset) ?? 0n);
    totals.set(asset, total as Money);
  }
  return totals;
}
