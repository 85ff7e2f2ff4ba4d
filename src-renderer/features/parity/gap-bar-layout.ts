import type { ParityPart } from '../../../src-preload/contract/parity-parts.ts';
import { PARITY_PARTS } from '../../../src-preload/contract/parity-parts.ts';
import type { ParityPartsView } from '../../../src-preload/contract/parity-views.ts';

/** A part of a gap as a piece of a bar; left and width in percent of the whole bar. */
export type BarPiece = { readonly part: ParityPart; readonly leftPercent: number; readonly widthPercent: number };

/** Sum of the parts above 0, and of those below, as positive numbers. */
export function sidesOf(parts: ParityPartsView): { readonly gained: number; readonly lost: number } {
  const values = PARITY_PARTS.map((part) => Number(parts[part]));
  return {
    gained: values.reduce((sum, value) => sum + Math.max(0, value), 0),
    lost: values.reduce((sum, value) => sum + Math.max(0, -value), 0),
  };
}

/**
 * Losses to the left of the middle, gains to the right, each part beginning where the one before ended. `most` is the
 * longest side of all bars of the table, so that their lengths can be compared.
 */
export function barPieces(parts: ParityPartsView, most: number): readonly BarPiece[] {
  if (!(most > 0)) return [];
  let [left, right] = [50, 50];
  return PARITY_PARTS.flatMap((part): BarPiece[] => {
    const value = Number(parts[part]);
    const widthPercent = (Math.abs(value) / most) * 50;
    if (widthPercent === 0) return [];
    if (value < 0) left -= widthPercent;
    const leftPercent = value < 0 ? left : right;
    if (value > 0) right += widthPercent;
    return [{ part, leftPercent, widthPercent }];
  });
}

/** The longest side of any of them. */
export function longestSide(all: readonly ParityPartsView[]): number {
  return all.reduce((most, parts) => {
    const { gained, lost } = sidesOf(parts);
    return Math.max(most, gained, lost);
  }, 0);
}
