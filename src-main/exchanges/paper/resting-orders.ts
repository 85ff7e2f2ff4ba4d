import type { Order } from '../../model/order.ts';
import type { RestingOrder } from './resting-order.ts';

/** What rests at the simulated venue, in the order it came. */
export class RestingOrders {
  /** Changed in place: a new array a fill is what a long backtest would spend its time on. */
  readonly all: RestingOrder[] = [];
  /** Of which it is decided on arrival whether they stay; often none, and then nobody looks for them. */
  arriving = 0;
  /** Stops that follow the price; the same. */
  trailing = 0;

  add(resting: RestingOrder): void {
    this.all.push(resting);
    if (resting.isArriving) this.arriving++;
    if (resting.order.type.kind === 'trailingStop') this.trailing++;
  }

  hasArrived(resting: RestingOrder): void {
    if (resting.isArriving) this.arriving--;
    resting.isArriving = false;
  }

  /** False when it does not rest here. */
  remove(clientOrderId: string): boolean {
    const index = this.all.findIndex(({ order }) => order.clientOrderId === clientOrderId);
    if (index < 0) return false;
    const [gone] = this.all.splice(index, 1) as [RestingOrder];
    this.hasArrived(gone);
    if (gone.order.type.kind === 'trailingStop') this.trailing--;
    return true;
  }

  find(clientOrderId: string): RestingOrder | undefined {
    return this.all.find(({ order }) => order.clientOrderId === clientOrderId);
  }

  /** The others of its list, where the list is the venue's to handle. */
  listedWith({ clientOrderId, list }: Order): readonly Order[] {
    if (list?.handledBy !== 'venue') return [];
    return this.all
      .map(({ order }) => order)
      .filter((other) => other.list?.id === list.id && other.clientOrderId !== clientOrderId);
  }
}
