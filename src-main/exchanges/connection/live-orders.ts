import type { LiveOrder } from './live-order.ts';
import type { VenueFill } from './order-protocol.ts';

/** Orders that ended are remembered for what is said of them late. */
const REMEMBERED = 1_000;
/** Fills that came before the order's own number is known. */
const MOST_ORPHANS = 500;

/** All orders of ours at one exchange, by our id and by its. */
export class LiveOrders {
  readonly #byClientId = new Map<string, LiveOrder>();
  readonly #byVenueId = new Map<string, LiveOrder>();
  readonly #ended: LiveOrder[] = [];
  readonly #orphans: VenueFill[] = [];

  add(live: LiveOrder): void {
    this.#byClientId.set(live.order.clientOrderId, live);
  }

  find(clientOrderId: string | null, venueOrderId?: string): LiveOrder | undefined {
    const found = clientOrderId === null ? undefined : this.#byClientId.get(clientOrderId);
    return found ?? (venueOrderId === undefined ? undefined : this.#byVenueId.get(venueOrderId));
  }

  *open(): Iterable<LiveOrder> {
    for (const live of this.#byClientId.values()) if (live.phase !== 'ended') yield live;
  }

  /** Returns the fills that waited for the number. */
  learnVenueId(live: LiveOrder, venueOrderId: string): readonly VenueFill[] {
    if (live.venueOrderId !== null || venueOrderId === '') return [];
    live.venueOrderId = venueOrderId;
    this.#byVenueId.set(venueOrderId, live);
    const own = this.#orphans.filter((fill) => fill.venueOrderId === venueOrderId);
    if (own.length === 0) return own;
    const others = this.#orphans.filter((fill) => fill.venueOrderId !== venueOrderId);
    this.#orphans.splice(0, this.#orphans.length, ...others);
    return own;
  }

  keepOrphan(fill: VenueFill): void {
    this.#orphans.push(fill);
    if (this.#orphans.length > MOST_ORPHANS) this.#orphans.shift();
  }

  ended(live: LiveOrder): void {
    this.#ended.push(live);
    if (this.#ended.length <= REMEMBERED) return;
    const oldest = this.#ended.shift();
    if (oldest === undefined) return;
    this.#byClientId.delete(oldest.order.clientOrderId);
    if (oldest.venueOrderId !== null) this.#byVenueId.delete(oldest.venueOrderId);
  }
}
