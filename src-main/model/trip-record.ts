import type { Money } from './money.ts';
import { moneyToNumber } from './money.ts';
import type { TimestampMs } from './time.ts';

/** More losses than these in one day are not told apart. */
const KEPT_LOSSES = 100;

/**
 * What became of a bot's round trips, each from flat to flat. Returns are of what the trip cost, for statistics. Changed in
 * place: every bot of every backtest keeps one, whoever asks for it.
 */
export type TripRecord = {
  trips: number;
  won: number;
  /** Sum of the returns of winning trips; of losing ones as a positive number. */
  wonReturns: number;
  lostReturns: number;
  lossesInRow: number;
  /** When the latest losing trips ended, oldest first. */
  readonly lossTimesMs: TimestampMs[];
};

export function newTripRecord(): TripRecord {
  return { trips: 0, won: 0, wonReturns: 0, lostReturns: 0, lossesInRow: 0, lossTimesMs: [] };
}

export type Trip = { readonly profit: Money; readonly cost: Money; readonly endedMs: TimestampMs };

/** A trip that neither won nor lost ends a row of losses and is no loss. */
export function countTrip(record: TripRecord, { profit, cost, endedMs }: Trip): void {
  const gained = cost > 0n ? moneyToNumber(profit) / moneyToNumber(cost) : 0;
  record.trips++;
  if (profit < 0n) {
    record.lostReturns -= gained;
    record.lossesInRow++;
    record.lossTimesMs.push(endedMs);
    if (record.lossTimesMs.length > KEPT_LOSSES) record.lossTimesMs.shift();
    return;
  }
  if (profit > 0n) record.won++;
  record.wonReturns += gained;
  record.lossesInRow = 0;
}
