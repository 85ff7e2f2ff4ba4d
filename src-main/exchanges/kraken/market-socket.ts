import type { Disposable } from '../../base/disposable.ts';
import { DisposableStack } from '../../base/disposable.ts';
import type { OrderBook } from '../../model/market-trade.ts';
import type { Socket } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { StreamListener } from '../connection/market-protocol.ts';
import { BookSync } from './book-sync.ts';
import {
  ACK_TIMEOUT_MS,
  ALIVE_PERIOD_MS,
  FRAMES_PER_SECOND,
  IDLE_ALARM_MS,
  MAX_MESSAGE_BYTES,
  PING_PERIOD_MS,
} from './limits.ts';
import { MinuteTrack } from './minute-track.ts';
import type { PairTable } from './pair-table.ts';
import { pairTableOf } from './pair-table.ts';
import type { AnswerFrame, CandleRow, MarketFrame, TickerRow, TradeRow } from './parse-stream.ts';
import { readMarketFrame } from './parse-stream.ts';
import type { Channel } from './subscriptions.ts';
import { MARKET_CHANNELS, Subscriptions } from './subscriptions.ts';

/** One connection to the public socket and the instruments it carries. */
export class MarketSocket implements Disposable {
  readonly #name: string;
  readonly #parts: ProtocolParts;
  readonly #listener: StreamListener;
  readonly #pairs: PairTable;
  readonly #subscriptions = new Subscriptions();
  readonly #minutes: MinuteTrack;
  readonly #books: BookSync;
  readonly #stack = new DisposableStack();
  readonly #socket: Socket;
  #isOpen = false;
  #aliveMs = Number.NEGATIVE_INFINITY;
  #unreadable = 0;
  #ackTimer: Disposable | null = null;

  constructor(name: string, parts: ProtocolParts, listener: StreamListener) {
    this.#name = name;
    this.#parts = parts;
    this.#listener = listener;
    this.#pairs = pairTableOf(parts.transport);
    this.#minutes = new MinuteTrack((id, candle, isClosed) => listener.candle(id, candle, isClosed));
    this.#books = new BookSync(parts, (instrumentId) => this.#ask(this.#subscriptions.askAgain(instrumentId, 'book')));
    this.#socket = this.#stack.use(this.#open());
    this.#stack.use(parts.timers.every(PING_PERIOD_MS, () => this.#send(['{"method":"ping"}'])));
    this.#stack.defer(() => this.#books.dispose());
    this.#stack.defer(() => this.#ackTimer?.dispose());
  }

  get markets(): number {
    return this.#subscriptions.count('trade');
  }

  get books(): number {
    return this.#subscriptions.count('book');
  }

  get isEmpty(): boolean {
    return this.#subscriptions.topics === 0;
  }

  hasMarket(instrumentId: string): boolean {
    return this.#subscriptions.has(instrumentId, 'trade');
  }

  hasBook(instrumentId: string): boolean {
    return this.#subscriptions.has(instrumentId, 'book');
  }

  addMarket(instrumentId: string): void {
    this.#add(instrumentId, MARKET_CHANNELS);
  }

  addBook(instrumentId: string): void {
    this.#add(instrumentId, ['book']);
    this.#books.add(instrumentId, this.#pairs.ofInstrument(instrumentId));
  }

  /** Ends what is not in the sets. */
  keepOnly(market: ReadonlySet<string>, books: ReadonlySet<string>): void {
    for (const id of this.#subscriptions.ids()) {
      if (!market.has(id)) {
        this.#send(this.#subscriptions.remove(id, MARKET_CHANNELS));
        this.#minutes.forget(id);
      }
      if (!books.has(id)) {
        this.#send(this.#subscriptions.remove(id, ['book']));
        this.#books.remove(id);
      }
    }
  }

  /** Asks for what was added. */
  subscribe(): void {
    this.#ask(this.#subscriptions.ask());
  }

  book(instrumentId: string, levels: number): OrderBook | undefined {
    return this.#books.read(instrumentId, levels);
  }

  resyncBook(instrumentId: string): void {
    this.#books.resync(instrumentId);
  }

  dispose(): Promise<void> {
    this.#isOpen = false;
    return this.#stack.dispose();
  }

  #open(): Socket {
    return this.#parts.transport.openSocket({
      name: this.#name,
      url: () => this.#parts.urls.stream,
      onOpen: () => this.#onOpen(),
      onMessage: (text) => this.#take(text),
      onBreak: (reason) => this.#onBreak(reason),
      idleAlarmMs: IDLE_ALARM_MS,
      renewAfterMs: null,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      maxFramesPerSecond: FRAMES_PER_SECOND,
      topics: () => this.#subscriptions.topics,
    });
  }

  #add(instrumentId: string, channels: readonly Channel[]): void {
    const pair = this.#pairs.ofInstrument(instrumentId);
    if (pair === undefined) this.#parts.log.warn('kraken: unknown instrument wanted', { instrumentId });
    else this.#subscriptions.add(pair, channels);
  }

  #send(frames: readonly string[]): void {
    if (this.#isOpen) for (const frame of frames) this.#socket.send(frame);
  }

  /** Sends what has to be acknowledged; the wait for that begins anew. */
  #ask(frames: readonly string[]): void {
    if (!this.#isOpen) return;
    this.#send(frames);
    this.#ackTimer?.dispose();
    this.#ackTimer = this.#parts.timers.after(ACK_TIMEOUT_MS, () => {
      const missing = this.#subscriptions.unanswered();
      if (missing > 0) this.#socket.reconnect(`${missing} subscriptions were not acknowledged`);
    });
  }

  #onOpen(): void {
    this.#isOpen = true;
    this.#subscriptions.forgetAll();
    this.subscribe();
  }

  #onBreak(reason: string): void {
    this.#isOpen = false;
    const broken = this.#subscriptions.connectedIds();
    this.#subscriptions.forgetAll();
    this.#books.dropAll();
    for (const id of this.#subscriptions.ids()) this.#minutes.forget(id);
    if (broken.length > 0) this.#listener.broken(broken, reason);
  }

  #take(text: string): void {
    const frame = readMarketFrame(text);
    this.#dispatch(frame);
    if (frame.kind !== 'unreadable') this.#tellAlive();
  }

  #dispatch(frame: MarketFrame): void {
    switch (frame.kind) {
      case 'trades':
        for (const row of frame.rows) this.#trade(row);
        break;
      case 'tickers':
        for (const row of frame.rows) this.#quote(row);
        break;
      case 'candles':
        for (const row of lastOfEach(frame.rows, frame.isSnapshot)) this.#candle(row);
        break;
      case 'books':
        for (const row of frame.rows) this.#books.take(this.#idOf(row.symbol), row, frame.isSnapshot);
        break;
      case 'answer':
        this.#answer(frame);
        break;
      case 'status':
        if (frame.system !== 'online') this.#parts.log.warn('kraken: trading is restricted', { system: frame.system });
        break;
      case 'unreadable':
        this.#countUnreadable();
        break;
      case 'signOfLife':
    }
  }

  /** The first and then each thousandth: a flood of frames must not become a flood of lines. */
  #countUnreadable(): void {
    if (this.#unreadable++ % 1000 === 0) this.#parts.log.warn('kraken: unreadable frame', { count: this.#unreadable });
  }

  /** Heartbeats come only when the whole connection is quiet: every message speaks for all that is subscribed on it. */
  #tellAlive(): void {
    const nowMs = this.#parts.timers.monotonicMs();
    if (nowMs - this.#aliveMs < ALIVE_PERIOD_MS) return;
    const connected = this.#subscriptions.connectedIds();
    if (connected.length === 0) return;
    this.#aliveMs = nowMs;
    this.#listener.alive(connected);
  }

  #idOf(symbol: string): string | undefined {
    return this.#pairs.named(symbol)?.instrument.id;
  }

  #trade({ symbol, side, price, qty, trade_id: tradeId, timestamp: timeMs }: TradeRow): void {
    const instrumentId = this.#idOf(symbol);
    if (instrumentId === undefined || !this.hasMarket(instrumentId)) return;
    this.#listener.trade({ instrumentId, timeMs, price, quantity: qty, takerSide: side, tradeId });
  }

  #quote({ symbol, bid, ask, timestamp }: TickerRow): void {
    const instrumentId = this.#idOf(symbol);
    if (instrumentId === undefined || !this.hasMarket(instrumentId) || !isPrice(bid) || !isPrice(ask)) return;
    this.#listener.quote({ instrumentId, timeMs: timestamp ?? this.#nowMs(), bid, ask });
  }

  #candle(row: CandleRow): void {
    const instrumentId = this.#idOf(row.symbol);
    if (instrumentId !== undefined && this.hasMarket(instrumentId)) this.#minutes.take(instrumentId, row);
  }

  #nowMs(): number {
    return this.#parts.serverNowMs() ?? this.#parts.timers.nowMs();
  }

  #answer({ method, isOk, error, requestId, symbol, ...answer }: AnswerFrame): void {
    if (method !== 'subscribe') return;
    const channel = this.#subscriptions.channelOf(requestId) ?? (answer.channel as Channel | undefined);
    const instrumentId = symbol === undefined ? undefined : this.#idOf(symbol);
    if (channel === undefined || instrumentId === undefined) {
      if (!isOk) this.#socket.reconnect(`Kraken refused a subscription: ${error}`);
      return;
    }
    const isLive = isOk || /already subscribed/i.test(error);
    if (!isLive) this.#parts.log.warn('kraken: subscription refused', { symbol, channel, error });
    const isConnected = this.#subscriptions.acknowledge(instrumentId, channel, isLive ? 'live' : 'refused');
    if (isConnected) this.#listener.connected([instrumentId]);
  }
}

/** Of a snapshot only each symbol's newest minute is news; the others are the past, which is asked for over REST. */
function lastOfEach(rows: readonly CandleRow[], isSnapshot: boolean): readonly CandleRow[] {
  if (!isSnapshot) return rows;
  const last = new Map<string, CandleRow>();
  for (const row of rows) {
    const known = last.get(row.symbol);
    if (known === undefined || row.interval_begin >= known.interval_begin) last.set(row.symbol, row);
  }
  return [...last.values()];
}

/** Null, or 0, where there is none. */
const isPrice = (value: number | null): value is number => value !== null && value > 0;
