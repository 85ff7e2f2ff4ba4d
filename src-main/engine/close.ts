import type { Quantity } from '../model/money.ts';
import { ZERO_MONEY } from '../model/money.ts';
import type { Order, OrderPurpose } from '../model/order.ts';
import type { BotLane, EngineContext } from './context.ts';
import { closeOrder, heldQuantity } from './execution/orders.ts';
import { stopPlan } from './plans.ts';
import { originOf, send } from './send.ts';

/** Closes what is held and not yet being closed. */
export function close(engine: EngineContext, lane: BotLane, purpose: OrderPurpose, tag = ''): void {
  const { position } = lane.holding;
  if (position.quantity === 0n) return;
  let quantity: bigint = heldQuantity(position);
  for (const { order, filled } of engine.execution.openOrdersOf(lane.config.id)) {
    if (isClosing(order) && order.size.kind === 'base') quantity -= order.size.quantity - filled;
  }
  if (quantity <= 0n) return;
  const terms = { purpose, tag, quantity: quantity as Quantity };
  send(engine, lane, closeOrder(originOf(engine, lane), position, terms), ZERO_MONEY);
}

export function isClosing(order: Order): boolean {
  return order.reduceOnly && order.type.kind === 'market';
}

export function cancelEntries(engine: EngineContext, lane: BotLane): void {
  lane.reverseTo = null;
  lane.replacements.clear();
  stopPlan(engine, lane, 'taken back');
  for (const { order } of engine.execution.openOrdersOf(lane.config.id)) {
    if (!order.reduceOnly) engine.execution.cancel(order.clientOrderId);
  }
}
