import { describe, expect, it } from 'vitest';
import { multiply, toAmount, toText } from '../../../exchange/core/amount.ts';
import type { CoreCandle, CoreEvent, CoreTrade } from '../../../exchange/core/core-types.ts';
import { createExchangeCore } from '../../../exchange/core/exchange-core.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 10, 21, 11, 59, 20);

function coreAt(seed: number, startMs = START_MS) {
  let nowMs = startMs;
  const core = createExchangeCore({ seed, clock: () => nowMs, syntheticMarkets: 2 });
  const trades: CoreTrade[] = [];
  const books: Extract<CoreEvent, { kind: 'book' }>[] = [];
  core.onEvent((event) => {
    if (event.kind === 'trade') trades.push(event.trade);
    if (event.kind === 'book') books.push(event);
  });
  const moveTo = (ms: number, stepMs = 100) => {
    for (; nowMs < ms; core.advance()) nowMs = Math.min(ms, nowMs + stepMs);
  };
  return { core, trades, books, moveTo };
}

/** Candles as anybody would make them of the trades. */
function minutesOf(trades: readonly CoreTrade[]): Map<number, Partial<CoreCandle>> {
  const minutes = new Map<number, CoreTrade[]>();
  for (const trade of trades) {
    const open = Math.floor(trade.timeMs / MINUTE_MS) * MINUTE_MS;
    minutes.set(open, [...(minutes.get(open) ?? []), trade]);
  }
  return new Map([...minutes].map(([open, members]) => [open, candleOf(open, members)]));
}

function candleOf(openTimeMs: number, trades: readonly CoreTrade[]): Partial<CoreCandle> {
  const prices = trades.map(({ price }) => toAmount(price)).sort((a, b) => (a < b ? -1 : 1));
  const sum = (amounts: readonly bigint[]) => toText(amounts.reduce((total, amount) => total + amount, 0n));
  return {
    openTimeMs,
    open: trades[0]?.price ?? '',
    high: toText(prices.at(-1) ?? 0n),
    low: toText(prices[0] ?? 0n),
    close: trades.at(-1)?.price ?? '',
    volume: sum(trades.map(({ quantity }) => toAmount(quantity))),
    quoteVolume: sum(trades.map(({ price, quantity }) => multiply(toAmount(price), toAmount(quantity)))),
    trades: trades.length,
    firstTradeId: trades[0]?.id ?? -1,
  };
}

describe('the seeded market', () => {
  it('candles are those of the trades that were told, in every market', () => {
    const { core, trades, moveTo } = coreAt(5);
    moveTo(START_MS + 12 * MINUTE_MS, 700);
    const firstWhole = Math.ceil(START_MS / MINUTE_MS) * MINUTE_MS;
    for (const { symbol } of core.markets) {
      const told = minutesOf(trades.filter((trade) => trade.symbol === symbol));
      told.delete(firstWhole - MINUTE_MS);
      const candles = core.minutes(symbol, firstWhole, core.nowMs() + 1);
      expect(told.size).toBeGreaterThan(9);
      expect(candles.length).toBe(told.size);
      for (const candle of candles) expect(candle).toMatchObject(told.get(candle.openTimeMs) ?? {});
    }
  });

  it('trade ids run on by ones, over the start and over our own trades', () => {
    const { core, trades, moveTo } = coreAt(6);
    const before = core.recentTrades('BTC-USDT', 500);
    moveTo(START_MS + 3 * MINUTE_MS);
    core.tradeAt('BTC-USDT', '1000', '0.5', 'buy');
    moveTo(START_MS + 5 * MINUTE_MS);
    const ids = [...before, ...trades.filter(({ symbol }) => symbol === 'BTC-USDT')].map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
    expect(before).toHaveLength(500);
  });

  it('history is the same whoever was there: live, later, and in longer candles', () => {
    const { core, moveTo } = coreAt(7);
    moveTo(START_MS + 70 * MINUTE_MS, 20_000);
    const later = coreAt(7, START_MS + 5_000 * MINUTE_MS).core;
    const fromMs = Math.floor(START_MS / 3_600_000) * 3_600_000;
    const toMs = fromMs + 70 * MINUTE_MS;
    const live = core.minutes('BTC-USDT', fromMs, toMs);
    expect(later.minutes('BTC-USDT', fromMs, toMs)).toEqual(live);
    const [hour] = later.candles('BTC-USDT', [fromMs, fromMs + 60 * MINUTE_MS]);
    const members = live.slice(0, 60);
    expect(hour).toMatchObject({ open: members[0]?.open, close: members[59]?.close });
    expect(hour?.trades).toBe(members.reduce((sum, { trades }) => sum + trades, 0));
    expect(toAmount(hour?.volume ?? '')).toBe(members.reduce((sum, { volume }) => sum + toAmount(volume), 0n));
  });

  it('a clock that jumps makes history of what lies between', () => {
    const { core, moveTo } = coreAt(8);
    moveTo(START_MS + MINUTE_MS);
    core.tradeAt('BTC-USDT', '50000', '1', 'buy');
    const jumped = START_MS + 26 * 3_600_000;
    moveTo(jumped, jumped);
    const other = coreAt(8, jumped).core;
    const fromMs = Math.floor(START_MS / MINUTE_MS + 5) * MINUTE_MS;
    const strip = (candles: readonly CoreCandle[]) => candles.map(({ firstTradeId: _, ...candle }) => candle);
    expect(strip(core.minutes('BTC-USDT', fromMs, jumped))).toEqual(strip(other.minutes('BTC-USDT', fromMs, jumped)));
    const spiked = core.minutes('BTC-USDT', START_MS, START_MS + 2 * MINUTE_MS);
    expect(spiked.some(({ low }) => low === '50000')).toBe(true);
  });

  it('a thin market has one minute in each hour without a trade', () => {
    const { core } = coreAt(9);
    const fromMs = Date.UTC(2024, 2, 1);
    for (let hour = 0; hour < 5; hour++) {
      const at = fromMs + hour * 3_600_000;
      expect(core.minutes('ADA-USD', at, at + 3_600_000)).toHaveLength(59);
      expect(core.minutes('BTC-USD', at, at + 3_600_000)).toHaveLength(60);
    }
  });

  it('book changes, applied one by one, give the book; their ids have no hole; it is never crossed', () => {
    const { core, books, moveTo } = coreAt(10);
    const start = core.book('BTC-USDT', 1_000);
    const sides = { bid: new Map(start.bids), ask: new Map(start.asks) };
    moveTo(START_MS + 2 * MINUTE_MS, 250);
    const order = { timeInForce: 'IOC', postOnly: false, price: null, stopPrice: null, quoteQuantity: null } as const;
    core.place({ ...order, clientOrderId: 'a', symbol: 'BTC-USDT', side: 'sell', type: 'market', quantity: '1.5' });
    let id = start.lastUpdateId;
    for (const book of books.filter(({ symbol }) => symbol === 'BTC-USDT')) {
      expect(book.firstUpdateId).toBe(id + 1);
      expect(book.lastUpdateId).toBe(id + book.changes.length);
      id = book.lastUpdateId;
      for (const { side, price, quantity } of book.changes) {
        if (quantity === '0') sides[side].delete(price);
        else sides[side].set(price, quantity);
      }
    }
    const end = core.book('BTC-USDT', 1_000);
    expect(id).toBe(end.lastUpdateId);
    expect(new Map(end.bids)).toEqual(sides.bid);
    expect(new Map(end.asks)).toEqual(sides.ask);
    expect(toAmount(end.bids[0]?.[0] ?? '')).toBeLessThan(toAmount(end.asks[0]?.[0] ?? ''));
  });

  it('two exchanges of one seed tell the same, of two seeds they differ', () => {
    const runs = [coreAt(3), coreAt(3), coreAt(4)];
    for (const { moveTo } of runs) moveTo(START_MS + MINUTE_MS);
    expect(runs[0]?.trades).toEqual(runs[1]?.trades);
    expect(runs[0]?.books).toEqual(runs[1]?.books);
    expect(runs[0]?.trades).not.toEqual(runs[2]?.trades);
  });
});
