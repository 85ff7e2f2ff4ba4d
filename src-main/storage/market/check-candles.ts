import type { Failure } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { CANDLE_COLUMN_NAMES } from '../../model/candle.ts';
import type { Interval } from '../../model/time.ts';
import { barOpenMs } from '../../model/time.ts';
import type { CoveredSpan } from './coverage-store.ts';

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

/** Why `columns` cannot be all there is of `span`: its ends, or a row outside; null when they can. */
export function refusalOfCovered(columns: CandleColumns, interval: Interval, span: CoveredSpan): Failure | null {
  const { fromMs, toMs } = span;
  for (const [name, timeMs] of Object.entries({ fromMs, toMs })) {
    if (!Number.isSafeInteger(timeMs) || barOpenMs(interval, timeMs) !== timeMs) {
      return refusal(`${name} is ${timeMs}, expected the open time of a bar of ${interval}`);
    }
  }
  if (fromMs >= toMs) return refusal(`toMs is ${toMs}, expected more than fromMs, which is ${fromMs}`);
  const bad = refusalOfCandles(columns, interval);
  if (bad !== null) return bad;
  const row = columns.openTimeMs.findIndex((timeMs) => timeMs < fromMs || timeMs >= toMs);
  return row < 0
    ? null
    : refusal(
        `columns.openTimeMs[${row}] is ${columns.openTimeMs[row]}, expected ${fromMs} or later and before ${toMs}`,
      );
}

function refusal(message: string): Failure {
  return { code: 'badArgument', message };
}
