import type { Journal, JournalState } from '../engine/ports/journal.ts';

const NOTHING: JournalState = { bots: [], fills: [], openOrders: [], halt: null, day: null };
const forget = (): void => undefined;

/** A backtest leaves no trace: if it dies it is run again, to the same bit. */
export const forgetfulJournal: Journal = {
  load: () => NOTHING,
  recordBot: forget,
  removeBot: forget,
  recordIntent: forget,
  recordOrderState: forget,
  recordFill: () => true,
  recordHalt: forget,
  recordRelease: forget,
  recordDay: forget,
};
