import type { Instrument } from '../../model/instrument.ts';
import type { Ratio } from '../../model/money.ts';
import type { Transport } from '../../resilience/transport.ts';

/** One pair under all its names. */
export type Pair = {
  readonly instrument: Instrument;
  /** REST answers are keyed by it, such as XXBTZUSD. */
  readonly name: string;
  /** Orders carry it, such as XBTUSD. */
  readonly altName: string;
  /** The socket's name, such as BTC/USD. */
  readonly symbol: string;
  /** Decimals of prices and quantities on the wire; checksums are made of them. */
  readonly priceDecimals: number;
  readonly lotDecimals: number;
  /** Decimals of an order's size in the quote asset. */
  readonly costDecimals: number;
  /** The highest taker fee of the pair, as a share. */
  readonly takerFee: Ratio;
  /** Kraken's codes of its assets, such as XXBT and ZUSD. */
  readonly baseCode: string;
  readonly quoteCode: string;
};

const RENAMED: Readonly<Record<string, string>> = { XBT: 'BTC', XDG: 'DOGE' };

/** Kraken's own abbreviations into everybody's. */
export const assetName = (code: string): string => RENAMED[code] ?? code;

/** Pairs by every name they go by, as of the last time they were loaded. */
export class PairTable {
  #byInstrument = new Map<string, Pair>();
  #byName = new Map<string, Pair>();
  #assets = new Map<string, string>();

  replace(pairs: readonly Pair[]): void {
    this.#byInstrument = new Map(pairs.map((pair) => [pair.instrument.id, pair]));
    this.#byName = new Map(
      pairs.flatMap((pair) => [pair.name, pair.altName, pair.symbol].map((name): [string, Pair] => [name, pair])),
    );
    this.#assets = new Map(
      pairs.flatMap(({ instrument, baseCode, quoteCode }): [string, string][] => [
        [baseCode, instrument.baseAsset],
        [quoteCode, instrument.quoteAsset],
      ]),
    );
  }

  ofInstrument(instrumentId: string): Pair | undefined {
    return this.#byInstrument.get(instrumentId);
  }

  /** By REST name, short name or socket symbol. */
  named(name: string): Pair | undefined {
    return this.#byName.get(name);
  }

  /** `BTC` for XXBT; `BTC.F` for XBT.F, because what earns or is bonded is not what can be sold. */
  asset(code: string): string {
    const [root = code, ...suffix] = code.split('.');
    return [this.#assets.get(root) ?? assetName(root), ...suffix].join('.');
  }
}

/** Names are loaded by the market's side and used by the orders' side of one connection. */
const TABLES = new WeakMap<Transport, PairTable>();

export function pairTableOf(transport: Transport): PairTable {
  const known = TABLES.get(transport);
  if (known !== undefined) return known;
  const table = new PairTable();
  TABLES.set(transport, table);
  return table;
}
