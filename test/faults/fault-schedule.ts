import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import type { FaultSetting } from '../exchange/core/faults.ts';
import type { FaultMenu } from './fault-menus.ts';
import { MARKET_MENUS } from './fault-menus.ts';

/** What goes wrong from when to when, on the session's own clock. */
export type PlannedFault = {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly setting: FaultSetting;
};

/** Our clock is set, or sleeps: it leaps by so much at that time. */
export type PlannedLeap = { readonly atMs: number; readonly byMs: number };

/** Who listens to a symbol from when on; `untilMs` is null for one who stays. */
export type PlannedListener = { readonly symbol: string; readonly fromMs: number; readonly untilMs: number | null };

export type FaultSchedule = {
  readonly startMs: number;
  /** How long things may go wrong. */
  readonly lengthMs: number;
  readonly faults: readonly PlannedFault[];
  readonly leaps: readonly PlannedLeap[];
  readonly listeners: readonly PlannedListener[];
  /** The app ends and starts anew; null when it does not. */
  readonly restartMs: number | null;
};

export type FaultVenue = 'binance' | 'coinbase';

export const FAULT_SYMBOLS: Readonly<Record<FaultVenue, readonly [string, string, string]>> = {
  // The third is thin: there are minutes without a trade.
  binance: ['BTC-USDT', 'ETH-USDT', 'ADA-USDT'],
  coinbase: ['BTC-USD', 'ETH-USD', 'ADA-USD'],
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CALM_MS = 30_000;
const MOST_FAULTS = 6;
const STORM_FAULTS = 10;
const LONGEST_MS = 60_000;
const NOON_MS = Date.UTC(2026, 5, 1, 12, 0, 20);

/** The first half minute goes well. Equal seeds give equal schedules. */
export function planFaults(seed: number, venue: FaultVenue): FaultSchedule {
  const chance = chanceOf(`faults ${venue} ${seed}`);
  const lengthMs = (chance() < 0.3 ? 8 : 4) * MINUTE_MS;
  const atMs = (): number => CALM_MS + chance() * (lengthMs - CALM_MS);
  const restartMs = chance() < 0.3 ? atMs() : null;
  // What an exchange forbade is kept by the wall clock: over a restart that has to go on as it did.
  const leaps = restartMs === null && chance() < 0.4 ? [{ atMs: atMs(), byMs: (chance() - 0.5) * 20_000 }] : [];
  return {
    startMs: chance() < 0.4 ? NOON_MS + HOUR_MS - 3 * MINUTE_MS : NOON_MS,
    lengthMs,
    faults: pickFaults(MARKET_MENUS[venue], lengthMs, chance),
    leaps,
    listeners: planListeners(FAULT_SYMBOLS[venue], atMs, chance),
    restartMs,
  };
}

export function chanceOf(name: string): () => number {
  const random = createSeededRandom(name);
  return () => random.next();
}

/** Some here and there, or a storm of many at once. */
export function pickFaults(menu: FaultMenu, lengthMs: number, chance: () => number): readonly PlannedFault[] {
  const names = Object.keys(menu);
  const isStorm = chance() < 0.35;
  const stormMs = CALM_MS + chance() * (lengthMs - CALM_MS);
  const count = isStorm ? STORM_FAULTS : 2 + Math.floor(chance() * (MOST_FAULTS - 1));
  return Array.from({ length: count }, () => {
    const name = names[Math.floor(chance() * names.length)] as string;
    const fromMs = isStorm ? stormMs + chance() * 10_000 : CALM_MS + chance() * (lengthMs - CALM_MS);
    const setting = menu[name]?.(chance) ?? {};
    return { name, fromMs, toMs: Math.min(lengthMs, fromMs + 3000 + chance() * LONGEST_MS), setting };
  });
}

/** Two from the start; often a third, the thin one, late; sometimes one who leaves and comes back. */
function planListeners(
  [first, second, thin]: readonly [string, string, string],
  atMs: () => number,
  chance: () => number,
): readonly PlannedListener[] {
  const leavesMs = chance() < 0.3 ? atMs() : null;
  return [
    { symbol: first, fromMs: 0, untilMs: null },
    { symbol: second, fromMs: 0, untilMs: leavesMs },
    ...(chance() < 0.6 ? [{ symbol: thin, fromMs: chance() < 0.5 ? 0 : atMs(), untilMs: null }] : []),
    ...(leavesMs === null ? [] : [{ symbol: second, fromMs: leavesMs + chance() * 40_000, untilMs: null }]),
  ];
}
