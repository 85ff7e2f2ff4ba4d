import type { Price, Quantity } from '../model/money.ts';
import { priceFromNumber, priceToNumber, quantityToNumber } from '../model/money.ts';
import type { OrderType, Side } from '../model/order.ts';
import { limitOf, priceOf } from '../model/order.ts';
import type { EngineContext, MarketLane } from './context.ts';
import { middleOf } from './execution/plans/making.ts';
import { slippageBps } from './execution/plans/taking.ts';

type Asked = { readonly side: Side; readonly type: OrderType; readonly quantity: Quantity };

/** Whether the order would take on arrival: at market, or at a limit that the market meets already. */
export function takesNow({ market, side, type }: Omit<Asked, 'quantity'> & { readonly market: MarketLane }): boolean {
  if (type.kind === 'market') return true;
  const limit = limitOf(type);
  if (type.kind !== 'limit' || limit === null) return false;
  const best = side === 'buy' ? market.quote.ask : market.quote.bid;
  const met = best > 0 ? best : market.mark.price;
  return side === 'buy' ? priceToNumber(limit) >= met : priceToNumber(limit) <= met;
}

/** Against the middle of the market, basis points, by the book where one is kept; null where nothing is quoted. */
export function takingCostBps(engine: EngineContext, market: MarketLane, { side, quantity }: Asked): number | null {
  const touch = market.quote;
  if (!(touch.bid > 0 && touch.ask > 0)) return null;
  const book = engine.ports.bookOf?.(market.instrument.id) ?? null;
  const cost = slippageBps(side, quantityToNumber(quantity), book, touch);
  return Number.isFinite(cost) ? cost : null;
}

/** The mean of what it would take, as far as the book is known; its own price for an order that rests. */
export function expectedPrice(engine: EngineContext, market: MarketLane, asked: Asked): Price {
  const own = priceOf(asked.type);
  if (!takesNow({ market, ...asked })) return own ?? priceFromNumber(market.mark.price);
  const cost = takingCostBps(engine, market, asked);
  if (cost === null) return own ?? priceFromNumber(market.mark.price);
  const middle = middleOf(market.quote);
  const price = middle * (1 + ((asked.side === 'buy' ? 1 : -1) * cost) / 10_000);
  return priceFromNumber(Number(price.toPrecision(12)));
}
