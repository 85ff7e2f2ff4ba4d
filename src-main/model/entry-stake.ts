import type { Money, Price } from './money.ts';
import { notionalOf, priceFromNumber, ZERO_MONEY } from './money.ts';
import type { Order } from './order.ts';
import { priceOf } from './order.ts';

/**
 * What an entry puts at stake, in its quote asset: a quantity at its own price, or at the latest one where that is dearer
 * and the order trades there at once. A short's limit below the market and a stop to buy that is touched already fill at
 * the market, whatever price they name. 0 while a price that it takes is not known.
 */
export function entryStake({ size, type, side }: Pick<Order, 'size' | 'type' | 'side'>, latestPrice: number): Money {
  if (size.kind === 'quote') return size.amount;
  const own = priceOf(type);
  const latest = latestPrice > 0 && latestPrice < Number.POSITIVE_INFINITY ? priceFromNumber(latestPrice) : null;
  const isBound = own !== null && ('trigger' in type ? side === 'sell' : side === 'buy');
  if (isBound) return notionalOf(own, size.quantity);
  if (latest === null) return ZERO_MONEY;
  return notionalOf((own !== null && own > latest ? own : latest) as Price, size.quantity);
}
