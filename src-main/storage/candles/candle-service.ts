import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { createByteCache } from './byte-cache.ts';
import type { CandleWindow, CandleWindowRequest } from './candle-window.ts';
import { knownTimes, sampleRows, windowOf, windowPlace } from './candle-window.ts';
import type { LoadedSeries, SeriesLoaderParts } from './series-loader.ts';
import { createSeriesLoader } from './series-loader.ts';
import type { ComputeStructure, StructureBars, StructureWindow, StructureWindowRequest } from './structure-window.ts';
import { structureWindowOf } from './structure-window.ts';

/** One output of an indicator over a whole series, a value per bar. */
export type IndicatorColumn = { readonly name: string; readonly values: Float64Array };

/** Computes an indicator over a series; `params` come from outside and are checked by it. */
export type ComputeIndicator = (
  name: string,
  params: Readonly<Record<string, unknown>>,
  columns: CandleColumns,
) => Outcome<readonly IndicatorColumn[]>;

export type IndicatorWindowRequest = CandleWindowRequest & {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** A value per row of the candle window of the same request, at the row's last bar; NaN while warming up. */
export type IndicatorWindow = { readonly outputs: readonly IndicatorColumn[] };

export interface CandleService {
  read(range: CandleRange): Outcome<CandleColumns>;
  window(request: CandleWindowRequest): Outcome<CandleWindow>;
  indicator(request: IndicatorWindowRequest): Outcome<IndicatorWindow>;
  structure(request: StructureWindowRequest): Outcome<StructureWindow>;
}

export type CandleServiceParts = SeriesLoaderParts & {
  readonly computeIndicator: ComputeIndicator;
  readonly computeStructure: ComputeStructure;
};

/** What one mark of the structure takes in memory, about. */
const BYTES_PER_MARK = 120;

/** Everything a chart or a strategy's warm-up reads of the past. Not for the main thread: loading a series takes tens of milliseconds. */
export function createCandleService(parts: CandleServiceParts): CandleService {
  const load = createSeriesLoader(parts);
  const computed = createByteCache<readonly IndicatorColumn[]>(parts.cacheBytes);

  const compute = (series: LoadedSeries, request: IndicatorWindowRequest): Outcome<readonly IndicatorColumn[]> => {
    const { columns } = series.pyramid;
    const content = [request.instrumentId, request.interval, series.version, columns.openTimeMs.length];
    const key = JSON.stringify([...content, request.name, request.params]);
    const cached = computed.get(key);
    if (cached !== undefined) return succeed(cached);
    const outcome = parts.computeIndicator(request.name, request.params, columns);
    if (outcome.ok) computed.set(key, outcome.value, outcome.value.length * columns.openTimeMs.length * 8);
    return outcome;
  };

  const structures = createByteCache<readonly StructureBars[]>(parts.cacheBytes / 4);
  const structureOf = (series: LoadedSeries, { instrumentId, interval, swingLength }: StructureWindowRequest) => {
    const { columns } = series.pyramid;
    const key = JSON.stringify([instrumentId, interval, series.version, columns.openTimeMs.length, swingLength]);
    const cached = structures.get(key);
    if (cached !== undefined) return cached;
    const marks = parts.computeStructure(columns, swingLength);
    structures.set(key, marks, marks.length * BYTES_PER_MARK);
    return marks;
  };

  return {
    read(range) {
      const source = parts.sources.find((candidate) => candidate.owns(range.instrumentId));
      // A made market could be asked for tomorrow as well; nobody here may see it.
      return source?.read({ ...range, toMs: Math.min(range.toMs, parts.nowMs()) }) ?? parts.reader.read(range);
    },
    window(request) {
      const series = loadFor(request, load);
      if (!series.ok) return series;
      const { pyramid } = series.value;
      const times = knownTimes(pyramid.columns.openTimeMs, request.untilMs);
      return succeed(windowOf(pyramid, windowPlace(times, request), times));
    },
    structure(request) {
      const series = loadFor(request, load);
      if (!series.ok) return series;
      const openTimeMs = knownTimes(series.value.pyramid.columns.openTimeMs, request.untilMs);
      return succeed(
        structureWindowOf(structureOf(series.value, request), openTimeMs, windowPlace(openTimeMs, request)),
      );
    },
    indicator(request) {
      const series = loadFor(request, load);
      if (!series.ok) return series;
      const columns = compute(series.value, request);
      if (!columns.ok) return columns;
      const place = windowPlace(knownTimes(series.value.pyramid.columns.openTimeMs, request.untilMs), request);
      return succeed({
        outputs: columns.value.map(({ name, values }) => ({ name, values: sampleRows(values, place) })),
      });
    },
  };
}

function loadFor(
  request: CandleWindowRequest,
  load: (request: CandleWindowRequest) => Outcome<LoadedSeries>,
): Outcome<LoadedSeries> {
  const { maxBars, fromMs, toMs } = request;
  if (!Number.isInteger(maxBars) || maxBars < 1)
    return fail('badArgument', `maxBars is ${maxBars}, expected 1 or more`);
  if (fromMs !== null && toMs !== null && !(fromMs <= toMs)) {
    return fail('badArgument', `fromMs is ${fromMs}, expected at most toMs, which is ${toMs}`);
  }
  return load(request);
}
