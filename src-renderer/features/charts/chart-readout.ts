import type { Failure } from '../../../src-main/base/outcome.ts';
import type { RegimeName } from '../../../src-preload/contract/regimes.ts';
import { REGIMES } from '../../../src-preload/contract/regimes.ts';
import type { CandleView } from '../../../src-preload/contract/views.ts';
import { countRows, rowAt, rowsInSight } from './candle-rows.ts';
import type { ChartScene } from './chart-option.ts';
import type { ChartState } from './chart-session.ts';
import { readStructure, type StructureReadout } from './structure-shown.ts';
import type { TradeMark } from './trade-marks.ts';
import { showsLatest } from './view-window.ts';

/** What a chart says in words: the row under the crosshair, or the newest one. */
export type ChartReadout = {
  readonly phase: ChartState['phase'];
  readonly failure: Failure | null;
  readonly candle: CandleView | null;
  readonly barsPerRow: number;
  readonly priceDecimals: number;
  /** By line id; NaN while the indicator warms up. */
  readonly values: Readonly<Record<string, number>>;
  /** Other instruments laid on the chart: how far they have moved since the first bar in sight; NaN without a bar here. */
  readonly compared: readonly { readonly instrumentId: string; readonly colour: string; readonly fraction: number }[];
  readonly marks: readonly TradeMark[];
  /** Null where it is not known (yet); undefined while regimes are not shown. */
  readonly regime: RegimeName | null | undefined;
  /** Undefined while nothing of it is shown. */
  readonly structure: StructureReadout | undefined;
  /** More of the structure lies here than is drawn. */
  readonly isStructureCut: boolean;
  /** The newest bar is in sight. */
  readonly atLatest: boolean;
  /** The view holds no rows: it lies in a gap. */
  readonly inGap: boolean;
};

export const EMPTY_READOUT: ChartReadout = {
  phase: 'loading',
  failure: null,
  candle: null,
  barsPerRow: 1,
  priceDecimals: 2,
  values: {},
  compared: [],
  marks: [],
  regime: undefined,
  structure: undefined,
  isStructureCut: false,
  atLatest: true,
  inGap: false,
};

export function readoutOf(
  state: ChartState,
  scene: ChartScene | undefined,
  cursorRow: number | undefined,
): ChartReadout {
  const { phase, failure, rows, view, extent } = state;
  const row = cursorRow ?? rowsInSight(rows, view).to - 1;
  const values: Record<string, number> = {};
  for (const line of scene?.lines ?? []) values[line.id] = valueAt(line.values, row, cursorRow === undefined);
  return {
    phase,
    failure,
    candle: rowAt(rows, row) ?? null,
    barsPerRow: rows.barsPerRow,
    priceDecimals: scene?.priceDecimals ?? EMPTY_READOUT.priceDecimals,
    values,
    compared: comparedAt(scene, row, cursorRow === undefined),
    marks: cursorRow === undefined ? [] : marksOfRow(scene, cursorRow),
    regime: regimeAt(scene, row, cursorRow === undefined),
    structure: scene === undefined || state.structure === null ? undefined : readStructure(scene.structure),
    isStructureCut: state.structure?.isCut ?? false,
    atLatest: showsLatest(view, extent),
    inGap: phase === 'ready' && countRows(rows) === 0,
  };
}

function comparedAt(scene: ChartScene | undefined, row: number, orBefore: boolean): ChartReadout['compared'] {
  return (scene?.lines ?? []).flatMap(({ base, name, colour, values }) =>
    base === undefined ? [] : [{ instrumentId: name, colour, fraction: valueAt(values, row, orBefore) / base - 1 }],
  );
}

function regimeAt(scene: ChartScene | undefined, row: number, orBefore: boolean): RegimeName | null | undefined {
  if (scene?.regimes === undefined) return undefined;
  return REGIMES[valueAt(scene.regimes.codes, row, orBefore)] ?? null;
}

/** The forming bar has no value yet: without a crosshair the one of the bar before it is read. */
function valueAt(values: Float64Array, row: number, orBefore: boolean): number {
  const value = values[row] ?? Number.NaN;
  return Number.isNaN(value) && orBefore ? (values[row - 1] ?? Number.NaN) : value;
}

const marksOfRow = (scene: ChartScene | undefined, row: number): readonly TradeMark[] =>
  (scene?.marks ?? []).filter((group) => group.row === row).flatMap((group) => group.marks);
