import type { ExchangeCore } from '../core/core-types.ts';
import type { Faults } from '../core/faults.ts';
import type { BinanceKeys } from './keys.ts';
import { Limits } from './limits.ts';
import type { ViewParts } from './order-view.ts';
import { createSymbols, type Symbols } from './symbols.ts';

/** What routes and socket methods share. */
export type BinanceDesk = ViewParts & {
  readonly core: ExchangeCore;
  readonly faults: Faults;
  readonly keys: BinanceKeys;
  readonly symbols: Symbols;
  readonly limits: Limits;
  /** Binance's own stop types, by client id. */
  readonly stops: Map<string, string>;
  /** The client id of the request that cancelled an order, by order id. */
  readonly cancelIds: Map<number, string>;
  readonly newId: () => string;
  /** Real time, ms: limits and rhythms do not follow the exchange's offset. */
  readonly wallMs: () => number;
};

export type DeskOptions = {
  /** See `Limits`. */
  readonly graceMs: number;
  readonly core: ExchangeCore;
  readonly faults: Faults;
  readonly keys: BinanceKeys;
  readonly wallMs: () => number;
};

export function createDesk({ core, faults, keys, wallMs, graceMs }: DeskOptions): BinanceDesk {
  let ids = 0;
  return {
    core,
    faults,
    keys,
    wallMs,
    symbols: createSymbols(core),
    limits: new Limits(wallMs, faults, graceMs),
    stops: new Map(),
    cancelIds: new Map(),
    newId: () => `exchange${(++ids).toString().padStart(12, '0')}`,
  };
}
