import type { Verdict } from './run-seed.ts';
import { runSeed } from './run-seed.ts';
import type { Tally } from './world/coverage.ts';
import { count } from './world/coverage.ts';
import type { Drill, Violation } from './world/world.ts';

export type DrillsReport = {
  readonly seed: number;
  /** Moments of the calm seed at which a process may die, and writes and syncs that may fail: all of them were tried. */
  readonly moments: Verdict['passed'];
  readonly runs: number;
  readonly violations: readonly { readonly drill: Drill; readonly violation: Violation }[];
  /** Where the process died, by name. */
  readonly crashPoints: Tally;
};

/** A second crash so many moments after the first: in the middle of its recovery. */
const SECOND_AFTER = [1, 3, 7, 15, 40] as const;

/**
 * Nothing left to chance: the calm seed again and again, with a crash at its first moment, at its second, and so on to the
 * last; each of them with a second crash soon after; then every write and every sync failing in its turn.
 */
export async function runDrills(seed: number): Promise<DrillsReport> {
  const { passed } = await runSeed(seed, { drill: {} });
  const violations: { drill: Drill; violation: Violation }[] = [];
  const crashPoints: Tally = {};
  const drills = drillsOf(passed);
  for (const drill of drills) {
    const verdict = await runSeed(seed, { drill });
    for (const [point, times] of Object.entries(verdict.coverage.crashPoints)) count(crashPoints, point, times);
    const [violation] = verdict.violations;
    if (violation !== undefined) violations.push({ drill, violation });
  }
  return { seed, moments: passed, runs: drills.length + 1, violations, crashPoints };
}

function drillsOf({ crash, writeFails, syncFails }: Verdict['passed']): readonly Drill[] {
  const drills: Drill[] = [];
  for (let at = 1; at <= crash; at++) {
    drills.push({ crashAt: [at] });
    const after = SECOND_AFTER[at % SECOND_AFTER.length] ?? 1;
    drills.push({ crashAt: [at, at + after] });
  }
  for (let at = 1; at <= writeFails; at++) drills.push({ failWriteAt: at });
  for (let at = 1; at <= syncFails; at++) drills.push({ failSyncAt: at });
  return drills;
}
