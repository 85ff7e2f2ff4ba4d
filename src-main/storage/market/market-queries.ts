import type Database from 'better-sqlite3';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { createCandleColumns } from '../../model/candle.ts';
import { rowsBetween } from '../../model/candle-rows.ts';
import type { Gap } from '../../model/gaps.ts';
import { findGaps } from '../../model/gaps.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { chunkStartMs, createChunkSink, decodeChunk, decodeChunkInto } from './candle-chunk.ts';

/** A stored series. `bytes` are those of its candles; `missingBars` those that its gaps leave out. */
export type StoredSeries = {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly candles: number;
  readonly firstMs: TimestampMs;
  readonly lastMs: TimestampMs;
  readonly gaps: number;
  readonly missingBars: number;
  readonly bytes: number;
};

/** Which content of a series: `version` changes with every write that changed it, in any process, and never comes back. */
export type SeriesVersion = { readonly seriesId: number; readonly version: string; readonly candles: number };

export type SeriesKey = { readonly instrumentId: string; readonly interval: Interval };

export interface MarketQueries {
  series(): readonly StoredSeries[];
  /** Undefined when nothing is stored of it. */
  versionOf(key: SeriesKey): SeriesVersion | undefined;
  /** Empty columns when there is nothing in the range. */
  read(range: CandleRange): CandleColumns;
  /** The first `limit` gaps, oldest first. */
  gaps(key: SeriesKey, limit: number): readonly Gap[];
}

type ChunkHead = { readonly chunkId: number; readonly firstMs: number; readonly lastMs: number; readonly gaps: number };

const SERIES_COLUMNS = `instrument_id AS instrumentId, interval, candles, first_ms AS firstMs, last_ms AS lastMs, gaps,
  missing_bars AS missingBars, bytes`;

/** Reading, over any connection to `market.db`. */
export function createMarketQueries(db: Database.Database): MarketQueries {
  const all = db.prepare<[], StoredSeries>(`SELECT ${SERIES_COLUMNS} FROM series ORDER BY instrument_id, series_id`);
  const version = db.prepare<[string, string], SeriesVersion>(
    `SELECT series_id AS seriesId, series_id || '.' || generation AS version, candles
     FROM series WHERE instrument_id = ? AND interval = ?`,
  );
  const count = db
    .prepare<[number, number, number], number>(
      'SELECT total(candles) FROM chunks WHERE series_id = ? AND start_ms >= ? AND start_ms < ?',
    )
    .pluck();
  const chunks = db
    .prepare<[number, number, number], Buffer>(
      'SELECT data FROM chunks WHERE series_id = ? AND start_ms >= ? AND start_ms < ? ORDER BY start_ms',
    )
    .pluck();
  const heads = db.prepare<[number], ChunkHead>(
    `SELECT chunk_id AS chunkId, first_ms AS firstMs, last_ms AS lastMs, gaps
     FROM chunks WHERE series_id = ? ORDER BY start_ms`,
  );
  const data = db.prepare<[number], Buffer>('SELECT data FROM chunks WHERE chunk_id = ?').pluck();

  const read = (range: CandleRange): CandleColumns => {
    const found = version.get(range.instrumentId, range.interval);
    if (found === undefined || !(range.fromMs < range.toMs)) return createCandleColumns(0);
    const startMs = chunkStartMs(range.interval, range.fromMs);
    const sink = createChunkSink(count.get(found.seriesId, startMs, range.toMs) as number);
    for (const chunk of chunks.iterate(found.seriesId, startMs, range.toMs)) decodeChunkInto(sink, chunk as Buffer);
    return rowsBetween(sink.columns, range.fromMs, range.toMs);
  };

  return {
    series: () => all.all(),
    versionOf: ({ instrumentId, interval }) => version.get(instrumentId, interval),
    // One transaction: the count and the chunks must be of the same moment while another connection writes.
    read: db.transaction(read),
    gaps: db.transaction((key: SeriesKey, limit: number): readonly Gap[] => {
      const found = version.get(key.instrumentId, key.interval);
      if (found === undefined) return [];
      return collectGaps(heads.all(found.seriesId), key.interval, limit, (chunkId) => data.get(chunkId) as Buffer);
    }),
  };
}

/** Walks the chunks and opens only those that have a gap inside. */
function collectGaps(
  heads: readonly ChunkHead[],
  interval: Interval,
  limit: number,
  dataOf: (chunkId: number) => Buffer,
): readonly Gap[] {
  const gaps: Gap[] = [];
  let lastMs: number | undefined;
  for (const head of heads) {
    if (gaps.length >= limit) break;
    if (lastMs !== undefined) gaps.push(...findGaps(Float64Array.of(lastMs, head.firstMs), interval, 1).list);
    if (head.gaps > 0) gaps.push(...findGaps(decodeChunk(dataOf(head.chunkId)).openTimeMs, interval, limit).list);
    lastMs = head.lastMs;
  }
  return gaps.slice(0, limit);
}
