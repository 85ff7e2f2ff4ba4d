import type { OrderBook } from '../../model/market-trade.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { MarketStream, StreamListener, WantedTopics } from '../connection/market-protocol.ts';
import { BOOKS_PER_SOCKET, MARKET_PRODUCTS_PER_SOCKET } from './limits.ts';
import { type Envelope, type RawTrade, readBookEvent, readQuotes, readTrades } from './parse-frames.ts';
import { ProductBooks } from './stream-books.ts';
import { Connection } from './stream-connection.ts';
import { type Topic, TopicStates } from './stream-topics.ts';

type Kind = 'market' | 'books';

const TOPICS: Readonly<Record<Kind, readonly Topic[]>> = { market: ['market_trades', 'ticker'], books: ['level2'] };
const ROOM: Readonly<Record<Kind, number>> = { market: MARKET_PRODUCTS_PER_SOCKET, books: BOOKS_PER_SOCKET };

/** What our instruments are called: `product` is the id in our own, `publicId` the one public streams answer with. */
export type ProductNames = {
  readonly publicIdOf: (instrumentId: string) => string;
  readonly productOf: (instrumentId: string) => string;
};

/** `dropped`: frames and records in them that were not as they should be, so far. */
export type CoinbaseStream = MarketStream & { readonly dropped: number };

export function openMarketStream(parts: ProtocolParts, names: ProductNames, listener: StreamListener): CoinbaseStream {
  return new ShardedStream(parts, names, listener);
}

/** All public streams: as many sockets as the products need, each with its own products. */
class ShardedStream implements CoinbaseStream {
  readonly #parts: ProtocolParts;
  readonly #names: ProductNames;
  readonly #listener: StreamListener;
  readonly #states: TopicStates;
  readonly #books = new ProductBooks();
  readonly #connections: Record<Kind, Connection[]> = { market: [], books: [] };
  /** Instruments by the public id of their product. */
  #instruments: Record<Kind, ReadonlyMap<string, readonly string[]>> = { market: new Map(), books: new Map() };
  /** Public ids by the instruments' own product ids, for answers under those. */
  #publicIds: ReadonlyMap<string, string> = new Map();
  #opened = 0;
  /** Of connections that are gone. */
  #droppedBefore = 0;

  constructor(parts: ProtocolParts, names: ProductNames, listener: StreamListener) {
    this.#parts = parts;
    this.#names = names;
    this.#listener = listener;
    this.#states = new TopicStates(listener);
  }

  get dropped(): number {
    const open = [...this.#connections.market, ...this.#connections.books];
    return open.reduce((sum, connection) => sum + connection.dropped, this.#droppedBefore);
  }

  want({ market, books }: WantedTopics): void {
    this.#publicIds = new Map(
      [...market, ...books].map((id) => [this.#names.productOf(id), this.#names.publicIdOf(id)]),
    );
    const wanted = new Map<string, { product: string; topics: readonly Topic[] }>();
    for (const id of new Set([...market, ...books])) {
      /** A book that is lost says so itself; prices are no worse for it. */
      const topics = market.has(id) ? TOPICS.market : TOPICS.books;
      wanted.set(id, { product: this.#names.publicIdOf(id), topics });
    }
    this.#assign('market', market);
    this.#assign('books', books);
    this.#states.want(wanted);
  }

  book(instrumentId: string, levels: number): OrderBook | undefined {
    return this.#books.read(this.#names.publicIdOf(instrumentId), instrumentId, levels);
  }

  resyncBook(instrumentId: string): void {
    const product = this.#names.publicIdOf(instrumentId);
    this.#books.clear(product);
    this.#connections.books.find(({ products }) => products.has(product))?.resubscribe('level2', product);
  }

  async dispose(): Promise<void> {
    const all = [...this.#connections.market.splice(0), ...this.#connections.books.splice(0)];
    await Promise.all(all.map((connection) => connection.dispose()));
  }

  #assign(kind: Kind, instrumentIds: ReadonlySet<string>): void {
    const before = this.#instruments[kind];
    const after = new Map<string, string[]>();
    for (const id of instrumentIds) {
      const product = this.#names.publicIdOf(id);
      const ids = after.get(product);
      if (ids === undefined) after.set(product, [id]);
      else ids.push(id);
    }
    this.#instruments[kind] = after;
    const gone = [...before.keys()].filter((product) => !after.has(product));
    const fresh = [...after.keys()].filter((product) => !before.has(product));
    this.#remove(kind, gone);
    if (kind === 'books') for (const product of fresh) this.#books.add(product);
    this.#add(kind, fresh);
  }

  #remove(kind: Kind, products: readonly string[]): void {
    this.#states.drop(TOPICS[kind], products);
    if (kind === 'books') for (const product of products) this.#books.delete(product);
    for (const connection of [...this.#connections[kind]]) {
      const own = products.filter((product) => connection.products.has(product));
      if (own.length === 0) continue;
      if (own.length < connection.products.size) connection.remove(own);
      else {
        this.#connections[kind] = this.#connections[kind].filter((other) => other !== connection);
        this.#droppedBefore += connection.dropped;
        void connection.dispose();
      }
    }
  }

  #add(kind: Kind, products: readonly string[]): void {
    for (let rest = products; rest.length > 0; ) {
      const connection = this.#connections[kind].find((one) => one.products.size < ROOM[kind]) ?? this.#open(kind);
      const room = ROOM[kind] - connection.products.size;
      connection.add(rest.slice(0, room));
      rest = rest.slice(room);
    }
  }

  #open(kind: Kind): Connection {
    const { urls } = this.#parts;
    const topics = TOPICS[kind];
    const connection: Connection = new Connection({
      parts: this.#parts,
      name: `coinbase ${kind} ${++this.#opened}`,
      url: () => urls.stream,
      channels: topics,
      events: {
        data: (envelope) => this.#data(connection, envelope),
        /** Of a book only its snapshot proves anything. */
        subscribed: (channel, products) => {
          if (kind === 'market') this.#states.up(channel as Topic, products);
        },
        lost: (reason) => {
          if (kind === 'books') for (const product of connection.products) this.#books.clear(product);
          this.#states.down(topics, connection.products, reason);
        },
        alive: () => this.#alive(kind, connection.products),
      },
    });
    this.#connections[kind].push(connection);
    return connection;
  }

  /** Of what has prices, the socket of its book proves nothing. */
  #alive(kind: Kind, products: ReadonlySet<string>): void {
    const ids = [...products].flatMap((product) => this.#instruments[kind].get(product) ?? []);
    const priced = new Set(kind === 'books' ? [...this.#instruments.market.values()].flat() : []);
    const proven = ids.filter((id) => !priced.has(id));
    if (proven.length > 0) this.#listener.alive(proven);
  }

  #data(connection: Connection, envelope: Envelope): void {
    if (envelope.channel === 'market_trades') this.#trades(connection, envelope);
    else if (envelope.channel === 'ticker') this.#quotes(connection, envelope);
    else if (envelope.channel === 'l2_data') this.#bookEvents(connection, envelope);
    else this.#settle(connection);
  }

  #trades(connection: Connection, { events }: Envelope): void {
    for (const event of events) {
      /** What is told on subscribing has happened before: it is for the history, which comes over REST. */
      const isNews = event.type === 'update';
      const isWaiting = connection.isWaiting;
      for (const trade of readTrades(event, () => connection.dropped++)) {
        const product = this.#publicIds.get(trade.productId) ?? trade.productId;
        if (isWaiting) connection.prove('market_trades', product);
        if (isNews) this.#trade(trade, this.#instruments.market.get(product) ?? []);
      }
    }
  }

  #trade({ tradeId, timeMs, price, quantity, takerSide }: RawTrade, instrumentIds: readonly string[]): void {
    for (const instrumentId of instrumentIds) {
      this.#listener.trade({ tradeId, instrumentId, timeMs, price, quantity, takerSide });
    }
  }

  #quotes(connection: Connection, { events, timeMs }: Envelope): void {
    for (const event of events) {
      for (const { productId, bid, ask } of readQuotes(event, () => connection.dropped++)) {
        const product = this.#publicIds.get(productId) ?? productId;
        if (connection.isWaiting) connection.prove('ticker', product);
        const ids = this.#instruments.market.get(product) ?? [];
        for (const instrumentId of ids) this.#listener.quote({ instrumentId, timeMs, bid, ask });
      }
    }
  }

  #bookEvents(connection: Connection, { events, timeMs }: Envelope): void {
    for (const raw of events) {
      const event = readBookEvent(raw);
      if (event === undefined) {
        connection.fail('a change of a book cannot be read: the books are not whole');
        return;
      }
      const product = this.#publicIds.get(event.productId) ?? event.productId;
      if (connection.isWaiting) connection.prove('level2', product);
      this.#books.apply(product, event, timeMs);
      if (!event.isSnapshot) this.#settle(connection);
    }
  }

  #settle(connection: Connection): void {
    const settled = this.#books.settle(connection.products);
    if (settled.length > 0) this.#states.up('level2', settled);
  }
}
