import type Database from 'better-sqlite3';
import type { CandleColumns } from '../../model/candle.ts';
import { sliceCandleColumns } from '../../model/candle.ts';
import { findGaps } from '../../model/gaps.ts';
import type { Interval } from '../../model/time.ts';
import { intervalMs } from '../../model/time.ts';
import { BYTES_A_CANDLE, chunkSpanMs, chunkStartMs, decodeChunk, encodeChunk, mergeCandles } from './candle-chunk.ts';
import type { CoverageStore, CoveredSpan } from './coverage-store.ts';
import type { SeriesKey } from './market-queries.ts';

export type WriteCounts = { readonly inserted: number; readonly changed: number };

/** Asked between chunks while a write goes on; `onProgress` gets 0 to 1. */
export type WriteHooks = { readonly isCancelled?: () => boolean; readonly onProgress?: (fraction: number) => void };

/** Thrown out of the transaction, which takes everything of the write back. */
export class WriteCancelled extends Error {
  override readonly name = 'WriteCancelled';
}

export interface MarketWriter {
  /** Upsert by time in one transaction. Throws WriteCancelled or a SQLite error, and then nothing has changed. */
  write(key: SeriesKey, columns: CandleColumns, hooks: WriteHooks): WriteCounts;
  /** As `write`, and in the same transaction: all bars of `span` are known now. */
  writeCovered(key: SeriesKey, columns: CandleColumns, span: CoveredSpan, hooks: WriteHooks): WriteCounts;
  /** How many candles were removed, with what was known of the series; 0 when nothing was stored. */
  remove(key: SeriesKey): number;
}

type ChunkTotals = {
  readonly candles: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly gaps: number;
};

export function createMarketWriter(db: Database.Database, coverage: CoverageStore): MarketWriter {
  const findSeries = db
    .prepare<[string, string], number>('SELECT series_id FROM series WHERE instrument_id = ? AND interval = ?')
    .pluck();
  const addSeries = db.prepare('INSERT INTO series VALUES (NULL, ?, ?, 0, 0, 0, 0, 0, 0, 0)');
  const dropChunks = db.prepare('DELETE FROM chunks WHERE series_id = ?');
  const dropSeries = db.prepare<[number], number>('DELETE FROM series WHERE series_id = ? RETURNING candles').pluck();
  const writeChunk = createChunkWriter(db);
  const refreshTotals = createTotals(db);

  const write = (key: SeriesKey, columns: CandleColumns, hooks: WriteHooks): WriteCounts => {
    const total = columns.openTimeMs.length;
    if (total === 0) return { inserted: 0, changed: 0 };
    const found = findSeries.get(key.instrumentId, key.interval) as number | undefined;
    const seriesId = found ?? Number(addSeries.run(key.instrumentId, key.interval).lastInsertRowid);
    let inserted = 0;
    let changed = 0;
    for (const { startMs, from, to } of chunkSlices(columns.openTimeMs, key.interval)) {
      if (hooks.isCancelled?.() === true) throw new WriteCancelled('the write was cancelled');
      const counts = writeChunk({ seriesId, startMs, interval: key.interval }, sliceCandleColumns(columns, from, to));
      inserted += counts.inserted;
      changed += counts.changed;
      hooks.onProgress?.(to / total);
    }
    if (inserted + changed > 0) refreshTotals(seriesId, key.interval);
    return { inserted, changed };
  };
  const writeCovered: MarketWriter['writeCovered'] = (key, columns, span, hooks) => {
    const counts = write(key, columns, hooks);
    coverage.add(key, span);
    return counts;
  };
  const remove = (key: SeriesKey): number => {
    coverage.remove(key);
    const seriesId = findSeries.get(key.instrumentId, key.interval) as number | undefined;
    if (seriesId === undefined) return 0;
    dropChunks.run(seriesId);
    return (dropSeries.get(seriesId) as number | undefined) ?? 0;
  };
  return {
    write: db.transaction(write).immediate,
    writeCovered: db.transaction(writeCovered).immediate,
    remove: db.transaction(remove).immediate,
  };
}

type ChunkPlace = { readonly seriesId: number; readonly startMs: number; readonly interval: Interval };

/** Writes one chunk, merged into what is stored of it; leaves it alone when nothing differs. */
function createChunkWriter(db: Database.Database): (place: ChunkPlace, columns: CandleColumns) => WriteCounts {
  const find = db
    .prepare<[number, number], Buffer>('SELECT data FROM chunks WHERE series_id = ? AND start_ms = ?')
    .pluck();
  const put = db.prepare(
    `INSERT INTO chunks (series_id, start_ms, candles, first_ms, last_ms, gaps, data) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (series_id, start_ms) DO UPDATE SET candles = excluded.candles, first_ms = excluded.first_ms,
       last_ms = excluded.last_ms, gaps = excluded.gaps, data = excluded.data`,
  );
  return (place, incoming) => {
    const stored = find.get(place.seriesId, place.startMs) as Buffer | undefined;
    const merged =
      stored === undefined
        ? { columns: incoming, inserted: incoming.openTimeMs.length, changed: 0 }
        : mergeCandles(decodeChunk(stored), incoming);
    if (merged.inserted + merged.changed === 0) return merged;
    const times = merged.columns.openTimeMs;
    const { gaps } = findGaps(times, place.interval, 0);
    put.run(place.seriesId, place.startMs, times.length, times[0], times.at(-1), gaps, encodeChunk(merged.columns));
    return merged;
  };
}

/** Brings a series' row in line with its chunks and gives it a new generation, in the transaction of the write. */
function createTotals(db: Database.Database): (seriesId: number, interval: Interval) => void {
  const chunks = db.prepare<[number], ChunkTotals>(
    'SELECT candles, first_ms AS firstMs, last_ms AS lastMs, gaps FROM chunks WHERE series_id = ? ORDER BY start_ms',
  );
  const update = db.prepare(
    `UPDATE series SET candles = @candles, first_ms = @firstMs, last_ms = @lastMs, gaps = @gaps,
       missing_bars = @missingBars, bytes = @bytes, generation = generation + 1 WHERE series_id = @seriesId`,
  );
  return (seriesId, interval) => {
    const lengthMs = intervalMs(interval);
    const rows = chunks.all(seriesId);
    let candles = 0;
    let gaps = 0;
    rows.forEach((row, index) => {
      const before = rows[index - 1];
      candles += row.candles;
      gaps += row.gaps + (before !== undefined && row.firstMs - before.lastMs > lengthMs ? 1 : 0);
    });
    const firstMs = rows[0]?.firstMs ?? 0;
    const lastMs = rows.at(-1)?.lastMs ?? 0;
    const missingBars = Math.round((lastMs - firstMs) / lengthMs) + 1 - candles;
    update.run({ seriesId, candles, firstMs, lastMs, gaps, missingBars, bytes: candles * BYTES_A_CANDLE });
  };
}

/** Cuts rising times into the rows of one chunk each. */
function* chunkSlices(openTimeMs: Float64Array, interval: Interval) {
  for (let from = 0, to = 0; from < openTimeMs.length; from = to) {
    const startMs = chunkStartMs(interval, openTimeMs[from] as number);
    const endMs = startMs + chunkSpanMs(interval);
    to = from + 1;
    while (to < openTimeMs.length && (openTimeMs[to] as number) < endMs) to++;
    yield { startMs, from, to };
  }
}
