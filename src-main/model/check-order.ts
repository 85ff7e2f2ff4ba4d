import type { Instrument } from './instrument.ts';
import type { Money, Price, Quantity } from './money.ts';
import { moneyToText, notionalOf, priceToText, quantityToText } from './money.ts';
import type { Order, OrderType } from './order.ts';
import { limitOf, triggerOf } from './order.ts';
import type { OrderFilter, TradingRules } from './trading-rules.ts';

/** Which filter of its venue an order breaks: the filter under the venue's own name where it has one, texts with units. */
export type BrokenFilter = {
  readonly filter: OrderFilter;
  readonly name: string;
  readonly limit: string;
  readonly actual: string;
};

/**
 * The first filter the order breaks, null when it breaks none or its instrument has no rules. `lastPrice` stands in for the
 * price of a market order; null when nothing is known of it, and then its notional is not looked at.
 */
export function brokenFilter(order: Order, instrument: Instrument, lastPrice: Price | null): BrokenFilter | null {
  const { rules } = instrument;
  if (rules === undefined) return null;
  const found =
    statusProblem(order, rules) ??
    priceProblem(order, instrument, rules) ??
    quantityProblem(order, instrument, rules) ??
    notionalProblem(order, instrument, { rules, lastPrice });
  return found === null ? null : { ...found, name: rules.filterNames[found.filter] ?? found.filter };
}

type Problem = Omit<BrokenFilter, 'name'>;

/** Awake from the start, at a price of its own. */
const isLimit = ({ kind }: OrderType): boolean => kind === 'limit' || kind === 'postOnly';

function statusProblem({ type }: Order, { status }: TradingRules): Problem | null {
  if (status === 'trading') return null;
  if (status === 'limitOnly' && isLimit(type)) return null;
  if (status === 'postOnly' && type.kind === 'postOnly') return null;
  const limit =
    status === 'limitOnly'
      ? 'limit orders only'
      : status === 'postOnly'
        ? 'post-only orders alone'
        : 'an instrument that is trading';
  return { filter: 'status', limit, actual: status === 'limitOnly' || status === 'postOnly' ? type.kind : status };
}

function priceProblem({ type }: Order, { tick, quoteAsset }: Instrument, rules: TradingRules): Problem | null {
  for (const price of [triggerOf(type), limitOf(type)]) {
    const problem = price === null ? null : onePriceProblem(price, tick, quoteAsset, rules);
    if (problem !== null) return problem;
  }
  return null;
}

function onePriceProblem(price: Price, tick: Price, quoteAsset: string, rules: TradingRules): Problem | null {
  const text = (value: Price): string => `${priceToText(value)} ${quoteAsset}`;
  if (price % tick !== 0n) return { filter: 'tick', limit: `a multiple of ${text(tick)}`, actual: text(price) };
  if (rules.minPrice !== null && price < rules.minPrice) {
    return { filter: 'minPrice', limit: `at least ${text(rules.minPrice)}`, actual: text(price) };
  }
  if (rules.maxPrice !== null && price > rules.maxPrice) {
    return { filter: 'maxPrice', limit: `at most ${text(rules.maxPrice)}`, actual: text(price) };
  }
  return null;
}

function quantityProblem({ type, size }: Order, { step, baseAsset }: Instrument, rules: TradingRules): Problem | null {
  if (size.kind === 'quote') return null;
  const { quantity } = size;
  const text = (value: Quantity): string => `${quantityToText(value)} ${baseAsset}`;
  if (quantity % step !== 0n) return { filter: 'step', limit: `a multiple of ${text(step)}`, actual: text(quantity) };
  if (quantity <= 0n || (rules.minQuantity !== null && quantity < rules.minQuantity)) {
    return { filter: 'minQuantity', limit: `at least ${text(rules.minQuantity ?? step)}`, actual: text(quantity) };
  }
  const most = mostOf(rules.maxQuantity, type.kind === 'market' ? rules.maxMarketQuantity : null);
  if (most !== null && quantity > most) {
    return { filter: 'maxQuantity', limit: `at most ${text(most)}`, actual: text(quantity) };
  }
  return null;
}

function mostOf(left: Quantity | null, right: Quantity | null): Quantity | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}

type NotionalContext = { readonly rules: TradingRules; readonly lastPrice: Price | null };

function notionalProblem(
  order: Order,
  { quoteAsset }: Instrument,
  { rules, lastPrice }: NotionalContext,
): Problem | null {
  if (limitOf(order.type) === null && !rules.notionalOfMarketOrders) return null;
  const notional = notionalOfOrder(order, lastPrice);
  if (notional === null) return null;
  const text = (value: Money): string => `${moneyToText(value)} ${quoteAsset}`;
  if (rules.minNotional !== null && notional < rules.minNotional) {
    return { filter: 'minNotional', limit: `at least ${text(rules.minNotional)}`, actual: text(notional) };
  }
  if (rules.maxNotional !== null && notional > rules.maxNotional) {
    return { filter: 'maxNotional', limit: `at most ${text(rules.maxNotional)}`, actual: text(notional) };
  }
  return null;
}

function notionalOfOrder({ type, size }: Order, lastPrice: Price | null): Money | null {
  if (size.kind === 'quote') return size.amount;
  const price = limitOf(type) ?? triggerOf(type) ?? lastPrice;
  return price === null ? null : notionalOf(price, size.quantity);
}
