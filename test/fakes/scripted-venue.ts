import type { ApprovedOrder } from '../../src-main/engine/ports/approved-order.ts';
import type { Venue } from '../../src-main/engine/ports/venue.ts';

/** A venue that only remembers what it was asked: the test says what became of it. */
export class ScriptedVenue implements Venue {
  readonly submitted: ApprovedOrder[] = [];
  readonly cancelled: string[] = [];

  submit(order: ApprovedOrder): void {
    this.submitted.push(order);
  }

  cancel(clientOrderId: string): void {
    this.cancelled.push(clientOrderId);
  }
}
