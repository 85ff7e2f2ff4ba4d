import type { OrderBook } from '../../model/market-trade.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { MarketStream, StreamListener, WantedTopics } from '../connection/market-protocol.ts';
import { BOOKS_PER_SOCKET, MARKETS_PER_SOCKET } from './limits.ts';
import { MarketSocket } from './market-socket.ts';

/** Spreads what is wanted over sockets: an instrument stays on the socket it was given while it is wanted. */
export class KrakenStream implements MarketStream {
  readonly #parts: ProtocolParts;
  readonly #listener: StreamListener;
  readonly #sockets: MarketSocket[] = [];
  #opened = 0;

  constructor(parts: ProtocolParts, listener: StreamListener) {
    this.#parts = parts;
    this.#listener = listener;
  }

  want({ market, books }: WantedTopics): void {
    for (const socket of this.#sockets) socket.keepOnly(market, books);
    for (const id of market)
      if (!this.#sockets.some((socket) => socket.hasMarket(id))) this.#roomFor('market').addMarket(id);
    for (const id of books) if (!this.#sockets.some((socket) => socket.hasBook(id))) this.#roomFor('book').addBook(id);
    for (const socket of [...this.#sockets]) {
      if (socket.isEmpty) this.#close(socket);
      else socket.subscribe();
    }
  }

  book(instrumentId: string, levels: number): OrderBook | undefined {
    return this.#sockets.find((socket) => socket.hasBook(instrumentId))?.book(instrumentId, levels);
  }

  resyncBook(instrumentId: string): void {
    this.#sockets.find((socket) => socket.hasBook(instrumentId))?.resyncBook(instrumentId);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#sockets.splice(0).map((socket) => socket.dispose()));
  }

  #roomFor(kind: 'market' | 'book'): MarketSocket {
    const hasRoom = (socket: MarketSocket): boolean =>
      kind === 'market' ? socket.markets < MARKETS_PER_SOCKET : socket.books < BOOKS_PER_SOCKET;
    return this.#sockets.find(hasRoom) ?? this.#open();
  }

  #open(): MarketSocket {
    const socket = new MarketSocket(`market-${++this.#opened}`, this.#parts, this.#listener);
    this.#sockets.push(socket);
    return socket;
  }

  #close(socket: MarketSocket): void {
    this.#sockets.splice(this.#sockets.indexOf(socket), 1);
    void socket.dispose();
  }
}
