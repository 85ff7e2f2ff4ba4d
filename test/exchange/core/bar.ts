import { toText, unitsToAmount, unitsToText } from './amount.ts';
import type { CoreCandle } from './core-types.ts';
import type { SeededMarket } from './markets.ts';

/** A candle in the market's units; quote amounts in 10^-(pricePlaces + quantityPlaces). */
export type Bar = {
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  quote: bigint;
  buyVolume: number;
  buyQuote: bigint;
  trades: number;
  firstTradeId: number;
};

export function emptyBar(): Bar {
  return {
    open: 0,
    high: 0,
    low: 0,
    close: 0,
    volume: 0,
    quote: 0n,
    buyVolume: 0,
    buyQuote: 0n,
    trades: 0,
    firstTradeId: -1,
  };
}

export function addTrade(bar: Bar, price: number, quantity: number, isSell: boolean): void {
  if (bar.trades === 0) {
    bar.open = price;
    bar.high = price;
    bar.low = price;
  }
  if (price > bar.high) bar.high = price;
  if (price < bar.low) bar.low = price;
  bar.close = price;
  bar.trades += 1;
  bar.volume += quantity;
  const value = BigInt(price) * BigInt(quantity);
  bar.quote += value;
  if (isSell) return;
  bar.buyVolume += quantity;
  bar.buyQuote += value;
}

/** A later bar joins an earlier one. */
export function addBar(bar: Bar, later: Bar): void {
  if (later.trades === 0) return;
  if (bar.trades === 0) {
    Object.assign(bar, later);
    return;
  }
  bar.high = Math.max(bar.high, later.high);
  bar.low = Math.min(bar.low, later.low);
  bar.close = later.close;
  bar.volume += later.volume;
  bar.quote += later.quote;
  bar.buyVolume += later.buyVolume;
  bar.buyQuote += later.buyQuote;
  bar.trades += later.trades;
}

export function toCandle(bar: Bar, openTimeMs: number, market: SeededMarket): CoreCandle {
  const price = (units: number) => unitsToText(units, market.pricePlaces);
  const quantity = (units: number) => unitsToText(units, market.quantityPlaces);
  const value = (units: bigint) => toText(units * unitsToAmount(1, market.pricePlaces + market.quantityPlaces));
  return {
    openTimeMs,
    open: price(bar.open),
    high: price(bar.high),
    low: price(bar.low),
    close: price(bar.close),
    volume: quantity(bar.volume),
    quoteVolume: value(bar.quote),
    trades: bar.trades,
    takerBuyVolume: quantity(bar.buyVolume),
    takerBuyQuoteVolume: value(bar.buyQuote),
    firstTradeId: bar.firstTradeId,
  };
}
