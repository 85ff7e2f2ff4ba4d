import { quantityFromText } from '../../../src-main/model/money.ts';
import type { CoreOrder } from '../../exchange/core/core-types.ts';
import type { ExchangeTruth } from '../../integration/src-main/composition/killed-live/exchange-truth.ts';

/**
 * What is held without a stop by the exchange's own ledger: of each symbol, what its fills make more than its resting stops
 * sell, if that could be sold at all.
 */
export function unprotected({ orders, fills }: ExchangeTruth, leastValue: number): readonly string[] {
  return [...new Set(fills.map(({ symbol }) => symbol))].flatMap((symbol) => {
    const own = fills.filter((fill) => fill.symbol === symbol);
    const held = own.reduce((sum, { side, quantity }) => sum + (side === 'buy' ? 1n : -1n) * units(quantity), 0n);
    const stops = orders.filter((order) => order.symbol === symbol && isRestingStop(order));
    const covered = stops.reduce(
      (sum, { quantity, filledQuantity }) => sum + units(quantity) - units(filledQuantity),
      0n,
    );
    const worth = (Number(held - covered) / 1e8) * Number(own.at(-1)?.price ?? 0);
    return worth < leastValue ? [] : [`${symbol}: ${worth} USDT are held without a stop`];
  });
}

const units = (text: string): bigint => quantityFromText(text);

function isRestingStop({ side, type, status }: CoreOrder): boolean {
  const isOpen = status === 'new' || status === 'partiallyFilled';
  return isOpen && side === 'sell' && (type === 'stop' || type === 'stopLimit');
}
