import type { ApprovedOrder } from '../../../src-main/engine/ports/approved-order.ts';
import type { Venue, VenueReport } from '../../../src-main/engine/ports/venue.ts';

/** The venue of an engine that starts before its connection does: nothing leaves until then, what is to go is remembered. */
export class LateVenue implements Venue {
  readonly #report: (report: VenueReport) => void;
  readonly #nowMs: () => number;
  readonly #cancelled = new Set<string>();
  #venue: Venue | null = null;

  constructor(report: (report: VenueReport) => void, nowMs: () => number) {
    this.#report = report;
    this.#nowMs = nowMs;
  }

  connect(venue: Venue): void {
    this.#venue = venue;
    for (const clientOrderId of this.#cancelled) venue.cancel(clientOrderId);
    this.#cancelled.clear();
  }

  submit(order: ApprovedOrder): void {
    if (this.#venue !== null) this.#venue.submit(order);
    else {
      const { clientOrderId } = order;
      this.#report({ kind: 'refused', clientOrderId, reason: 'not connected yet', timeMs: this.#nowMs() });
    }
  }

  cancel(clientOrderId: string): void {
    if (this.#venue !== null) this.#venue.cancel(clientOrderId);
    else this.#cancelled.add(clientOrderId);
  }
}
