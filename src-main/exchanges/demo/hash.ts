/**
 * Chance without state: everything in the demo market is a hash of the seed, what is asked about, and when. Integer
 * operations only, so that the answer is the same on every machine. Hashes are unsigned 32-bit words.
 */

const GOLDEN_RATIO = 0x9e3779b1;

/** lowbias32 by Chris Wellons (https://nullprogram.com/blog/2018/07/31/): each input bit reaches each output bit. */
export function scramble(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The hash of `value` (a whole number) under `key`; serves as a key in turn. */
export function mix(key: number, value: number): number {
  return scramble((key + Math.imul(value, GOLDEN_RATIO)) | 0);
}

/** FNV-1a over the UTF-16 units, scrambled. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return scramble(hash ^ text.length);
}

/** Uniform in [0, 1). */
export function unit(hash: number): number {
  return hash / 0x1_0000_0000;
}

/** Standard deviation of four uniform 16-bit numbers added up: sqrt(4 × 65536² / 12). */
const FOUR_HALVES_DEVIATION = 37_837.22763;
const FOUR_HALVES_MEAN = 131_070;

/**
 * About standard normal: four uniform numbers added up (Irwin and Hall), bounded at ±3.46. The market's fat tails come
 * from its changing volatility, not from here.
 */
export function gaussian(key: number, value: number): number {
  const first = mix(key, value);
  const second = scramble(first ^ 0x5bf03635);
  const sum = (first & 0xffff) + (first >>> 16) + (second & 0xffff) + (second >>> 16);
  return (sum - FOUR_HALVES_MEAN) / FOUR_HALVES_DEVIATION;
}
