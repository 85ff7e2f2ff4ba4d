import type { Disposable } from '../../base/disposable.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { OrderBook } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import { LocalBook } from '../connection/local-book.ts';
import { BOOK_STALE_AFTER_MS, BUFFERED_DEPTH_EVENTS, DEPTH_LEVELS, depthWeight, SNAPSHOT_PAUSE_MS } from './limits.ts';
import type { DepthEvent } from './parse.ts';
import { type DepthSnapshot, parseDepth } from './parse-market.ts';
import type { Rest } from './rest.ts';
import { wireSymbol } from './symbols.ts';

/**
 * The book of one instrument from its changes: they are kept until a snapshot is there that they continue, then applied as long
 * as each begins where the last one ended. Anything else, and it starts over with a new snapshot, after a pause that grows.
 */
export class DepthSync {
  readonly #parts: ProtocolParts;
  readonly #rest: Rest;
  readonly #instrument: Instrument;
  readonly #book: LocalBook;
  #state: 'off' | 'waiting' | 'live' = 'off';
  #buffer: DepthEvent[] = [];
  #bookId = 0;
  #timeMs: TimestampMs = 0;
  #pauseMs: number = SNAPSHOT_PAUSE_MS.first;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  /** Answers to what was asked before the last start are not for this one. */
  #round = 0;
  #retry: Disposable | null = null;
  #abort = new AbortController();
  /** The first update the best prices were ahead of the book by, and since when; null while they are not. */
  #ahead: { readonly id: number; readonly sinceMs: number } | null = null;

  constructor(parts: ProtocolParts, rest: Rest, instrument: Instrument) {
    this.#parts = parts;
    this.#rest = rest;
    this.#instrument = instrument;
    this.#book = new LocalBook(instrument.id);
  }

  get isOff(): boolean {
    return this.#state === 'off';
  }

  /** The changes are coming: build the book. */
  start(): void {
    this.#begin();
  }

  /** The changes are not coming any more. */
  stop(): void {
    this.#state = 'off';
    this.#forget();
  }

  /** The book cannot be right. */
  startOver(reason: string): void {
    if (this.#state === 'off') return;
    this.#parts.log.info('book starts over', { instrument: this.#instrument.id, reason });
    this.#pauseMs = Math.min(this.#pauseMs * 2, SNAPSHOT_PAUSE_MS.longest);
    this.#begin();
  }

  read(levels: number): OrderBook | undefined {
    return this.#state === 'live' ? this.#book.read(levels, this.#timeMs) : undefined;
  }

  /** The book's update id, 0 while it is not whole. */
  get updateId(): number {
    return this.#state === 'live' ? this.#bookId : 0;
  }

  hear(event: DepthEvent): void {
    if (this.#state === 'live') this.#apply(event);
    else if (this.#state === 'waiting') this.#keep(event);
  }

  /** The best prices changed with update `updateId`: the changes of the book must follow within 5 s. */
  hearQuote(updateId: number): void {
    if (this.#state !== 'live' || updateId <= this.#bookId) return;
    const nowMs = this.#parts.timers.monotonicMs();
    this.#ahead ??= { id: updateId, sinceMs: nowMs };
    if (nowMs - this.#ahead.sinceMs > BOOK_STALE_AFTER_MS) this.startOver('it fell behind the best prices');
  }

  #begin(): void {
    this.#forget();
    this.#state = 'waiting';
    const round = this.#round;
    const waitMs = this.#askedAtMs + this.#pauseMs - this.#parts.timers.monotonicMs();
    if (waitMs <= 0) void this.#ask(round);
    else this.#retry = this.#parts.timers.after(waitMs, () => void this.#ask(round));
  }

  #forget(): void {
    this.#round++;
    this.#buffer = [];
    this.#ahead = null;
    this.#book.clear();
    this.#retry?.dispose();
    this.#retry = null;
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  #keep(event: DepthEvent): void {
    if (this.#buffer.length >= BUFFERED_DEPTH_EVENTS) this.startOver('no snapshot came for too long');
    else this.#buffer.push(event);
  }

  async #ask(round: number): Promise<void> {
    this.#askedAtMs = this.#parts.timers.monotonicMs();
    const snapshot = await this.#rest.ask(
      {
        method: 'GET',
        path: '/api/v3/depth',
        params: [
          ['symbol', wireSymbol(this.#instrument)],
          ['limit', String(DEPTH_LEVELS)],
        ],
        weight: depthWeight(DEPTH_LEVELS),
        priority: 'data',
        group: 'market',
        signal: this.#abort.signal,
      },
      parseDepth,
    );
    if (round !== this.#round) return;
    if (snapshot.ok) this.#load(snapshot.value);
    else this.startOver(snapshot.error.message);
  }

  #load(snapshot: DepthSnapshot): void {
    const [first] = this.#buffer;
    if (first !== undefined && snapshot.lastId < first.firstId - 1) {
      this.startOver('the snapshot is older than the first change');
      return;
    }
    const kept = this.#buffer;
    this.#buffer = [];
    this.#book.load(snapshot.bids, snapshot.asks);
    this.#bookId = snapshot.lastId;
    this.#timeMs = this.#parts.serverNowMs() ?? this.#parts.timers.nowMs();
    this.#state = 'live';
    const round = this.#round;
    for (const event of kept) if (round === this.#round) this.#apply(event);
  }

  #apply({ firstId, lastId, timeMs, bids, asks }: DepthEvent): void {
    if (lastId <= this.#bookId) return;
    if (firstId > this.#bookId + 1) {
      this.startOver('changes are missing');
      return;
    }
    this.#book.apply('bid', bids);
    this.#book.apply('ask', asks);
    this.#bookId = lastId;
    this.#timeMs = timeMs;
    this.#pauseMs = SNAPSHOT_PAUSE_MS.first;
    if (this.#ahead !== null && lastId >= this.#ahead.id) this.#ahead = null;
  }
}
