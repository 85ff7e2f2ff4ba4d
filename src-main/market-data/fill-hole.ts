import type { Failure, Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { ExchangeAdapter } from '../engine/ports/exchange.ts';
import type { Log } from '../engine/ports/log.ts';
import { aggregateColumns, sourceInterval } from '../model/candle-aggregation.ts';
import { concatColumns } from '../model/candle-rows.ts';
import type { TimestampMs } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';
import type { LoadedSpan } from './candle-flights.ts';
import type { CandlePiece } from './candle-piece.ts';
import { rowsWithin } from './candle-piece.ts';
import type { CandleStorage, SeriesName } from './candle-storage.ts';
import type { FetchedCandles } from './exchange-candles.ts';
import { fetchCandles } from './exchange-candles.ts';
import type { PendingCandles } from './pending-candles.ts';
import type { TimeSpan } from './time-span.ts';
import { barsOf, missingSpans } from './time-span.ts';

export type HoleParts = {
  readonly storage: CandleStorage;
  readonly exchangeOf: (instrumentId: string) => ExchangeAdapter | undefined;
  readonly nowMs: () => TimestampMs;
  readonly log: Log;
  readonly pending: PendingCandles;
  /** Reads bars that bars of another interval are made of. */
  readonly readFiner: (series: SeriesName, span: TimeSpan) => Promise<Outcome<readonly LoadedSpan[]>>;
  /** A request to an exchange begins. */
  readonly onRequest: () => void;
};

/** `fromMs` may lie before the hole. */
export type FilledHole = FetchedCandles & { readonly fromMs: TimestampMs; readonly askedExchange: boolean };

const BARS_OF_A_PAGE = 1000;
/** A hole that takes more minutes than this is cheaper to ask for. */
const MINUTES_AT_ONCE = 3000;

/**
 * The bars of a hole, by the least that it takes: from minutes that are known, as those that were told live; from the
 * exchange; and where it lacks the interval, from a shorter one of the exchange.
 */
export async function fillHole(parts: HoleParts, series: SeriesName, hole: TimeSpan): Promise<Outcome<FilledHole>> {
  const adapter = parts.exchangeOf(series.instrumentId);
  if (adapter === undefined) return { ok: false, error: unknownInstrument(series.instrumentId) };
  const made = await makeFromMinutes(parts, series, hole);
  if (made !== undefined) return succeed(made);
  const source = sourceInterval(adapter.candleIntervals, series.interval);
  if (source === undefined) {
    const has = adapter.candleIntervals.join(', ');
    return fail('badArgument', `interval is ${series.interval}, expected one that ${has} of ${adapter.venue} make up`);
  }
  if (source !== series.interval) {
    const finer = await parts.readFiner({ instrumentId: series.instrumentId, interval: source }, hole);
    if (!finer.ok) return finer;
    const columns = concatColumns(finer.value.map((part) => part.columns));
    const askedExchange = finer.value.some((part) => part.askedExchange);
    return succeed({ ...whole(hole), columns: aggregateColumns(columns, source, series.interval), askedExchange });
  }
  const wider = await widen(parts, series, hole);
  parts.onRequest();
  const fetched = await fetchCandles(adapter, series, wider, { priority: 'data', nowMs: parts.nowMs });
  return fetched.ok ? succeed({ ...fetched.value, fromMs: wider.fromMs, askedExchange: true }) : fetched;
}

function whole({ fromMs, toMs }: TimeSpan): { readonly fromMs: TimestampMs; readonly knownToMs: TimestampMs } {
  return { fromMs, knownToMs: toMs };
}

/** Undefined unless every minute of the hole is known. */
async function makeFromMinutes(
  parts: HoleParts,
  { instrumentId, interval }: SeriesName,
  hole: TimeSpan,
): Promise<FilledHole | undefined> {
  const minutes = { instrumentId, interval: '1m' } as const;
  if (interval === '1m' || barsOf('1m', hole) > MINUTES_AT_ONCE) return undefined;
  await parts.pending.flush(minutes);
  const known = await readKnown(parts, minutes, hole);
  if (missingSpans(hole, known).length > 0) return undefined;
  const columns = concatColumns(known.map((piece) => piece.columns));
  return { ...whole(hole), columns: aggregateColumns(columns, '1m', interval), askedExchange: false };
}

/** A small request costs what a page does, and who looks back soon looks further back: as far as nothing of it is known. */
async function widen(parts: HoleParts, series: SeriesName, hole: TimeSpan): Promise<TimeSpan> {
  const pageMs = BARS_OF_A_PAGE * intervalMs(series.interval);
  const earlier = { fromMs: Math.max(hole.toMs - pageMs, barOpenMs(series.interval, 0)), toMs: hole.fromMs };
  if (earlier.fromMs >= earlier.toMs) return hole;
  const nearest = missingSpans(earlier, await readKnown(parts, series, earlier)).at(-1);
  return nearest?.toMs === hole.fromMs ? { fromMs: nearest.fromMs, toMs: hole.toMs } : hole;
}

/** A database that cannot be read knows nothing: the exchange still does. */
export async function readKnown(parts: HoleParts, series: SeriesName, span: TimeSpan): Promise<readonly CandlePiece[]> {
  const stored = await parts.storage.readCovered({ ...series, ...span });
  if (!stored.ok) {
    parts.log.warn('stored candles could not be read', { ...series, ...span, failure: stored.error });
    return [];
  }
  const { columns, spans } = stored.value;
  return spans.map((known) => ({ fromMs: known.fromMs, toMs: known.toMs, columns: rowsWithin(columns, known) }));
}

export function unknownInstrument(instrumentId: string): Failure {
  const message = `instrumentId is "${instrumentId}", expected one of a connected exchange`;
  return { code: 'unknownInstrument', message };
}
