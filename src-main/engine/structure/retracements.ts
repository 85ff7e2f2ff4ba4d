import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { swingLengthParameter } from './parameters.ts';
import { retracementPercent } from './retracement.ts';
import { Settlement } from './settlement.ts';
import { defineStructure, emptyKnownAt, knownBar } from './structure-kind.ts';
import { listSwings, type SwingList } from './swing-list.ts';

const params = z.strictObject({ swingLength: swingLengthParameter() });

type Rows = { readonly direction: Float64Array; readonly current: Float64Array; readonly deepest: Float64Array };

/**
 * Retracements, as `smc.retracements` has them on the swings of `swings.ts`. Row i + 1 tells of bar i: the direction of the last
 * swing and how far the bar's low (after a high) or high (after a low) has come back towards the swing before. Hindsight: the
 * swing counts from its own bar on, long before it is confirmed; `knownAt` is when all swings up to bar i were final. The rows up
 * to the third change of direction are 0 in the package, and the first row holds the last one's values while it counts the
 * changes: none of these is ever certain. `retracement-step.ts` is the causal form.
 */
export const retracements = defineStructure<z.infer<typeof params>>({
  name: 'retracements',
  title: 'Retracements',
  columns: [
    { name: 'Direction', meaning: '1 back from a swing high, −1 from a swing low, 0 neither', hindsight: false },
    { name: 'CurrentRetracement%', meaning: 'percent of the way back, bar by bar', hindsight: false },
    { name: 'DeepestRetracement%', meaning: 'most of that since the swing', hindsight: false },
  ],
  params,
  series(candles, { swingLength }) {
    const list = listSwings(candles, swingLength);
    const rows = measure(candles, list);
    for (const column of [rows.direction, rows.current, rows.deepest]) roll(column);
    clearFirst(rows);
    return { values: [rows.direction, rows.current, rows.deepest], knownAt: certainBars(candles, list) };
  },
});

/** The package's loop, with its oddities: the branch of a high looks at the direction of the bar before. */
function measure({ high, low }: CandleColumns, list: SwingList): Rows {
  const bars = high.length;
  const rows = { direction: new Float64Array(bars), current: new Float64Array(bars), deepest: new Float64Array(bars) };
  let [top, bottom, next] = [0, 0, 0];
  for (let i = 0; i < bars; i++) {
    const before = i === 0 ? 0 : (rows.direction[i - 1] as number);
    const deepestBefore = i === 0 ? 0 : (rows.deepest[i - 1] as number);
    let now = before;
    if (list.bar[next] === i) {
      now = list.direction[next] as number;
      if (now === 1) top = list.level[next] as number;
      else bottom = list.level[next] as number;
      next++;
    }
    rows.direction[i] = now;
    if (now === -1) {
      const current = retracementPercent(high[i] as number, bottom, top);
      rows.current[i] = current;
      rows.deepest[i] = Math.max(before === -1 ? deepestBefore : 0, current);
    } else if (before === 1) {
      const current = retracementPercent(low[i] as number, top, bottom);
      rows.current[i] = current;
      rows.deepest[i] = Math.max(deepestBefore, current);
    }
  }
  return rows;
}

function roll(column: Float64Array): void {
  const last = column[column.length - 1] ?? 0;
  column.copyWithin(1, 0);
  if (column.length > 0) column[0] = last;
}

/** Zeroes the rows up to and with the third change of direction. */
function clearFirst({ direction, current, deepest }: Rows): void {
  let [end, changes] = [0, 0];
  for (; end + 1 < direction.length && changes < 3; end++) {
    if (direction[end] !== direction[end + 1]) changes++;
  }
  const cleared = changes === 3 ? end + 1 : end;
  for (const column of [direction, current, deepest]) column.fill(0, 0, cleared);
}

/** The third swing's row is the last that may be zeroed: it is when the last row's direction does not count as a change. */
function certainBars(candles: CandleColumns, list: SwingList): Int32Array {
  const bars = candles.close.length;
  const knownAt = emptyKnownAt(bars);
  const settlement = new Settlement(candles, list);
  const start = (list.bar[3] ?? bars) + 2;
  for (let row = start; row < bars; row++) knownAt[row] = knownBar(settlement.certainAt(row - 1, 0), bars);
  return knownAt;
}
