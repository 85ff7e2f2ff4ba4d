import { multiply, toAmount } from './amount.ts';
import type { CoreRefusal, MarketSpec, NewOrder } from './core-types.ts';

type Filter = Extract<CoreRefusal, { kind: 'filter' }>['filter'];

/** The first filter an order breaks. @param lastPrice stands for the price of a market order */
export function brokenFilter(order: NewOrder, spec: MarketSpec, lastPrice: bigint): Filter | undefined {
  const tick = toAmount(spec.tick);
  for (const text of [order.price, order.stopPrice]) {
    if (text !== null && (toAmount(text) <= 0n || toAmount(text) % tick !== 0n)) return 'price';
  }
  const price = order.price === null ? lastPrice : toAmount(order.price);
  if (order.quantity === null) return brokenNotional(toAmount(order.quoteQuantity ?? '0'), spec);
  return (
    brokenQuantity(toAmount(order.quantity), spec) ?? brokenNotional(multiply(price, toAmount(order.quantity)), spec)
  );
}

function brokenQuantity(quantity: bigint, spec: MarketSpec): Filter | undefined {
  if (quantity < toAmount(spec.minQuantity)) return 'minQuantity';
  if (quantity > toAmount(spec.maxQuantity)) return 'maxQuantity';
  return quantity % toAmount(spec.step) === 0n ? undefined : 'step';
}

function brokenNotional(notional: bigint, spec: MarketSpec): Filter | undefined {
  return notional < toAmount(spec.minNotional) ? 'notional' : undefined;
}
