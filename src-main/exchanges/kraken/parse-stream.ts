import { z } from 'zod';
import { float, price, quantity, readExactJson, readJson, textField, timestamp } from './parse.ts';

const tradeRow = z.object({
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  price,
  qty: quantity,
  trade_id: z.union([z.number(), z.string()]).transform(String),
  timestamp,
});
const tickerRow = z.object({
  symbol: z.string(),
  bid: float.nullable(),
  ask: float.nullable(),
  timestamp: timestamp.optional(),
});
const candleRow = z.object({
  symbol: z.string(),
  interval: z.number(),
  interval_begin: timestamp,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: quantity,
});
/** Texts as they were sent: the checksum is made of their digits. */
const exact = z.string().regex(/^\d+(\.\d+)?([eE][+-]?\d{1,2})?$/);
const level = z.object({ price: exact, qty: exact });
const bookRow = z.object({
  symbol: z.string(),
  bids: z.array(level),
  asks: z.array(level),
  checksum: z.coerce.number(),
  timestamp: timestamp.optional(),
});
const statusRow = z.object({ system: z.string() });

export type TradeRow = z.infer<typeof tradeRow>;
export type TickerRow = z.infer<typeof tickerRow>;
export type CandleRow = z.infer<typeof candleRow>;
export type BookLevel = z.infer<typeof level>;
export type BookRow = z.infer<typeof bookRow>;

const message = <T extends z.ZodType>(row: T) => z.object({ type: z.enum(['snapshot', 'update']), data: z.array(row) });
const trades = message(tradeRow);
const tickers = message(tickerRow);
const candles = message(candleRow);
const books = message(bookRow);
const status = message(statusRow);

const answer = z.object({
  method: z.string(),
  success: z.boolean(),
  error: z.string().optional(),
  // A text where the frame was read with its numbers as they were sent.
  req_id: z.coerce.number().optional(),
  symbol: z.string().optional(),
  result: z.object({ channel: z.string(), symbol: z.string().optional() }).optional(),
});
export type AnswerFrame = {
  readonly kind: 'answer';
  readonly method: string;
  readonly isOk: boolean;
  readonly error: string;
  readonly requestId: number | undefined;
  readonly channel: string | undefined;
  readonly symbol: string | undefined;
};

export type MarketFrame =
  | { readonly kind: 'trades'; readonly rows: readonly TradeRow[] }
  | { readonly kind: 'tickers'; readonly rows: readonly TickerRow[] }
  | { readonly kind: 'candles'; readonly isSnapshot: boolean; readonly rows: readonly CandleRow[] }
  | { readonly kind: 'books'; readonly isSnapshot: boolean; readonly rows: readonly BookRow[] }
  | { readonly kind: 'status'; readonly system: string }
  | { readonly kind: 'signOfLife' }
  | AnswerFrame
  /** Not a message of this protocol: its text may be anything. */
  | { readonly kind: 'unreadable' };

const UNREADABLE: MarketFrame = { kind: 'unreadable' };

/** Never throws. Channels we did not ask for are signs of life. */
export function readMarketFrame(text: string): MarketFrame {
  const json = text.includes('"book"') ? readExactJson(text) : readJson(text);
  const channel = textField(json, 'channel');
  if (channel !== undefined) return readChannel(channel, json);
  return textField(json, 'method') === undefined ? UNREADABLE : readAnswer(json);
}

function readChannel(channel: string, json: unknown): MarketFrame {
  switch (channel) {
    case 'trade':
      return framed(trades.safeParse(json).data, ({ data }) => ({ kind: 'trades', rows: data }));
    case 'ticker':
      return framed(tickers.safeParse(json).data, ({ data }) => ({ kind: 'tickers', rows: data }));
    case 'ohlc':
      return framed(candles.safeParse(json).data, ({ type, data }) => ({
        kind: 'candles',
        isSnapshot: type === 'snapshot',
        rows: data,
      }));
    case 'book':
      return framed(books.safeParse(json).data, ({ type, data }) => ({
        kind: 'books',
        isSnapshot: type === 'snapshot',
        rows: data,
      }));
    case 'status':
      return framed(status.safeParse(json).data, ({ data }) => ({ kind: 'status', system: data[0]?.system ?? '' }));
    default:
      return { kind: 'signOfLife' };
  }
}

function framed<T>(message: T | undefined, frame: (message: T) => MarketFrame): MarketFrame {
  return message === undefined ? UNREADABLE : frame(message);
}

/** The answer to a request of ours; of a ping it is a sign of life. */
export function readAnswer(
  json: unknown,
): AnswerFrame | { readonly kind: 'signOfLife' } | { readonly kind: 'unreadable' } {
  if (textField(json, 'method') === 'pong') return { kind: 'signOfLife' };
  const read = answer.safeParse(json);
  if (!read.success) return { kind: 'unreadable' };
  const { method, success, error = '', req_id: requestId, symbol, result } = read.data;
  return {
    kind: 'answer',
    method,
    isOk: success,
    error,
    requestId,
    channel: result?.channel,
    symbol: result?.symbol ?? symbol,
  };
}
