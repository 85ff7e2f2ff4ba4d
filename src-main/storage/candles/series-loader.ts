import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { createCandleColumns } from '../../model/candle.ts';
import { concatColumns } from '../../model/candle-rows.ts';
import type { TimestampMs } from '../../model/time.ts';
import { barOpenMs, nextBarOpenMs } from '../../model/time.ts';
import type { SeriesKey } from '../market/market-queries.ts';
import type { MarketReader } from '../market/market-reader.ts';
import { createByteCache } from './byte-cache.ts';
import type { CandlePyramid } from './candle-pyramid.ts';
import { bytesOfPyramid, createPyramid } from './candle-pyramid.ts';
import type { CandleSource } from './candle-source.ts';
import { sourceStartMs } from './candle-source.ts';

/** A whole series in memory. Two of the same key, version and length are equal. */
export type LoadedSeries = { readonly pyramid: CandlePyramid; readonly version: string };

export type SeriesLoaderParts = {
  readonly reader: MarketReader;
  readonly sources: readonly CandleSource[];
  readonly nowMs: () => TimestampMs;
  readonly cacheBytes: number;
};

/** Loads series and keeps them while their content is the newest: stored ones by version, made ones growing with time. */
export function createSeriesLoader(parts: SeriesLoaderParts): (key: SeriesKey) => Outcome<LoadedSeries> {
  const cache = createByteCache<LoadedSeries>(parts.cacheBytes);
  const keep = (name: string, columns: CandleColumns, version: string): Outcome<LoadedSeries> => {
    const series = { pyramid: createPyramid(columns), version };
    cache.set(name, series, bytesOfPyramid(series.pyramid));
    return succeed(series);
  };
  const loadStored = (key: SeriesKey, name: string): Outcome<LoadedSeries> => {
    const found = parts.reader.versionOf(key);
    if (!found.ok) return found;
    const version = found.value?.version ?? 'none';
    const cached = cache.get(name);
    if (cached?.version === version) return succeed(cached);
    cache.delete(name);
    const columns = parts.reader.read({ ...key, fromMs: Number.MIN_SAFE_INTEGER, toMs: Number.MAX_SAFE_INTEGER });
    return columns.ok ? keep(name, columns.value, version) : columns;
  };
  const loadMade = (source: CandleSource, key: SeriesKey, name: string): Outcome<LoadedSeries> => {
    const nowMs = parts.nowMs();
    const startMs = sourceStartMs(key.interval, source.depthMs(key.interval), nowMs);
    const cached = cache.get(name);
    const known = cached?.version === String(startMs) ? cached.pyramid.columns : createCandleColumns(0);
    const lastMs = known.openTimeMs.at(-1);
    const fromMs = lastMs === undefined ? startMs : nextBarOpenMs(key.interval, lastMs);
    if (cached !== undefined && lastMs !== undefined && fromMs >= barOpenMs(key.interval, nowMs))
      return succeed(cached);
    const newer = source.read({ ...key, fromMs, toMs: nowMs });
    return newer.ok ? keep(name, joined(known, newer.value), String(startMs)) : newer;
  };
  return (key) => {
    const name = `${key.instrumentId}|${key.interval}`;
    const source = parts.sources.find((candidate) => candidate.owns(key.instrumentId));
    return source === undefined ? loadStored(key, name) : loadMade(source, key, name);
  };
}

/** The first time there is nothing to join to, and a copy would cost as much as the series. */
function joined(left: CandleColumns, right: CandleColumns): CandleColumns {
  return left.openTimeMs.length === 0 ? right : concatColumns([left, right]);
}
