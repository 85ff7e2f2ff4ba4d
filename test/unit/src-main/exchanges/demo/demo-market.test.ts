import { describe, expect, it } from 'vitest';
import { createDemoMarket } from '../../../../../src-main/exchanges/demo/demo-market.ts';
import { priceFromNumber, quantityToNumber } from '../../../../../src-main/model/money.ts';

const NOW_MS = Date.UTC(2026, 5, 17, 13, 30);
const MINUTE = 60_000;
const market = createDemoMarket('bellwether');
const instruments = market.instruments();

/** FNV-1a over the bits of float64 numbers. */
function digest(values: readonly number[]): string {
  const words = new Uint32Array(Float64Array.from(values).buffer);
  return words.reduce((hash, word) => Math.imul(hash ^ word, 0x01000193) >>> 0, 0x811c9dc5).toString(16);
}

describe('demo market', () => {
  it('quotes at least 50 different symbols in USDT under ids of its own', () => {
    expect(instruments.length).toBeGreaterThanOrEqual(50);
    expect(new Set(instruments.map((instrument) => instrument.id)).size).toBe(instruments.length);
    for (const instrument of instruments) {
      expect(instrument.venue).toBe('demo');
      expect(instrument.quoteAsset).toBe('USDT');
      expect(instrument.id).toBe(`demo:${instrument.baseAsset}-USDT`);
    }
    expect(instruments.map((instrument) => instrument.id)).toContain('demo:BTC-USDT');
  });

  it('answers the same in any order, in any market of the same seed', () => {
    const moments = Array.from({ length: 40 }, (_, index) => NOW_MS + ((index * 7_919) % 40) * 6_000_011);
    const ask = (from: typeof market, timeMs: number, id: string) => ({
      regime: from.regimeAt(id, timeMs),
      trades: from.tradesBetween(id, timeMs - 90_000, timeMs),
      quote: from.quoteAt(id, timeMs),
      book: from.bookAt(id, timeMs, 20),
    });
    const ids = ['demo:BTC-USDT', 'demo:SHIB-USDT', 'demo:MKR-USDT'];
    const forwards = moments.map((timeMs) => ids.map((id) => ask(market, timeMs, id)));
    const other = createDemoMarket('bellwether');
    const backwards = [...moments].reverse().map((timeMs) => [...ids].reverse().map((id) => ask(other, timeMs, id)));
    expect(backwards.reverse().map((row) => row.reverse())).toEqual(forwards);
  });

  it('is equal to the bit on every machine and version: a digest of prices and quantities is pinned', () => {
    const trades = instruments.flatMap((instrument) =>
      market.tradesBetween(instrument.id, NOW_MS, NOW_MS + 5 * MINUTE),
    );
    expect(digest(trades.flatMap((trade) => [trade.timeMs, trade.price, trade.quantity]))).toBe('10c482e4');
  });

  it('differs between seeds', () => {
    const other = createDemoMarket('another seed');
    expect(other.quoteAt('demo:BTC-USDT', NOW_MS)).not.toEqual(market.quoteAt('demo:BTC-USDT', NOW_MS));
  });

  it('cuts trades at any moment without losing or repeating one', () => {
    const whole = market.tradesBetween('demo:ETH-USDT', NOW_MS, NOW_MS + 10 * MINUTE);
    const pieces = [0, 1, 17_003, 60_000, 60_001, 179_999, 333_333, 600_000];
    const joined = pieces
      .slice(1)
      .flatMap((end, index) => market.tradesBetween('demo:ETH-USDT', NOW_MS + (pieces[index] ?? 0), NOW_MS + end));
    expect(joined).toEqual(whole);
    expect(whole.length).toBeGreaterThan(50);
    expect(whole.every((trade, index) => index === 0 || trade.timeMs >= (whole[index - 1]?.timeMs ?? 0))).toBe(true);
  });

  it.each(instruments.map((instrument) => [instrument.symbol, instrument] as const))(
    'keeps %s on its grid, in clean decimals',
    (_, instrument) => {
      const trades = market.tradesBetween(instrument.id, NOW_MS, NOW_MS + 20 * MINUTE);
      const places = quantityToNumber(instrument.step).toString();
      expect(trades.length).toBeGreaterThanOrEqual(60);
      for (const trade of trades) {
        expect(priceFromNumber(trade.price) % instrument.tick).toBe(0n);
        expect(trade.price).toBeGreaterThan(0);
        expect(trade.quantity).toBeGreaterThanOrEqual(Number(places));
        expect(BigInt(Math.round(trade.quantity * 1e8)) % instrument.step).toBe(0n);
        expect(String(trade.quantity).length).toBeLessThan(16);
      }
    },
  );

  it('trades at the bid or the ask that the quote of the moment before the next trade shows', () => {
    const trades = market.tradesBetween('demo:SOL-USDT', NOW_MS, NOW_MS + 10 * MINUTE);
    const alone = trades.filter((trade, index) => trades[index + 1]?.timeMs !== trade.timeMs);
    for (const trade of alone) {
      const quote = market.quoteAt('demo:SOL-USDT', trade.timeMs);
      expect(trade.price).toBe(trade.takerSide === 'buy' ? quote?.ask : quote?.bid);
    }
  });

  it('shows a book of 20 levels, sorted, uncrossed, on the grid, and in step with the quote', () => {
    for (const instrument of instruments) {
      const timeMs = NOW_MS + 12_345;
      const book = market.bookAt(instrument.id, timeMs, 20);
      const quote = market.quoteAt(instrument.id, timeMs);
      const bids = [...(book?.bids.prices ?? [])];
      const asks = [...(book?.asks.prices ?? [])];
      expect([bids.length, asks.length]).toEqual([20, 20]);
      expect([bids[0], asks[0]]).toEqual([quote?.bid, quote?.ask]);
      expect(bids).toEqual([...new Set(bids)].sort((left, right) => right - left));
      expect(asks).toEqual([...new Set(asks)].sort((left, right) => left - right));
      expect(bids[0] as number).toBeLessThan(asks[0] as number);
      for (const price of [...bids, ...asks]) expect(priceFromNumber(price) % instrument.tick).toBe(0n);
      for (const quantity of [...(book?.bids.quantities ?? []), ...(book?.asks.quantities ?? [])]) {
        expect(quantity).toBeGreaterThan(0);
      }
    }
  });

  it('has no answer for what it does not know', () => {
    expect(market.tradesBetween('demo:NONE-USDT', NOW_MS, NOW_MS + MINUTE)).toEqual([]);
    expect(market.quoteAt('demo:NONE-USDT', NOW_MS)).toBeUndefined();
    expect(market.bookAt('demo:NONE-USDT', NOW_MS, 20)).toBeUndefined();
    expect(market.regimeAt('demo:NONE-USDT', NOW_MS)).toBeUndefined();
    expect(() => market.bookAt('demo:BTC-USDT', NOW_MS, 0)).toThrow('levels is 0');
  });
});
