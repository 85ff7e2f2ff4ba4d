import type { CandleColumns } from '../model/candle.ts';
import { createCandleColumns, sliceCandleColumns } from '../model/candle.ts';
import type { Tape } from './tape.ts';

/** Level the index of several symbols begins at. */
const INDEX_BASE = 100;

/**
 * Every moment at which a tape has a candle, with the index of the tapes as its candles: equal shares of each symbol bought
 * at its own first open and held; one that has no candle keeps its last close. Buy and hold of a portfolio is read from
 * it. Of one tape it is that tape.
 */
export function timelineOf(tapes: readonly Tape[]): CandleColumns {
  const [first] = tapes;
  if (first !== undefined && tapes.length === 1) return first.candles;
  const columns = tapes.map(({ candles }) => candles);
  const total = columns.reduce((sum, { openTimeMs }) => sum + openTimeMs.length, 0);
  const line = createCandleColumns(total);
  const rows = new Int32Array(columns.length);
  /** What a share of each symbol is worth; 1 before its first candle. */
  const worth = new Float64Array(columns.length).fill(1);
  let length = 0;
  for (let nowMs = earliest(columns, rows); nowMs < Number.POSITIVE_INFINITY; nowMs = earliest(columns, rows)) {
    writeMoment({ columns, rows, worth, nowMs }, line, length);
    length++;
  }
  return sliceCandleColumns(line, 0, length);
}

function earliest(columns: readonly CandleColumns[], rows: Int32Array): number {
  let timeMs = Number.POSITIVE_INFINITY;
  for (let tape = 0; tape < columns.length; tape++) {
    const next = columns[tape]?.openTimeMs[rows[tape] as number];
    if (next !== undefined && next < timeMs) timeMs = next;
  }
  return timeMs;
}

type Moment = {
  readonly columns: readonly CandleColumns[];
  readonly rows: Int32Array;
  readonly worth: Float64Array;
  readonly nowMs: number;
};

/** One candle of the index; its high and low are sums of highs and lows, so no less than what was touched at once. */
function writeMoment({ columns, rows, worth, nowMs }: Moment, line: CandleColumns, at: number): void {
  const sums = [0, 0, 0, 0];
  for (let tape = 0; tape < columns.length; tape++) {
    const candles = columns[tape] as CandleColumns;
    const row = rows[tape] as number;
    const before = worth[tape] as number;
    const firstOpen = candles.open[0] as number;
    const acts = candles.openTimeMs[row] === nowMs;
    const of = (column: Float64Array): number => (acts ? (column[row] as number) / firstOpen : before);
    const prices = [of(candles.open), of(candles.high), of(candles.low), of(candles.close)];
    for (let price = 0; price < 4; price++) sums[price] = (sums[price] as number) + (prices[price] as number);
    if (!acts) continue;
    worth[tape] = prices[3] as number;
    rows[tape] = row + 1;
  }
  const scale = INDEX_BASE / columns.length;
  line.openTimeMs[at] = nowMs;
  line.open[at] = (sums[0] as number) * scale;
  line.high[at] = (sums[1] as number) * scale;
  line.low[at] = (sums[2] as number) * scale;
  line.close[at] = (sums[3] as number) * scale;
}
