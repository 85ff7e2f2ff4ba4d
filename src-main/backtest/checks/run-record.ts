import type { PositionView } from '../../engine/strategies/strategy.ts';

/** One output of an indicator as the strategy could read it. NaN at bars that were not judged. */
export type OutputRecord = {
  /** `name.output`, the name being the strategy's own. */
  readonly name: string;
  /** It may have no value after its warm-up. */
  readonly sparse: boolean;
  /** At each bar, when that bar had just closed. */
  readonly given: Float64Array;
  /** The same bars read at the last bar judged; null for one on a further series, whose bars are others. */
  readonly lookedBack: Float64Array | null;
};

/** What a strategy did on one tape. Columns have a row for each of its candles. */
export type RunRecord = {
  /** What was wanted, see `intentText`. */
  readonly decisions: readonly string[];
  /** 1 where the bar was judged. */
  readonly judged: Uint8Array;
  readonly outputs: readonly OutputRecord[];
  /** Before each bar's decision. */
  readonly positions: readonly (PositionView | undefined)[];
  /** What it threw, and at which row (−1: before the first bar); it did nothing after. */
  readonly failure: { readonly row: number; readonly message: string } | null;
};

/** −1 when no bar was judged. */
export function firstJudged({ judged }: RunRecord): number {
  return judged.indexOf(1);
}

/** −1 when no bar was judged. */
export function lastJudged({ judged }: RunRecord): number {
  return judged.lastIndexOf(1);
}
