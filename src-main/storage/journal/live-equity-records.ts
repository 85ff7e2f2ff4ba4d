import type Database from 'better-sqlite3';
import type { Money } from '../../model/money.ts';
import { moneyFromText, moneyToText } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { EquityCurve, EquitySample } from './equity-records.ts';

export type LiveEquityRecords = {
  readonly recordLiveEquity: (accountId: string, timeMs: TimestampMs, equity: Money) => void;
  /** At most `maxPoints` (2 or more) samples of an account, evenly thinned over time, oldest first. */
  readonly readLiveEquity: (accountId: string, maxPoints?: number) => EquityCurve;
  /** The latest sample at or before a moment. */
  readonly liveEquityAt: (accountId: string, timeMs: TimestampMs) => EquitySample | null;
};

type Row = { readonly timeMs: number; readonly equity: string };

const DEFAULT_POINTS = 2000;

/** The equity of live accounts over time; paper has a table of its own. */
export function createLiveEquityRecords(db: Database.Database): LiveEquityRecords {
  const add = db.prepare('INSERT INTO live_equity_samples (account_id, time_ms, equity) VALUES (?, ?, ?)');
  const span = db.prepare<[string], { firstMs: number | null; lastMs: number | null }>(
    'SELECT min(time_ms) AS firstMs, max(time_ms) AS lastMs FROM live_equity_samples WHERE account_id = ?',
  );
  const from = db.prepare<[string, number], Row>(
    `SELECT time_ms AS timeMs, equity FROM live_equity_samples
     WHERE account_id = ? AND time_ms >= ? ORDER BY time_ms, sequence LIMIT 1`,
  );
  const upTo = db.prepare<[string, number], Row>(
    `SELECT time_ms AS timeMs, equity FROM live_equity_samples
     WHERE account_id = ? AND time_ms <= ? ORDER BY time_ms DESC, sequence DESC LIMIT 1`,
  );
  return {
    recordLiveEquity: (accountId, timeMs, equity) => void add.run(accountId, timeMs, moneyToText(equity)),
    readLiveEquity(accountId, maxPoints = DEFAULT_POINTS) {
      const { firstMs, lastMs } = span.get(accountId) ?? { firstMs: null, lastMs: null };
      const rows: Row[] = [];
      if (firstMs === null || lastMs === null) return columnsOf(rows);
      const stepMs = (lastMs - firstMs) / Math.max(1, Math.floor(maxPoints) - 1);
      for (let row = from.get(accountId, firstMs); row !== undefined; ) {
        rows.push(row);
        if (row.timeMs >= lastMs) break;
        // The last one is always told: a step never leads past it.
        row = from.get(
          accountId,
          Math.min(lastMs, Math.max(row.timeMs + 1, Math.ceil(firstMs + stepMs * rows.length))),
        );
      }
      return columnsOf(rows);
    },
    liveEquityAt(accountId, timeMs) {
      const row = upTo.get(accountId, timeMs);
      return row === undefined ? null : { timeMs: row.timeMs, equity: moneyFromText(row.equity) };
    },
  };
}

function columnsOf(rows: readonly Row[]): EquityCurve {
  return {
    timeMs: Float64Array.from(rows, ({ timeMs }) => timeMs),
    equity: Float64Array.from(rows, ({ equity }) => Number(equity)),
  };
}
