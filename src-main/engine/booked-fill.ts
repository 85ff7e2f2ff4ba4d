import type { Fill } from '../model/fill.ts';
import type { Price, Quantity } from '../model/money.ts';
import { priceFromNumber, ZERO_MONEY } from '../model/money.ts';
import type { Side } from '../model/order.ts';
import type { BotLane, EngineContext } from './context.ts';

export type BookedTerms = {
  readonly side: Side;
  readonly price: Price;
  readonly quantity: Quantity;
  /** Why it is in the books, in place of a strategy's name for it. */
  readonly tag: 'adopted' | 'written down' | 'dust';
};

const idOf = (clientOrderId: string): string => `${clientOrderId}/booked`;

export const isBooked = ({ fillId, clientOrderId }: Fill): boolean => fillId === idOf(clientOrderId);

/** What changed hands without an order of ours: no fee, and no word from the venue. */
export function bookedFill(engine: EngineContext, lane: BotLane, { side, price, quantity, tag }: BookedTerms): Fill {
  const id = engine.ports.ids.nextClientOrderId();
  return {
    fillId: idOf(id),
    clientOrderId: id,
    accountId: lane.account.account.id,
    botId: lane.config.id,
    instrumentId: lane.config.instrumentId,
    side,
    price,
    quantity,
    fee: ZERO_MONEY,
    purpose: side === 'buy' ? 'entry' : 'signal',
    tag,
    liquidity: 'taker',
    timeMs: engine.ports.clock.nowMs(),
  };
}

/** Null before the first price. */
export function latestPrice({ market }: BotLane): Price | null {
  return Number.isFinite(market.mark.price) ? priceFromNumber(market.mark.price) : null;
}
