/** Chance as a function: the same numbers for the same place, in any order of asking. */
export function hash(seed: number, place: number, kind = 0): number {
  let h = (seed ^ Math.imul(place | 0, 0x9e3779b1) ^ Math.imul(Math.floor(place / 4294967296) + kind, 0x85ebca6b)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 0 ≤ share < 1. */
export function share(seed: number, place: number, kind = 0): number {
  return hash(seed, place, kind) / 4294967296;
}

export function seedOf(text: string, seed: number): number {
  let h = seed | 0;
  for (let index = 0; index < text.length; index++) h = hash(h, text.charCodeAt(index), index);
  return h;
}

/** A run of numbers, for where the order is fixed: 0 ≤ share < 1. */
export function createChance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let h = Math.imul(state ^ (state >>> 15), 1 | state);
    h = (h + Math.imul(h ^ (h >>> 7), 61 | h)) ^ h;
    return ((h ^ (h >>> 14)) >>> 0) / 4294967296;
  };
}
