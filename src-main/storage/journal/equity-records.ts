import type Database from 'better-sqlite3';
import type { Money } from '../../model/money.ts';
import { moneyFromText, moneyToText } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';

/** Equity over time as columns for a chart; exact values stay in the file as text. */
export type EquityCurve = { readonly timeMs: Float64Array; readonly equity: Float64Array };

export type EquityRecords = {
  readonly recordEquity: (timeMs: TimestampMs, equity: Money) => void;
  /** At most `maxPoints` (2 or more) samples from the first to the last, evenly thinned by number, oldest first. */
  readonly readEquity: (maxPoints?: number) => EquityCurve;
  /** The latest sample at or before a moment. */
  readonly equityAt: (timeMs: TimestampMs) => EquitySample | null;
};

export type EquitySample = { readonly timeMs: TimestampMs; readonly equity: Money };

const DEFAULT_POINTS = 2000;

export function createEquityRecords(db: Database.Database): EquityRecords {
  const add = db.prepare('INSERT INTO equity_samples (time_ms, equity) VALUES (?, ?)');
  // Nothing is ever removed, so sequence numbers are 1 to the count and a point is one seek, however long the history.
  const last = db.prepare<[], number | null>('SELECT max(sequence) FROM equity_samples').pluck();
  const at = db.prepare<[number], { timeMs: number; equity: string }>(
    'SELECT time_ms AS timeMs, equity FROM equity_samples WHERE sequence >= ? LIMIT 1',
  );
  const upTo = db.prepare<[number], { timeMs: number; equity: string }>(
    'SELECT time_ms AS timeMs, equity FROM equity_samples WHERE time_ms <= ? ORDER BY sequence DESC LIMIT 1',
  );
  return {
    equityAt(timeMs) {
      const row = upTo.get(timeMs);
      return row === undefined ? null : { timeMs: row.timeMs, equity: moneyFromText(row.equity) };
    },
    recordEquity: (timeMs, equity) => void add.run(timeMs, moneyToText(equity)),
    readEquity(maxPoints = DEFAULT_POINTS) {
      const count = (last.get() as number | null) ?? 0;
      const length = Math.min(count, Math.max(2, Math.floor(maxPoints)));
      const curve = { timeMs: new Float64Array(length), equity: new Float64Array(length) };
      for (let point = 0; point < length; point++) {
        const row = at.get(length === 1 ? 1 : 1 + Math.round((point * (count - 1)) / (length - 1)));
        curve.timeMs[point] = row?.timeMs ?? Number.NaN;
        curve.equity[point] = Number(row?.equity);
      }
      return curve;
    },
  };
}
