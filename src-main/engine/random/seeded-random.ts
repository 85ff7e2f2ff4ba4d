import type { Random } from '../ports/random.ts';

/** Four words of state for the generator, none of them all zero together. */
export type RandomState = readonly [number, number, number, number];

/**
 * xoshiro128** 1.1 by Blackman and Vigna (https://prng.di.unimi.it/xoshiro128starstar.c): 32 bits a call, period 2^128 − 1.
 * Exported so that tests can check it against the published sequence.
 */
export function createXoshiro128StarStar(state: RandomState): () => number {
  let [a, b, c, d] = state;
  if ((a | b | c | d) === 0) throw new RangeError('state is 0, 0, 0, 0, expected at least one bit set');
  return () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/** MurmurHash3's 32-bit finaliser: every input bit reaches every output bit. */
function finalise(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Four FNV-1a lanes over the UTF-16 units of `seed`, each from its own offset. */
function stateFromText(seed: string): RandomState {
  const lane = (offset: number): number => {
    let hash = offset;
    for (let index = 0; index < seed.length; index++) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
    return finalise(hash ^ seed.length);
  };
  const state: RandomState = [lane(0x811c9dc5), lane(0x9e3779b9), lane(0x7f4a7c15), lane(0xf39cc060)];
  return state.every((word) => word === 0) ? [1, 0, 0, 0] : state;
}

/** A stream of chance that the text `seed` fixes: the same seed gives the same numbers on every machine. */
export function createSeededRandom(seed: string): Random {
  const nextWord = createXoshiro128StarStar(stateFromText(seed));
  return {
    next() {
      const high = nextWord() >>> 5;
      const low = nextWord() >>> 6;
      return (high * 0x4000000 + low) / 0x20000000000000;
    },
  };
}
