import type { BenchResult } from './bench.ts';

const WARM_UP_ROUNDS = 3;
const ROUNDS = 9;

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
 * counts: the first may still clear up what the other left behind.
 */
export function pairedTiming({ name, count, ours, reference }: Pair): BenchResult {
  const [ourTimes, referenceTimes]: [number[], number[]] = [[], []];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    reference()();
    const referenceTime = timed(reference());
    ours();
    const ourTime = timed(ours);
    if (round < 0) continue;
    referenceTimes.push(referenceTime);
    ourTimes.push(ourTime);
  }
  const [value, yardstick] = [median(ourTimes) / count, median(referenceTimes) / count];
  return { name, value, unit: 'ns/candle', reference: yardstick, ratio: value / yardstick };
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return (performance.now() - start) * 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}
