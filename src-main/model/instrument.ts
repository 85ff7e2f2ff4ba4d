import type { Price, Quantity } from './money.ts';
import { priceFromText, quantityFromText } from './money.ts';
import type { OrderCapabilities } from './order-capabilities.ts';
import type { TradingRules } from './trading-rules.ts';

/** Where an instrument trades. `demo` is the simulated market, `imported` data without a venue, all others are exchanges. */
export type VenueId = string;

/** The simulated market. */
export const DEMO_VENUE: VenueId = 'demo';
/** The venue of data that came from a file. */
export const IMPORTED_VENUE: VenueId = 'imported';

/** Whether an instrument's venue is somebody else's machine. */
export function isOfExchange(instrumentId: string): boolean {
  const venue = venueOf(instrumentId);
  return venue !== DEMO_VENUE && venue !== IMPORTED_VENUE;
}

export function venueOf(instrumentId: string): VenueId {
  return instrumentId.slice(0, instrumentId.indexOf(':'));
}

/** `BASE-QUOTE` of an instrument's id. */
export function symbolOf(instrumentId: string): string {
  return instrumentId.slice(instrumentId.indexOf(':') + 1);
}

/** What can be traded, and the grid its prices and quantities lie on. */
export type Instrument = {
  /** `venue:BASE-QUOTE`, unique over all venues. */
  readonly id: string;
  readonly venue: VenueId;
  /** `BASE-QUOTE`, as shown and as typed on the command line. */
  readonly symbol: string;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  /** Smallest price difference. */
  readonly tick: Price;
  /** Smallest quantity difference. */
  readonly step: Quantity;
  /** What else its venue asks of an order; left out where nobody does. */
  readonly rules?: TradingRules;
  /** What its venue does with orders by itself; left out where it has not said. */
  readonly orders?: OrderCapabilities;
};

const SYMBOL = /^([A-Z0-9]{1,20})[-/_]([A-Z0-9]{1,20})$/;

/** `BASE-QUOTE` in upper case, or undefined when the text is not a symbol. `BASE/QUOTE` and `BASE_QUOTE` are accepted. */
export function parseSymbol(text: string): { symbol: string; baseAsset: string; quoteAsset: string } | undefined {
  const match = SYMBOL.exec(text.toUpperCase());
  const baseAsset = match?.[1];
  const quoteAsset = match?.[2];
  if (baseAsset === undefined || quoteAsset === undefined) return undefined;
  return { symbol: `${baseAsset}-${quoteAsset}`, baseAsset, quoteAsset };
}

export const DEFAULT_TICK = '0.000000000001';
export const DEFAULT_STEP = '0.00000001';

/** An instrument with the finest grid, for data that names no venue. Undefined when `symbolText` is not a symbol. */
export function createInstrument(
  venue: VenueId,
  symbolText: string,
  grid: { tick?: string; step?: string } = {},
): Instrument | undefined {
  const parsed = parseSymbol(symbolText);
  if (parsed === undefined) return undefined;
  return {
    id: `${venue}:${parsed.symbol}`,
    venue,
    ...parsed,
    tick: priceFromText(grid.tick ?? DEFAULT_TICK),
    step: quantityFromText(grid.step ?? DEFAULT_STEP),
  };
}
