import type { Money } from './money.ts';
import { moneyToNumber } from './money.ts';
import type { TimestampMs } from './time.ts';

/** More losses than these in one day are not told apart. */
const KEPT_LOSSES = 100;

/** What became of a bot's round trips, each from flat to flat. Returns are of what the trip cost, for statistics. */
export type TripRecord = {
  readonly trips: number;
  readonly won: number;
  /** Sum of the returns of winning trips; of losing ones as a positive number. */
  readonly wonReturns: number;
  readonly lostReturns: number;
  readonly lossesInRow: number;
  /** When the latest losing trips ended, oldest first. */
  readonly lossTimesMs: readonly TimestampMs[];
};

export const NO_TRIPS: TripRecord = {
  trips: 0,
  won: 0,
  wonReturns: 0,
  lostReturns: 0,
  lossesInRow: 0,
  lossTimesMs: [],
};

export type Trip = { readonly profit: Money; readonly cost: Money; readonly endedMs: TimestampMs };

/** A trip that neither won nor lost ends a row of losses and is no loss. */
export function afterTrip(record: TripRecord, { profit, cost, endedMs }: Trip): TripRecord {
  const trips = record.trips + 1;
  const gained = cost > 0n ? moneyToNumber(profit) / moneyToNumber(cost) : 0;
  if (profit < 0n) {
    const lossTimesMs = [...record.lossTimesMs.slice(1 - KEPT_LOSSES), endedMs];
    const lostReturns = record.lostReturns - gained;
    return { ...record, trips, lostReturns, lossTimesMs, lossesInRow: record.lossesInRow + 1 };
  }
  const won = record.won + (profit > 0n ? 1 : 0);
  return { ...record, trips, won, wonReturns: record.wonReturns + gained, lossesInRow: 0 };
}
