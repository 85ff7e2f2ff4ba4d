import type { Disposable } from '../../base/disposable.ts';
import type { BooksListener } from '../../engine/ports/exchange.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { ForeignOrder } from '../../engine/ports/venue-look.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { FillFetches } from './fill-fetches.ts';
import type { LiveOrder } from './live-order.ts';
import type { LiveOrders } from './live-orders.ts';
import type { OrderLookups } from './order-lookups.ts';
import type { OrderProtocol, UserListener, VenueFill, VenueOrder } from './order-protocol.ts';
import { LISTS_LAG_MS } from './order-protocol.ts';
import type { OrderReports } from './order-reports.ts';
import { outcomeOf } from './outcome-of.ts';
import type { TimerGroup } from './timer-group.ts';

const EVERY_MS = 10_000;

export type OrderReconciliationParts = {
  readonly protocol: OrderProtocol;
  readonly timers: Timers;
  readonly group: TimerGroup;
  readonly log: Log;
  readonly orders: LiveOrders;
  readonly reports: OrderReports;
  readonly lookups: OrderLookups;
  readonly fills: FillFetches;
  readonly books?: BooksListener;
};

/** Listens to the user stream and holds our orders against the exchange's, every ten seconds and after each break. */
export class OrderReconciliation implements UserListener, Disposable {
  readonly #parts: OrderReconciliationParts;
  readonly #stream: Disposable;
  #isConnected = false;
  #isUnderWay = false;
  #isWantedAgain = false;
  #timer: Disposable | null = null;
  /** Counts breaks of the stream: a look that began before one says nothing of what was missed in it. */
  #breaks = 0;

  constructor(parts: OrderReconciliationParts) {
    this.#parts = parts;
    this.#stream = parts.protocol.openUserStream(this);
    this.#schedule();
  }

  dispose(): Promise<void> | void {
    return this.#stream.dispose();
  }

  order(said: VenueOrder): void {
    const live = this.#find(said.clientOrderId, said.venueOrderId);
    if (live !== undefined) this.#parts.reports.apply(live, said);
  }

  fill(said: VenueFill): void {
    if (this.#parts.group.isDisposed) return;
    const live = this.#find(said.clientOrderId, said.venueOrderId);
    if (live !== undefined) this.#parts.reports.applyFill(live, said);
    else if (said.clientOrderId === null) this.#parts.orders.keepOrphan(said);
  }

  connected(): void {
    this.#isConnected = true;
    void this.#run();
  }

  broken(reason: string): void {
    if (this.#parts.group.isDisposed) return;
    this.#parts.log.warn('user stream broken', { reason });
    this.#isConnected = false;
    this.#breaks++;
    this.#parts.books?.lost(`its user stream: ${reason}`);
    this.#schedule();
  }

  /** Before its time, as when something was done about an order that is not ours. */
  lookSoon(): void {
    if (!this.#parts.group.isDisposed) void this.#run();
  }

  #find(clientOrderId: string | null, venueOrderId: string): LiveOrder | undefined {
    if (this.#parts.group.isDisposed) return undefined;
    return this.#parts.orders.find(clientOrderId === '' ? null : clientOrderId, venueOrderId);
  }

  #schedule(): void {
    void this.#timer?.dispose();
    this.#timer = this.#parts.group.after(EVERY_MS, () => void this.#run());
  }

  async #run(): Promise<void> {
    if (this.#isUnderWay) {
      this.#isWantedAgain = true;
      return;
    }
    this.#isUnderWay = true;
    try {
      do {
        this.#isWantedAgain = false;
        await this.#reconcile();
      } while (this.#isWantedAgain && !this.#parts.group.isDisposed);
    } finally {
      // Whoever hears a report may fail: the next look is taken all the same.
      this.#isUnderWay = false;
      this.#schedule();
    }
  }

  async #reconcile(): Promise<void> {
    const { protocol, timers, group, log, orders, reports, lookups } = this.#parts;
    const before = [...orders.open()].filter(({ phase }) => phase === 'working' || phase === 'unproven');
    if (group.isDisposed || (before.length === 0 && this.#parts.books === undefined)) return;
    const [breaks, wasConnected] = [this.#breaks, this.#isConnected];
    const toldUpToMs = timers.monotonicMs() - LISTS_LAG_MS;
    const answer = await outcomeOf(protocol.openOrders());
    if (group.isDisposed) return;
    if (!answer.ok) {
      log.warn('open orders could not be asked for', { error: answer.error.message });
      this.#parts.books?.lost(`its open orders: ${answer.error.message}`);
      return;
    }
    const listed = new Set<LiveOrder>();
    const foreign: ForeignOrder[] = [];
    for (const said of answer.value) {
      const live = this.#find(said.clientOrderId, said.venueOrderId);
      if (live === undefined) foreign.push(foreignOrder(said));
      if (live === undefined) continue;
      listed.add(live);
      reports.apply(live, said);
    }
    const areFillsRead = await this.#fetchFills(before);
    for (const live of before) {
      if (group.isDisposed) return;
      if (!listed.has(live) && live.phase === 'working' && live.final === null) await lookups.lookUp(live);
    }
    if (group.isDisposed) return;
    // The engine holds it for working, and the exchange does not list it: what it has done is still to be told.
    const untold = before.find((live) => !listed.has(live) && live.phase !== 'ended' && !live.isUnknownTold);
    if (untold !== undefined) this.#parts.books?.lost(`the fate of order ${untold.order.clientOrderId}`);
    else if (areFillsRead && wasConnected && this.#breaks === breaks) this.#parts.books?.looked(foreign, toldUpToMs);
  }

  /** Fills of every instrument with orders that were open. False when those of one could not be had. */
  async #fetchFills(open: readonly LiveOrder[]): Promise<boolean> {
    const since = new Map<Instrument, TimestampMs>();
    for (const { instrument, sentMs } of open) {
      since.set(instrument, Math.min(sentMs, since.get(instrument) ?? sentMs));
    }
    let areRead = true;
    for (const [instrument, sinceMs] of since) {
      if (this.#parts.group.isDisposed || !(await this.#parts.fills.fetch(instrument, sinceMs))) areRead = false;
    }
    return areRead;
  }
}

/** The beginning of every id that `composition/order-ids.ts` makes. */
const OUR_PREFIX = 'bw-';

function foreignOrder({ venueOrderId, clientOrderId, instrumentId, filledQuantity, terms }: VenueOrder): ForeignOrder {
  return {
    venueOrderId,
    clientOrderId,
    instrumentId: instrumentId ?? null,
    isOurs: clientOrderId.startsWith(OUR_PREFIX),
    filled: filledQuantity,
    terms: terms ?? null,
  };
}
