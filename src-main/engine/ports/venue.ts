import type { Fill } from '../../model/fill.ts';
import type { Order } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { ApprovedOrder } from './approved-order.ts';
import type { ForeignOrder } from './venue-look.ts';

/** What a venue says of our orders. Only these move an order on: silence proves nothing. */
export type VenueReport =
  | { readonly kind: 'accepted'; readonly clientOrderId: string; readonly timeMs: TimestampMs }
  | { readonly kind: 'refused'; readonly clientOrderId: string; readonly reason: string; readonly timeMs: TimestampMs }
  /** `done`: nothing of the order is left to fill. */
  | { readonly kind: 'filled'; readonly fill: Fill; readonly done: boolean }
  | {
      readonly kind: 'cancelled';
      readonly clientOrderId: string;
      readonly reason: string;
      readonly timeMs: TimestampMs;
    }
  /** The request's fate is not known: time-out, 5xx, disconnect. */
  | { readonly kind: 'unknown'; readonly clientOrderId: string; readonly reason: string; readonly timeMs: TimestampMs };

/** Where orders go. Both calls return at once; the answer is a report, possibly before the call returns. */
export interface Venue {
  submit(order: ApprovedOrder): void;
  cancel(clientOrderId: string): void;
  /** Follows an order from now on that is at the venue already, as if it had been submitted here. */
  adopt?(order: Order, venueOrderId: string): void;
  /** Takes back an order at the account's venue that nobody here follows. */
  cancelForeign?(accountId: string, order: ForeignOrder): void;
}
