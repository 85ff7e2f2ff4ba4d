import { gaussian, mix, scramble, unit } from './hash.ts';

/** A block of minutes: the walk is drawn from block to block, then filled in by halving. 512 minutes are 8 h 32 min. */
export const BLOCK_MINUTES = 512;

/** Part of the variance that may go to one half of a span more than to the other: 0.5 ± this ÷ 2. */
const CASCADE_SPREAD = 0.66;

/** Variance of the walk over block `block` (calm average: one a minute). Quiet and busy spells last one to four blocks. */
function blockVariance(key: number, block: number): number {
  const short = unit(mix(key ^ 0x1f83d9ab, block));
  const long = unit(mix(key ^ 0x5be0cd19, block >> 2));
  return BLOCK_MINUTES * (0.45 + 0.55 * (short + long));
}

/** How far the walk of `key` goes over block `block`. */
export function blockIncrement(key: number, block: number): number {
  return gaussian(key ^ 0x3c6ef372, block) * Math.sqrt(blockVariance(key, block));
}

/** One block of a walk, minute by minute. */
export type WalkBlock = {
  /** Where it stands at each minute's start, from 0; one more than minutes. */
  readonly position: Float64Array;
  /** Variance of each minute, which is also its activity. */
  readonly variance: Float64Array;
};

/**
 * Fills a block by halving: a Brownian bridge (Lévy's construction) in the time of a random cascade (Mandelbrot, Fisher
 * and Calvet, "A Multifractal Model of Asset Returns", 1997): each span's variance is split unevenly between its halves,
 * which gives volatility that clusters on all scales, and fat tails. Every node is a hash, so any block can be made alone.
 */
export function createWalkBlock(key: number, block: number): WalkBlock {
  const position = new Float64Array(BLOCK_MINUTES + 1);
  const variance = new Float64Array(BLOCK_MINUTES);
  const nodeKey = mix(key ^ 0x510e527f, block);
  position[BLOCK_MINUTES] = blockIncrement(key, block);
  variance[0] = blockVariance(key, block);
  for (let half = BLOCK_MINUTES / 2; half >= 1; half /= 2) {
    for (let start = 0; start < BLOCK_MINUTES; start += 2 * half) {
      splitSpan(position, variance, { nodeKey, start, half });
    }
  }
  return { position, variance };
}

type Span = { readonly nodeKey: number; readonly start: number; readonly half: number };

function splitSpan(position: Float64Array, variance: Float64Array, span: Span): void {
  const { nodeKey, start, half } = span;
  const middle = start + half;
  const share = 0.5 + (unit(scramble(nodeKey ^ Math.imul(middle, 0x27d4eb2f))) - 0.5) * CASCADE_SPREAD;
  const total = variance[start] as number;
  const left = position[start] as number;
  const right = position[middle + half] as number;
  const noise = gaussian(nodeKey, middle) * Math.sqrt(total * share * (1 - share));
  position[middle] = left + share * (right - left) + noise;
  variance[start] = total * share;
  variance[middle] = total * (1 - share);
}
