import type { Random } from '../../../src-main/engine/ports/random.ts';
import type { Mix } from './mixes.ts';
import { weighed } from './mixes.ts';

/**
 * Every fault of the simulation: how likely a seed has it at all, and between which rates its rate is drawn then. A rate is
 * a probability each time the fault could strike; of those that last it is how many a virtual minute begin.
 *
 * To add a fault: a line here, and `world.strikes('name')` where it hurts.
 */
export const FAULTS = {
  // A request and its reply.
  requestLost: { seeds: 0.5, from: 0.005, to: 0.15 },
  requestLate: { seeds: 0.4, from: 0.005, to: 0.1 },
  replyLost: { seeds: 0.5, from: 0.005, to: 0.15 },
  replyLate: { seeds: 0.4, from: 0.01, to: 0.15 },
  replyDuplicated: { seeds: 0.3, from: 0.01, to: 0.3 },
  replyReordered: { seeds: 0.4, from: 0.01, to: 0.3 },
  failedBefore: { seeds: 0.4, from: 0.005, to: 0.1 },
  failedAfter: { seeds: 0.4, from: 0.005, to: 0.1 },
  staleRead: { seeds: 0.4, from: 0.05, to: 0.6 },
  // The exchange for a while.
  rateStorm: { seeds: 0.35, from: 0.1, to: 0.8 },
  banned: { seeds: 0.15, from: 0.05, to: 0.2 },
  failureStorm: { seeds: 0.3, from: 0.1, to: 0.8 },
  outage: { seeds: 0.3, from: 0.05, to: 0.5 },
  // The user stream.
  eventLost: { seeds: 0.4, from: 0.01, to: 0.4 },
  eventDuplicated: { seeds: 0.4, from: 0.01, to: 0.5 },
  eventReordered: { seeds: 0.4, from: 0.01, to: 0.4 },
  streamGap: { seeds: 0.4, from: 0.1, to: 1.5 },
  streamHalfOpen: { seeds: 0.3, from: 0.05, to: 0.5 },
  // Prices.
  feedStale: { seeds: 0.3, from: 0.1, to: 0.8 },
  feedLate: { seeds: 0.3, from: 0.1, to: 0.6 },
  // The machine.
  clockJump: { seeds: 0.3, from: 0.05, to: 0.5 },
  clockDrift: { seeds: 0.3, from: 1, to: 1 },
  diskFull: { seeds: 0.15, from: 0.05, to: 0.4 },
  writeFails: { seeds: 0.2, from: 0.0005, to: 0.01 },
  syncFails: { seeds: 0.2, from: 0.0005, to: 0.01 },
  crash: { seeds: 0.5, from: 0.002, to: 0.015 },
  crashWhileRecovering: { seeds: 0.25, from: 0.01, to: 0.1 },
  powerCut: { seeds: 0.5, from: 0.2, to: 1 },
  // Others who trade.
  personCancels: { seeds: 0.3, from: 0.1, to: 0.8 },
  personTrades: { seeds: 0.3, from: 0.1, to: 0.8 },
  personTransfers: { seeds: 0.2, from: 0.1, to: 0.5 },
  // What a market does.
  partialFill: { seeds: 0.7, from: 0.1, to: 0.7 },
  fillRacesCancel: { seeds: 0.4, from: 0.02, to: 0.2 },
  endsByItself: { seeds: 0.3, from: 0.01, to: 0.08 },
} as const satisfies Readonly<Record<string, { readonly seeds: number; readonly from: number; readonly to: number }>>;

export type FaultName = keyof typeof FAULTS;

export type FaultRates = Readonly<Record<FaultName, number>>;

export const NO_FAULTS = Object.fromEntries(Object.keys(FAULTS).map((name) => [name, 0])) as unknown as FaultRates;

/** Which faults a seed has, and how often: drawn anew for each, so that no two seeds are ill in the same way. */
export function drawFaults(random: Random, mix: Mix): FaultRates {
  const rates: Record<string, number> = {};
  for (const [name, { from, to }] of Object.entries(FAULTS)) {
    const draw = random.next();
    const rate = from * (to / from) ** random.next();
    rates[name] = weighed(mix, name as FaultName, { draw, rate });
  }
  return rates as FaultRates;
}
