import type { Journal, JournalState } from '../engine/ports/journal.ts';

const NOTHING: JournalState = {
  bots: [],
  fills: [],
  openOrders: [],
  brackets: new Map(),
  halt: null,
  days: new Map(),
  governors: new Map(),
  latestOrdersMs: [],
  accounts: [],
  transfers: [],
  ignored: [],
};
const forget = (): void => undefined;

/** A backtest leaves no trace: if it dies it is run again, to the same bit. */
export const forgetfulJournal: Journal = {
  load: () => NOTHING,
  recordBot: forget,
  removeBot: forget,
  recordIntent: forget,
  recordBracket: forget,
  recordOrderState: forget,
  recordFill: () => true,
  recordHalt: forget,
  recordRelease: forget,
  recordDay: forget,
  recordRiskMode: forget,
  recordMarks: forget,
  recordAccount: forget,
  recordTransfer: forget,
  recordIgnored: forget,
};
