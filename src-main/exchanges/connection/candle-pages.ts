import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleFetch } from '../../engine/ports/exchange.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { CANDLE_COLUMN_NAMES, createCandleColumns, sliceCandleColumns } from '../../model/candle.ts';
import { aggregateColumns, canAggregate } from '../../model/candle-aggregation.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';
import type { MarketProtocol } from './market-protocol.ts';
import { outcomeOf } from './outcome-of.ts';

export type CandlePagesParts = {
  readonly protocol: MarketProtocol;
  readonly instrument: Instrument;
  /** The exchange's time: what ends later is not closed. */
  readonly nowMs: TimestampMs;
};

/** The closed candles of a range, page by page; an interval that the exchange lacks is made of its longest that fits. */
export async function fetchCandles(
  parts: CandlePagesParts,
  range: CandleRange,
  fetch: CandleFetch,
): Promise<Outcome<CandleColumns>> {
  const { interval } = range;
  const source = sourceInterval(parts.protocol.candleIntervals, interval);
  if (source === undefined)
    return fail('badArgument', `interval is ${interval}, which cannot be made for this exchange`);
  const closedUpToMs = parts.nowMs;
  const fromMs = openAtOrAfter(interval, range.fromMs);
  const toMs = Math.min(openAtOrAfter(interval, range.toMs), barOpenMs(source, closedUpToMs));
  const pages = await fetchPages({ ...parts, interval: source, fromMs, toMs }, fetch);
  if (!pages.ok) return pages;
  const columns = joinColumns(pages.value, source, closedUpToMs);
  return succeed(source === interval ? columns : aggregateColumns(columns, source, interval, closedUpToMs));
}

function sourceInterval(there: readonly Interval[], wanted: Interval): Interval | undefined {
  if (there.includes(wanted)) return wanted;
  return there
    .filter((interval) => canAggregate(interval, wanted))
    .reduce<Interval | undefined>(
      (best, next) => (best === undefined || intervalMs(next) > intervalMs(best) ? next : best),
      undefined,
    );
}

function openAtOrAfter(interval: Interval, timeMs: TimestampMs): TimestampMs {
  const openMs = barOpenMs(interval, timeMs);
  return openMs === timeMs ? openMs : openMs + intervalMs(interval);
}

type Pages = CandlePagesParts & {
  readonly interval: Interval;
  readonly fromMs: TimestampMs;
  readonly toMs: TimestampMs;
};

async function fetchPages(
  { protocol, instrument, interval, fromMs, toMs }: Pages,
  { priority, signal, report }: CandleFetch,
): Promise<Outcome<readonly CandleColumns[]>> {
  const pages: CandleColumns[] = [];
  const pageMs = protocol.pageRows * intervalMs(interval);
  for (let pageFromMs = fromMs; pageFromMs < toMs; pageFromMs += pageMs) {
    if (signal?.aborted === true) return fail('cancelled', 'the download of candles was cancelled');
    const pageToMs = Math.min(toMs, pageFromMs + pageMs);
    const request = { instrument, interval, fromMs: pageFromMs, toMs: pageToMs, priority };
    const page = await outcomeOf(protocol.candlePage(signal === undefined ? request : { ...request, signal }));
    if (!page.ok) return page;
    pages.push(rowsWithin(page.value, pageFromMs, pageToMs));
    report?.((pageToMs - fromMs) / (toMs - fromMs));
  }
  return succeed(pages);
}

/** Some exchanges answer with a row too many. */
function rowsWithin(page: CandleColumns, fromMs: TimestampMs, toMs: TimestampMs): CandleColumns {
  const { openTimeMs } = page;
  let first = 0;
  let end = openTimeMs.length;
  while (first < end && (openTimeMs[first] as number) < fromMs) first++;
  while (end > first && (openTimeMs[end - 1] as number) >= toMs) end--;
  return sliceCandleColumns(page, first, end);
}

function joinColumns(pages: readonly CandleColumns[], interval: Interval, closedUpToMs: TimestampMs): CandleColumns {
  const joined = createCandleColumns(pages.reduce((rows, page) => rows + page.openTimeMs.length, 0));
  let rows = 0;
  for (const page of pages) {
    for (const name of CANDLE_COLUMN_NAMES) joined[name].set(page[name], rows);
    rows += page.openTimeMs.length;
  }
  while (rows > 0 && (joined.openTimeMs[rows - 1] as number) + intervalMs(interval) > closedUpToMs) rows--;
  return sliceCandleColumns(joined, 0, rows);
}
