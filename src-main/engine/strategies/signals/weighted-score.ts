import type { ScorePart } from '../../../model/order-story.ts';

/** Keeps a score within −1 (sell) to +1 (buy). A reading that is not a number says nothing: 0. */
export function clampScore(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(-1, Math.min(1, value));
}

/** A whole this small, relative to the size of the prices it came from, is rounding and counts as nothing. */
const NOTHING = 1e-10;

/** part ÷ whole; 0 when there is no whole to speak of: |whole| ≤ 1e-10 × |size|. */
export function shareOf(part: number, whole: number, size = 0): number {
  return Math.abs(whole) <= NOTHING * Math.abs(size) ? 0 : part / whole;
}

/** Σ weight × score ÷ Σ weight; 0 when no weight is left. */
export function weightedScore(parts: readonly ScorePart[]): number {
  let total = 0;
  let weight = 0;
  for (const part of parts) {
    total += part.weight * part.score;
    weight += part.weight;
  }
  return weight === 0 ? 0 : total / weight;
}
