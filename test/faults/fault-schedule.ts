import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import type { FaultSetting } from '../exchange/core/faults.ts';

/** What goes wrong from when to when, on the session's own clock. */
export type PlannedFault = {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly setting: FaultSetting;
};

/** Our clock is set, or sleeps: it leaps by so much at that time. */
export type PlannedLeap = { readonly atMs: number; readonly byMs: number };

export type FaultSchedule = { readonly faults: readonly PlannedFault[]; readonly leaps: readonly PlannedLeap[] };

export type FaultVenue = 'binance' | 'coinbase';

type Menu = Readonly<Record<string, (chance: () => number) => FaultSetting>>;

const often = (least: number, most: number) => (chance: () => number) => ({
  probability: least + chance() * (most - least),
  seed: Math.floor(chance() * 1e9),
});
const few = (most: number) => (chance: () => number) => ({ count: 1 + Math.floor(chance() * most) });
const waiting = (mostSeconds: number) => (chance: () => number) => ({
  count: 1 + Math.floor(chance() * 3),
  value: 1 + Math.floor(chance() * mostSeconds),
});
const failing = (chance: () => number): FaultSetting => ({
  ...often(0.2, 1)(chance),
  value: [500, 502, 503][Math.floor(chance() * 3)] ?? 503,
});

/** Drops, duplicates, reorders, half-open sockets, storms of refusals: exchanges.md 5.5, what touches market data. */
const BOTH: Menu = {
  streamDropped: often(0.01, 0.3),
  streamTwice: often(0.05, 0.5),
  streamReordered: often(0.05, 0.3),
  streamMalformed: often(0.01, 0.2),
  socketClosed: few(2),
  socketTerminated: few(2),
  socketHalfOpen: few(2),
  socketRefused: often(0.3, 1),
  ackMissing: few(2),
  requestDropped: often(0.1, 0.8),
  requestFails: failing,
  rateLimited: waiting(20),
};
const MENUS: Readonly<Record<FaultVenue, Menu>> = {
  binance: {
    ...BOTH,
    serverShutdown: few(2),
    banned: waiting(30),
    klineCloseMissing: often(0.2, 1),
    klineRowMissing: few(2),
    klineRowRepeated: few(3),
    depthSkipped: often(0.05, 0.3),
    pingMissing: often(0.5, 1),
  },
  coinbase: { ...BOTH, sequenceSkip: often(0.02, 0.2), snapshotSplit: few(2) },
};

const MOST_FAULTS = 6;
const LONGEST_MS = 60_000;

/** Of a session that runs `lengthMs`; the first half minute goes well. Equal seeds give equal schedules. */
export function planFaults(seed: number, venue: FaultVenue, lengthMs: number): FaultSchedule {
  const random = createSeededRandom(`faults ${venue} ${seed}`);
  const chance = (): number => random.next();
  const names = Object.keys(MENUS[venue]);
  const faults = Array.from({ length: 2 + Math.floor(chance() * (MOST_FAULTS - 1)) }, () => {
    const name = names[Math.floor(chance() * names.length)] as string;
    const fromMs = 30_000 + chance() * (lengthMs - 30_000);
    const setting = MENUS[venue][name]?.(chance) ?? {};
    return { name, fromMs, toMs: Math.min(lengthMs, fromMs + 3000 + chance() * LONGEST_MS), setting };
  });
  const leaps =
    chance() < 0.4 ? [{ atMs: 30_000 + chance() * (lengthMs - 30_000), byMs: (chance() - 0.5) * 20_000 }] : [];
  return { faults, leaps };
}
