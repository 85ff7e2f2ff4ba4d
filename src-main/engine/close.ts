import type { Quantity } from '../model/money.ts';
import { ZERO_MONEY } from '../model/money.ts';
import type { Order, OrderPurpose } from '../model/order.ts';
import type { BotLane, EngineContext } from './context.ts';
import { tradable } from './dust.ts';
import { closeOrder, heldQuantity } from './execution/orders.ts';
import { capabilitiesOf, isClosing, lockingExits, takeBack } from './locking.ts';
import { stopPlan } from './plans.ts';
import { mayBegin, originOf, send } from './send.ts';

/** Closes what is held and not yet being closed. */
export function close(engine: EngineContext, lane: BotLane, purpose: OrderPurpose, tag = ''): void {
  const { position } = lane.holding;
  if (position.quantity === 0n) return;
  let quantity: bigint = heldQuantity(position);
  for (const { order, filled } of engine.execution.openOrdersOf(lane.config.id)) {
    if (isClosing(order) && order.size.kind === 'base') quantity -= order.size.quantity - filled;
  }
  const whole = quantity <= 0n ? 0n : tradable(lane, quantity as Quantity);
  if (whole === 0n) return;
  const order = closeOrder(originOf(engine, lane), position, { purpose, tag, quantity: whole as Quantity });
  if (waitsForLocked(engine, lane, order)) return;
  // What its exits were taken back for does not leave.
  if (!send(engine, lane, order, ZERO_MONEY)) lane.lacksProtection = true;
}

/**
 * Where exits lock what they may sell they are taken back first; the close goes when they are gone. For one that risk refuses
 * nothing is taken back.
 */
function waitsForLocked(engine: EngineContext, lane: BotLane, order: Order): boolean {
  if (!capabilitiesOf(lane).locks) return false;
  const exits = lockingExits(engine, lane);
  if (exits.length === 0) return false;
  if (!mayBegin(engine, lane, order, ZERO_MONEY)) return true;
  lane.closing = { purpose: order.purpose, tag: order.tag };
  takeBack(engine, exits);
  return true;
}

export function cancelEntries(engine: EngineContext, lane: BotLane): void {
  lane.reverseTo = null;
  lane.replacements.clear();
  stopPlan(engine, lane, 'taken back');
  for (const { order } of engine.execution.openOrdersOf(lane.config.id)) {
    if (!order.reduceOnly) engine.execution.cancel(order.clientOrderId);
  }
}
