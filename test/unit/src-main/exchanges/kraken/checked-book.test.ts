import { describe, expect, it } from 'vitest';
import { CheckedBook, checksumDigits, crc32 } from '../../../../../src-main/exchanges/kraken/checked-book.ts';
import { pairsOf } from '../../../../../src-main/exchanges/kraken/parse-market.ts';
import { type BookLevel, readMarketFrame } from '../../../../../src-main/exchanges/kraken/parse-stream.ts';
import { hasRecordedV1, recordedPairsV1, recordedV1 } from './recorded.ts';

const BTC_USD = { priceDecimals: 1, lotDecimals: 8 };
/** The worked example of Kraken's guide to the checksum, and its result. */
const ASKS =
  '45285.2 0.00100000, 45286.4 1.54571953, 45286.6 1.54571109, 45289.6 1.54560911, 45290.2 0.15890660, 45291.8 1.54553491, 45294.7 0.04454749, 45296.1 0.35380000, 45297.5 0.09945542, 45299.5 0.18772827';
const BIDS =
  '45283.5 0.10000000, 45283.4 1.54582015, 45282.1 0.10000000, 45281.0 0.10000000, 45280.3 1.54592586, 45279.0 0.07990000, 45277.6 0.03310103, 45277.5 0.30000000, 45277.3 1.54602737, 45276.6 0.15445238';
const CHECKSUM = 3310070434;

const levels = (text: string): BookLevel[] =>
  text.split(', ').map((pair) => ({ price: pair.split(' ')[0] as string, qty: pair.split(' ')[1] as string }));
const json = (rows: readonly BookLevel[]): string =>
  rows.map(({ price, qty }) => `{"price":${price},"qty":${qty}}`).join();
const snapshot = (checksum: number): string =>
  `{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[${json(levels(BIDS))}],"asks":[${json(levels(ASKS))}],"checksum":${checksum}}]}`;

function rowOf(text: string) {
  const frame = readMarketFrame(text);
  if (frame.kind !== 'books' || frame.rows[0] === undefined) throw new Error(`no book in ${text}`);
  return frame.rows[0];
}

describe('crc32', () => {
  it('gives the check value of the standard', () => expect(crc32('123456789')).toBe(0xcbf43926));
});

describe('checksumDigits', () => {
  it.each([
    ['45285.2', 1, '452852'],
    ['0.001', 8, '100000'],
    ['5', 8, '500000000'],
    ['0.00000001', 8, '1'],
    ['1e-8', 8, '1'],
    ['42000', 0, '42000'],
    ['354.15000000', 2, '35415000000'],
    ['12345678901.12345678', 8, '1234567890112345678'],
  ])('%s with %i decimals', (text, decimals, digits) => expect(checksumDigits(text, decimals)).toBe(digits));
});

describe('CheckedBook', () => {
  it("takes the snapshot of Kraken's guide", () => {
    const book = new CheckedBook('kraken:BTC-USD', BTC_USD);
    expect(book.take(rowOf(snapshot(CHECKSUM)), true, 7)).toBe(true);
    const read = book.read(2);
    expect(read).toEqual({
      instrumentId: 'kraken:BTC-USD',
      timeMs: 7,
      bids: { prices: Float64Array.of(45283.5, 45283.4), quantities: Float64Array.of(0.1, 1.54582015) },
      asks: { prices: Float64Array.of(45285.2, 45286.4), quantities: Float64Array.of(0.001, 1.54571953) },
    });
  });

  it('drops a book whose sum differs, and takes no updates until the next snapshot', () => {
    const book = new CheckedBook('kraken:BTC-USD', BTC_USD);
    expect(book.take(rowOf(snapshot(CHECKSUM + 1)), true, 7)).toBe(false);
    expect(book.read(10)).toBeUndefined();
    const update = { symbol: 'BTC/USD', bids: levels('45283.5 2.00000000'), asks: [], checksum: 1 };
    expect(book.take(update, false, 8)).toBe(true);
    expect(book.read(10)).toBeUndefined();
    expect(book.take(rowOf(snapshot(CHECKSUM)), true, 9)).toBe(true);
    expect(book.take(update, false, 10)).toBe(false);
    expect(book.isWhole).toBe(false);
  });

  it('cuts to its depth: a level that was pushed out does not come back', () => {
    const book = new CheckedBook('kraken:BTC-USD', BTC_USD);
    const bids = Array.from({ length: 100 }, (_, index) => ({ price: `${1000 - index}.0`, qty: '1.00000000' }));
    const sum = (rows: readonly BookLevel[]): number =>
      crc32(
        rows
          .slice(0, 10)
          .map(({ price, qty }) => checksumDigits(price, 1) + checksumDigits(qty, 8))
          .join(''),
      );
    expect(book.take({ symbol: 'BTC/USD', bids, asks: [], checksum: sum(bids) }, true, 1)).toBe(true);
    const better = { price: '1001.0', qty: '1.00000000' };
    expect(book.take({ symbol: 'BTC/USD', bids: [better], asks: [], checksum: sum([better, ...bids]) }, false, 2)).toBe(
      true,
    );
    expect(book.read(200)?.bids.prices).toHaveLength(100);
    expect(book.read(200)?.bids.prices.at(-1)).toBe(902);
  });

  it('keeps digits that a float64 cannot hold', () => {
    const book = new CheckedBook('kraken:SHIB-USD', { priceDecimals: 8, lotDecimals: 8 });
    const bids = [{ price: '0.00001234', qty: '12345678901.12345678' }];
    expect(book.take({ symbol: 'SHIB/USD', bids, asks: [], checksum: crc32('12341234567890112345678') }, true, 1)).toBe(
      true,
    );
  });

  it.skipIf(!hasRecordedV1)('adds up as recorded: every update of 10 books agrees with the sum Kraken sent', () => {
    const pairs = new Map(pairsOf(recordedPairsV1()).map((pair) => [pair.symbol, pair]));
    const books = new Map<string, CheckedBook>();
    let checked = 0;
    const wrong: string[] = [];
    for (const text of recordedV1('KRAKEN.ws.50.0.gz')) {
      const message = JSON.parse(text) as unknown;
      if (!Array.isArray(message) || !String(message.at(-2)).startsWith('book')) continue;
      const symbol = String(message.at(-1)).replaceAll('XBT', 'BTC');
      const pair = pairs.get(symbol);
      if (pair === undefined) throw new Error(`${symbol} is not among the recorded pairs`);
      const { bids, asks, checksum, isSnapshot } = firstProtocol(message.slice(1, -2) as Record<string, unknown>[]);
      const book = books.get(symbol) ?? new CheckedBook(symbol, pair);
      books.set(symbol, book);
      if (isSnapshot) {
        // The first protocol sends no sum with a snapshot: it is taken as it is.
        const empty = { symbol, bids: [], asks: [], checksum: crc32('') };
        book.take(empty, true, 0);
        book.take({ symbol, bids, asks, checksum: sumOf(bids, asks, pair) }, false, 0);
        continue;
      }
      checked++;
      if (!book.take({ symbol, bids, asks, checksum }, false, 0)) wrong.push(text);
    }
    expect(books.size).toBe(10);
    expect(checked).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });
});

function firstProtocol(parts: readonly Record<string, unknown>[]) {
  const merged = Object.assign({}, ...parts) as Record<string, unknown>;
  const side = (name: string): BookLevel[] =>
    ((merged[name] ?? []) as string[][]).map(([price = '', qty = '']) => ({ price, qty }));
  const isSnapshot = 'as' in merged || 'bs' in merged;
  const [bids, asks] = isSnapshot ? [side('bs'), side('as')] : [side('b'), side('a')];
  return { bids, asks, isSnapshot, checksum: Number(merged.c) };
}

/** By the text of Kraken's guide: ten best asks, then ten best bids. */
function sumOf(
  bids: readonly BookLevel[],
  asks: readonly BookLevel[],
  decimals: { priceDecimals: number; lotDecimals: number },
): number {
  const top = (rows: readonly BookLevel[], sign: number): string =>
    [...rows]
      .sort((left, right) => sign * (Number(left.price) - Number(right.price)))
      .slice(0, 10)
      .map(
        ({ price, qty }) => checksumDigits(price, decimals.priceDecimals) + checksumDigits(qty, decimals.lotDecimals),
      )
      .join('');
  return crc32(top(asks, 1) + top(bids, -1));
}
