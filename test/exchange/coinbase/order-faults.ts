import { floorTo, toAmount, toText } from '../core/amount.ts';
import type { ExchangeCore } from '../core/core-types.ts';
import type { Faults } from '../core/faults.ts';
import { PORTFOLIO_ID } from './order-view.ts';
import { isOpen, type OrderState } from './placement.ts';

type FaultParts = { readonly core: ExchangeCore; readonly faults: Faults };

/** `cancelRacesFill`, `cancelAfterPartialFill`: the order fills, whole or in part, before its cancel is read. */
export function raceCancel({ core, faults }: FaultParts, { core: order, quantity, filledQuantity }: OrderState): void {
  const { symbol, price } = order;
  const left = quantity - filledQuantity;
  if (price === null || left <= 0n) return;
  const fill = (amount: bigint): void =>
    core.tradeAt(symbol, price, toText(amount), order.side === 'buy' ? 'sell' : 'buy');
  if (faults.strike('cancelRacesFill', symbol) !== undefined) fill(left);
  else if (faults.strike('cancelAfterPartialFill', symbol) !== undefined) {
    const step = toAmount(core.markets.find((market) => market.symbol === symbol)?.step ?? '1');
    fill(floorTo(left / 2n, step) || step);
  }
}

/** `orderExpires`, `orderExpiresInMatch`: the exchange ends an order by itself, as soon as it was taken. */
export function endByFault({ core, faults }: FaultParts, { core: order }: OrderState): void {
  if (!isOpen(order)) return;
  if (faults.strike('orderExpires', order.symbol) !== undefined) core.cancel(order.id, 'expired');
  else if (faults.strike('orderExpiresInMatch', order.symbol) !== undefined) core.cancel(order.id, 'expiredInMatch');
}

/** `bracketsRefused`: the product takes no stop and target in one order. */
export function bracketRefusal(
  { faults }: FaultParts,
  configuration: unknown,
): { readonly reason: string } | undefined {
  const isBracket = Object.keys((configuration as object | null) ?? {}).some((name) =>
    name.startsWith('trigger_bracket'),
  );
  if (!isBracket || faults.strike('bracketsRefused') === undefined) return undefined;
  return { reason: 'PREVIEW_BRACKET_ORDER_NOT_SUPPORTED' };
}

/** `keyOfPortfolio`: an order has to name the portfolio that the key belongs to. */
export function isOfOtherPortfolio({ faults }: FaultParts, portfolioId: unknown): boolean {
  const isOwn = faults.isOn('keyOfPortfolio') !== undefined;
  return portfolioId === undefined ? isOwn : portfolioId !== PORTFOLIO_ID;
}

/** `orderLookupMissing`: an order that was accepted is not found for so many seconds. */
export function isHidden({ core, faults }: FaultParts, { placement }: OrderState): boolean {
  const missing = faults.isOn('orderLookupMissing', placement.productId);
  if (missing === undefined || core.nowMs() - placement.createdMs >= Number(missing.value ?? 5) * 1_000) return false;
  return faults.strike('orderLookupMissing', placement.productId) !== undefined;
}

/** `unknownStatus`: a text nobody has heard of. `orderPending`: an order is told as PENDING for so many ms. */
export function shown({ core, faults }: FaultParts, state: OrderState): OrderState {
  const { productId, createdMs } = state.placement;
  const strange = faults.isOn('unknownStatus', productId);
  if (strange !== undefined) return { ...state, status: String(strange.value ?? 'SUSPENDED') };
  const pending = faults.isOn('orderPending', productId);
  const isPending = pending !== undefined && core.nowMs() - createdMs < Number(pending.value ?? 1_000);
  return isPending && state.status === 'OPEN' ? { ...state, status: 'PENDING' } : state;
}
