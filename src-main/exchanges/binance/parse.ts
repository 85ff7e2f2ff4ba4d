import type { Candle } from '../../model/candle.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { BookRow } from '../connection/book-levels.ts';
import type { NumberedTrade } from '../connection/market-protocol.ts';
import { countOf, priceOf, quantityOf, timeOf } from './parse-numbers.ts';

/** Changes of one book from update `firstId` to `lastId`; the rows are checked. */
export type DepthEvent = {
  readonly firstId: number;
  readonly lastId: number;
  readonly timeMs: TimestampMs;
  readonly bids: readonly BookRow[];
  readonly asks: readonly BookRow[];
};

/** The answer to a control frame: `error` is empty when it was obeyed. */
export type ControlReply = { readonly id: number; readonly result: unknown; readonly error: string };

/** What a market frame says. Only whole and plausible values come through. */
export interface FrameListener {
  /** Our id of the exchange's symbol; undefined when nobody wants it. */
  instrumentOf(symbol: string): string | undefined;
  /** The time of a quote, which carries none. */
  nowMs(): TimestampMs;
  trade(trade: NumberedTrade): void;
  /** `updateId` is the book's update that made it. */
  quote(quote: Quote, updateId: number): void;
  /** The candle is the decoder's own: read it during the call. */
  candle(instrumentId: string, candle: Candle, isClosed: boolean): void;
  depth(instrumentId: string, event: DepthEvent): void;
  control(reply: ControlReply): void;
  shutdown(): void;
}

/** `malformed`: no JSON, or a field that is not what it must be; `foreign`: of a kind or a symbol that was not asked for. */
export type FrameCounts = { frames: number; malformed: number; foreign: number };

type Fields = Readonly<Record<string, unknown>>;
type Verdict = 'told' | 'malformed' | 'foreign';

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Reads one frame, tells it and counts it. Never throws for what the frame holds. */
export function decodeFrame(text: string, listener: FrameListener, counts: FrameCounts): void {
  counts.frames++;
  const verdict = tellFrame(parseJson(text), listener);
  if (verdict !== 'told') counts[verdict]++;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function tellFrame(frame: unknown, listener: FrameListener): Verdict {
  if (!isFields(frame) || Array.isArray(frame)) return 'malformed';
  const { data } = frame;
  if (isFields(data)) return tellData(data, listener);
  return frame.e === undefined && frame.id !== undefined ? tellControl(frame, listener) : tellData(frame, listener);
}

function tellData(data: Fields, listener: FrameListener): Verdict {
  switch (data.e) {
    case 'trade':
      return tellTrade(data, listener);
    case 'kline':
      return tellKline(data, listener);
    case 'depthUpdate':
      return tellDepth(data, listener);
    case 'serverShutdown':
      listener.shutdown();
      return 'told';
    case undefined:
      return data.B === undefined || data.A === undefined ? 'foreign' : tellQuote(data, listener);
    default:
      return typeof data.e === 'string' ? 'foreign' : 'malformed';
  }
}

function tellTrade(data: Fields, listener: FrameListener): Verdict {
  const { s, t, m } = data;
  if (typeof s !== 'string' || typeof m !== 'boolean') return 'malformed';
  const instrumentId = listener.instrumentOf(s);
  if (instrumentId === undefined) return 'foreign';
  const price = priceOf(data.p);
  const quantity = quantityOf(data.q);
  const timeMs = timeOf(data.T);
  if (!(price > 0 && quantity > 0 && timeMs > 0 && countOf(t) >= 0)) return 'malformed';
  // The buyer was the maker: the order that took liquidity sold.
  listener.trade({ instrumentId, timeMs, price, quantity, takerSide: m ? 'sell' : 'buy', tradeId: String(t) });
  return 'told';
}

function tellQuote(data: Fields, listener: FrameListener): Verdict {
  const { s } = data;
  if (typeof s !== 'string') return 'malformed';
  const instrumentId = listener.instrumentOf(s);
  if (instrumentId === undefined) return 'foreign';
  const bid = priceOf(data.b);
  const ask = priceOf(data.a);
  const updateId = countOf(data.u);
  if (!(bid < ask && updateId >= 0 && quantityOf(data.B) >= 0 && quantityOf(data.A) >= 0)) return 'malformed';
  listener.quote({ instrumentId, timeMs: listener.nowMs(), bid, ask }, updateId);
  return 'told';
}

const MINUTE_MS = 60_000;

/** One object serves all: candles are told many times a second. */
const borrowed = { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };

function tellKline({ s, k }: Fields, listener: FrameListener): Verdict {
  if (typeof s !== 'string' || !isFields(k) || typeof k.x !== 'boolean') return 'malformed';
  const instrumentId = listener.instrumentOf(s);
  if (instrumentId === undefined || k.i !== '1m') return 'foreign';
  borrowed.openTimeMs = timeOf(k.t);
  borrowed.open = priceOf(k.o);
  borrowed.high = priceOf(k.h);
  borrowed.low = priceOf(k.l);
  borrowed.close = priceOf(k.c);
  borrowed.volume = quantityOf(k.v);
  if (!isPlausible(borrowed) || borrowed.openTimeMs % MINUTE_MS !== 0) return 'malformed';
  listener.candle(instrumentId, borrowed, k.x);
  return 'told';
}

/** Whether all of it is there and the extremes are the extremes. */
export function isPlausible({ openTimeMs, open, high, low, close, volume }: Candle): boolean {
  return openTimeMs > 0 && low <= open && low <= close && high >= open && high >= close && volume >= 0;
}

function tellDepth(data: Fields, listener: FrameListener): Verdict {
  const { s, b, a } = data;
  if (typeof s !== 'string' || !areRows(b) || !areRows(a)) return 'malformed';
  const instrumentId = listener.instrumentOf(s);
  if (instrumentId === undefined) return 'foreign';
  const firstId = countOf(data.U);
  const lastId = countOf(data.u);
  const timeMs = timeOf(data.E);
  if (!(firstId <= lastId && timeMs > 0)) return 'malformed';
  listener.depth(instrumentId, { firstId, lastId, timeMs, bids: b, asks: a });
  return 'told';
}

/** Levels as they stand in a message, each a price and a quantity in decimal text. */
export function areRows(value: unknown): value is readonly BookRow[] {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const row = value[index] as unknown;
    if (!Array.isArray(row) || !(priceOf(row[0]) > 0 && quantityOf(row[1]) >= 0)) return false;
  }
  return true;
}

function tellControl({ id, result, code, msg, error }: Fields, listener: FrameListener): Verdict {
  if (typeof id !== 'number') return 'malformed';
  const problem = isFields(error) ? error : { code, msg };
  const isError = problem.code !== undefined;
  listener.control({ id, result, error: isError ? `${wordOf(problem.code)} ${wordOf(problem.msg)}` : '' });
  return 'told';
}

const LONGEST_WORD = 200;

/** For people. An object may refuse to become a text. */
function wordOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.slice(0, LONGEST_WORD) : '?';
}
