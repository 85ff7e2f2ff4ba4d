import type { ExchangeCore, MarketSpec } from '../core/core-types.ts';
import { refusals } from './binance-error.ts';

export interface Symbols {
  all(): readonly MarketSpec[];
  /** `BTCUSDT` to `BTC-USDT`; throws -1121 for what is not traded here. */
  toCore(symbol: string): string;
  find(symbol: string): string | undefined;
  spec(symbol: string): MarketSpec;
}

/** USD markets are the other exchange's. */
export const isListed = (market: { readonly quote: string }): boolean => market.quote !== 'USD';

export const toBinance = (symbol: string): string => symbol.replace('-', '');

export function createSymbols(core: ExchangeCore): Symbols {
  const names = new Map(core.markets.filter(isListed).map((market) => [toBinance(market.symbol), market.symbol]));
  const toCore = (symbol: string): string => {
    const found = names.get(symbol);
    if (found === undefined) throw refusals.symbol();
    return found;
  };
  return {
    all: () => core.markets.filter(isListed),
    toCore,
    find: (symbol) => names.get(symbol),
    spec(symbol) {
      const spec = core.markets.find((market) => market.symbol === toCore(symbol));
      if (!spec) throw refusals.symbol();
      return spec;
    },
  };
}
