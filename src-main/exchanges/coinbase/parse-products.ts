import type { Instrument } from '../../model/instrument.ts';
import { parseSymbol } from '../../model/instrument.ts';
import { moneyFromText, PRICE_SCALE, priceFromText, QUANTITY_SCALE, quantityFromText } from '../../model/money.ts';
import { PLAIN_SPOT } from '../../model/order-capabilities.ts';
import type { TradingRules, TradingStatus } from '../../model/trading-rules.ts';
import { decimalIn, flagIn, type Json, placesOf, textIn } from './parse.ts';

export const VENUE = 'coinbase';
const MONEY_PLACES = 20;

export type ProductRead =
  /** `publicId` is what public streams call it: BTC-USDC is the book of BTC-USD. */
  | { readonly kind: 'instrument'; readonly instrument: Instrument; readonly publicId: string }
  /** Not a spot product: not ours to trade. */
  | { readonly kind: 'other' }
  /** Cannot be told in our model: why. */
  | { readonly kind: 'left out'; readonly productId: string; readonly reason: string };

export function instrumentIdOf(productId: string): string {
  return `${VENUE}:${productId}`;
}

export function readProduct(product: Json): ProductRead {
  const productId = textIn(product, 'product_id') ?? '';
  if (product.product_type !== undefined && product.product_type !== 'SPOT') return { kind: 'other' };
  const parsed = parseSymbol(productId);
  if (parsed === undefined || parsed.symbol !== productId) {
    return { kind: 'left out', productId, reason: 'product_id is not BASE-QUOTE' };
  }
  const tick = gridIn(product, ['price_increment', 'quote_increment'], PRICE_SCALE);
  const step = gridIn(product, ['base_increment'], QUANTITY_SCALE);
  if (tick === undefined || step === undefined) {
    const reason = `${tick === undefined ? 'price_increment' : 'base_increment'} is missing, 0 or finer than we count`;
    return { kind: 'left out', productId, reason };
  }
  const instrument: Instrument = {
    id: instrumentIdOf(productId),
    venue: VENUE,
    ...parsed,
    tick: priceFromText(tick),
    step: quantityFromText(step),
    rules: rulesOf(product),
    orders: { ...PLAIN_SPOT, brackets: true },
  };
  return { kind: 'instrument', instrument, publicId: textIn(product, 'alias') ?? productId };
}

/** The first of the fields that is there, above 0 and not finer than `places`. */
function gridIn(product: Json, names: readonly string[], places: number): string | undefined {
  for (const name of names) {
    const text = decimalIn(product, name);
    if (text !== undefined && Number(text) > 0) return placesOf(text) <= places ? text : undefined;
  }
  return undefined;
}

function rulesOf(product: Json): TradingRules {
  const { status, name } = statusOf(product);
  const bound = (field: string, places: number): string | null => {
    const text = decimalIn(product, field);
    return text !== undefined && Number(text) > 0 && placesOf(text) <= places ? text : null;
  };
  const minQuantity = bound('base_min_size', QUANTITY_SCALE);
  const maxQuantity = bound('base_max_size', QUANTITY_SCALE);
  const minNotional = bound('quote_min_size', MONEY_PLACES);
  const maxNotional = bound('quote_max_size', MONEY_PLACES);
  return {
    status,
    minPrice: null,
    maxPrice: null,
    minQuantity: minQuantity === null ? null : quantityFromText(minQuantity),
    maxQuantity: maxQuantity === null ? null : quantityFromText(maxQuantity),
    maxMarketQuantity: null,
    minNotional: minNotional === null ? null : moneyFromText(minNotional),
    maxNotional: maxNotional === null ? null : moneyFromText(maxNotional),
    notionalOfMarketOrders: true,
    filterNames: { ...FILTER_NAMES, status: name },
  };
}

const FILTER_NAMES = {
  tick: 'price_increment',
  step: 'base_increment',
  minQuantity: 'base_min_size',
  maxQuantity: 'base_max_size',
  minNotional: 'quote_min_size',
  maxNotional: 'quote_max_size',
} as const;

/** The strictest flag first. In an auction orders are taken and nothing trades: only a price of one's own makes sense. */
const STATUS_FLAGS: readonly (readonly [flag: string, status: TradingStatus])[] = [
  ['trading_disabled', 'halted'],
  ['is_disabled', 'halted'],
  ['view_only', 'halted'],
  ['cancel_only', 'cancelOnly'],
  ['post_only', 'postOnly'],
  ['limit_only', 'limitOnly'],
  ['auction_mode', 'limitOnly'],
];

function statusOf(product: Json): { readonly status: TradingStatus; readonly name: string } {
  const found = STATUS_FLAGS.find(([flag]) => flagIn(product, flag));
  const word = textIn(product, 'status')?.toLowerCase();
  if (found?.[1] !== 'halted' && word !== undefined && word !== 'online') return { status: 'halted', name: 'status' };
  return found === undefined ? { status: 'trading', name: 'status' } : { status: found[1], name: found[0] };
}
