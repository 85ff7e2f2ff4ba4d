import type { OrderBook } from '../../../model/market-trade.ts';
import type { Price } from '../../../model/money.ts';
import { lowerPrice, priceFromNumber, raisePrice, ratioFromBps, roundToTick } from '../../../model/money.ts';
import type { Side } from '../../../model/order.ts';
import type { Touch } from './making.ts';
import { middleOf } from './making.ts';

/** The worst price that taking may come to: so far from the middle, on the near tick. */
export function boundPrice(side: Side, touch: Touch, maxSlippageBps: number, tick: Price): Price {
  const middle = priceFromNumber(middleOf(touch));
  const rate = ratioFromBps(maxSlippageBps);
  return side === 'buy'
    ? roundToTick(raisePrice(middle, rate), tick, 'down')
    : roundToTick(lowerPrice(middle, rate), tick, 'up');
}

/** What the book offers up to `bound`, base asset; without a book all that one may want, if the best price is within it. */
export function offeredWithin(side: Side, book: OrderBook | null, touch: Touch, bound: number): number {
  const within = (price: number): boolean => (side === 'buy' ? price <= bound : price >= bound);
  if (book === null) return within(side === 'buy' ? touch.ask : touch.bid) ? Number.POSITIVE_INFINITY : 0;
  const { prices, quantities } = side === 'buy' ? book.asks : book.bids;
  let offered = 0;
  for (let index = 0; index < prices.length && within(prices[index] as number); index++) {
    offered += quantities[index] as number;
  }
  return offered;
}

/**
 * What taking `quantity` costs against the middle, basis points: the mean over the levels it takes. A book that ends before
 * the quantity does costs without bound; without a book half the spread is all that is known.
 */
export function slippageBps(side: Side, quantity: number, book: OrderBook | null, touch: Touch): number {
  const middle = middleOf(touch);
  const away = (price: number): number => ((side === 'buy' ? price - middle : middle - price) / middle) * 10_000;
  if (book === null) return away(side === 'buy' ? touch.ask : touch.bid);
  const { prices, quantities } = side === 'buy' ? book.asks : book.bids;
  let left = quantity;
  let cost = 0;
  for (let index = 0; index < prices.length && left > 0; index++) {
    const taken = Math.min(left, quantities[index] as number);
    cost += taken * away(prices[index] as number);
    left -= taken;
  }
  return left > 0 ? Number.POSITIVE_INFINITY : cost / quantity;
}
