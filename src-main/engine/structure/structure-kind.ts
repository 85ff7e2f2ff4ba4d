import type { ZodType } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';

/** Of a column: what it holds and whether it speaks of bars after the row's `knownAt`. */
export type StructureColumn = {
  /** As the Python package spells it. */
  readonly name: string;
  readonly meaning: string;
  /** Filled in by bars later than `knownAt`: for drawing and study, never for a decision at that time. */
  readonly hindsight: boolean;
};

/** One row per bar. NaN = no value; Float32Array where the package rounds to single precision. */
export type StructureSeries = {
  readonly values: readonly (Float64Array | Float32Array)[];
  /** Index of the bar at whose close the row was certain, `NEVER_KNOWN` for rows without value or not certain by the end. */
  readonly knownAt: Int32Array;
};

export const NEVER_KNOWN = -1;

/** One kind of structure in hindsight: the columns of smartmoneyconcepts and when each row could be known. */
export type StructureKind<Params extends object = object> = {
  /** Lower-case kebab, as typed on the command line. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly StructureColumn[];
  /** Strict object, every field with the package's default. */
  readonly params: ZodType<Params>;
  series(candles: CandleColumns, params: Params): StructureSeries;
};

/** Keeps the parameter type inside one definition and lets the registry hold kinds of any parameters. */
export function defineStructure<Params extends object>(kind: StructureKind<Params>): StructureKind {
  return kind as unknown as StructureKind;
}

/** The bar as it stands in `knownAt`: bars beyond the file are not known in it. */
export function knownBar(bar: number, bars: number): number {
  return bar < bars ? bar : NEVER_KNOWN;
}

export function emptyColumn(bars: number): Float64Array {
  return new Float64Array(bars).fill(Number.NaN);
}

export function emptySingleColumn(bars: number): Float32Array {
  return new Float32Array(bars).fill(Number.NaN);
}

export function emptyKnownAt(bars: number): Int32Array {
  return new Int32Array(bars).fill(NEVER_KNOWN);
}
