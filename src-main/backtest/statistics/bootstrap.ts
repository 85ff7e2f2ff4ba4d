import type { Random } from '../../engine/ports/random.ts';
import { createSeededRandom } from '../../engine/random/seeded-random.ts';
import { sharpeRatio } from '../statistics.ts';

/** Between these lie 95 of 100 resampled histories. */
export type BootstrapInterval = { readonly low: number; readonly high: number };

export type BootstrapResult = {
  readonly resamples: number;
  /** Days that stay together in a resample: ⌈∛n⌉. */
  readonly blockDays: number;
  readonly seed: string;
  readonly sharpe: BootstrapInterval | null;
  /** Positive fractions, of daily equity. */
  readonly maxDrawdown: BootstrapInterval | null;
};

/** Histories shorter than this have too few blocks to shuffle. */
const FEWEST_DAYS = 20;
const RESAMPLES = 1000;
/** Share of resamples that may lack a figure (days without any trade) before the interval is undefined. */
const MOST_UNDEFINED = 0.05;

/**
 * 95 % intervals by circular block bootstrap (Politis and Romano, 1992): each of `resamples` histories is put together
 * from blocks of ⌈∛n⌉ neighbouring daily returns, the last day followed by the first, drawn with replacement. Percentiles
 * 2.5 and 97.5 of the histories' figures. The seed fixes the result to the bit. null below 20 days.
 */
export function bootstrapIntervals(
  dailyReturns: readonly number[],
  { seed = 'bootstrap', resamples = RESAMPLES }: { readonly seed?: string; readonly resamples?: number } = {},
): BootstrapResult {
  const blockDays = blockDaysOf(dailyReturns.length);
  const result = { resamples, blockDays, seed };
  if (dailyReturns.length < FEWEST_DAYS) return { ...result, sharpe: null, maxDrawdown: null };
  const random = createSeededRandom(seed);
  const sharpes: (number | null)[] = [];
  const drawdowns: number[] = [];
  for (let count = 0; count < resamples; count++) {
    const history = resample(dailyReturns, blockDays, random);
    sharpes.push(sharpeRatio(history));
    drawdowns.push(deepestFall(history));
  }
  return { ...result, sharpe: intervalOf(sharpes), maxDrawdown: intervalOf(drawdowns) };
}

/** ⌈∛n⌉ in whole numbers: a cube root in float64 may miss 64 by a hair. */
export function blockDaysOf(days: number): number {
  let length = 1;
  while (length ** 3 < days) length++;
  return length;
}

function resample(values: readonly number[], blockDays: number, random: Random): number[] {
  const history: number[] = [];
  while (history.length < values.length) {
    const start = Math.floor(random.next() * values.length);
    for (let day = 0; day < blockDays && history.length < values.length; day++) {
      history.push(values[(start + day) % values.length] as number);
    }
  }
  return history;
}

/** Largest fall from a peak when the returns follow one another, the start being the first peak. */
export function deepestFall(returns: readonly number[]): number {
  let equity = 1;
  let peak = 1;
  let deepest = 0;
  for (const value of returns) {
    equity *= 1 + value;
    peak = Math.max(peak, equity);
    deepest = Math.max(deepest, 1 - equity / peak);
  }
  return deepest;
}

function intervalOf(figures: readonly (number | null)[]): BootstrapInterval | null {
  const defined = figures.filter((value): value is number => value !== null).sort((a, b) => a - b);
  if (defined.length < figures.length * (1 - MOST_UNDEFINED)) return null;
  const rank = Math.floor(defined.length / 40);
  const low = defined[rank];
  const high = defined[defined.length - 1 - rank];
  return low === undefined || high === undefined ? null : { low, high };
}
