import type { Failure } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { CANDLE_COLUMN_NAMES } from '../../model/candle.ts';
import type { Interval } from '../../model/time.ts';
import { barOpenMs } from '../../model/time.ts';

/** Why `columns` cannot be stored as a series of `interval`: lengths, order, grid, values; null when they can. */
export function refusalOfCandles(columns: CandleColumns, interval: Interval): Failure | null {
  const length = columns.openTimeMs.length;
  for (const name of CANDLE_COLUMN_NAMES) {
    if (columns[name].length !== length) {
      return refusal(`columns.${name} has ${columns[name].length} rows, expected ${length} as openTimeMs has`);
    }
    const row = columns[name].findIndex((value) => !Number.isFinite(value));
    if (row >= 0) return refusal(`columns.${name}[${row}] is ${columns[name][row]}, expected a finite number`);
  }
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < length; row++) {
    const timeMs = columns.openTimeMs[row] as number;
    if (timeMs <= beforeMs) return refusal(`columns.openTimeMs[${row}] is ${timeMs}, expected more than ${beforeMs}`);
    if (barOpenMs(interval, timeMs) !== timeMs) {
      return refusal(`columns.openTimeMs[${row}] is ${timeMs}, expected the open time of a bar of ${interval}`);
    }
    beforeMs = timeMs;
  }
  return null;
}

function refusal(message: string): Failure {
  return { code: 'badArgument', message };
}
