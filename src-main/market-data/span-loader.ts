import type { Failure, Outcome } from '../base/outcome.ts';
import { fail, succeed, toFailure } from '../base/outcome.ts';
import type { ExchangeAdapter } from '../engine/ports/exchange.ts';
import type { Log } from '../engine/ports/log.ts';
import type { CandleColumns } from '../model/candle.ts';
import { aggregateColumns } from '../model/candle-aggregation.ts';
import type { Interval, TimestampMs } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';
import type { LoadedSpan, SpanLoad } from './candle-flights.ts';
import type { CandlePiece } from './candle-piece.ts';
import { concatColumns, overlayPiece, rowsWithin } from './candle-piece.ts';
import type { CandleStorage, SeriesName } from './candle-storage.ts';
import type { FetchedCandles } from './exchange-candles.ts';
import { fetchCandles, sourceInterval } from './exchange-candles.ts';
import type { PendingCandles } from './pending-candles.ts';
import type { TimeSpan } from './time-span.ts';
import { barsOf, joinOf, missingSpans } from './time-span.ts';

export type SpanLoaderParts = {
  readonly storage: CandleStorage;
  readonly exchangeOf: (instrumentId: string) => ExchangeAdapter | undefined;
  readonly nowMs: () => TimestampMs;
  readonly log: Log;
  readonly barsPerFetch: number;
  readonly pending: PendingCandles;
  /** Reads bars that bars of another interval are made of. */
  readonly readFiner: (series: SeriesName, span: TimeSpan) => Promise<Outcome<CandleColumns>>;
  /** A request to an exchange begins. */
  readonly onRequest: () => void;
  /** Of this piece everything is known now. */
  readonly onPiece: (series: SeriesName, piece: CandlePiece) => void;
};

/** Holes so near to one another are asked for at once: one page holds more bars than this. */
const BARS_WORTH_A_REQUEST = 300;
const BARS_OF_A_PAGE = 1000;

/** Loads a span that memory does not have: from `market.db`, and what it does not know from the exchange. */
export function createSpanLoader(parts: SpanLoaderParts): (series: SeriesName, span: TimeSpan) => SpanLoad {
  return (series, span) => {
    const writes: Promise<void>[] = [];
    const loaded = load(parts, series, span, writes).catch(
      (error): Outcome<never> => ({
        ok: false,
        error: toFailure(error),
      }),
    );
    return { loaded, settled: loaded.then(() => Promise.all(writes)) };
  };
}

async function load(
  parts: SpanLoaderParts,
  series: SeriesName,
  span: TimeSpan,
  writes: Promise<void>[],
): Promise<Outcome<LoadedSpan>> {
  await parts.pending.flush(series);
  const known = await readKnown(parts, series, span);
  for (const piece of known) parts.onPiece(series, piece);
  let columns = concatColumns(known.map((piece) => piece.columns));
  const missing = joinNear(missingSpans(span, known), series.interval);
  const refusal = refusalOf(parts, series, missing);
  if (refusal !== null) return refusal;
  for (const hole of await widenFirst(parts, series, missing)) {
    const fetched = await fetchHole(parts, series, hole);
    if (!fetched.ok) return fetched;
    columns = overlayPiece(columns, { ...hole, columns: fetched.value.columns });
    const piece = { fromMs: hole.fromMs, toMs: fetched.value.knownToMs, columns: fetched.value.columns };
    if (piece.toMs <= piece.fromMs) continue;
    parts.onPiece(series, piece);
    parts.pending.add(series, { ...piece, columns: concatColumns([rowsWithin(piece.columns, piece)]) });
    writes.push(parts.pending.flush(series));
  }
  return succeed({ ...span, columns: rowsWithin(columns, span), askedExchange: missing.length > 0 });
}

/** A database that cannot be read knows nothing: the exchange still does. */
async function readKnown(parts: SpanLoaderParts, series: SeriesName, span: TimeSpan): Promise<readonly CandlePiece[]> {
  const stored = await parts.storage.readCovered({ ...series, ...span });
  if (!stored.ok) {
    parts.log.warn('stored candles could not be read', { ...series, ...span, failure: stored.error });
    return [];
  }
  const { columns, spans } = stored.value;
  return spans.map((known) => ({ fromMs: known.fromMs, toMs: known.toMs, columns: rowsWithin(columns, known) }));
}

async function fetchHole(parts: SpanLoaderParts, series: SeriesName, hole: TimeSpan): Promise<Outcome<FetchedCandles>> {
  const adapter = parts.exchangeOf(series.instrumentId);
  if (adapter === undefined) return { ok: false, error: unknownInstrument(series.instrumentId) };
  const source = sourceInterval(adapter, series.interval);
  if (source === undefined) {
    const has = adapter.candleIntervals.join(', ');
    return fail('badArgument', `interval is ${series.interval}, expected one that ${has} of ${adapter.venue} make up`);
  }
  if (source === series.interval) {
    parts.onRequest();
    return fetchCandles(adapter, series, hole, { priority: 'data', nowMs: parts.nowMs });
  }
  return makeFrom(parts, { series, source, hole });
}

/** Bars of an interval that the exchange does not have, out of shorter ones; the last only once all its parts ended. */
async function makeFrom(
  parts: SpanLoaderParts,
  { series, source, hole }: { readonly series: SeriesName; readonly source: Interval; readonly hole: TimeSpan },
): Promise<Outcome<FetchedCandles>> {
  const finer = await parts.readFiner({ instrumentId: series.instrumentId, interval: source }, hole);
  if (!finer.ok) return finer;
  return succeed({ columns: aggregateColumns(finer.value, source, series.interval), knownToMs: hole.toMs });
}

/**
 * A small request costs what a page does, and who looks back looks further back soon: the oldest hole is made a page long
 * as far as nothing of that is known.
 */
async function widenFirst(
  parts: SpanLoaderParts,
  series: SeriesName,
  holes: readonly TimeSpan[],
): Promise<readonly TimeSpan[]> {
  const [first, ...others] = holes;
  if (first === undefined || !hasInterval(parts, series)) return holes;
  const earlierMs = first.toMs - BARS_OF_A_PAGE * intervalMs(series.interval);
  const earlier = { fromMs: Math.max(earlierMs, barOpenMs(series.interval, 0)), toMs: first.fromMs };
  if (earlier.fromMs >= earlier.toMs) return holes;
  const nearest = missingSpans(earlier, await readKnown(parts, series, earlier)).at(-1);
  return nearest?.toMs === first.fromMs ? [joinOf(nearest, first), ...others] : holes;
}

function hasInterval({ exchangeOf }: SpanLoaderParts, { instrumentId, interval }: SeriesName): boolean {
  return exchangeOf(instrumentId)?.candleIntervals.includes(interval) === true;
}

function refusalOf(
  { barsPerFetch }: SpanLoaderParts,
  { interval }: SeriesName,
  missing: readonly TimeSpan[],
): Outcome<never> | null {
  const bars = missing.reduce((sum, hole) => sum + barsOf(interval, hole), 0);
  if (bars <= barsPerFetch) return null;
  const message = `${bars} bars of ${interval} from ${missing[0]?.fromMs} on are not stored, expected at most ${barsPerFetch}`;
  return fail('badArgument', `${message}: a download is the way to get so many`);
}

export function unknownInstrument(instrumentId: string): Failure {
  const message = `instrumentId is "${instrumentId}", expected one of a connected exchange`;
  return { code: 'unknownInstrument', message };
}

function joinNear(holes: readonly TimeSpan[], interval: Interval): readonly TimeSpan[] {
  const nearMs = BARS_WORTH_A_REQUEST * intervalMs(interval);
  const joined: TimeSpan[] = [];
  for (const hole of holes) {
    const last = joined.at(-1);
    if (last !== undefined && hole.fromMs - last.toMs <= nearMs) joined[joined.length - 1] = joinOf(last, hole);
    else joined.push(hole);
  }
  return joined;
}
