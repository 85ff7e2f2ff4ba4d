import type { Instrument } from '../../model/instrument.ts';

export const VENUE = 'binance';

/** The exchange's name of an instrument: base and quote written together. */
export const wireSymbol = ({ baseAsset, quoteAsset }: Instrument): string => `${baseAsset}${quoteAsset}`;

/**
 * Our id of an exchange's symbol, undefined when no loaded instrument is written so. Where the base ends is not in the symbol:
 * every place is tried, and only one can be an instrument, because the exchange has each symbol once.
 */
export function createSymbolLookup(
  findInstrument: (instrumentId: string) => Instrument | undefined,
): (symbol: string) => Instrument | undefined {
  const known = new Map<string, string>();
  return (symbol) => {
    const knownId = known.get(symbol);
    if (knownId !== undefined) return findInstrument(knownId);
    for (let end = 1; end < symbol.length; end++) {
      const instrument = findInstrument(`${VENUE}:${symbol.slice(0, end)}-${symbol.slice(end)}`);
      if (instrument === undefined) continue;
      known.set(symbol, instrument.id);
      return instrument;
    }
    return undefined;
  };
}
