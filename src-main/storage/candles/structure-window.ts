import type { CandleColumns } from '../../model/candle.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { CandleWindowRequest, WindowPlace } from './candle-window.ts';

/** One thing to draw of a series' structure, in bars; see `engine/structure/structure-marks.ts`. */
export type StructureBars = {
  readonly kind: 'swing' | 'bos' | 'choch' | 'orderBlock' | 'gap';
  readonly direction: 1 | -1;
  readonly bar: number;
  readonly knownAt: number;
  readonly endBar: number | null;
  readonly top: number;
  readonly bottom: number;
};

/** Finds the structure of a series, in the order of its bars. */
export type ComputeStructure = (columns: CandleColumns, swingLength: number) => readonly StructureBars[];

export type StructureWindowRequest = CandleWindowRequest & { readonly swingLength: number };

/** The same with open times of bars instead of their numbers. */
export type StructurePlace = Omit<StructureBars, 'bar' | 'knownAt' | 'endBar'> & {
  readonly timeMs: TimestampMs;
  readonly knownMs: TimestampMs;
  readonly endMs: TimestampMs | null;
};

export type StructureWindow = {
  readonly marks: readonly StructurePlace[];
  /** There are more in the window than are told. */
  readonly isCut: boolean;
};

/** As many of each kind as a person can tell apart; the newest. */
export const MOST_OF_A_KIND = 300;

/** What of a series' structure reaches into a window, without swings that gave way to others. */
export function structureWindowOf(
  marks: readonly StructureBars[],
  openTimeMs: Float64Array,
  { fromIndex, toIndex }: WindowPlace,
): StructureWindow {
  const counts = new Map<string, number>();
  const found: StructurePlace[] = [];
  let isCut = false;
  for (let index = marks.length - 1; index >= 0; index--) {
    const { bar, knownAt, endBar: endsAt, ...mark } = marks[index] as StructureBars;
    // What comes after the open times that are known has not happened yet.
    const endBar = endsAt !== null && endsAt < openTimeMs.length ? endsAt : null;
    if (knownAt >= openTimeMs.length || bar >= toIndex || (endBar ?? toIndex) < fromIndex) continue;
    if (mark.kind === 'swing' && (endBar !== null || bar < fromIndex)) continue;
    const count = (counts.get(mark.kind) ?? 0) + 1;
    counts.set(mark.kind, count);
    if (count > MOST_OF_A_KIND) isCut = true;
    else {
      const endMs = endBar === null ? null : (openTimeMs[endBar] as number);
      const place = { timeMs: openTimeMs[bar] as number, knownMs: openTimeMs[knownAt] as number, endMs };
      found.push({ ...mark, ...place });
    }
  }
  return { marks: found.reverse(), isCut };
}
