import { BINANCE_FAULTS } from '../binance/binance-faults.ts';
import { COINBASE_FAULTS } from '../coinbase/coinbase-faults.ts';

/** What both wires know has the same name and meaning in both tables. */
export const FAULT_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(BINANCE_FAULTS),
  ...Object.keys(COINBASE_FAULTS),
]);
