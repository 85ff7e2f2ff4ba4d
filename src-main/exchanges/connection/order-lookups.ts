import type { Log } from '../../engine/ports/log.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { FillFetches } from './fill-fetches.ts';
import type { LiveOrder } from './live-order.ts';
import { isProven, referenceTo } from './live-order.ts';
import type { OrderProtocol } from './order-protocol.ts';
import { LISTS_LAG_MS } from './order-protocol.ts';
import type { OrderReports } from './order-reports.ts';
import { isOpen } from './order-reports.ts';
import { outcomeOf } from './outcome-of.ts';
import type { TimerGroup } from './timer-group.ts';

/** When an order of unknown fate is looked up, after it became so (exchanges.md 6.1). */
const PROOF_LOOKUPS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;
/** Beyond the life of its request, before it is believed that it never arrived. */
const DEAD_MARGIN_MS = 10_000;
/** How long an order may wait for its turn and be sent again: one written down so long ago has left, or never will. */
const LEAVES_WITHIN_MS = 20_000;
/** A timer may fire so much early by the other clock. */
const EARLY_TIMER_MS = 50;
const FAILED_LOOKUP_MS = 2_000;
const LATER_LOOKUP_MS = 5_000;
const ENDLESS_LOOKUP_MS = 60_000;

export type OrderLookupsParts = {
  readonly protocol: OrderProtocol;
  readonly timers: Timers;
  readonly group: TimerGroup;
  readonly log: Log;
  readonly serverNowMs: () => number | undefined;
  readonly reports: () => OrderReports;
  readonly fills: () => FillFetches;
};

/** Asks the exchange what became of an order, until there is proof. */
export class OrderLookups {
  readonly #parts: OrderLookupsParts;

  constructor(parts: OrderLookupsParts) {
    this.#parts = parts;
  }

  /** Nobody can tell whether it reached the exchange: it is looked for until it is found, or surely absent. */
  prove(live: LiveOrder, reason: string): void {
    this.#prove(live, reason, 0);
  }

  /**
   * One from before the app ended. It left a while after it was written down at the latest, however often the app was
   * started since: only the lookups that are still to come are waited for, the last of them always. Its age is by a clock
   * that anybody may have set meanwhile: however old it seems, its request may still arrive, and be listed late. One that
   * was there once is no case for that.
   */
  proveRestored(live: LiveOrder): void {
    const { timers, protocol } = this.#parts;
    const ageMs = timers.nowMs() - live.order.createdMs - LEAVES_WITHIN_MS;
    const mostMs = (PROOF_LOOKUPS_MS.at(-1) ?? 0) - protocol.requestLifeMs - LISTS_LAG_MS;
    this.#prove(live, 'sent before the app ended', isProven(live) ? 0 : Math.max(0, Math.min(ageMs, mostMs)));
  }

  #prove(live: LiveOrder, reason: string, ageMs: number): void {
    const { timers, reports } = this.#parts;
    live.phase = 'unproven';
    live.absences = PROOF_LOOKUPS_MS.slice(0, -1).filter((dueMs) => dueMs <= ageMs).length;
    live.unprovenAtMs = timers.monotonicMs() - ageMs;
    this.#learnDeadline(live, ageMs);
    this.#scheduleProof(live);
    if (!live.isAccepted && !live.isUnknownTold) reports().unknown(live, reason);
  }

  /** The next lookup is so far away, if none is nearer. */
  schedule(live: LiveOrder, delayMs: number): void {
    if (!isOpen(live) || live.isLookedUp || live.timer !== null) return;
    this.#setTimer(live, delayMs);
  }

  #setTimer(live: LiveOrder, delayMs: number): void {
    void live.timer?.dispose();
    live.timer = this.#parts.group.after(delayMs, () => {
      live.timer = null;
      void this.lookUp(live);
    });
  }

  async lookUp(live: LiveOrder): Promise<void> {
    const { protocol, group, log, reports, serverNowMs } = this.#parts;
    if (!isOpen(live) || live.isLookedUp || group.isDisposed) return;
    void live.timer?.dispose();
    live.timer = null;
    live.isLookedUp = true;
    this.#learnDeadline(live);
    const askedMs = serverNowMs();
    const answer = await outcomeOf(protocol.find(referenceTo(live)));
    live.isLookedUp = false;
    if (group.isDisposed) return;
    if (answer.ok && answer.value !== null) {
      reports().apply(live, answer.value);
      return;
    }
    if (!isOpen(live)) return;
    if (!answer.ok) {
      log.warn('order lookup failed', { clientOrderId: live.order.clientOrderId, error: answer.error.message });
      this.#setTimer(live, FAILED_LOOKUP_MS);
      return;
    }
    if (this.#isCounted(live)) live.absences++;
    if (live.absences < PROOF_LOOKUPS_MS.length) this.#scheduleProof(live);
    else await this.#conclude(live, askedMs);
  }

  /** Lookups that others asked for come sooner: many in a second prove no more than one. */
  #isCounted(live: LiveOrder): boolean {
    const sinceMs = this.#parts.timers.monotonicMs() - live.unprovenAtMs;
    const dueMs = PROOF_LOOKUPS_MS[Math.min(live.absences, PROOF_LOOKUPS_MS.length - 1)] ?? 0;
    return (live.absences === 0 && live.phase !== 'unproven') || sinceMs >= dueMs - EARLY_TIMER_MS;
  }

  /** It may have left just before its reply was given up on: its life is counted from there. */
  #learnDeadline(live: LiveOrder, ageMs = 0): void {
    const nowMs = this.#parts.serverNowMs();
    if (nowMs === undefined || !Number.isNaN(live.deadAfterMs)) return;
    live.deadAfterMs = nowMs - ageMs + this.#parts.protocol.requestLifeMs + DEAD_MARGIN_MS;
  }

  #scheduleProof(live: LiveOrder): void {
    const { timers } = this.#parts;
    if (live.absences === 1 && live.phase !== 'unproven') live.unprovenAtMs = timers.monotonicMs();
    const offsetMs = PROOF_LOOKUPS_MS[live.absences] ?? ENDLESS_LOOKUP_MS;
    this.#setTimer(live, live.unprovenAtMs + offsetMs - timers.monotonicMs());
  }

  /** Absent in every lookup: believed once its request is dead and no fill of it is there either. */
  async #conclude(live: LiveOrder, askedMs: number | undefined): Promise<void> {
    const { fills, reports, log, group } = this.#parts;
    if (askedMs === undefined || !(askedMs > live.deadAfterMs)) {
      const waitMs = askedMs === undefined ? 0 : live.deadAfterMs + 1 - askedMs;
      this.#setTimer(live, Math.max(FAILED_LOOKUP_MS, waitMs || 0));
      return;
    }
    const areFillsKnown = await fills().fetch(live.instrument, live.sentMs);
    if (!isOpen(live) || group.isDisposed || live.absences === 0) return;
    if (!areFillsKnown) this.#setTimer(live, LATER_LOOKUP_MS);
    else if (live.mustExist || live.reachedQuantity > live.countedQuantity) {
      log.error('the exchange says that it has an order and does not find it', {
        clientOrderId: live.order.clientOrderId,
      });
      this.#setTimer(live, ENDLESS_LOOKUP_MS);
    } else if (isProven(live)) reports().cancelled(live, 'the exchange knows no such order any more');
    else reports().refuse(live, 'never reached the exchange');
  }
}
