import type { ExchangeAdapter } from '../engine/ports/exchange.ts';
import type { MarketMessage } from '../engine/ports/market-feed.ts';
import type { Candle } from '../model/candle.ts';
import { copyCandle } from '../model/candle.ts';
import type { Instrument } from '../model/instrument.ts';

/** What was heard of one market. */
type Heard = {
  trades: number;
  quotes: number;
  readonly minutes: Candle[];
  readonly states: { readonly state: string; readonly timeMs: number }[];
};

export type WatchedMarkets = {
  /** Everything heard so far, and the best levels of each book as of now. */
  readonly tally: () => { readonly exchange: string; readonly markets: readonly object[] };
};

const LEVELS = 5;

/** Follows the markets until the adapter goes. */
export function watchMarkets(adapter: ExchangeAdapter, instruments: readonly Instrument[]): WatchedMarkets {
  const { feed, venue } = adapter;
  const heard = new Map(instruments.map(({ id }) => [id, newHeard()]));
  feed.subscribe([...heard.keys()], (message) => {
    const one = heard.get(idOf(message));
    if (one !== undefined) take(one, message);
  });
  for (const id of heard.keys()) feed.watchBook(id);
  return {
    tally: () => ({
      exchange: venue,
      markets: instruments.map(({ id, symbol }) => ({ symbol, ...heard.get(id), book: bookOf(adapter, id) })),
    }),
  };
}

const newHeard = (): Heard => ({ trades: 0, quotes: 0, minutes: [], states: [] });

function idOf(message: MarketMessage): string {
  if (message.kind === 'trade') return message.trade.instrumentId;
  if (message.kind === 'quote') return message.quote.instrumentId;
  return message.kind === 'time' ? '' : message.instrumentId;
}

function take(heard: Heard, message: MarketMessage): void {
  if (message.kind === 'trade') heard.trades++;
  else if (message.kind === 'quote') heard.quotes++;
  else if (message.kind === 'candle') heard.minutes.push(copyCandle(message.candle));
  else if (message.kind === 'state') heard.states.push({ state: message.state, timeMs: message.timeMs });
}

function bookOf({ feed }: ExchangeAdapter, instrumentId: string): object | null {
  const book = feed.book(instrumentId, LEVELS);
  if (book === undefined) return null;
  const rows = ({ prices, quantities }: typeof book.bids): number[][] =>
    Array.from(prices, (price, row) => [price, quantities[row] ?? 0]);
  return { timeMs: book.timeMs, bids: rows(book.bids), asks: rows(book.asks) };
}
