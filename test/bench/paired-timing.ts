import type { BenchResult } from './bench.ts';

const WARM_UP_ROUNDS = 2;
const ROUNDS = 9;
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
 * Medians of both, run in turn so that whatever slows the machine down slows both. Each runs twice a round and the second
 * counts: the first may still clear up what the other left behind. The quicker one is repeated until it has run about as
 * long, so that collecting garbage and giving way to other processes fall on both alike.
 */
export function pairedTiming({ name, count, ours, reference }: Pair): BenchResult {
  const [ourTimes, referenceTimes]: [number[], number[]] = [[], []];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    reference()();
    const referenceTime = timed(reference(), 1);
    const repeats = Math.round(referenceTime / timed(ours, 1));
    const ourTime = timed(ours, Math.min(Math.max(repeats, 1), MOST_REPEATS));
    if (round < 0) continue;
    referenceTimes.push(referenceTime);
    ourTimes.push(ourTime);
  }
  const [value, yardstick] = [median(ourTimes) / count, median(referenceTimes) / count];
  return { name, value, unit: 'ns/candle', reference: yardstick, ratio: value / yardstick };
}

/** Nanoseconds a run. */
function timed(run: () => unknown, repeats: number): number {
  const start = performance.now();
  for (let k = 0; k < repeats; k++) run();
  return ((performance.now() - start) * 1e6) / repeats;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}
