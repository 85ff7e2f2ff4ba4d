import type { Mix } from './faults/mixes.ts';
import { DEFAULT_MIX } from './faults/mixes.ts';
import { runSeed, type Verdict } from './run-seed.ts';
import type { Coverage } from './world/coverage.ts';
import { addCoverage, noCoverage } from './world/coverage.ts';

export type FoundViolation = {
  readonly seed: number;
  readonly invariant: string;
  readonly message: string;
  readonly atMs: number;
};

export type SeedsReport = {
  /** Of faults, as it was asked for. */
  readonly mix: string;
  readonly seeds: number;
  /** Seeds in which an invariant did not hold. */
  readonly violations: number;
  readonly seconds: number;
  /** Of processor time, of all threads: what stays the same beside others on the machine. */
  readonly cpuSeconds: number;
  readonly seedsPerCpuSecond: number;
  readonly coverage: Coverage;
  readonly perSeed: { readonly events: number; readonly orders: number; readonly faults: number };
  readonly first: FoundViolation | null;
};

export type SeedsTerms = {
  readonly from: number;
  readonly seeds: number;
  readonly untilViolation: boolean;
  readonly mix?: Mix;
  readonly onViolation: (verdict: Verdict) => Promise<void>;
};

/** Seed after seed, on one core. */
export async function runSeeds({
  from,
  seeds,
  untilViolation,
  mix = DEFAULT_MIX,
  onViolation,
}: SeedsTerms): Promise<SeedsReport> {
  const coverage = noCoverage();
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  let violations = 0;
  let first: FoundViolation | null = null;
  for (let seed = from; seed < from + seeds; seed++) {
    const verdict = await runSeed(seed, { mix });
    addCoverage(coverage, verdict.coverage);
    const violation = verdict.violations[0];
    if (violation === undefined) continue;
    violations++;
    first ??= { seed, ...violation };
    if (untilViolation) break;
    await onViolation(verdict);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(startCpu);
  const cpuSeconds = (user + system) / 1e6;
  const average = (sum: number): number => Math.round((sum / coverage.seeds) * 10) / 10;
  const perSeed = {
    events: average(coverage.events),
    orders: average(coverage.orders),
    faults: average(coverage.faults),
  };
  const seedsPerCpuSecond = Math.round(coverage.seeds / cpuSeconds);
  const times = { seconds, cpuSeconds, seedsPerCpuSecond };
  return { mix: mix.text, seeds: coverage.seeds, violations, ...times, coverage, perSeed, first };
}
