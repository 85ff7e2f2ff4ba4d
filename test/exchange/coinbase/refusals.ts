import { toAmount } from '../core/amount.ts';
import type { CoreRefusal, ExchangeCore, NewOrder } from '../core/core-types.ts';

/** `error` of the reply and its `preview_failure_reason`; most have no name of their own for the second. */
export type OrderRefusal = { readonly error: string; readonly preview: string; readonly message: string };

const MESSAGES: Readonly<Record<string, string>> = {
  INSUFFICIENT_FUND: 'Insufficient balance in source account',
  INVALID_LIMIT_PRICE_POST_ONLY: 'Post only order would match immediately',
  INVALID_PRICE_PRECISION: 'Too many decimals in order price',
  INVALID_SIZE_PRECISION: 'Too many decimals in order amount',
  PRODUCT_TRADING_HALTED: 'Trading is halted for this product',
  ORDER_ENTRY_DISABLED: 'Only cancels are accepted for this product',
};

export function refusalOf(error: string): OrderRefusal {
  const preview = error.startsWith('PREVIEW_') ? error : (PREVIEWS[error] ?? 'UNKNOWN_PREVIEW_FAILURE_REASON');
  return {
    error: error.startsWith('PREVIEW_') ? 'UNKNOWN_FAILURE_REASON' : error,
    preview,
    message: MESSAGES[error] ?? '',
  };
}

const PREVIEWS: Readonly<Record<string, string>> = {
  INSUFFICIENT_FUND: 'PREVIEW_INSUFFICIENT_FUND',
  INVALID_LIMIT_PRICE_POST_ONLY: 'PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY',
  INVALID_PRICE_PRECISION: 'PREVIEW_INVALID_PRICE_PRECISION',
  INVALID_SIZE_PRECISION: 'PREVIEW_INVALID_SIZE_PRECISION',
  INVALID_PRODUCT_ID: 'PREVIEW_INVALID_PRODUCT_ID',
  UNSUPPORTED_ORDER_CONFIGURATION: 'PREVIEW_INVALID_ORDER_CONFIG',
};

const FILTERS = {
  price: 'INVALID_PRICE_PRECISION',
  step: 'INVALID_SIZE_PRECISION',
  minQuantity: 'PREVIEW_INVALID_BASE_SIZE_TOO_SMALL',
  maxQuantity: 'PREVIEW_INVALID_BASE_SIZE_TOO_LARGE',
  notional: 'PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL',
} as const;

/** The exchange's name for a refusal of the core. */
export function reasonOf(refusal: CoreRefusal, core: ExchangeCore, symbol: string): string {
  if (refusal.kind === 'filter') return FILTERS[refusal.filter];
  if (refusal.kind === 'insufficientBalance') return 'INSUFFICIENT_FUND';
  if (refusal.kind === 'wouldTake') return 'INVALID_LIMIT_PRICE_POST_ONLY';
  if (refusal.kind === 'duplicateOpenId') return 'DUPLICATE_CLIENT_ORDER_ID';
  if (refusal.kind === 'unknownSymbol') return 'INVALID_PRODUCT_ID';
  return core.statusOf(symbol) === 'cancelOnly' ? 'ORDER_ENTRY_DISABLED' : 'PRODUCT_TRADING_HALTED';
}

/** The market has to lie between the two prices of a bracket, and both on the grid. */
export function bracketFault(core: ExchangeCore, { bracketStop, price, side, symbol }: NewOrder): string | undefined {
  if (bracketStop === undefined || price === null) return undefined;
  const [limit, trigger] = [toAmount(price), toAmount(bracketStop.trigger)];
  const last = toAmount(core.lastPrice(symbol));
  const tick = toAmount(core.markets.find((market) => market.symbol === symbol)?.tick ?? '1');
  if (trigger % tick !== 0n) return 'PREVIEW_INVALID_STOP_PRICE_PRECISION';
  const isSell = side === 'sell';
  if (isSell ? limit <= trigger : limit >= trigger) return 'PREVIEW_INVALID_BRACKET_PRICES';
  if (isSell ? limit <= last : limit >= last) return 'PREVIEW_INVALID_BRACKET_LIMIT_PRICE';
  return (isSell ? trigger >= last : trigger <= last) ? 'PREVIEW_INVALID_BRACKET_STOP_TRIGGER_PRICE' : undefined;
}

/** A stop has to lie ahead of the market in its direction. */
export function stopFault(core: ExchangeCore, order: NewOrder, direction: 'up' | 'down' | null): string | undefined {
  if (direction === null || order.stopPrice === null) return undefined;
  const stop = toAmount(order.stopPrice);
  const last = toAmount(core.lastPrice(order.symbol));
  if (direction === 'up' && stop <= last) return 'PREVIEW_STOP_PRICE_BELOW_LAST_TRADE_PRICE';
  return direction === 'down' && stop >= last ? 'PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE' : undefined;
}
