import { parseSymbol, symbolOf } from '../model/instrument.ts';

/** Both assets of an instrument, as its id names them. Throws RangeError for an id that names none. */
export function assetsOf(instrumentId: string): { readonly baseAsset: string; readonly quoteAsset: string } {
  const parsed = parseSymbol(symbolOf(instrumentId));
  if (parsed === undefined) throw new RangeError(`instrument is "${instrumentId}", expected venue:BASE-QUOTE`);
  return parsed;
}
