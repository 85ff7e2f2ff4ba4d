import { BINANCE_FAULTS } from '../binance/binance-faults.ts';
import { COINBASE_FAULTS } from '../coinbase/coinbase-faults.ts';

/** Names a fault may have: the two wires use the same word for the same thing. */
export const FAULT_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(BINANCE_FAULTS),
  ...Object.keys(COINBASE_FAULTS),
]);
