import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';

const RESAMPLES = 4_000;
const TAIL = 0.025;

/**
 * The 95 % interval of the mean of values that depend on their neighbours: circular block bootstrap, percentiles.
 * Source: Politis & Romano, "A Circular Block-Resampling Procedure for Stationary Data" (1992).
 */
export function meanDifference(
  values: readonly number[],
  block: number,
): { readonly low: number; readonly high: number } {
  const random = createSeededRandom('mean difference');
  const blocks = Math.ceil(values.length / block);
  const means: number[] = [];
  for (let sample = 0; sample < RESAMPLES; sample++) {
    let sum = 0;
    let count = 0;
    for (let one = 0; one < blocks; one++) {
      const first = Math.floor(random.next() * values.length);
      for (let step = 0; step < block && count < values.length; step++, count++) {
        sum += values[(first + step) % values.length] as number;
      }
    }
    means.push(sum / values.length);
  }
  means.sort((left, right) => left - right);
  return {
    low: means[Math.floor(RESAMPLES * TAIL)] as number,
    high: means[Math.floor(RESAMPLES * (1 - TAIL))] as number,
  };
}
