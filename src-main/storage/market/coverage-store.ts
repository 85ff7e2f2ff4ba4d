import type Database from 'better-sqlite3';
import type { TimestampMs } from '../../model/time.ts';
import type { SeriesKey } from './market-queries.ts';

/** Open times from `fromMs` on and before `toMs` that the exchange was asked for completely. */
export type CoveredSpan = { readonly fromMs: TimestampMs; readonly toMs: TimestampMs };

/** What is known of each series beyond its candles; only over the writing connection, which has migrated the file. */
export interface CoverageStore {
  /** Oldest first; no two touch. */
  read(key: SeriesKey, within?: CoveredSpan): readonly CoveredSpan[];
  /** Joined with every span it touches. */
  add(key: SeriesKey, span: CoveredSpan): void;
  remove(key: SeriesKey): void;
}

export function createCoverageStore(db: Database.Database): CoverageStore {
  const ofSeries = 'instrument_id = ? AND interval = ?';
  const all = db.prepare<[string, string, number, number], CoveredSpan>(
    `SELECT from_ms AS fromMs, to_ms AS toMs FROM coverage WHERE ${ofSeries} AND from_ms < ? AND to_ms > ?
     ORDER BY from_ms`,
  );
  const joined = db.prepare<[string, string, number, number], CoveredSpan>(
    `DELETE FROM coverage WHERE ${ofSeries} AND from_ms <= ? AND to_ms >= ? RETURNING from_ms AS fromMs, to_ms AS toMs`,
  );
  const put = db.prepare('INSERT INTO coverage VALUES (?, ?, ?, ?)');
  const drop = db.prepare(`DELETE FROM coverage WHERE ${ofSeries}`);
  return {
    read({ instrumentId, interval }, { fromMs, toMs } = EVERYTHING) {
      const spans = all.all(instrumentId, interval, toMs, fromMs);
      return spans.map((span) => ({ fromMs: Math.max(span.fromMs, fromMs), toMs: Math.min(span.toMs, toMs) }));
    },
    add({ instrumentId, interval }, { fromMs, toMs }) {
      const touched = joined.all(instrumentId, interval, toMs, fromMs);
      const from = Math.min(fromMs, ...touched.map((span) => span.fromMs));
      put.run(instrumentId, interval, from, Math.max(toMs, ...touched.map((span) => span.toMs)));
    },
    remove: ({ instrumentId, interval }) => void drop.run(instrumentId, interval),
  };
}

const EVERYTHING: CoveredSpan = { fromMs: Number.MIN_SAFE_INTEGER, toMs: Number.MAX_SAFE_INTEGER };
