import type { Disposable } from '../../base/disposable.ts';
import type { BookSide, OrderBook } from '../../model/market-trade.ts';
import type { MarketStream, NumberedTrade, StreamListener, WantedTopics } from '../connection/market-protocol.ts';
import type { CcxtBook, CcxtClient, CcxtTicker, CcxtTrade } from './client.ts';
import { KEEP_ALIVE_MS } from './create-client.ts';
import { type MarketDesk, quoteOf } from './market-desk.ts';
import { isOpen } from './stream-views.ts';
import { startWatchLoop } from './watch-loop.ts';

/** A quiet market tells nothing: it is taken as connected when nothing failed for so long. */
const CONNECTED_AFTER_MS = 5000;
const LOOK_MS = 5000;

export function openCcxtStream(desk: MarketDesk, listener: StreamListener): MarketStream {
  return new WatchedStream(desk, listener);
}

type Lane = {
  readonly symbol: string;
  readonly loops: Disposable[];
  isConnected: boolean;
  /** Since when nothing failed. */
  sinceMs: number;
};

/** ccxt's watch calls as a stream. Without `watchTrades` there is none, and the feed asks over REST. */
class WatchedStream implements MarketStream {
  readonly #desk: MarketDesk;
  readonly #listener: StreamListener;
  readonly #lanes = new Map<string, Lane>();
  readonly #books = new Map<string, { readonly loop: Disposable; book: CcxtBook | undefined }>();
  readonly #look: Disposable;
  readonly #ready: Promise<unknown>;

  constructor(desk: MarketDesk, listener: StreamListener) {
    this.#desk = desk;
    this.#listener = listener;
    this.#look = desk.parts.timers.every(LOOK_MS, () => this.#lookAround());
    // Addresses without encryption need it, as those of a local server.
    this.#ready = desk.parts.urls.stream.startsWith('ws:') ? desk.client.loadHttpProxyAgent() : Promise.resolve();
  }

  want({ market, books }: WantedTopics): void {
    for (const [id, lane] of this.#lanes) if (!market.has(id)) this.#drop(id, lane);
    for (const id of market) if (!this.#lanes.has(id)) this.#open(id);
    for (const [id, { loop }] of this.#books) {
      if (books.has(id)) continue;
      void loop.dispose();
      this.#books.delete(id);
    }
    for (const id of books) if (!this.#books.has(id)) this.#openBook(id);
  }

  book(instrumentId: string, levels: number): OrderBook | undefined {
    const book = this.#books.get(instrumentId)?.book;
    if (book === undefined) return undefined;
    const timeMs = book.timestamp ?? this.#nowMs();
    return { instrumentId, timeMs, bids: sideOf(book.bids, levels), asks: sideOf(book.asks, levels) };
  }

  resyncBook(instrumentId: string): void {
    const entry = this.#books.get(instrumentId);
    if (entry === undefined) return;
    void entry.loop.dispose();
    this.#books.delete(instrumentId);
    this.#openBook(instrumentId);
  }

  async dispose(): Promise<void> {
    void this.#look.dispose();
    for (const { loops } of this.#lanes.values()) for (const loop of loops) void loop.dispose();
    for (const { loop } of this.#books.values()) void loop.dispose();
    this.#lanes.clear();
    this.#books.clear();
    await this.#desk.client.close().catch(() => undefined);
  }

  #open(instrumentId: string): void {
    const { client } = this.#desk;
    const symbol = this.#symbolOf(instrumentId);
    if (symbol === undefined || client.has.watchTrades !== true) return;
    const lane: Lane = { symbol, loops: [], isConnected: false, sinceMs: this.#monotonicMs() };
    this.#lanes.set(instrumentId, lane);
    const onTrades = (trades: readonly CcxtTrade[]): void => {
      this.#heard(instrumentId, lane);
      for (const trade of trades) this.#tellTrade(instrumentId, trade);
    };
    lane.loops.push(this.#watch(lane, instrumentId, () => client.watchTrades(symbol), onTrades));
    const quotes = quoteWatcher(client, symbol);
    if (quotes === undefined) return;
    lane.loops.push(this.#watch(lane, instrumentId, quotes, (ticker) => this.#tellQuote(ticker)));
  }

  #watch<T>(lane: Lane, instrumentId: string, next: () => Promise<T>, onNews: (news: T) => void): Disposable {
    return startWatchLoop({
      timers: this.#desk.parts.timers,
      next: async () => {
        await this.#ready;
        return next();
      },
      onNews,
      onFailure: (reason) => {
        lane.sinceMs = this.#monotonicMs();
        if (lane.isConnected) this.#listener.broken([instrumentId], reason);
        lane.isConnected = false;
      },
    });
  }

  #openBook(instrumentId: string): void {
    const { client, parts } = this.#desk;
    const symbol = this.#symbolOf(instrumentId);
    if (symbol === undefined || client.has.watchOrderBook !== true) return;
    const onNews = (book: CcxtBook): void => {
      const entry = this.#books.get(instrumentId);
      if (entry !== undefined) entry.book = book;
    };
    const onFailure = (): void => {
      const entry = this.#books.get(instrumentId);
      if (entry !== undefined) entry.book = undefined;
    };
    const next = async (): Promise<CcxtBook> => {
      await this.#ready;
      return client.watchOrderBook(symbol);
    };
    const loop = startWatchLoop({ timers: parts.timers, next, onNews, onFailure });
    this.#books.set(instrumentId, { loop, book: undefined });
  }

  #drop(instrumentId: string, lane: Lane): void {
    for (const loop of lane.loops) void loop.dispose();
    this.#lanes.delete(instrumentId);
  }

  #heard(instrumentId: string, lane: Lane): void {
    if (lane.isConnected) return;
    lane.isConnected = true;
    this.#listener.connected([instrumentId]);
  }

  #tellTrade(instrumentId: string, trade: CcxtTrade): void {
    const { timestamp, price, amount, side, id } = trade;
    const told = { price: Number(price), quantity: Number(amount) };
    if (timestamp === undefined || !(told.price > 0) || !(told.quantity > 0)) return;
    // Those without a number are known by all that is known of them.
    const tradeId = id ?? `${timestamp}/${price}/${amount}/${side}`;
    const numbered: NumberedTrade = { instrumentId, timeMs: timestamp, ...told, takerSide: side ?? 'buy', tradeId };
    this.#listener.trade(numbered);
  }

  #tellQuote(ticker: CcxtTicker): void {
    const quote = quoteOf(this.#desk, ticker);
    if (quote !== undefined) this.#listener.quote(quote);
  }

  /** Sockets that answer pings are a sign of life; ccxt ends those that do not. */
  #lookAround(): void {
    const sockets = Object.values(this.#desk.client.clients);
    if (sockets.length === 0 || !sockets.every(isOpen)) return;
    const heardMs = Math.max(...sockets.map(({ lastPong }) => lastPong ?? 0));
    const isQuiet = heardMs > 0 && this.#desk.parts.timers.nowMs() - heardMs > 2 * KEEP_ALIVE_MS;
    if (isQuiet) return;
    for (const [id, lane] of this.#lanes) {
      if (this.#monotonicMs() - lane.sinceMs >= CONNECTED_AFTER_MS) this.#heard(id, lane);
    }
    this.#listener.alive([...this.#lanes].filter(([, { isConnected }]) => isConnected).map(([id]) => id));
  }

  #symbolOf(instrumentId: string): string | undefined {
    const instrument = this.#desk.parts.findInstrument(instrumentId);
    return instrument === undefined ? undefined : this.#desk.symbols.symbolOf(instrument);
  }

  #monotonicMs(): number {
    return this.#desk.parts.timers.monotonicMs();
  }

  #nowMs(): number {
    return Math.floor(this.#desk.parts.serverNowMs() ?? this.#desk.parts.timers.nowMs());
  }
}

/** Best bid and ask of one market, as the exchange tells it; undefined when it tells none. */
function quoteWatcher(client: CcxtClient, symbol: string): (() => Promise<CcxtTicker>) | undefined {
  if (client.has.watchBidsAsks === true) {
    return async () => {
      const tickers = await client.watchBidsAsks([symbol]);
      return tickers[symbol] ?? { symbol };
    };
  }
  return client.has.watchTicker === true ? () => client.watchTicker(symbol) : undefined;
}

/** Copied: what ccxt hands out goes on changing. */
function sideOf(rows: CcxtBook['bids'], levels: number): BookSide {
  const length = Math.min(levels, rows.length);
  const side = { prices: new Float64Array(length), quantities: new Float64Array(length) };
  for (let index = 0; index < length; index++) {
    side.prices[index] = Number(rows[index]?.[0]);
    side.quantities[index] = Number(rows[index]?.[1]);
  }
  return side;
}
