import { toText, unitsToAmount } from '../core/amount.ts';
import type { WireParts } from './api.ts';
import type { Product } from './products.ts';

const NAMES: Readonly<Record<string, string>> = {
  BTC: 'Bitcoin',
  ETH: 'Ethereum',
  ADA: 'Cardano',
  BNB: 'BNB',
  USD: 'US Dollar',
  USDC: 'USDC',
  USDT: 'Tether',
};

/** Names are required by clients that make network names of them. */
export const currencyName = (code: string): string => NAMES[code] ?? code;

export function productView({ core, dayOf }: WireParts, product: Product): Readonly<Record<string, unknown>> {
  const { productId, spec, quote, alias, aliasTo } = product;
  const { low: _low, high: _high, ...day } = dayOf(spec.symbol);
  const status = core.statusOf(spec.symbol);
  const { bids, asks } = core.book(spec.symbol, 1);
  return {
    product_id: productId,
    price: core.lastPrice(spec.symbol),
    price_percentage_change_24h: day.change,
    volume_24h: day.volume,
    volume_percentage_change_24h: '0',
    base_increment: spec.step,
    quote_increment: '0.01',
    quote_min_size: spec.minNotional,
    quote_max_size: '150000000',
    base_min_size: spec.minQuantity,
    base_max_size: spec.maxQuantity,
    base_name: currencyName(spec.base),
    quote_name: currencyName(quote),
    watched: false,
    is_disabled: false,
    new: false,
    status: 'online',
    cancel_only: status === 'cancelOnly',
    limit_only: false,
    post_only: false,
    trading_disabled: status === 'halted',
    auction_mode: false,
    product_type: 'SPOT',
    quote_currency_id: quote,
    base_currency_id: spec.base,
    fcm_trading_session_details: null,
    mid_market_price: '',
    alias,
    alias_to: aliasTo,
    base_display_symbol: spec.base,
    quote_display_symbol: 'USD',
    view_only: false,
    price_increment: spec.tick,
    display_name: productId,
    product_venue: 'CBE',
    approximate_quote_24h_volume: day.quoteVolume,
    new_at: '2023-01-01T00:00:00Z',
    best_bid_price: bids[0]?.[0] ?? '',
    best_ask_price: asks[0]?.[0] ?? '',
  };
}

/** A rate of basis points as a decimal text: 10 is 0.001. */
export const rateText = (bps: number): string => toText(unitsToAmount(Math.round(bps * 100), 6));
