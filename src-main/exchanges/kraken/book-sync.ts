import type { Disposable } from '../../base/disposable.ts';
import type { OrderBook } from '../../model/market-trade.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import { CheckedBook } from './checked-book.ts';
import { RESYNC_FIRST_MS, RESYNC_FORGIVEN_AFTER, RESYNC_MOST_MS } from './limits.ts';
import type { Pair } from './pair-table.ts';
import type { BookRow } from './parse-stream.ts';

type Entry = { readonly book: CheckedBook; failures: number; goodInRow: number; timer: Disposable | null };

/** The books of a socket: each wrong one is asked for anew, at once the first time and later and later if it stays wrong. */
export class BookSync implements Disposable {
  readonly #parts: ProtocolParts;
  readonly #ask: (instrumentId: string) => void;
  readonly #entries = new Map<string, Entry>();

  constructor(parts: ProtocolParts, ask: (instrumentId: string) => void) {
    this.#parts = parts;
    this.#ask = ask;
  }

  add(instrumentId: string, pair: Pair | undefined): void {
    if (pair === undefined || this.#entries.has(instrumentId)) return;
    this.#entries.set(instrumentId, {
      book: new CheckedBook(instrumentId, pair),
      failures: 0,
      goodInRow: 0,
      timer: null,
    });
  }

  remove(instrumentId: string): void {
    this.#entries.get(instrumentId)?.timer?.dispose();
    this.#entries.delete(instrumentId);
  }

  take(instrumentId: string | undefined, row: BookRow, isSnapshot: boolean): void {
    const entry = instrumentId === undefined ? undefined : this.#entries.get(instrumentId);
    if (instrumentId === undefined || entry === undefined) return;
    const timeMs = row.timestamp ?? this.#parts.serverNowMs() ?? this.#parts.timers.nowMs();
    if (!entry.book.take(row, isSnapshot, timeMs)) this.resync(instrumentId);
    else if (entry.book.isWhole && ++entry.goodInRow >= RESYNC_FORGIVEN_AFTER) entry.failures = 0;
  }

  resync(instrumentId: string): void {
    const entry = this.#entries.get(instrumentId);
    if (entry === undefined || entry.timer !== null) return;
    entry.book.drop();
    entry.goodInRow = 0;
    const delayMs = entry.failures === 0 ? 0 : Math.min(RESYNC_FIRST_MS * 2 ** (entry.failures - 1), RESYNC_MOST_MS);
    entry.failures++;
    this.#parts.log.warn('kraken: a book does not add up and is asked for anew', { instrumentId, delayMs });
    if (delayMs === 0) this.#ask(instrumentId);
    else entry.timer = this.#parts.timers.after(delayMs, () => this.#askNow(instrumentId, entry));
  }

  read(instrumentId: string, levels: number): OrderBook | undefined {
    return this.#entries.get(instrumentId)?.book.read(levels);
  }

  /** The connection is gone; the next one begins with snapshots of all. */
  dropAll(): void {
    for (const entry of this.#entries.values()) {
      entry.timer?.dispose();
      entry.timer = null;
      entry.book.drop();
    }
  }

  dispose(): void {
    this.dropAll();
  }

  #askNow(instrumentId: string, entry: Entry): void {
    entry.timer = null;
    this.#ask(instrumentId);
  }
}
