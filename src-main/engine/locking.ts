import type { Order } from '../model/order.ts';
import type { OrderCapabilities } from '../model/order-capabilities.ts';
import { DOES_ALL, PLAIN_SPOT } from '../model/order-capabilities.ts';
import type { BotLane, EngineContext } from './context.ts';
import type { TrackedOrder } from './execution/execution.ts';

/** Of the account's venue: the simulated one does everything and locks nothing. */
export function capabilitiesOf({ account, market }: BotLane): OrderCapabilities {
  return account.account.venue === null ? DOES_ALL : (market.instrument.orders ?? PLAIN_SPOT);
}

/**
 * Whether the venue follows the price for the bracket's trailing stop. Where an order locks what it may sell there is room
 * for that one alone.
 */
export function trailsAtVenue(lane: BotLane): boolean {
  const { locks, trailingStops } = capabilitiesOf(lane);
  const { bracket, config } = lane;
  if (!trailingStops || bracket?.trailing?.follows !== 'market') return false;
  const { stopLossFraction, takeProfitFraction, trailingFraction } = config.risk;
  if (trailingFraction !== undefined) return false; // the nearer of two counts, and only one of them would be known here
  const others = [bracket.stopLoss, bracket.target, stopLossFraction ?? undefined, takeProfitFraction ?? undefined];
  return !locks || others.every((other) => other === undefined);
}

/** A market order that closes. */
export function isClosing(order: Order): boolean {
  return order.reduceOnly && order.type.kind === 'market';
}

/** Exits that have locked a part of what is held, those that are being taken back among them. */
export function lockingExits(engine: EngineContext, lane: BotLane): readonly TrackedOrder[] {
  return engine.execution.openOrdersOf(lane.config.id).filter(({ order }) => order.reduceOnly && !isClosing(order));
}

export function takeBack(engine: EngineContext, exits: readonly TrackedOrder[]): void {
  for (const { order, leaving } of exits) if (!leaving) engine.execution.cancel(order.clientOrderId);
}
