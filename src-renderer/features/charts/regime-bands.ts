import type { RegimeName } from '../../../src-preload/contract/regimes.ts';
import { REGIMES } from '../../../src-preload/contract/regimes.ts';
import type { CandleRows } from './candle-rows.ts';
import { countRows } from './candle-rows.ts';
import { alignToRows } from './chart-scene.ts';
import type { IndicatorColumns, IndicatorPick } from './chart-session.ts';

/** Asked for beside the indicators a person picked, and drawn as the background instead of a line. */
export const REGIME_PICK: IndicatorPick = { id: 'background:regime', name: 'regime', params: {} };

/** A stretch of one regime, from the left edge of its first row to the right edge of its last. */
export type RegimeBand = { readonly fromMs: number; readonly toMs: number; readonly regime: RegimeName };

export type SceneRegimes = {
  /** A code a row; NaN where it is not known (yet). */
  readonly codes: Float64Array;
  /** Of every regime but the range, which has the background's own colour. */
  readonly bands: readonly RegimeBand[];
};

/** Undefined while the regimes are not shown or have not come. */
export function regimesOf(columns: readonly IndicatorColumns[], rows: CandleRows): SceneRegimes | undefined {
  const answered = columns.find(({ id }) => id === REGIME_PICK.id);
  if (answered === undefined) return undefined;
  const codes = alignToRows(answered.outputs[0]?.values, answered.openTimeMs, rows);
  return { codes, bands: bandsOf(codes, rows) };
}

function bandsOf(codes: Float64Array, rows: CandleRows): readonly RegimeBand[] {
  const { openTimeMs } = rows.columns;
  const halfMs = (rows.barsPerRow * rows.barMs) / 2;
  const bands: RegimeBand[] = [];
  for (let from = 0; from < countRows(rows); ) {
    const name = REGIMES[codes[from] as number];
    let to = from + 1;
    while (to < codes.length && codes[to] === codes[from]) to++;
    if (name !== undefined && name !== 'range') {
      const [first, last] = [openTimeMs[from] as number, openTimeMs[to - 1] as number];
      bands.push({ fromMs: first - halfMs, toMs: last + halfMs, regime: name });
    }
    from = to;
  }
  return bands;
}
