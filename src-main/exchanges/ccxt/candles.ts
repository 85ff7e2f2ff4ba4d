import type { Candle, CandleColumns } from '../../model/candle.ts';
import { candleColumnsOf } from '../../model/candle.ts';
import type { Interval } from '../../model/time.ts';
import { barOpenMs, INTERVALS, intervalMs } from '../../model/time.ts';
import type { CandlePageRequest } from '../connection/market-protocol.ts';
import type { CcxtClient } from './client.ts';

/** Exchanges differ in where longer bars begin (Hong Kong's midnight, Thursday): those are made of shorter ones. */
const LONGEST_INTERVAL_MS = intervalMs('4h');
const SAFE_PAGE_ROWS = 100;
const MOST_PAGE_ROWS = 1000;

export function candleIntervalsOf(client: CcxtClient): readonly Interval[] {
  const offered = client.timeframes ?? {};
  return INTERVALS.filter((interval) => interval in offered && intervalMs(interval) <= LONGEST_INTERVAL_MS);
}

/** Most bars of one page. */
export function pageRowsOf(client: CcxtClient): number {
  const told = client.features?.spot?.fetchOHLCV?.limit;
  return typeof told === 'number' && told > 0 ? Math.min(told, MOST_PAGE_ROWS) : SAFE_PAGE_ROWS;
}

export async function fetchPage(
  client: CcxtClient,
  symbol: string,
  request: CandlePageRequest,
): Promise<CandleColumns> {
  const { interval, fromMs, toMs } = request;
  const bars = Math.max(1, Math.ceil((toMs - fromMs) / intervalMs(interval)));
  const rows = await client.fetchOHLCV(symbol, interval, fromMs, Math.min(bars, pageRowsOf(client)));
  return columnsOf(rows, request);
}

/** The rows asked for, by time, each once: what is not a bar of this interval is not taken for one. */
export function columnsOf(
  rows: readonly (readonly (number | undefined | null)[])[],
  { interval, fromMs, toMs }: Pick<CandlePageRequest, 'interval' | 'fromMs' | 'toMs'>,
): CandleColumns {
  const byTime = new Map<number, Candle>();
  for (const row of rows) {
    const candle = candleOf(row);
    if (candle === undefined) continue;
    const { openTimeMs } = candle;
    if (openTimeMs >= fromMs && openTimeMs < toMs && barOpenMs(interval, openTimeMs) === openTimeMs) {
      byTime.set(openTimeMs, candle);
    }
  }
  return candleColumnsOf([...byTime.values()].sort((left, right) => left.openTimeMs - right.openTimeMs));
}

function candleOf(row: readonly (number | undefined | null)[]): Candle | undefined {
  const [openTimeMs, open, high, low, close, volume] = row.map((value) =>
    value === null ? Number.NaN : Number(value),
  );
  const candle = { openTimeMs, open, high, low, close, volume: volume || 0 } as Candle;
  if (!Object.values(candle).every(Number.isFinite) || candle.volume < 0) return undefined;
  return Math.min(candle.open, candle.high, candle.low, candle.close) > 0 ? candle : undefined;
}
