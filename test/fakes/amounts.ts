export {
  moneyFromText,
  priceFromText,
  quantityFromText,
  quantityToText,
  ZERO_MONEY,
} from '../../src-main/model/money.ts';

import { priceToText } from '../../src-main/model/money.ts';
import type { OrderType } from '../../src-main/model/order.ts';
import { priceOf } from '../../src-main/model/order.ts';

/** The price an order is known by as a text; null at market. */
export function priceOrNull(type: OrderType): string | null {
  const price = priceOf(type);
  return price === null ? null : priceToText(price);
}
