import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { CandleFetch, ExchangeAdapter } from '../engine/ports/exchange.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { TimestampMs } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';
import { rowsWithin } from './candle-piece.ts';
import type { SeriesName } from './candle-storage.ts';
import type { TimeSpan } from './time-span.ts';

/** How long after its end a bar may still change or be late at the exchange. */
const SETTLE_MS = 2000;
/** Stands for the doubt in a clock that was not measured. */
const UNMEASURED_DOUBT_MS = 1000;

/** Until when bars have ended, by the exchange's clock as far as we know it. */
export type ClosedUntil = {
  /** They have ended; the newest may not be told yet. */
  readonly closedMs: TimestampMs;
  /** They have ended so long ago that one that is not told does not exist. */
  readonly settledMs: TimestampMs;
};

export function closedUntil(adapter: ExchangeAdapter, nowMs: TimestampMs): ClosedUntil {
  const { clock } = adapter.health();
  const closedMs = nowMs + (clock?.offsetMs ?? 0);
  return { closedMs, settledMs: closedMs - (clock?.uncertaintyMs ?? UNMEASURED_DOUBT_MS) - SETTLE_MS };
}

/** `knownToMs`: up to here the columns are all there is. */
export type FetchedCandles = { readonly columns: CandleColumns; readonly knownToMs: TimestampMs };

/** Asks the exchange for a span of a series it has; `knownToMs` leaves out what may come yet. */
export async function fetchCandles(
  adapter: ExchangeAdapter,
  series: SeriesName,
  span: TimeSpan,
  { nowMs, ...fetch }: CandleFetch & { readonly nowMs: () => TimestampMs },
): Promise<Outcome<FetchedCandles>> {
  const { settledMs } = closedUntil(adapter, nowMs());
  const fetched = await adapter.candles({ ...series, ...span }, fetch);
  if (!fetched.ok) return fetched;
  const columns = rowsWithin(fetched.value, span);
  const refusal = refusalOf(columns, series);
  if (refusal !== null) return fail('replyUnreadable', refusal, { ...series, ...span });
  const lastMs = columns.openTimeMs.at(-1);
  const toldToMs = lastMs === undefined ? span.fromMs : lastMs + intervalMs(series.interval);
  const settledToMs = Math.max(span.fromMs, barOpenMs(series.interval, settledMs));
  return succeed({ columns, knownToMs: Math.min(span.toMs, Math.max(toldToMs, settledToMs)) });
}

/** What is wrong with the rows of an exchange, naming the first such; null when nothing is. */
export function refusalOf(columns: CandleColumns, { instrumentId, interval }: SeriesName): string | null {
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < columns.openTimeMs.length; row++) {
    const timeMs = columns.openTimeMs[row] as number;
    const name = `${instrumentId} ${interval} bar ${row} at ${timeMs}`;
    if (!(timeMs > beforeMs)) return `${name}: expected a time after ${beforeMs}`;
    if (barOpenMs(interval, timeMs) !== timeMs) return `${name}: expected the open time of a bar of ${interval}`;
    if (!isSaneBar(columns, row)) return `${name}: ${barText(columns, row)}, expected low ≤ open, close ≤ high`;
    beforeMs = timeMs;
  }
  return null;
}

function isSaneBar(columns: CandleColumns, row: number): boolean {
  const open = columns.open[row] as number;
  const high = columns.high[row] as number;
  const low = columns.low[row] as number;
  const close = columns.close[row] as number;
  const volume = columns.volume[row] as number;
  return (
    low <= Math.min(open, close) &&
    Math.max(open, close) <= high &&
    Number.isFinite(high - low) &&
    volume >= 0 &&
    Number.isFinite(volume)
  );
}

function barText(columns: CandleColumns, row: number): string {
  const { open, high, low, close, volume } = columns;
  return `open ${open[row]}, high ${high[row]}, low ${low[row]}, close ${close[row]}, volume ${volume[row]}`;
}
