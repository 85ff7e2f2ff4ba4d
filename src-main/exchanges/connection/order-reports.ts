import type { Log } from '../../engine/ports/log.ts';
import type { VenueReport } from '../../engine/ports/venue.ts';
import type { Fill } from '../../model/fill.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { FillReportParts } from './fill-report.ts';
import { fillIdOf, toFill } from './fill-report.ts';
import type { LiveOrder } from './live-order.ts';
import { isDoneAt, isProven, lacksFills } from './live-order.ts';
import type { LiveOrders } from './live-orders.ts';
import type { VenueFill, VenueOrder } from './order-protocol.ts';

export type OrderReportsParts = FillReportParts & {
  readonly log: Log;
  readonly orders: LiveOrders;
  readonly report: (report: VenueReport) => void;
  /** The exchange's time, as near as it is known. */
  readonly nowMs: () => TimestampMs;
  /** It says that more was filled than we know the fills of. */
  readonly needFills: (live: LiveOrder) => void;
  /** Its state has to be asked for. */
  readonly needLookup: (live: LiveOrder, delayMs: number) => void;
  /** It is open and may be asked to go. */
  readonly mayCancel: (live: LiveOrder) => void;
  /** It lives, though it was told that it does not. */
  readonly haunts: (live: LiveOrder) => void;
};

/** A fill of an order that has no size of its own waits so long for the exchange to say whether it was the last. */
const HELD_LOOKUP_MS = 1_000;
const FIRST_ODD_LOOKUP_MS = 2_000;
const LONGEST_ODD_LOOKUP_MS = 60_000;

/**
 * The one way from what an exchange says to what is told of an order: the user stream, replies and reconciliation come here
 * in any order and any number of times; each thing is told once, fills before the end, and nothing goes back.
 */
export class OrderReports {
  readonly #parts: OrderReportsParts;

  constructor(parts: OrderReportsParts) {
    this.#parts = parts;
  }

  /** What the exchange says of the order by now. */
  apply(live: LiveOrder, said: VenueOrder): void {
    const wasEnded = live.phase === 'ended';
    for (const fill of this.#parts.orders.learnVenueId(live, said.venueOrderId)) this.applyFill(live, fill);
    live.absences = 0;
    if (wasEnded) {
      if (said.status === 'working' && !hasProperEnd(live)) this.#parts.haunts(live);
      else if (said.filledQuantity > live.reachedQuantity && said.filledQuantity > live.countedQuantity) {
        live.reachedQuantity = said.filledQuantity;
        this.#parts.needFills(live);
      }
      return;
    }
    if (said.filledQuantity > live.reachedQuantity) live.reachedQuantity = said.filledQuantity;
    if (isEnd(said) && (live.final === null || said.filledQuantity > live.final.filledQuantity)) live.final = said;
    if (said.status !== 'refused') this.#exists(live, said.updatedMs);
    this.settle(live);
    if (isOpen(live) && live.final === null) this.#goOn(live, said);
  }

  applyFill(live: LiveOrder, fill: VenueFill): void {
    if (live.heard.has(fill.fillId)) return;
    live.heard.add(fill.fillId);
    for (const orphan of this.#parts.orders.learnVenueId(live, fill.venueOrderId)) this.applyFill(live, orphan);
    live.absences = 0;
    if (live.phase === 'ended') {
      this.#tellLate(live, fill);
      return;
    }
    this.#exists(live, fill.timeMs);
    live.held.push(fill);
    this.settle(live);
    if (!isOpen(live)) return;
    if (live.held.length > 0) this.#parts.needLookup(live, HELD_LOOKUP_MS);
    // Where something fills, something may rest: a fill is as good a sign of it as the order itself.
    if (live.isCancelWanted) this.#parts.mayCancel(live);
  }

  /** Tells what can be told by now. */
  settle(live: LiveOrder): void {
    while (isOpen(live)) {
      const next = live.held[0];
      if (next === undefined || !isCovered(live, next)) break;
      live.held.shift();
      this.#tellFill(live, next);
    }
    if (!isOpen(live)) return;
    if (lacksFills(live)) this.#parts.needFills(live);
    else if (live.final !== null && live.held.length === 0) this.#end(live, live.final);
  }

  /** It never reached the exchange, or is told so. */
  refuse(live: LiveOrder, reason: string): void {
    const { clientOrderId } = live.order;
    const timeMs = this.#parts.nowMs();
    this.#close(live);
    this.#parts.report({ kind: live.isAccepted ? 'cancelled' : 'refused', clientOrderId, reason, timeMs });
  }

  /** Fills of which it was not known whether they are the last are told before: they are money. */
  cancelled(live: LiveOrder, reason: string): void {
    const { clientOrderId } = live.order;
    for (const fill of live.held.splice(0)) this.#tellFill(live, fill);
    if (!isOpen(live)) return;
    const timeMs = this.#parts.nowMs();
    this.#close(live);
    this.#parts.report({ kind: 'cancelled', clientOrderId, reason, timeMs });
  }

  unknown(live: LiveOrder, reason: string): void {
    live.isUnknownTold = true;
    this.#parts.report({
      kind: 'unknown',
      clientOrderId: live.order.clientOrderId,
      reason,
      timeMs: this.#parts.nowMs(),
    });
  }

  /** The first sign of life from the exchange. */
  #exists(live: LiveOrder, timeMs: TimestampMs): void {
    if (live.phase === 'unproven' || live.phase === 'sending' || live.phase === 'waiting') {
      live.phase = 'working';
      void live.timer?.dispose();
      live.timer = null;
    }
    if (live.isAccepted) return;
    live.isAccepted = true;
    this.#parts.report({ kind: 'accepted', clientOrderId: live.order.clientOrderId, timeMs });
  }

  #goOn(live: LiveOrder, said: VenueOrder): void {
    if (said.status === 'unknown') {
      const { log, needLookup } = this.#parts;
      log.warn('unknown order status', { clientOrderId: live.order.clientOrderId, status: said.statusText });
      needLookup(live, Math.min(LONGEST_ODD_LOOKUP_MS, FIRST_ODD_LOOKUP_MS * 2 ** Math.min(live.odd++, 5)));
    } else {
      live.odd = 0;
      if (live.isCancelWanted) this.#parts.mayCancel(live);
    }
  }

  #tellFill(live: LiveOrder, said: VenueFill): void {
    const known = live.known.get(fillIdOf(live.order, said));
    live.countedQuantity += said.quantity;
    const fill = known ?? toFill(live.order, live.instrument, said, this.#parts);
    live.lastFill = fill;
    const done = live.held.length === 0 && isDoneAt(live, live.countedQuantity);
    if (done) this.#close(live);
    if (known === undefined || done) this.#parts.report({ kind: 'filled', fill, done });
  }

  /** The engine counts it and wonders; so does the log. */
  #tellLate(live: LiveOrder, said: VenueFill): void {
    live.countedQuantity += said.quantity;
    if (live.known.has(fillIdOf(live.order, said))) return;
    this.#parts.log.warn('fill of an order that had ended', {
      clientOrderId: live.order.clientOrderId,
      fillId: said.fillId,
    });
    this.#parts.report({
      kind: 'filled',
      fill: toFill(live.order, live.instrument, said, this.#parts),
      done: false,
    });
  }

  #end(live: LiveOrder, final: VenueOrder): void {
    if (final.status === 'filled' && live.lastFill !== null) this.#tellDone(live, live.lastFill);
    else if (final.status === 'refused' && !isProven(live)) this.refuse(live, final.statusText);
    else this.cancelled(live, final.statusText);
  }

  /** That it is done became known after its last fill was told: that one is told again, which moves no money (SPEC 4.4). */
  #tellDone(live: LiveOrder, fill: Fill): void {
    this.#close(live);
    this.#parts.report({ kind: 'filled', fill, done: true });
  }

  #close(live: LiveOrder): void {
    live.phase = 'ended';
    void live.timer?.dispose();
    live.timer = null;
    this.#parts.orders.ended(live);
  }
}

export function isOpen({ phase }: LiveOrder): boolean {
  return phase !== 'ended';
}

function isEnd({ status }: VenueOrder): boolean {
  return status === 'filled' || status === 'cancelled' || status === 'refused';
}

/** By the exchange's own word. Older news of an order that ended so may still arrive. */
function hasProperEnd(live: LiveOrder): boolean {
  return live.final !== null || isDoneAt(live, live.countedQuantity);
}

/** Whether it can be said now if it is the order's last fill: beyond the exchange's last word nothing more is said. */
function isCovered(live: LiveOrder, fill: VenueFill): boolean {
  if (live.order.size.kind === 'base' || live.final !== null) return true;
  return live.countedQuantity + fill.quantity <= live.reachedQuantity;
}
