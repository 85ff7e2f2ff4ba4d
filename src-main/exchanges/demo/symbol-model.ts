import type { Instrument } from '../../model/instrument.ts';
import { createInstrument, DEMO_VENUE } from '../../model/instrument.ts';
import type { AssetRow, Sector } from './assets.ts';
import { ASSETS, SECTORS } from './assets.ts';
import type { Grid } from './grid.ts';
import { gridFromText } from './grid.ts';
import { hashText, mix } from './hash.ts';

/** What stays the same about one simulated instrument: its grid, its size, its keys to chance. */
export type SymbolModel = {
  readonly instrument: Instrument;
  readonly basePrice: number;
  readonly tick: Grid;
  readonly step: Grid;
  /** Standard deviation of the log price over one calm minute. */
  readonly minuteDeviation: number;
  /** Loadings on the market's, the sector's and the own walk: `minuteDeviation` × square root of the share. */
  readonly marketLoading: number;
  readonly sectorLoading: number;
  readonly ownLoading: number;
  readonly tradesPerMinute: number;
  readonly tradeNotional: number;
  readonly spreadBps: number;
  readonly keys: SymbolKeys;
};

/** Keys to chance. `market` and `sector` are shared by the symbols that move together. */
export type SymbolKeys = {
  readonly market: number;
  readonly sector: number;
  readonly own: number;
  readonly marketSchedule: number;
  readonly ownSchedule: number;
  readonly trades: number;
  readonly tradeTimes: number;
  readonly book: number;
};

const MINUTES_PER_YEAR = 525_600;

/** Shares of variance: how much of an asset's calm moves is the market's and its sector's. */
const MARKET_SHARE: Readonly<Record<Sector, number>> = {
  major: 0.78,
  platform: 0.55,
  payment: 0.5,
  finance: 0.48,
  meme: 0.42,
  infrastructure: 0.5,
  gaming: 0.48,
  ai: 0.44,
};
const SECTOR_SHARE: Readonly<Record<Sector, number>> = {
  major: 0.06,
  platform: 0.14,
  payment: 0.12,
  finance: 0.16,
  meme: 0.22,
  infrastructure: 0.14,
  gaming: 0.2,
  ai: 0.22,
};

function keysOf(seedKey: number, sector: Sector, asset: string): SymbolKeys {
  const assetKey = mix(seedKey, hashText(asset));
  return {
    market: mix(seedKey, 1),
    sector: mix(mix(seedKey, 2), hashText(sector)),
    own: mix(assetKey, 3),
    marketSchedule: mix(seedKey, 4),
    ownSchedule: mix(assetKey, 5),
    trades: mix(assetKey, 6),
    tradeTimes: mix(assetKey, 7),
    book: mix(assetKey, 8),
  };
}

function symbolModel(seedKey: number, sector: Sector, row: AssetRow): SymbolModel {
  const [asset, basePrice, tick, step, yearDeviation, tradesPerMinute, tradeNotional, spreadBps] = row;
  const instrument = createInstrument(DEMO_VENUE, `${asset}-USDT`, { tick, step });
  if (instrument === undefined) throw new Error(`asset is "${asset}", expected letters and digits`);
  const minuteDeviation = yearDeviation / Math.sqrt(MINUTES_PER_YEAR);
  const marketShare = MARKET_SHARE[sector];
  const sectorShare = SECTOR_SHARE[sector];
  return {
    instrument,
    basePrice,
    tick: gridFromText(tick),
    step: gridFromText(step),
    minuteDeviation,
    marketLoading: minuteDeviation * Math.sqrt(marketShare),
    sectorLoading: minuteDeviation * Math.sqrt(sectorShare),
    ownLoading: minuteDeviation * Math.sqrt(1 - marketShare - sectorShare),
    tradesPerMinute,
    tradeNotional,
    spreadBps,
    keys: keysOf(seedKey, sector, asset),
  };
}

/** All simulated instruments of a seed. Keys hang on names, not on places in the list: a new asset changes no other. */
export function createSymbolModels(seed: string): readonly SymbolModel[] {
  const seedKey = hashText(`demo market ${seed}`);
  return SECTORS.flatMap((sector) => ASSETS[sector].map((row) => symbolModel(seedKey, sector, row)));
}
