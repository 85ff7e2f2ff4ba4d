import type { Quantity } from '../model/money.ts';
import { ZERO_MONEY } from '../model/money.ts';
import type { Order, OrderPurpose } from '../model/order.ts';
import type { BotLane, EngineContext } from './context.ts';
import { tradable } from './dust.ts';
import type { ExitTerms } from './execution/orders.ts';
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

/** Takes off a part at market. Where its exits lock all of it they make way, and are sent anew for what is left. */
export function closePart(engine: EngineContext, lane: BotLane, part: Omit<ExitTerms, 'type'>): void {
  const order = closeOrder(originOf(engine, lane), lane.holding.position, part);
  // What is closed whole already takes this part with it.
  if (lane.closing !== null && lane.closing.quantity === undefined) return;
  if (!waitsForLocked(engine, lane, order, part.quantity)) send(engine, lane, order, ZERO_MONEY);
}

/**
 * Where exits lock what they may sell they are taken back first; the close goes when they are gone. For one that risk refuses
 * nothing is taken back.
 */
function waitsForLocked(engine: EngineContext, lane: BotLane, order: Order, quantity?: Quantity): boolean {
  if (!capabilitiesOf(lane).locks) return false;
  const exits = lockingExits(engine, lane);
  if (exits.length === 0) return false;
  if (!mayBegin(engine, lane, order, ZERO_MONEY)) return true;
  lane.closing = { purpose: order.purpose, tag: order.tag, ...(quantity === undefined ? {} : { quantity }) };
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
