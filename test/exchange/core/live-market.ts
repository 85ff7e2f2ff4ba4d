import { amountToUnits, unitsToText } from './amount.ts';
import type { CoreCandle, CoreTrade, MarketStatus } from './core-types.ts';
import { LiveBook } from './live-book.ts';
import { LiveCandles } from './live-candles.ts';
import type { SeededMarket } from './markets.ts';
import { createPricePath, type PricePath } from './price-path.ts';
import { MINUTE_MS, type SeededTrade, tradesBefore, tradesOf } from './seeded-trades.ts';

const KEPT_TRADES = 2_000;
const KEPT_DRIVEN = 100;
/** A clock that jumps further than this is followed in silence: what lies between is history at once. */
const TOLD_GAP_MS = 300_000;

/** Price and quantity in the market's units. */
export type ToldTrade = {
  readonly price: number;
  readonly quantity: number;
  readonly isSell: boolean;
  readonly timeMs: number;
};

/** One market from its start on: what the seed says, and what happened besides. */
export class LiveMarket {
  readonly market: SeededMarket;
  readonly book: LiveBook;
  status: MarketStatus = 'trading';
  /** Somebody else tells its trades: the seed's do not happen any more. */
  isDriven = false;
  readonly #path: PricePath;
  readonly #candles: LiveCandles;
  #told: (ToldTrade & { readonly id: number })[] = [];
  #nextId = 0;
  #atMs: number;
  #lastPrice = 0;
  #lastSeededPrice = 0;

  constructor(market: SeededMarket, nowMs: number) {
    this.market = market;
    this.#path = createPricePath(market);
    this.#candles = new LiveCandles(market, this.#path);
    this.book = new LiveBook(market, Math.floor(nowMs / 100));
    this.#atMs = nowMs;
    this.#begin(0);
    this.book.layOut(this.#lastPrice, this.bookStep);
  }

  /** What the book stands round: a single trade from outside does not move it. */
  get lastSeededPrice(): number {
    return this.#lastSeededPrice;
  }

  /** Units of the latest trade. */
  get lastPrice(): number {
    return this.#lastPrice;
  }

  get bookStep(): number {
    return Math.floor(this.#atMs / this.market.bookStepMs);
  }

  /** Moves on; returns the seeded trades since, which are to be matched and told one by one. */
  moveTo(nowMs: number): SeededTrade[] {
    const fromMs = this.#atMs;
    if (nowMs <= fromMs) return [];
    this.#atMs = nowMs;
    if (this.isDriven) {
      this.#lastSeededPrice = this.#lastPrice;
      return [];
    }
    if (nowMs - fromMs <= TOLD_GAP_MS) {
      const trades = this.#seeded(fromMs + 1, nowMs + 1);
      this.#lastSeededPrice = trades.at(-1)?.price ?? this.#lastSeededPrice;
      return trades;
    }
    this.#candles.leave(fromMs);
    const extra = this.#nextId - this.#seededBefore(fromMs + 1);
    this.#told = [];
    this.#begin(extra);
    return [];
  }

  /** A trade happened: it enters the candles and the tape. */
  tell(trade: ToldTrade): CoreTrade {
    return this.#toTrade(this.record(trade), trade);
  }

  /** The same, for who needs only its id. */
  record(trade: ToldTrade): number {
    const id = this.#nextId++;
    this.#candles.add(trade, id);
    this.#lastPrice = trade.price;
    this.#told.push({ ...trade, id });
    const most = this.isDriven ? KEPT_DRIVEN : KEPT_TRADES;
    if (this.#told.length > most * 2) this.#told = this.#told.slice(-most);
    return id;
  }

  candles(edgesMs: readonly number[]): CoreCandle[] {
    return this.#candles.between(edgesMs, this.#atMs + 1);
  }

  /** Oldest first. */
  recentTrades(limit: number): CoreTrade[] {
    const told = this.#told.slice(-limit);
    const trades = told.map((trade) => this.#toTrade(trade.id, trade));
    if (told.length < limit) trades.unshift(...this.#olderTrades(limit - told.length));
    return trades;
  }

  /** Units of an amount at 1e-12. */
  units(amount: bigint, of: 'price' | 'quantity'): number {
    return amountToUnits(amount, of === 'price' ? this.market.pricePlaces : this.market.quantityPlaces);
  }

  #begin(extraTrades: number): void {
    const minute = Math.floor(this.#atMs / MINUTE_MS);
    const told = this.#seeded(minute * MINUTE_MS, this.#atMs + 1);
    this.#nextId = tradesBefore(this.market, minute) + told.length + extraTrades;
    this.#lastPrice = told.at(-1)?.price ?? this.#path.openOf(minute);
    this.#lastSeededPrice = this.#lastPrice;
    this.#candles.enter(this.#atMs);
  }

  #seededBefore(timeMs: number): number {
    const minute = Math.floor(timeMs / MINUTE_MS);
    return tradesBefore(this.market, minute) + this.#seeded(minute * MINUTE_MS, timeMs).length;
  }

  #seeded(fromMs: number, toMs: number): SeededTrade[] {
    const trades: SeededTrade[] = [];
    for (let minute = Math.floor(fromMs / MINUTE_MS); minute * MINUTE_MS < toMs; minute++) {
      for (const trade of tradesOf(this.market, this.#path, minute)) {
        if (trade.timeMs >= fromMs && trade.timeMs < toMs) trades.push(trade);
      }
    }
    return trades;
  }

  #olderTrades(count: number): CoreTrade[] {
    const beforeId = this.#told[0]?.id ?? this.#nextId;
    const beforeMs = this.#candles.sinceMs + 1;
    let older: SeededTrade[] = [];
    for (
      let minute = Math.floor(beforeMs / MINUTE_MS);
      older.length < count && tradesBefore(this.market, minute) > 0;
      minute--
    ) {
      older = [...tradesOf(this.market, this.#path, minute).filter((trade) => trade.timeMs < beforeMs), ...older];
    }
    const kept = older.slice(-count);
    return kept.map((trade, index) => this.#toTrade(beforeId - kept.length + index, trade));
  }

  #toTrade(id: number, trade: ToldTrade): CoreTrade {
    const { spec, pricePlaces, quantityPlaces } = this.market;
    return {
      id,
      symbol: spec.symbol,
      price: unitsToText(trade.price, pricePlaces),
      quantity: unitsToText(trade.quantity, quantityPlaces),
      takerSide: trade.isSell ? 'sell' : 'buy',
      timeMs: trade.timeMs,
    };
  }
}
