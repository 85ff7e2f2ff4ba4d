import { FailureError } from '../../base/outcome.ts';
import type { Candle, CandleColumns } from '../../model/candle.ts';
import { candleColumnsOf } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { BookRow } from '../connection/book-levels.ts';
import { areRows, isPlausible } from './parse.ts';
import { countOf, priceOf, quantityOf, timeOf } from './parse-numbers.ts';
import { wireSymbol } from './symbols.ts';

/** Market data over REST. What cannot be read is thrown; `Rest.ask` makes a failure of it. */

export function unreadable(what: string): FailureError {
  return new FailureError({ code: 'replyUnreadable', message: `the reply is not ${what}` });
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

export function parseServerTime(body: unknown): TimestampMs {
  const timeMs = timeOf(fieldsOf(body).serverTime);
  if (Number.isNaN(timeMs)) throw unreadable('a server time');
  return timeMs;
}

/** Rows in order of time with open times from `fromMs` up to but not including `toMs`; of a repeated row the last counts. */
export function parseKlines(body: unknown, fromMs: TimestampMs, toMs: TimestampMs): CandleColumns {
  if (!Array.isArray(body)) throw unreadable('a list of candles');
  const rows = new Map<number, Candle>();
  for (const row of body as readonly unknown[]) {
    const candle = parseKline(row);
    if (candle.openTimeMs >= fromMs && candle.openTimeMs < toMs) rows.set(candle.openTimeMs, candle);
  }
  return candleColumnsOf([...rows.values()].sort((left, right) => left.openTimeMs - right.openTimeMs));
}

function parseKline(row: unknown): Candle {
  if (!Array.isArray(row)) throw unreadable('a list of candles');
  const candle = {
    openTimeMs: timeOf(row[0]),
    open: priceOf(row[1]),
    high: priceOf(row[2]),
    low: priceOf(row[3]),
    close: priceOf(row[4]),
    volume: quantityOf(row[5]),
  };
  if (!isPlausible(candle))
    throw unreadable('a list of candles: one has no time, a bad price or extremes that are none');
  return candle;
}

export type DepthSnapshot = {
  readonly lastId: number;
  readonly bids: readonly BookRow[];
  readonly asks: readonly BookRow[];
};

export function parseDepth(body: unknown): DepthSnapshot {
  const { lastUpdateId, bids, asks } = fieldsOf(body);
  const lastId = countOf(lastUpdateId);
  if (Number.isNaN(lastId) || !areRows(bids) || !areRows(asks)) throw unreadable('a book');
  return { lastId, bids, asks };
}

/** Best prices of those `instruments` that the reply tells plausible ones of; it may be one row or many. */
export function parseQuotes(body: unknown, instruments: readonly Instrument[], timeMs: TimestampMs): Quote[] {
  const wanted = new Map(instruments.map((instrument) => [wireSymbol(instrument), instrument.id]));
  const rows: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (rows.some((row) => typeof fieldsOf(row).symbol !== 'string')) throw unreadable('a list of best prices');
  return rows.flatMap((row) => {
    const { symbol, bidPrice, askPrice } = fieldsOf(row);
    const instrumentId = wanted.get(symbol as string);
    const bid = priceOf(bidPrice);
    const ask = priceOf(askPrice);
    return instrumentId !== undefined && bid < ask ? [{ instrumentId, timeMs, bid, ask }] : [];
  });
}
