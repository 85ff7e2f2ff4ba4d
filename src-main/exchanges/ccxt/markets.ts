import type { Instrument, VenueId } from '../../model/instrument.ts';
import { createInstrument, DEFAULT_STEP, DEFAULT_TICK } from '../../model/instrument.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../model/money.ts';
import type { OrderCapabilities } from '../../model/order-capabilities.ts';
import type { TradingRules } from '../../model/trading-rules.ts';
import type { CcxtAmount, CcxtClient, CcxtMarket } from './client.ts';

/** How ccxt writes precisions down. */
const DECIMAL_PLACES = 2;
export const SIGNIFICANT_DIGITS = 3;

/** What `order-form.ts` sends: no stops, and nothing that ends anything else. */
const NO_STOPS: OrderCapabilities = { locks: true, lists: false, stops: false, trailingStops: false };

/** What trades for cash, each market once, by our symbol. A grid finer than the model's is taken as coarse as that. */
export function instrumentsOf(venue: VenueId, client: CcxtClient): readonly Instrument[] {
  const instruments = new Map<string, Instrument>();
  for (const market of Object.values(client.markets ?? {})) {
    const instrument = instrumentOf(venue, client, market);
    if (instrument !== undefined && !instruments.has(instrument.id)) instruments.set(instrument.id, instrument);
  }
  return [...instruments.values()];
}

function instrumentOf(venue: VenueId, client: CcxtClient, market: CcxtMarket): Instrument | undefined {
  if (market.spot !== true) return undefined;
  const mode = client.precisionMode;
  // Digits that count from the first give no grid: prices are rounded when an order is sent.
  const tick = mode === SIGNIFICANT_DIGITS ? undefined : gridText(market.precision.price, mode);
  // Amounts are in places or steps even there.
  const step = gridText(market.precision.amount, mode === SIGNIFICANT_DIGITS ? DECIMAL_PLACES : mode);
  try {
    const grid = { tick: atLeast(tick, DEFAULT_TICK), step: atLeast(step, DEFAULT_STEP) };
    const instrument = createInstrument(venue, `${market.base}/${market.quote}`, grid);
    return instrument === undefined ? undefined : { ...instrument, rules: rulesOf(market), orders: NO_STOPS };
  } catch {
    return undefined;
  }
}

/** Decimal text of one step; undefined when the exchange tells none. */
function gridText(precision: CcxtAmount | undefined, mode: number): string | undefined {
  if (precision === undefined || precision === null || precision === '') return undefined;
  return mode === DECIMAL_PLACES ? `1e${-Number(precision)}` : String(precision);
}

const atLeast = (text: string | undefined, least: string): string =>
  text === undefined || !(Number(text) > Number(least)) ? least : text;

function rulesOf({ active, limits }: CcxtMarket): TradingRules {
  const bound = <T>(value: CcxtAmount | undefined, read: (text: string) => T): T | null =>
    value === undefined || value === null || !(Number(value) > 0) ? null : read(String(value));
  return {
    status: active === false ? 'halted' : 'trading',
    minPrice: bound(limits.price?.min, priceFromText),
    maxPrice: bound(limits.price?.max, priceFromText),
    minQuantity: bound(limits.amount?.min, quantityFromText),
    maxQuantity: bound(limits.amount?.max, quantityFromText),
    maxMarketQuantity: bound(limits.market?.max, quantityFromText),
    minNotional: bound(limits.cost?.min, moneyFromText),
    maxNotional: bound(limits.cost?.max, moneyFromText),
    notionalOfMarketOrders: true,
    filterNames: {},
  };
}

/** Turns our instruments into ccxt's symbols and back. */
export type SymbolBook = {
  symbolOf(instrument: Instrument): string | undefined;
  instrumentIdOf(symbol: string): string | undefined;
};

export function createSymbolBook(venue: VenueId, client: CcxtClient): SymbolBook {
  const idOf = (base: string, quote: string): string => `${venue}:${base.toUpperCase()}-${quote.toUpperCase()}`;
  const bySymbol = new Map<string, string>();
  const byId = new Map<string, string>();
  let known: CcxtClient['markets'];
  const read = (): void => {
    if (client.markets === known) return;
    known = client.markets;
    bySymbol.clear();
    byId.clear();
    for (const { symbol, base, quote, spot } of Object.values(known ?? {})) {
      const id = idOf(base, quote);
      if (spot !== true || byId.has(id)) continue;
      bySymbol.set(symbol, id);
      byId.set(id, symbol);
    }
  };
  return {
    symbolOf: ({ id }) => {
      read();
      return byId.get(id);
    },
    instrumentIdOf: (symbol) => {
      read();
      return bySymbol.get(symbol);
    },
  };
}
