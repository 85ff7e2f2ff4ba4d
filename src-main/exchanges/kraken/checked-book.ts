import type { OrderBook } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import { LocalBook } from '../connection/local-book.ts';
import { BOOK_DEPTH } from './limits.ts';
import type { BookLevel, BookRow } from './parse-stream.ts';

const CHECKED_LEVELS = 10;

/** CRC-32 (IEEE 802.3), a byte at a time. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Of ASCII text. */
export function crc32(text: string): number {
  let value = 0xffffffff;
  for (let index = 0; index < text.length; index++) {
    value = (TABLE[(value ^ text.charCodeAt(index)) & 0xff] as number) ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/**
 * The digits a checksum takes: the number as it was sent, at least to the pair's decimals, without point and leading zeros.
 * Kraken sends full precision; a zero that was left out at the end is written out again.
 */
export function checksumDigits(text: string, decimals: number): string {
  const plain = /[eE]/.test(text) ? Number(text).toFixed(decimals) : text;
  const [whole = '', fraction = ''] = plain.split('.');
  return (whole + fraction.padEnd(decimals, '0')).replace(/^0+/, '');
}

type Decimals = { readonly priceDecimals: number; readonly lotDecimals: number };

/** One side's digits by price: float64 levels cannot give back what was sent when it has more than 15 digits. */
class SideDigits {
  readonly #decimals: Decimals;
  readonly #digits = new Map<number, string>();

  constructor(decimals: Decimals) {
    this.#decimals = decimals;
  }

  clear(): void {
    this.#digits.clear();
  }

  note({ price, qty }: BookLevel): void {
    const { priceDecimals, lotDecimals } = this.#decimals;
    if (Number(qty) > 0) {
      this.#digits.set(Number(price), checksumDigits(price, priceDecimals) + checksumDigits(qty, lotDecimals));
    } else this.#digits.delete(Number(price));
  }

  /** Levels that fell out of the depth leave their digits behind; now and then they are let go. */
  keepOnly(prices: () => Float64Array): void {
    if (this.#digits.size <= 2 * BOOK_DEPTH) return;
    const kept = new Set(prices());
    for (const price of this.#digits.keys()) if (!kept.has(price)) this.#digits.delete(price);
  }

  of(prices: Float64Array): string {
    let text = '';
    for (const price of prices) text += this.#digits.get(price) ?? '';
    return text;
  }
}

/** A book whose every message is checked against Kraken's own sum over the ten best levels of each side. */
export class CheckedBook {
  readonly #book: LocalBook;
  readonly #bids: SideDigits;
  readonly #asks: SideDigits;
  #timeMs: TimestampMs = 0;
  #isWhole = false;

  constructor(instrumentId: string, decimals: Decimals) {
    this.#book = new LocalBook(instrumentId);
    this.#bids = new SideDigits(decimals);
    this.#asks = new SideDigits(decimals);
  }

  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Nothing is known until the next snapshot. */
  drop(): void {
    this.#isWhole = false;
    this.#book.clear();
    this.#bids.clear();
    this.#asks.clear();
  }

  /** Takes a message; false when the book is not what Kraken's is: it is dropped then. Updates before a snapshot are nothing. */
  take(row: BookRow, isSnapshot: boolean, timeMs: TimestampMs): boolean {
    if (isSnapshot) this.drop();
    else if (!this.#isWhole) return true;
    this.#apply(row);
    this.#timeMs = timeMs;
    this.#isWhole = this.checksum() === row.checksum;
    if (!this.#isWhole) this.drop();
    return this.#isWhole;
  }

  #apply({ bids, asks }: BookRow): void {
    for (const level of bids) this.#set('bid', level);
    for (const level of asks) this.#set('ask', level);
    this.#book.bids.cut(BOOK_DEPTH);
    this.#book.asks.cut(BOOK_DEPTH);
    this.#bids.keepOnly(() => this.#book.bids.top(BOOK_DEPTH).prices);
    this.#asks.keepOnly(() => this.#book.asks.top(BOOK_DEPTH).prices);
  }

  #set(side: 'bid' | 'ask', level: BookLevel): void {
    this.#book.set(side, Number(level.price), Number(level.qty));
    (side === 'bid' ? this.#bids : this.#asks).note(level);
  }

  /** Over what is there now. */
  checksum(): number {
    const asks = this.#asks.of(this.#book.asks.top(CHECKED_LEVELS).prices);
    const bids = this.#bids.of(this.#book.bids.top(CHECKED_LEVELS).prices);
    return crc32(asks + bids);
  }

  /** Undefined while it is not whole. */
  read(levels: number): OrderBook | undefined {
    return this.#isWhole ? this.#book.read(levels, this.#timeMs) : undefined;
  }
}
