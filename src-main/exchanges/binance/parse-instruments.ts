import { z } from 'zod';
import type { Instrument } from '../../model/instrument.ts';
import { createInstrument } from '../../model/instrument.ts';
import type { Money, Price, Quantity } from '../../model/money.ts';
import { moneyFromText, PRICE_SCALE, priceFromText, QUANTITY_SCALE, quantityFromText } from '../../model/money.ts';
import type { OrderCapabilities } from '../../model/order-capabilities.ts';
import type { TradingRules, TradingStatus } from '../../model/trading-rules.ts';
import { unreadable } from './parse-market.ts';
import { isDecimalText } from './parse-numbers.ts';
import { VENUE } from './symbols.ts';

const decimal = z.string().refine(isDecimalText);
const flag = z.boolean().optional();

const filter = z.object({
  filterType: z.string(),
  minPrice: decimal.optional(),
  maxPrice: decimal.optional(),
  tickSize: decimal.optional(),
  minQty: decimal.optional(),
  maxQty: decimal.optional(),
  stepSize: decimal.optional(),
  minNotional: decimal.optional(),
  maxNotional: decimal.optional(),
  applyMinToMarket: flag,
  applyToMarket: flag,
});
type Filter = z.infer<typeof filter>;

const symbolInfo = z.object({
  symbol: z.string(),
  status: z.string(),
  baseAsset: z.string(),
  quoteAsset: z.string(),
  isSpotTradingAllowed: flag,
  permissions: z.array(z.string()).optional(),
  permissionSets: z.array(z.array(z.string())).optional(),
  filters: z.array(z.looseObject({ filterType: z.string() })),
  orderTypes: z.array(z.string()).optional(),
  ocoAllowed: flag,
  allowTrailingStop: flag,
});
type SymbolInfo = z.infer<typeof symbolInfo>;

const FILTERS_READ = ['PRICE_FILTER', 'LOT_SIZE', 'MARKET_LOT_SIZE', 'NOTIONAL', 'MIN_NOTIONAL'];

export type InstrumentList = {
  readonly instruments: readonly Instrument[];
  /** Spot symbols that could not be taken in, with the reason. */
  readonly leftOut: readonly { readonly symbol: string; readonly reason: string }[];
};

/** All spot symbols of an exchangeInfo answer that fit the model. */
export function parseInstruments(body: unknown): InstrumentList {
  const reply = z.object({ symbols: z.array(z.unknown()) }).safeParse(body);
  if (!reply.success) throw unreadable('a list of symbols');
  const instruments: Instrument[] = [];
  const leftOut: { symbol: string; reason: string }[] = [];
  for (const row of reply.data.symbols) {
    const info = symbolInfo.safeParse(row);
    if (info.success && !isSpot(info.data)) continue;
    const instrument = info.success ? toInstrument(info.data) : 'a field is missing or of the wrong type';
    if (typeof instrument !== 'string') instruments.push(instrument);
    else leftOut.push({ symbol: info.success ? info.data.symbol : nameOf(row), reason: instrument });
  }
  return { instruments, leftOut };
}

function nameOf(row: unknown): string {
  const name = z.object({ symbol: z.string() }).safeParse(row);
  return name.success ? name.data.symbol.slice(0, 40) : '?';
}

function isSpot({ isSpotTradingAllowed, permissions = [], permissionSets = [] }: SymbolInfo): boolean {
  const named = [...permissions, ...permissionSets.flat()];
  return isSpotTradingAllowed !== false && (named.length === 0 || named.includes('SPOT'));
}

/** The instrument, or why it cannot be one. */
function toInstrument(info: SymbolInfo): Instrument | string {
  const { symbol, baseAsset, quoteAsset } = info;
  if (symbol !== `${baseAsset}${quoteAsset}`) return 'its symbol is not base and quote written together';
  const filters = readFilters(info);
  if (filters === undefined) return 'a filter has a bound that is no decimal number';
  const tick = gridOf(filters.get('PRICE_FILTER')?.tickSize);
  const step = gridOf(filters.get('LOT_SIZE')?.stepSize);
  if (placesOf(tick) > PRICE_SCALE) return `its tick ${tick} has more than ${PRICE_SCALE} places`;
  if (placesOf(step) > QUANTITY_SCALE) return `its step ${step} has more than ${QUANTITY_SCALE} places`;
  const instrument = createInstrument(VENUE, `${baseAsset}-${quoteAsset}`, { tick, step });
  if (instrument === undefined) return 'its assets are not written in A to Z and 0 to 9';
  return { ...instrument, rules: rulesOf(info, filters), orders: capabilitiesOf(info) };
}

/** A spot balance is locked by each order; a list locks it once. */
function capabilitiesOf({
  orderTypes = [],
  ocoAllowed = false,
  allowTrailingStop = false,
}: SymbolInfo): OrderCapabilities {
  const stops = orderTypes.includes('STOP_LOSS');
  const lists = ocoAllowed && stops && orderTypes.includes('LIMIT_MAKER');
  return { locks: true, lists, stops, trailingStops: stops && allowTrailingStop };
}

function readFilters({ filters }: SymbolInfo): Map<string, Filter> | undefined {
  const read = new Map<string, Filter>();
  for (const row of filters) {
    if (!FILTERS_READ.includes(row.filterType)) continue;
    const parsed = filter.safeParse(row);
    if (!parsed.success) return undefined;
    read.set(row.filterType, parsed.data);
  }
  return read;
}

/** Eight places are what the exchange takes where it names no grid. */
const UNSAID_GRID = '0.00000001';

const isOn = (text: string | undefined): text is string => text !== undefined && Number(text) > 0;
const gridOf = (text: string | undefined): string => (isOn(text) ? text : UNSAID_GRID);

function placesOf(text: string): number {
  return (text.split('.')[1] ?? '').replace(/0+$/, '').length;
}

const price = (text: string | undefined): Price | null => (isOn(text) ? priceFromText(text) : null);
const quantity = (text: string | undefined): Quantity | null => (isOn(text) ? quantityFromText(text) : null);
const money = (text: string | undefined): Money | null => (isOn(text) ? moneyFromText(text) : null);

function rulesOf({ status }: SymbolInfo, filters: ReadonlyMap<string, Filter>): TradingRules {
  const prices = filters.get('PRICE_FILTER');
  const lots = filters.get('LOT_SIZE');
  const notional = filters.get('NOTIONAL') ?? filters.get('MIN_NOTIONAL');
  const notionalName = notional?.filterType ?? 'NOTIONAL';
  return {
    status: statusOf(status),
    minPrice: price(prices?.minPrice),
    maxPrice: price(prices?.maxPrice),
    minQuantity: quantity(lots?.minQty),
    maxQuantity: quantity(lots?.maxQty),
    maxMarketQuantity: quantity(filters.get('MARKET_LOT_SIZE')?.maxQty),
    minNotional: money(notional?.minNotional),
    maxNotional: money(notional?.maxNotional),
    notionalOfMarketOrders: notional?.applyMinToMarket ?? notional?.applyToMarket ?? false,
    filterNames: {
      tick: 'PRICE_FILTER',
      minPrice: 'PRICE_FILTER',
      maxPrice: 'PRICE_FILTER',
      step: 'LOT_SIZE',
      minQuantity: 'LOT_SIZE',
      maxQuantity: 'LOT_SIZE',
      minNotional: notionalName,
      maxNotional: notionalName,
    },
  };
}

/** New orders are taken in `TRADING` alone; a status we have no name for is none of that. */
function statusOf(text: string): TradingStatus {
  if (text === 'TRADING') return 'trading';
  return text === 'CANCEL_ONLY' ? 'cancelOnly' : 'halted';
}
