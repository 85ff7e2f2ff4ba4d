import type { ApprovedOrder } from '../engine/ports/approved-order.ts';
import type { TradingConnection } from '../engine/ports/exchange.ts';
import type { JournalState } from '../engine/ports/journal.ts';
import type { Venue, VenueReport } from '../engine/ports/venue.ts';
import type { ForeignOrder } from '../engine/ports/venue-look.ts';
import type { FeeRates } from '../model/execution-style.ts';
import type { Fill } from '../model/fill.ts';
import type { VenueId } from '../model/instrument.ts';
import type { Order } from '../model/order.ts';

export type VenueRouterParts = {
  /** The simulated venue. */
  readonly paper: Venue;
  /** The exchange an account is at; null for simulated money. */
  readonly venueOfAccount: (accountId: string) => VenueId | null;
  /** Whose money an open order trades with. */
  readonly accountOfOrder: (clientOrderId: string) => string | undefined;
  readonly report: (report: VenueReport) => void;
  readonly nowMs: () => number;
};

/**
 * One venue for the engine, and behind it the simulated one and every exchange that is traded on. Where an order goes is
 * decided by its account alone.
 */
export class VenueRouter implements Venue {
  readonly #parts: VenueRouterParts;
  readonly #live = new Map<VenueId, TradingConnection>();
  /** Cancels that had nobody to go to: they are asked for again when the exchange is there. */
  readonly #owedCancels = new Map<VenueId, Set<string>>();

  constructor(parts: VenueRouterParts) {
    this.#parts = parts;
  }

  /** An exchange can be traded on: its orders are looked up, and what was to be cancelled meanwhile is. */
  attach(venue: VenueId, connection: TradingConnection, known: Pick<JournalState, 'openOrders' | 'fills'>): void {
    this.#live.set(venue, connection);
    const isHere = (order: { readonly accountId: string }): boolean =>
      this.#parts.venueOfAccount(order.accountId) === venue;
    const openOrders = known.openOrders.filter(({ order }) => isHere(order));
    const ids = new Set(openOrders.map(({ order }) => order.clientOrderId));
    const fills: Fill[] = known.fills.filter(({ clientOrderId }) => ids.has(clientOrderId));
    // Its orders are known at once; what became of them is told as it is learnt.
    void connection.restore(openOrders, fills);
    const owed = this.#owedCancels.get(venue);
    this.#owedCancels.delete(venue);
    for (const clientOrderId of owed ?? []) connection.venue.cancel(clientOrderId);
  }

  detach(venue: VenueId): void {
    this.#live.delete(venue);
  }

  submit(order: ApprovedOrder): void {
    const venue = this.#parts.venueOfAccount(order.accountId);
    if (venue === null) {
      this.#parts.paper.submit(order);
      return;
    }
    const connection = this.#live.get(venue);
    if (connection !== undefined) {
      connection.venue.submit(order);
      return;
    }
    const { clientOrderId } = order;
    const timeMs = this.#parts.nowMs();
    this.#parts.report({ kind: 'refused', clientOrderId, reason: `${venue} is not connected for trading`, timeMs });
  }

  cancel(clientOrderId: string): void {
    const accountId = this.#parts.accountOfOrder(clientOrderId);
    const venue = accountId === undefined ? null : this.#parts.venueOfAccount(accountId);
    if (venue === null) {
      this.#parts.paper.cancel(clientOrderId);
      return;
    }
    const connection = this.#live.get(venue);
    if (connection !== undefined) connection.venue.cancel(clientOrderId);
    else this.#owedCancels.set(venue, (this.#owedCancels.get(venue) ?? new Set()).add(clientOrderId));
  }

  /** What a live account pays; null while its exchange is not there or has not said. */
  feesOf(accountId: string, instrumentId: string): FeeRates | null {
    return this.#connectionOf(accountId)?.feesOf(instrumentId) ?? null;
  }

  adopt(order: Order, venueOrderId: string): void {
    this.#connectionOf(order.accountId)?.venue.adopt?.(order, venueOrderId);
  }

  cancelForeign(accountId: string, order: ForeignOrder): void {
    this.#connectionOf(accountId)?.venue.cancelForeign?.(accountId, order);
  }

  #connectionOf(accountId: string): TradingConnection | undefined {
    const venue = this.#parts.venueOfAccount(accountId);
    return venue === null ? undefined : this.#live.get(venue);
  }
}
