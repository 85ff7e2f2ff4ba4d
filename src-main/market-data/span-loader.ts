import type { Outcome } from '../base/outcome.ts';
import { fail, succeed, toFailure } from '../base/outcome.ts';
import { concatColumns } from '../model/candle-rows.ts';
import type { Interval } from '../model/time.ts';
import { intervalMs } from '../model/time.ts';
import type { LoadedSpan, SpanLoad } from './candle-flights.ts';
import type { CandlePiece } from './candle-piece.ts';
import { overlayPiece, rowsWithin } from './candle-piece.ts';
import type { SeriesName } from './candle-storage.ts';
import type { HoleParts } from './fill-hole.ts';
import { fillHole, readKnown } from './fill-hole.ts';
import type { TimeSpan } from './time-span.ts';
import { barsOf, joinOf, missingSpans } from './time-span.ts';

export type SpanLoaderParts = HoleParts & {
  readonly barsPerFetch: number;
  /** Of this piece everything is known now. */
  readonly onPiece: (series: SeriesName, piece: CandlePiece) => void;
};

/** Holes so near to one another are asked for at once: one page holds more bars than this. */
const BARS_WORTH_A_REQUEST = 300;

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
  let askedExchange = false;
  for (const hole of missing) {
    const filled = await fillHole(parts, series, hole);
    if (!filled.ok) return filled;
    askedExchange ||= filled.value.askedExchange;
    columns = overlayPiece(columns, { fromMs: filled.value.fromMs, toMs: hole.toMs, columns: filled.value.columns });
    const piece = { fromMs: filled.value.fromMs, toMs: filled.value.knownToMs, columns: filled.value.columns };
    if (piece.toMs <= piece.fromMs) continue;
    parts.onPiece(series, piece);
    parts.pending.add(series, { ...piece, columns: concatColumns([rowsWithin(piece.columns, piece)]) });
    writes.push(parts.pending.flush(series));
  }
  return succeed({ ...span, columns: rowsWithin(columns, span), askedExchange });
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
