/**
 * Memory for columns that do not leave an indicator. The first touch of fresh memory costs several times what most
 * indicators compute in it, and workers wait for each other there; memory that was used before costs nothing.
 */

const MOST_KEPT = 4;
/** 4 MB each: a longer column is rare and left to the garbage collector. */
const LONGEST_KEPT = 524_288;
const kept: Float64Array[] = [];

/** A column of `length` values holding whatever was left in it. Give it back with `returnColumn`; lost ones are collected. */
export function borrowColumn(length: number): Float64Array {
  const index = kept.findIndex((column) => column.length >= length);
  const [column] = index < 0 ? [] : kept.splice(index, 1);
  return column === undefined ? new Float64Array(length) : column.subarray(0, length);
}

/** Whoever gives a column back reads and writes it no more. When enough are kept the shortest goes. */
export function returnColumn(column: Float64Array<ArrayBufferLike>): void {
  const whole = new Float64Array(column.buffer);
  if (whole.length > LONGEST_KEPT) return;
  kept.push(whole);
  kept.sort((a, b) => a.length - b.length);
  if (kept.length > MOST_KEPT) kept.shift();
}
