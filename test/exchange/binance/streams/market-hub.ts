import type { CoreEvent } from '../../core/core-types.ts';
import type { BinanceDesk } from '../binance-desk.ts';
import { DepthStream } from './depth-stream.ts';
import { KlineStream } from './kline-stream.ts';
import type { MarketConnection } from './market-connection.ts';
import {
  aggTradeMessage,
  bookTickerMessage,
  miniTickerMessage,
  partialDepthMessage,
  tickerMessage,
  tradeMessage,
} from './market-messages.ts';
import { type StreamTopic, topicOf } from './stream-name.ts';

type Stream = {
  readonly name: string;
  readonly topic: StreamTopic;
  readonly clients: Set<MarketConnection>;
  readonly depth: DepthStream | undefined;
  readonly kline: KlineStream | undefined;
  beat: number;
  lastTicker: string;
};

const TICKER_EVERY_MS = 1_000;

/** Every stream somebody listens to: a message is made once and told to all who subscribed. */
export class MarketHub {
  readonly #desk: BinanceDesk;
  readonly #streams = new Map<string, Stream>();
  readonly #bySymbol = new Map<string, Set<Stream>>();

  constructor(desk: BinanceDesk) {
    this.#desk = desk;
  }

  join(name: string, client: MarketConnection): void {
    const stream = this.#streams.get(name) ?? this.#open(name);
    stream?.clients.add(client);
  }

  leave(name: string, client: MarketConnection): void {
    const stream = this.#streams.get(name);
    if (!stream?.clients.delete(client) || stream.clients.size > 0) return;
    this.#streams.delete(name);
    this.#bySymbol.get(symbolOf(stream.topic))?.delete(stream);
  }

  clientsOf(name: string): ReadonlySet<MarketConnection> | undefined {
    return this.#streams.get(name)?.clients;
  }

  onEvent(event: CoreEvent): void {
    if (event.kind === 'trade') {
      const { trade } = event;
      for (const stream of this.#bySymbol.get(trade.symbol) ?? []) {
        if (stream.topic.kind === 'trade') this.#tell(stream, tradeMessage(trade, this.#desk.core.nowMs()));
        if (stream.topic.kind === 'aggTrade') this.#tell(stream, aggTradeMessage(trade, this.#desk.core.nowMs()));
      }
    }
    if (event.kind !== 'book') return;
    for (const stream of this.#bySymbol.get(event.symbol) ?? []) {
      stream.depth?.add(event);
      if (stream.topic.kind === 'bookTicker') this.#tellIfNew(stream, bookTickerMessage(this.#desk, event.symbol));
    }
  }

  /** What goes out on a rhythm. */
  tick(): void {
    const nowMs = this.#desk.core.nowMs();
    for (const stream of this.#streams.values()) {
      const beat = Math.floor(nowMs / rhythmOf(stream.topic));
      stream.kline?.tick(nowMs, beat !== stream.beat, (message) => this.#tell(stream, message));
      if (beat !== stream.beat) this.#beat(stream);
      stream.beat = beat;
    }
  }

  #beat(stream: Stream): void {
    const { topic } = stream;
    stream.depth?.flush((message) => this.#tell(stream, message));
    if (topic.kind === 'miniTicker') this.#tell(stream, miniTickerMessage(this.#desk, topic.symbol));
    if (topic.kind === 'ticker') this.#tell(stream, tickerMessage(this.#desk, topic.symbol));
    if (topic.kind === 'partialDepth') {
      this.#tellIfNew(stream, partialDepthMessage(this.#desk, topic.symbol, topic.levels));
    }
    if (topic.kind === 'allMiniTickers') {
      this.#tell(
        stream,
        this.#desk.symbols.all().map((market) => miniTickerMessage(this.#desk, market.symbol)),
      );
    }
  }

  #open(name: string): Stream | undefined {
    const topic = topicOf(name, this.#desk.symbols);
    if (!topic) return undefined;
    const depth = topic.kind === 'depth' ? new DepthStream(this.#desk, topic.symbol) : undefined;
    const kline = topic.kind === 'kline' ? new KlineStream(this.#desk, topic) : undefined;
    const stream: Stream = { name, topic, clients: new Set(), depth, kline, beat: 0, lastTicker: '' };
    this.#streams.set(name, stream);
    const symbol = symbolOf(topic);
    this.#bySymbol.set(symbol, (this.#bySymbol.get(symbol) ?? new Set()).add(stream));
    return stream;
  }

  #tellIfNew(stream: Stream, message: unknown): void {
    const text = JSON.stringify(message);
    const isNew = text !== stream.lastTicker;
    stream.lastTicker = text;
    if (isNew) for (const client of stream.clients) client.tell(stream.name, text);
  }

  #tell(stream: Stream, message: unknown): void {
    const text = JSON.stringify(message);
    for (const client of stream.clients) client.tell(stream.name, text);
  }
}

const symbolOf = (topic: StreamTopic): string => ('symbol' in topic ? topic.symbol : '');

function rhythmOf(topic: StreamTopic): number {
  if (topic.kind === 'depth' || topic.kind === 'partialDepth') return topic.everyMs;
  if (topic.kind === 'kline') return topic.interval === '1s' ? 1_000 : 2_000;
  return TICKER_EVERY_MS;
}
