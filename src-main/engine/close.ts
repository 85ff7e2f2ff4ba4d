import type { Quantity } from '../model/money.ts';
import { ZERO_MONEY } from '../model/money.ts';
import type { OrderPurpose } from '../model/order.ts';
import type { BotLane, EngineContext } from './context.ts';
import { tradable } from './dust.ts';
import { closeOrder, heldQuantity } from './execution/orders.ts';
import { capabilitiesOf, isClosing, lockingExits, takeBack } from './locking.ts';
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
  const whole = quantity <= 0n ? 0n : tradable(lane, quantity as Quantity);
  if (whole === 0n || waitsForLocked(engine, lane, purpose, tag)) return;
  const terms = { purpose, tag, quantity: whole as Quantity };
  send(engine, lane, closeOrder(originOf(engine, lane), position, terms), ZERO_MONEY);
}

/** Where exits lock what they may sell they are taken back first; the close goes when they are gone. */
function waitsForLocked(engine: EngineContext, lane: BotLane, purpose: OrderPurpose, tag: string): boolean {
  if (!capabilitiesOf(lane).locks) return false;
  const exits = lockingExits(engine, lane);
  if (exits.length === 0) return false;
  lane.closing = { purpose, tag };
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
