import type { ExecutionStyle } from '../../../model/execution-style.ts';
import type { Fill } from '../../../model/fill.ts';
import type { Money, Quantity } from '../../../model/money.ts';
import { notionalOf, ZERO_MONEY, ZERO_QUANTITY } from '../../../model/money.ts';
import type { Order } from '../../../model/order.ts';
import type { TimestampMs } from '../../../model/time.ts';

/**
 * idle ─rest─▶ resting ─take back─▶ leaving ─its end─▶ idle
 *   └───take──▶ taking ─────────────its end──────────▶ idle      (a fill of all of it is an end)
 * One order of a plan works at a time, so that what is filled late is never wanted twice.
 */
export type PlanPhase =
  | { readonly kind: 'idle'; readonly notBeforeMs: TimestampMs }
  | { readonly kind: 'resting'; readonly clientOrderId: string; readonly price: number; readonly sinceMs: TimestampMs }
  | { readonly kind: 'taking'; readonly clientOrderId: string }
  | { readonly kind: 'leaving'; readonly clientOrderId: string };

/** One entry on its way through several orders. */
export type Plan = {
  /** What was asked for, at market; no venue ever sees it. */
  readonly parent: Order;
  readonly style: ExecutionStyle;
  /** The middle of the market when it was asked for. */
  readonly arrivalPrice: number;
  readonly startedMs: TimestampMs;
  phase: PlanPhase;
  /** Why it ends as soon as nothing of it works any more; null while it goes on. */
  ending: string | null;
  filled: Quantity;
  /** Of what was filled. */
  value: Money;
  fees: Money;
  /** Of `filled`, what made liquidity. */
  made: Quantity;
  children: number;
};

export function createPlan(
  parent: Order,
  { style, arrivalPrice }: { readonly style: ExecutionStyle; readonly arrivalPrice: number },
): Plan {
  return {
    parent,
    style,
    arrivalPrice,
    startedMs: parent.createdMs,
    phase: { kind: 'idle', notBeforeMs: parent.createdMs },
    ending: null,
    filled: ZERO_QUANTITY,
    value: ZERO_MONEY,
    fees: ZERO_MONEY,
    made: ZERO_QUANTITY,
    children: 0,
  };
}

/** The whole and what is filled of it, in the unit of the parent's size: a quantity, or an amount with fees. */
export function wholeOf({ parent: { size } }: Plan): bigint {
  return size.kind === 'base' ? size.quantity : size.amount;
}

export function doneOf({ parent, filled, value, fees }: Plan): bigint {
  return parent.size.kind === 'base' ? filled : value + fees;
}

export function countFill(plan: Plan, { price, quantity, fee, liquidity }: Fill): void {
  plan.filled = (plan.filled + quantity) as Quantity;
  plan.value = (plan.value + notionalOf(price, quantity)) as Money;
  plan.fees = (plan.fees + fee) as Money;
  if (liquidity === 'maker') plan.made = (plan.made + quantity) as Quantity;
}
