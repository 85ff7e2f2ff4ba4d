import type { BenchResult } from './bench.ts';

const WARM_UP_ROUNDS = 2;
const ROUNDS = 9;
const STRETCH_NS = 10e6;
const MOST_REPEATS = 32;

/** What is measured and what it is measured against, over `count` candles each. */
export type Pair = {
  readonly name: string;
  readonly count: number;
  readonly ours: () => unknown;
  /** Makes, outside the timed part, what the reference reads, and hands back its run. */
  readonly reference: () => () => unknown;
};

/**
 * Medians of both, run in turn so that whatever slows the machine down slows both. Each is repeated for about as long, so
 * that memory, collecting garbage and giving way to other processes fall on both alike.
 */
export function pairedTiming({ name, count, ours, reference }: Pair): BenchResult {
  const [ourTimes, referenceTimes]: [number[], number[]] = [[], []];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const referenceTime = stretch(reference);
    const ourTime = stretch(() => ours);
    if (round < 0) continue;
    referenceTimes.push(referenceTime);
    ourTimes.push(ourTime);
  }
  const [value, yardstick] = [median(ourTimes) / count, median(referenceTimes) / count];
  return { name, value, unit: 'ns/candle', reference: yardstick, ratio: value / yardstick };
}

/** Nanoseconds a run, over as many runs as a first one, which does not count, says will fill the stretch. */
function stretch(prepare: () => () => unknown): number {
  const repeats = Math.min(Math.max(Math.round(STRETCH_NS / timed([prepare()])), 1), MOST_REPEATS);
  return timed(Array.from({ length: repeats }, prepare)) / repeats;
}

function timed(runs: readonly (() => unknown)[]): number {
  const start = performance.now();
  for (const run of runs) run();
  return (performance.now() - start) * 1e6;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}
