import type { Fill } from '../../model/fill.ts';
import type { Money, Price, Quantity, Ratio } from '../../model/money.ts';
import { notionalOf, quantityForAmount } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { RestingOrder } from './resting-order.ts';
import type { VenuePositions } from './venue-positions.ts';

export type FillTerms = { readonly price: Price; readonly feeRate: Ratio; readonly step: Quantity };

/**
 * What is left to fill at that price; 0 or less when nothing is. A quote size becomes what its amount still pays for, fee
 * included; an entry that closes the other side trades what is held there on top of that; reduce-only is cut to what is held.
 */
export function quantityLeft(resting: RestingOrder, terms: FillTerms, positions: VenuePositions): Quantity {
  const { order } = resting;
  const own = ownLeft(resting, terms);
  if (!order.reduceOnly) return (own > 0n ? own + positions.oppositeOf(order) : own) as Quantity;
  const reducible = positions.reducible(order);
  return (reducible < own ? reducible : own) as Quantity;
}

function ownLeft({ order: { size }, filled, spent }: RestingOrder, { price, feeRate, step }: FillTerms): bigint {
  if (size.kind === 'base') return size.quantity - filled;
  return quantityForAmount((size.amount - spent) as Money, price, feeRate, step);
}

/** The order with a quantity in place of its amount, and with what it has to close on the other side. */
export function sizedBy(order: Order, { price, feeRate, step }: FillTerms, opposite: bigint): Order {
  const { size } = order;
  const own = size.kind === 'base' ? size.quantity : quantityForAmount(size.amount, price, feeRate, step);
  return { ...order, closesOpposite: false, size: { kind: 'base', quantity: (own + opposite) as Quantity } };
}

/** Notes a fill on its order. `opposite` is what the order had to close before it. */
export function countFill(resting: RestingOrder, { quantity, price, fee }: Fill, opposite: bigint): void {
  resting.fillCount++;
  const own = quantity > opposite ? quantity - opposite : 0n;
  resting.filled = (resting.filled + own) as Quantity;
  const paid = own === quantity ? fee : (fee * own) / quantity;
  resting.spent = (resting.spent + notionalOf(price, own as Quantity) + paid) as Money;
}

/** Why an order ends without another fill. */
export function whyNothing(order: Order): string {
  return order.reduceOnly ? 'nothing left to reduce' : 'the size is below one step of the quantity';
}
