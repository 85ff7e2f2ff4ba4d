import type { Log } from '../../engine/ports/log.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { LiveOrder } from './live-order.ts';
import { lacksFills } from './live-order.ts';
import type { LiveOrders } from './live-orders.ts';
import type { OrderProtocol } from './order-protocol.ts';
import type { OrderReports } from './order-reports.ts';
import { outcomeOf } from './outcome-of.ts';
import type { TimerGroup } from './timer-group.ts';

/** A fill that comes by the stream mostly comes with the order's new state, or just after. */
const FIRST_FETCH_MS = 250;
const LONGEST_FETCH_MS = 30_000;
/** Clocks differ: fills are asked for from so long before the order was sent. */
const BEFORE_MS = 300_000;
/** Of an order from before a restart the time of sending is by our own clock, which may have been set right since. */
const FURTHER_BACK_MS = 24 * 3_600_000;
const LOOKS_BEFORE_FURTHER = 2;

export type FillFetchesParts = {
  readonly protocol: OrderProtocol;
  readonly group: TimerGroup;
  readonly log: Log;
  readonly orders: LiveOrders;
  readonly reports: () => OrderReports;
};

/** Gets the fills of an instrument over REST when the exchange named only how much was filled. */
export class FillFetches {
  readonly #parts: FillFetchesParts;
  readonly #underWay = new Map<string, Promise<boolean>>();
  readonly #waiting = new Set<LiveOrder>();

  constructor(parts: FillFetchesParts) {
    this.#parts = parts;
  }

  /** Soon, unless the stream tells them first; again and again until all are known. */
  need(live: LiveOrder): void {
    if (this.#waiting.has(live)) return;
    this.#waiting.add(live);
    const delayMs = Math.min(LONGEST_FETCH_MS, FIRST_FETCH_MS * 2 ** Math.min(live.fillLooks, 7));
    this.#parts.group.after(delayMs, () => void this.#look(live));
  }

  async #look(live: LiveOrder): Promise<void> {
    const { group, log, reports } = this.#parts;
    if (lacksFills(live)) {
      live.fillLooks++;
      const backMs = live.fillLooks > LOOKS_BEFORE_FURTHER ? FURTHER_BACK_MS : 0;
      const { final } = live;
      const isRead = await this.fetch(live.instrument, live.sentMs - backMs);
      if (group.isDisposed) return;
      // Begun before its last word it may have missed what came just before that.
      if (isRead && final !== null) live.areFillsRead = true;
    }
    this.#waiting.delete(live);
    if (!lacksFills(live)) {
      live.fillLooks = 0;
      reports().settle(live);
      return;
    }
    if (live.fillLooks > 5) log.error('fills are missing', { clientOrderId: live.order.clientOrderId });
    this.need(live);
  }

  /** All fills of an instrument since a moment go the way of all that is said. False when they could not be had. */
  fetch(instrument: Instrument, sinceMs: TimestampMs): Promise<boolean> {
    const underWay = this.#underWay.get(instrument.id);
    if (underWay !== undefined) return underWay.then(() => this.fetch(instrument, sinceMs));
    const answer = this.#fetch(instrument, sinceMs - BEFORE_MS).finally(() => this.#underWay.delete(instrument.id));
    this.#underWay.set(instrument.id, answer);
    return answer;
  }

  async #fetch(instrument: Instrument, sinceMs: TimestampMs): Promise<boolean> {
    const { protocol, group, log, orders, reports } = this.#parts;
    const answer = await outcomeOf(protocol.fills(instrument, sinceMs));
    if (group.isDisposed) return false;
    if (!answer.ok) {
      log.warn('fills could not be asked for', { instrument: instrument.id, error: answer.error.message });
      return false;
    }
    for (const fill of answer.value) {
      const live = orders.find(fill.clientOrderId, fill.venueOrderId);
      if (live !== undefined) reports().applyFill(live, fill);
    }
    return true;
  }
}
