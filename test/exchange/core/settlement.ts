import { multiply, smaller } from './amount.ts';
import { type Fee, type FeeTerms, feeOf, feeReserve } from './fees.ts';
import type { Ledger } from './ledger.ts';
import { remaining, type WorkingOrder } from './working-order.ts';

type Moved = { readonly quantity: bigint; readonly value: bigint };

/** Moves the money of one execution: what was locked for it is freed, both sides change hands, the fee is taken. */
export function settle(ledger: Ledger, order: WorkingOrder, moved: Moved, terms: FeeTerms): Fee {
  const { side } = order.request;
  const isBuy = side === 'buy';
  const [given, got] = isBuy ? [order.quote, order.base] : [order.base, order.quote];
  const kept = smaller(stillLocked(order, moved, terms), order.locked);
  ledger.unlock(given, order.locked - kept);
  order.locked = kept;
  ledger.add(given, -(isBuy ? moved.value : moved.quantity));
  ledger.add(got, isBuy ? moved.quantity : moved.value);
  const fee = feeOf({ side, base: order.base, quote: order.quote, ...moved }, terms);
  const amount = smaller(fee.amount, ledger.free(fee.asset));
  ledger.add(fee.asset, -amount);
  return { asset: fee.asset, amount };
}

/** What the rest of the order needs: its base when it sells, its worst price and fee when it buys. */
function stillLocked(order: WorkingOrder, moved: Moved, terms: FeeTerms): bigint {
  const left = remaining(order) - moved.quantity;
  if (left === 0n) return 0n;
  if (order.request.side === 'sell') return left;
  if (order.price !== null) {
    const value = multiply(order.price, left);
    return value + feeReserve(value, order.quote, terms);
  }
  const kept = order.locked - moved.value - feeReserve(moved.value, order.quote, terms);
  return kept > 0n ? kept : 0n;
}
