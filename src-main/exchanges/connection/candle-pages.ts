import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleFetch } from '../../engine/ports/exchange.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { sliceCandleColumns } from '../../model/candle.ts';
import { aggregateColumns, sourceInterval } from '../../model/candle-aggregation.ts';
import { concatColumns, rowsBetween } from '../../model/candle-rows.ts';
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
    // Some exchanges answer with a row too many.
    pages.push(rowsBetween(page.value, pageFromMs, pageToMs));
    report?.((pageToMs - fromMs) / (toMs - fromMs));
  }
  return succeed(pages);
}

function joinColumns(pages: readonly CandleColumns[], interval: Interval, closedUpToMs: TimestampMs): CandleColumns {
  const joined = concatColumns(pages);
  let rows = joined.openTimeMs.length;
  while (rows > 0 && (joined.openTimeMs[rows - 1] as number) + intervalMs(interval) > closedUpToMs) rows--;
  return sliceCandleColumns(joined, 0, rows);
}
