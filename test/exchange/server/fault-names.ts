import { BINANCE_FAULTS } from '../binance/binance-faults.ts';

/** Faults that only the Coinbase wire knows; the others have the names and meanings of Binance's table. */
const COINBASE_ONLY = [
  'cancelDelayed',
  'connectRefused',
  'connectSlow',
  'emptyBucket',
  'orderPending',
  'sequenceSkip',
  'snapshotLarge',
  'snapshotSplit',
  'userEventLost',
  'userEventsSwapped',
  'userSubscriptionEnded',
];

export const FAULT_NAMES: ReadonlySet<string> = new Set([...Object.keys(BINANCE_FAULTS), ...COINBASE_ONLY]);
