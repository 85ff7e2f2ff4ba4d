import type { Disposable } from '../../base/disposable.ts';
import { toFailure } from '../../base/outcome.ts';
import type { ApprovedOrder } from '../../engine/ports/approved-order.ts';
import type { BooksListener } from '../../engine/ports/exchange.ts';
import type { JournalState } from '../../engine/ports/journal.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { Venue, VenueReport } from '../../engine/ports/venue.ts';
import type { ForeignOrder } from '../../engine/ports/venue-look.ts';
import { brokenFilter } from '../../model/check-order.ts';
import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Price } from '../../model/money.ts';
import type { Order, OrderState } from '../../model/order.ts';
import { isOpenOrder } from '../../model/order.ts';
import type { Timers } from '../../resilience/timers.ts';
import { FillFetches } from './fill-fetches.ts';
import type { ValueOf } from './fill-report.ts';
import type { LiveOrder } from './live-order.ts';
import { createLiveOrder, isProven, referenceTo } from './live-order.ts';
import { LiveOrders } from './live-orders.ts';
import { OrderLookups } from './order-lookups.ts';
import type { CancelAnswer, OrderProtocol, OrderReference, PlaceAnswer } from './order-protocol.ts';
import { OrderReconciliation } from './order-reconciliation.ts';
import { isOpen, OrderReports } from './order-reports.ts';
import { TimerGroup } from './timer-group.ts';

export type LiveVenueParts = {
  readonly protocol: OrderProtocol;
  readonly timers: Timers;
  readonly log: Log;
  /** The exchange's time; undefined while it is in doubt: then nothing is sent but cancels. */
  readonly serverNowMs: () => number | undefined;
  readonly findInstrument: (instrumentId: string) => Instrument | undefined;
  /** Null while nothing is known of it. */
  readonly lastPrice: (instrumentId: string) => Price | null;
  readonly valueOf: ValueOf;
  readonly report: (report: VenueReport) => void;
  readonly books?: BooksListener;
};

export type LiveVenue = Venue &
  Disposable & {
    /**
     * Orders that were under way when the app ended, and the fills it knew: each is looked up before anything is said of it.
     * Resolves once the exchange was asked for each: what it has of them is known then.
     */
    restore(openOrders: JournalState['openOrders'], fills: readonly Fill[]): Promise<void>;
  };

/** What certainly did not arrive is sent again while the order is no older than this. */
const FRESH_ORDER_MS = 10_000;
const MOST_ATTEMPTS = 5;
const SHORTEST_RETRY_MS = 250;
/** Once, where the exchange knows the client id again. */
const SAME_BODY_MS = 1_000;
const CANCEL_LOOKUP_MS = 1_000;
const LONGEST_CANCEL_PAUSE_MS = 30_000;
/** Fills of an order that was placed by others are asked for from so long before. */
const ADOPTED_BACK_MS = 86_400_000;

const NOT_WHOLE = 'the other order of its list did not leave';
const NO_LISTS: PlaceAnswer = { kind: 'refused', reason: 'the exchange has no lists of orders' };
const UNTOLD: PlaceAnswer = { kind: 'unknown', reason: 'the reply does not name it' };

/**
 * Orders at an exchange (exchanges.md 6.1): sent once, their fate proven, everything told once. Restored orders, lost
 * replies and what the user stream missed all take the same way.
 */
export function createLiveVenue(parts: LiveVenueParts): LiveVenue {
  return new ExchangeVenue(parts);
}

class ExchangeVenue implements LiveVenue {
  readonly #parts: LiveVenueParts;
  readonly #orders = new LiveOrders();
  readonly #group: TimerGroup;
  /** First orders of lists whose second is still to come. */
  readonly #lists = new Map<string, LiveOrder>();
  readonly #reports: OrderReports;
  readonly #lookups: OrderLookups;
  readonly #fills: FillFetches;
  readonly #reconciliation: OrderReconciliation;

  constructor(parts: LiveVenueParts) {
    this.#parts = parts;
    const { protocol, timers, log, serverNowMs } = parts;
    this.#group = new TimerGroup(timers);
    const shared = { protocol, timers, log, serverNowMs, group: this.#group, orders: this.#orders };
    const reports = (): OrderReports => this.#reports;
    this.#fills = new FillFetches({ ...shared, reports });
    this.#lookups = new OrderLookups({ ...shared, reports, fills: () => this.#fills });
    this.#reports = new OrderReports({
      ...shared,
      valueOf: parts.valueOf,
      report: (report) => this.#report(report),
      nowMs: () => this.#nowMs(),
      needFills: (live) => this.#fills.need(live),
      needLookup: (live, delayMs) => this.#lookups.schedule(live, delayMs),
      mayCancel: (live) => this.#askToCancel(live),
      haunts: (live) => void this.#layToRest(live),
    });
    const { lookups, fills } = { lookups: this.#lookups, fills: this.#fills };
    const { books } = parts;
    const reconciled = { ...shared, reports: this.#reports, lookups, fills };
    this.#reconciliation = new OrderReconciliation(books === undefined ? reconciled : { ...reconciled, books });
  }

  submit(order: ApprovedOrder): void {
    const { clientOrderId } = order;
    if (this.#group.isDisposed) return;
    if (this.#orders.find(clientOrderId) !== undefined) {
      this.#parts.log.error('an order was to be sent twice', { clientOrderId });
      return;
    }
    const instrument = this.#parts.findInstrument(order.instrumentId);
    const sentMs = this.#parts.serverNowMs();
    const problem = this.#problemOf(order, instrument, sentMs);
    if (problem !== null || instrument === undefined || sentMs === undefined) {
      const reason = problem ?? 'unknown instrument';
      this.#report({ kind: 'refused', clientOrderId, reason, timeMs: this.#nowMs() });
      return;
    }
    const sentAtMs = this.#parts.timers.monotonicMs();
    const live = createLiveOrder({ order, instrument, sentMs: Math.floor(sentMs), sentAtMs });
    this.#orders.add(live);
    if (order.list?.handledBy === 'venue') this.#gather(live, order.list.id);
    else void this.#send(live);
  }

  /** The orders of a list leave together: the first waits for the second, which comes in the same turn or not at all. */
  #gather(live: LiveOrder, listId: string): void {
    const first = this.#lists.get(listId);
    if (first !== undefined) {
      this.#lists.delete(listId);
      if (isOpen(first)) void this.#sendList([first, live]);
      else this.#reports.refuse(live, NOT_WHOLE);
      return;
    }
    live.phase = 'waiting';
    this.#lists.set(listId, live);
    queueMicrotask(() => {
      if (!this.#lists.delete(listId) || this.#group.isDisposed || !isOpen(live)) return;
      this.#reports.refuse(live, NOT_WHOLE);
    });
  }

  adopt(order: Order, venueOrderId: string): void {
    const instrument = this.#parts.findInstrument(order.instrumentId);
    if (instrument === undefined || this.#group.isDisposed) return;
    const live = createLiveOrder({
      order,
      instrument,
      sentMs: order.createdMs - ADOPTED_BACK_MS,
      sentAtMs: this.#parts.timers.monotonicMs(),
    });
    live.isAnswered = true;
    live.mustExist = true;
    live.phase = 'unproven';
    this.#orders.add(live);
    this.#orders.learnVenueId(live, venueOrderId);
    void this.#lookups.lookUp(live);
  }

  cancelForeign(_accountId: string, { clientOrderId, venueOrderId, instrumentId }: ForeignOrder): void {
    const instrument = instrumentId === null ? undefined : this.#parts.findInstrument(instrumentId);
    if (instrument === undefined || this.#group.isDisposed) return;
    const reference = { clientOrderId, venueOrderId, instrument, sentMs: this.#nowMs() };
    // Whatever comes of it: the next look says whether the order is there.
    void this.#tryCancel(reference).then(() => this.#reconciliation.lookSoon());
  }

  cancel(clientOrderId: string): void {
    const live = this.#orders.find(clientOrderId);
    if (live === undefined) this.#parts.log.warn('cancel of an order that is not known', { clientOrderId });
    if (live === undefined || !isOpen(live)) return;
    live.isCancelWanted = true;
    if (live.phase === 'waiting') this.#reports.cancelled(live, 'taken back before it was placed');
    // What is on its way, or nowhere to be found yet, is cancelled once it is known to be there.
    else if (live.phase === 'working') this.#askToCancel(live);
  }

  async restore(openOrders: JournalState['openOrders'], fills: readonly Fill[]): Promise<void> {
    const byOrder = new Map<string, Map<string, Fill>>();
    for (const fill of fills) {
      const known = byOrder.get(fill.clientOrderId) ?? new Map<string, Fill>();
      byOrder.set(fill.clientOrderId, known.set(fill.fillId, fill));
    }
    const asked: Promise<void>[] = [];
    for (const { order, state } of openOrders) {
      if (!isOpenOrder(state) || this.#orders.find(order.clientOrderId) !== undefined) continue;
      const { clientOrderId } = order;
      if (state === 'intent') {
        this.#report({ kind: 'refused', clientOrderId, reason: 'never sent', timeMs: this.#nowMs() });
      } else asked.push(this.#restore(order, state, byOrder.get(clientOrderId)));
    }
    await Promise.all(asked);
  }

  dispose(): Promise<void> | void {
    this.#group.dispose();
    return this.#reconciliation.dispose();
  }

  #restore(order: Order, state: OrderState, known: ReadonlyMap<string, Fill> | undefined): Promise<void> {
    const { findInstrument, timers, log, serverNowMs } = this.#parts;
    const instrument = findInstrument(order.instrumentId);
    if (instrument === undefined) {
      log.error('an order could not be restored: its instrument is not listed any more', {
        clientOrderId: order.clientOrderId,
        instrument: order.instrumentId,
      });
      return Promise.resolve();
    }
    // It was created by our clock, which may be ahead of the exchange's.
    const aheadMs = Math.max(0, timers.nowMs() - (serverNowMs() ?? timers.nowMs()));
    const sent = { sentMs: Math.floor(order.createdMs - aheadMs), sentAtMs: timers.monotonicMs() };
    const live = createLiveOrder({ order, instrument, ...sent, ...(known === undefined ? {} : { known }) });
    live.isAnswered = true;
    live.isAccepted = state === 'working';
    live.isUnknownTold = state === 'unknown';
    this.#orders.add(live);
    this.#lookups.proveRestored(live);
    return this.#lookups.lookUp(live);
  }

  /** Why it does not leave; null when it may. */
  #problemOf(order: Order, instrument: Instrument | undefined, sentMs: number | undefined): string | null {
    if (instrument === undefined) return `unknown instrument ${order.instrumentId}`;
    const broken = brokenFilter(order, instrument, this.#parts.lastPrice(order.instrumentId));
    if (broken !== null) return `${broken.name}: expected ${broken.limit}, got ${broken.actual}`;
    if (sentMs === undefined) return 'the clock of the exchange is more than 500 ms in doubt';
    if (order.reduceOnly) return null;
    for (const other of this.#orders.open()) {
      const { instrumentId, side, clientOrderId } = other.order;
      if (other.phase !== 'unproven' || instrumentId !== order.instrumentId || side !== order.side) continue;
      return `the fate of order ${clientOrderId} on the same side is not known yet`;
    }
    return null;
  }

  async #send(live: LiveOrder): Promise<void> {
    live.phase = 'sending';
    live.isAnswered = false;
    live.attempts++;
    const answer = await this.#place(live);
    if (this.#group.isDisposed) return;
    live.isAnswered = true;
    this.#takeAnswer(live, answer);
  }

  async #sendList(pair: readonly [LiveOrder, LiveOrder]): Promise<void> {
    for (const live of pair) {
      live.phase = 'sending';
      live.isAnswered = false;
      live.attempts++;
    }
    const answers = await this.#placeList(pair);
    if (this.#group.isDisposed) return;
    for (const live of pair) live.isAnswered = true;
    for (const [index, live] of pair.entries()) this.#takeAnswer(live, answers[index] ?? UNTOLD);
  }

  async #placeList([first, second]: readonly [LiveOrder, LiveOrder]): Promise<readonly PlaceAnswer[]> {
    const { protocol } = this.#parts;
    const mayLeave = (): boolean => !first.isCancelWanted && !second.isCancelWanted && !this.#group.isDisposed;
    try {
      const answers = await protocol.placeList?.([first.order, second.order], first.instrument, mayLeave);
      return answers ?? [NO_LISTS, NO_LISTS];
    } catch (thrown) {
      const unknown: PlaceAnswer = { kind: 'unknown', reason: toFailure(thrown).message };
      return [unknown, unknown];
    }
  }

  /** It may wait for its turn, or for the end of a silence: what was taken back meanwhile does not leave. */
  async #place(live: LiveOrder): Promise<PlaceAnswer> {
    const mayLeave = (): boolean => !live.isCancelWanted && !this.#group.isDisposed;
    try {
      return await this.#parts.protocol.place(live.order, live.instrument, mayLeave);
    } catch (thrown) {
      return { kind: 'unknown', reason: toFailure(thrown).message };
    }
  }

  #takeAnswer(live: LiveOrder, answer: PlaceAnswer): void {
    if (answer.kind === 'accepted') {
      this.#takeAccepted(live, answer);
      return;
    }
    if (!isOpen(live)) return;
    if (isProven(live)) {
      // The stream was faster and knows better; what contradicts it is looked into.
      if (answer.kind !== 'unknown') this.#lookups.schedule(live, 0);
      return;
    }
    if (answer.kind === 'refused') this.#reports.refuse(live, answer.reason);
    else if (answer.kind === 'notPlaced') this.#sendLater(live, answer);
    else if (answer.kind === 'exists') this.#adopt(live, answer.reason);
    else this.#loseTrack(live, answer.reason);
  }

  #takeAccepted(live: LiveOrder, { order, fills }: Extract<PlaceAnswer, { kind: 'accepted' }>): void {
    // The fills first would leave open which is the last; the order first says how many there are.
    this.#reports.apply(live, order);
    for (const fill of fills) this.#reports.applyFill(live, fill);
  }

  #sendLater(live: LiveOrder, { reason, retryAfterMs }: Extract<PlaceAnswer, { kind: 'notPlaced' }>): void {
    const { timers, serverNowMs } = this.#parts;
    const ageMs = timers.monotonicMs() - live.sentAtMs;
    if (live.isCancelWanted) this.#reports.cancelled(live, 'taken back before it was placed');
    // Its list is asked for anew as a whole, by whoever still wants it.
    else if (live.order.list?.handledBy === 'venue') this.#reports.refuse(live, reason);
    else if (live.attempts >= MOST_ATTEMPTS || ageMs + retryAfterMs > FRESH_ORDER_MS)
      this.#reports.refuse(live, reason);
    else {
      live.phase = 'waiting';
      live.timer = this.#group.after(Math.max(SHORTEST_RETRY_MS, retryAfterMs), () => {
        live.timer = null;
        if (serverNowMs() === undefined) this.#reports.refuse(live, 'the clock of the exchange is in doubt');
        else void this.#send(live);
      });
    }
  }

  #adopt(live: LiveOrder, reason: string): void {
    live.mustExist = true;
    this.#lookups.prove(live, reason);
    void this.#lookups.lookUp(live);
  }

  #loseTrack(live: LiveOrder, reason: string): void {
    this.#lookups.prove(live, reason);
    if (this.#parts.protocol.resend === 'sameBody') this.#group.after(SAME_BODY_MS, () => void this.#sendSame(live));
  }

  /** The exchange answers with the first order if it has it. Whatever else it answers proves nothing of the first. */
  async #sendSame(live: LiveOrder): Promise<void> {
    if (live.phase !== 'unproven' || live.isCancelWanted) return;
    live.deadAfterMs = Number.NaN;
    const answer = await this.#place(live);
    if (this.#group.isDisposed) return;
    if (answer.kind === 'accepted') this.#takeAccepted(live, answer);
    else if (answer.kind === 'exists') {
      live.mustExist = true;
      void this.#lookups.lookUp(live);
    }
  }

  #askToCancel(live: LiveOrder): void {
    if (live.isCancelling || live.final !== null) return;
    live.isCancelling = true;
    const pauseMs = live.cancels === 0 ? 0 : Math.min(LONGEST_CANCEL_PAUSE_MS, 1_000 * 2 ** Math.min(live.cancels, 5));
    live.cancels++;
    if (pauseMs === 0) void this.#cancel(live);
    else this.#group.after(pauseMs, () => void this.#cancel(live));
  }

  async #cancel(live: LiveOrder): Promise<void> {
    let answer: CancelAnswer = { kind: 'unknown', reason: 'it had ended' };
    if (isOpen(live) && live.final === null) answer = await this.#tryCancel(referenceTo(live));
    live.isCancelling = false;
    if (this.#group.isDisposed) return;
    if (answer.kind === 'cancelled' && answer.order !== null) this.#reports.apply(live, answer.order);
    if (!isOpen(live) || live.final !== null) return;
    // A fill may have raced it: what became of it is for the exchange to say.
    if (answer.kind === 'unknown') this.#lookups.schedule(live, CANCEL_LOOKUP_MS);
    else if (answer.kind === 'notOpen' || answer.order === null) void this.#lookups.lookUp(live);
  }

  async #tryCancel(reference: OrderReference): Promise<CancelAnswer> {
    try {
      return await this.#parts.protocol.cancel(reference);
    } catch (thrown) {
      return { kind: 'unknown', reason: toFailure(thrown).message };
    }
  }

  /** An order that was told not to be there is there: nobody counts on it, so it has to go. */
  async #layToRest(live: LiveOrder): Promise<void> {
    this.#parts.log.error('an order lives that was believed absent: cancelled', {
      clientOrderId: live.order.clientOrderId,
    });
    if (live.isCancelling) return;
    live.isCancelling = true;
    await this.#tryCancel(referenceTo(live));
    live.isCancelling = false;
  }

  #report(report: VenueReport): void {
    if (!this.#group.isDisposed) this.#parts.report(report);
  }

  #nowMs(): number {
    return Math.floor(this.#parts.serverNowMs() ?? this.#parts.timers.nowMs());
  }
}
