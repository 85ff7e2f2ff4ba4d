import type { BookChange, CoreEvent, CoreTrade } from '../core/core-types.ts';
import type { WireParts } from './api.ts';
import type { Product } from './products.ts';
import {
  bookEvent,
  bookSnapshot,
  candlesEvent,
  farLevels,
  heartbeatEvent,
  levelsOf,
  recentTradesOf,
  type StreamEvent,
  statusEvent,
  tickersEvent,
  tradesEvent,
} from './stream-messages.ts';
import { StreamOutlet, type StreamSocket } from './stream-outlet.ts';
import { type Channel, parseRequest, type StreamRequest, Subscriptions } from './subscriptions.ts';
import { userSnapshot, userUpdate } from './user-channel.ts';

export type StreamGate = {
  /** Whether the token opens the user channel. */
  admits(token: string): boolean;
  /** Counts a message without a token; false when it is one too many. */
  mayAsk(): boolean;
};

type Gathered = { trades: CoreTrade[]; changes: BookChange[]; ticker: boolean };

const LARGE_SNAPSHOT_BYTES = 5_000_000;

/** One client's socket: what it hears, and the one number that counts all its messages. Times are monotonic ms. */
export class StreamConnection {
  readonly #parts: WireParts;
  readonly #outlet: StreamOutlet;
  readonly #gate: StreamGate;
  readonly #openedMs: number;
  readonly #subscriptions = new Subscriptions();
  readonly #gathered = new Map<string, Gathered>();
  readonly #lastMs = new Map<string, number>();
  readonly #toldCandles = new Map<string, string>();
  #hasSubscribed = false;
  #heartbeats = 0;
  #said = 0;
  #saidMs: number;
  #nowMs: number;

  constructor(parts: WireParts, socket: StreamSocket, gate: StreamGate, nowMs: number) {
    this.#parts = parts;
    this.#outlet = new StreamOutlet(parts.faults, () => parts.core.nowMs(), socket);
    this.#gate = gate;
    this.#openedMs = nowMs;
    this.#saidMs = nowMs;
    this.#nowMs = nowMs;
  }

  receive(text: string): void {
    const request = parseRequest(text);
    const fault = typeof request === 'string' ? request : this.#faultOf(request);
    if (fault === undefined) this.#take(request as StreamRequest);
    else this.#outlet.error(fault);
  }

  #take(request: StreamRequest): void {
    const { channel, type } = request;
    const productIds = request.productIds.map((id) => (channel === 'user' ? id : this.#parts.catalogue.publicId(id)));
    if (type === 'unsubscribe') this.#subscriptions.remove(channel, productIds);
    else {
      this.#hasSubscribed = true;
      this.#subscriptions.add(channel, productIds);
      this.#greet(channel, productIds);
    }
    if (this.#parts.faults.strike('ackMissing', channel) !== undefined) return;
    this.#outlet.send('subscriptions', [{ subscriptions: this.#subscriptions.view() }]);
  }

  /** Something happened at the exchange; it is gathered until the next flush. */
  hear(event: CoreEvent): void {
    if (event.kind === 'trade') {
      const { symbol } = event.trade;
      if (this.#subscriptions.hears('market_trades', symbol)) this.#gatheredOf(symbol).trades.push(event.trade);
      if (this.#subscriptions.hears('ticker', symbol)) this.#gatheredOf(symbol).ticker = true;
    } else if (event.kind === 'book') {
      if (this.#subscriptions.hears('level2', event.symbol))
        this.#gatheredOf(event.symbol).changes.push(...event.changes);
    } else if (event.kind === 'status' && this.#subscriptions.hears('status', event.symbol)) {
      this.#outlet.send('status', [statusEvent(this.#parts, 'update', this.#products([event.symbol]))]);
    }
  }

  hearOrder(order: Readonly<Record<string, unknown>>, productId: string): void {
    if (this.#subscriptions.hears('user', productId)) this.#outlet.send('user', [userUpdate(order)]);
  }

  /** Tells what is due, and closes a socket that is used for nothing. */
  tick(nowMs: number): void {
    this.#nowMs = nowMs;
    if (this.#outlet.said > this.#said) this.#saidMs = nowMs;
    this.#said = this.#outlet.said;
    const { options } = this.#parts;
    if (!this.#hasSubscribed && nowMs - this.#openedMs >= options.subscribeWithinMs) {
      this.#outlet.close(1008, 'no subscribe message');
    } else if (nowMs - this.#saidMs >= options.silenceMs) this.#outlet.close(1000, 'idle');
    else this.#tellWhatIsDue(options);
  }

  #tellWhatIsDue(options: WireParts['options']): void {
    if (this.#isDue('book', options.bookBatchMs)) this.#flushBooks();
    if (this.#isDue('trades', options.tradeBatchMs)) this.#flushTrades();
    if (this.#subscriptions.has('heartbeats') && this.#isDue('heartbeats', options.heartbeatMs)) this.#heartbeat();
    if (this.#isDue('tickers', options.tickerBatchMs)) this.#tellTickers();
    if (this.#isDue('candles', options.candleMs)) this.#tellCandles();
  }

  get hasUserChannel(): boolean {
    return this.#subscriptions.has('user');
  }

  /** Fault `userStreamTerminated`: the channel is gone, and nobody says so but an ack. */
  endUserChannel(): void {
    if (!this.hasUserChannel) return;
    this.#subscriptions.remove('user', []);
    this.#outlet.send('subscriptions', [{ subscriptions: this.#subscriptions.view() }]);
  }

  #faultOf({ channel, token, productIds }: StreamRequest): string | undefined {
    if (token === undefined && !this.#gate.mayAsk()) return 'rate limit exceeded';
    if (token === undefined ? channel === 'user' : !this.#gate.admits(token)) return 'authentication failure';
    const unknown = productIds.find((id) => this.#parts.catalogue.find(id) === undefined);
    return unknown === undefined || channel === 'heartbeats' ? undefined : `invalid product_id: ${unknown}`;
  }

  #greet(channel: Channel, productIds: readonly string[]): void {
    const parts = this.#parts;
    const products = this.#products(productIds);
    if (channel === 'level2') for (const product of products) this.#greetBook(product);
    if (channel === 'market_trades') {
      for (const product of products) {
        this.#gatheredOf(product.productId).trades = [];
        this.#outlet.send(channel, [tradesEvent(parts, 'snapshot', product.productId, recentTradesOf(parts, product))]);
      }
    }
    if (channel === 'ticker') this.#outlet.send(channel, [tickersEvent(parts, 'snapshot', products, false)]);
    if (channel === 'ticker_batch') this.#outlet.send(channel, [tickersEvent(parts, 'snapshot', products, true)]);
    if (channel === 'candles') {
      this.#changedCandles(candlesEvent(parts, 'update', products));
      this.#outlet.send(channel, [candlesEvent(parts, 'snapshot', products)]);
    }
    if (channel === 'status') {
      this.#outlet.send(channel, [
        statusEvent(parts, 'snapshot', products.length > 0 ? products : parts.catalogue.all),
      ]);
    }
    if (channel === 'user') {
      for (const event of userSnapshot(parts, (id) => this.#subscriptions.hears('user', id)))
        this.#outlet.send(channel, [event]);
    }
  }

  /** Fault `snapshotSplit`: the snapshot is the first part, the others come as updates; asks may be late. */
  #greetBook(product: Product): void {
    const { faults } = this.#parts;
    const { productId } = product;
    this.#gatheredOf(productId).changes = [];
    const near = bookSnapshot(this.#parts, product);
    const large = faults.strike('snapshotLarge', productId);
    const levels =
      large === undefined ? near : [...near, ...farLevels(near, Number(large.value ?? LARGE_SNAPSHOT_BYTES))];
    const split = faults.strike('snapshotSplit', productId);
    const size = Math.ceil(levels.length / (split === undefined ? 1 : Number(split.value ?? 3)));
    for (let from = 0; from === 0 || from < levels.length; from += size) {
      const kind = from === 0 ? 'snapshot' : 'update';
      this.#outlet.send('l2_data', [bookEvent(kind, productId, levels.slice(from, from + size))]);
    }
  }

  #flushBooks(): void {
    for (const [productId, gathered] of this.#gathered) {
      const changes = this.#subscriptions.hears('level2', productId) ? gathered.changes : [];
      const ticker = gathered.ticker && this.#subscriptions.hears('ticker', productId);
      gathered.changes = [];
      gathered.ticker = false;
      const updates = levelsOf(changes, this.#parts.core.nowMs());
      if (updates.length > 0) this.#outlet.send('l2_data', [bookEvent('update', productId, updates)]);
      if (ticker)
        this.#outlet.send('ticker', [tickersEvent(this.#parts, 'update', this.#products([productId]), false)]);
    }
  }

  #flushTrades(): void {
    for (const [productId, gathered] of this.#gathered) {
      const trades = this.#subscriptions.hears('market_trades', productId) ? gathered.trades : [];
      gathered.trades = [];
      if (trades.length > 0)
        this.#outlet.send('market_trades', [tradesEvent(this.#parts, 'update', productId, trades)]);
    }
  }

  #heartbeat(): void {
    this.#outlet.send('heartbeats', [heartbeatEvent(this.#parts.core.nowMs(), this.#heartbeats)]);
    this.#heartbeats += 1;
  }

  #tellTickers(): void {
    const products = this.#products(this.#subscriptions.productsOf('ticker_batch'));
    if (products.length > 0) this.#outlet.send('ticker_batch', [tickersEvent(this.#parts, 'update', products, true)]);
  }

  /** Only the candles that changed since they were told last. */
  #tellCandles(): void {
    const products = this.#products(this.#subscriptions.productsOf('candles'));
    if (products.length === 0) return;
    const changed = this.#changedCandles(candlesEvent(this.#parts, 'update', products));
    if (changed.length > 0) this.#outlet.send('candles', [{ type: 'update', candles: changed }]);
  }

  #changedCandles({ candles }: StreamEvent): readonly StreamEvent[] {
    return (candles as readonly StreamEvent[]).filter((candle) => {
      const [key, text] = [`${String(candle.product_id)} ${String(candle.start)}`, JSON.stringify(candle)];
      const isNews = this.#toldCandles.get(key) !== text;
      this.#toldCandles.set(key, text);
      return isNews;
    });
  }

  #gatheredOf(productId: string): Gathered {
    const known = this.#gathered.get(productId) ?? { trades: [], changes: [], ticker: false };
    this.#gathered.set(productId, known);
    return known;
  }

  #products(productIds: readonly string[]): readonly Product[] {
    return productIds.flatMap((id) => this.#parts.catalogue.find(id) ?? []);
  }

  #isDue(what: string, everyMs: number): boolean {
    const lastMs = this.#lastMs.get(what) ?? this.#openedMs;
    if (this.#nowMs - lastMs < everyMs) return false;
    this.#lastMs.set(what, this.#nowMs);
    return true;
  }
}
