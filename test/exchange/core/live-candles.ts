import { addBar, addTrade, type Bar, emptyBar, toCandle } from './bar.ts';
import type { CoreCandle } from './core-types.ts';
import { createHistory, type History } from './history.ts';
import type { SeededMarket } from './markets.ts';
import type { PricePath } from './price-path.ts';
import { MINUTE_MS } from './seeded-trades.ts';

type Told = { readonly price: number; readonly quantity: number; readonly isSell: boolean; readonly timeMs: number };

/** Candles as they were told: minutes in which a trade was told keep what was told; the others are as the seed says. */
export class LiveCandles {
  readonly #market: SeededMarket;
  readonly #history: History;
  readonly #told = new Map<number, Bar>();
  #sinceMs = 0;

  constructor(market: SeededMarket, path: PricePath) {
    this.#market = market;
    this.#history = createHistory(market, path);
  }

  /** Trades are told after this; those before are the seed's alone. */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  enter(nowMs: number): void {
    this.#sinceMs = nowMs;
  }

  /** The clock jumps away from here: the rest of this minute is the seed's. */
  leave(nowMs: number): void {
    const minute = Math.floor(nowMs / MINUTE_MS);
    const bar = this.#told.get(minute);
    if (bar) addBar(bar, this.#history.barOf(nowMs + 1, (minute + 1) * MINUTE_MS));
  }

  add(trade: Told, id: number): void {
    const bar = this.#barOf(Math.floor(trade.timeMs / MINUTE_MS));
    if (bar.trades === 0) bar.firstTradeId = id;
    addTrade(bar, trade.price, trade.quantity, trade.isSell);
  }

  between(edgesMs: readonly number[], endMs: number): CoreCandle[] {
    const candles: CoreCandle[] = [];
    for (let index = 0; index + 1 < edgesMs.length; index++) {
      const fromMs = edgesMs[index] ?? 0;
      const toMs = edgesMs[index + 1] ?? 0;
      // Parts of a minute are the seed's alone: told minutes are kept whole.
      const isWhole = fromMs % MINUTE_MS === 0 && toMs % MINUTE_MS === 0;
      const bar = this.#sum(fromMs, Math.min(toMs, endMs), isWhole);
      if (bar.trades > 0) candles.push(toCandle(bar, fromMs, this.#market));
    }
    return candles;
  }

  #barOf(minute: number): Bar {
    let bar = this.#told.get(minute);
    if (!bar) {
      const isEntered = Math.floor(this.#sinceMs / MINUTE_MS) === minute;
      bar = isEntered ? this.#history.barOf(minute * MINUTE_MS, this.#sinceMs + 1) : emptyBar();
      this.#told.set(minute, bar);
    }
    return bar;
  }

  #sum(fromMs: number, toMs: number, isWhole: boolean): Bar {
    const bar = emptyBar();
    let atMs = fromMs;
    for (const minute of isWhole ? this.#toldMinutes(fromMs, toMs) : []) {
      addBar(bar, this.#history.barOf(atMs, minute * MINUTE_MS));
      addBar(bar, this.#told.get(minute) ?? emptyBar());
      atMs = (minute + 1) * MINUTE_MS;
    }
    addBar(bar, this.#history.barOf(atMs, toMs));
    return bar;
  }

  #toldMinutes(fromMs: number, toMs: number): number[] {
    const minutes: number[] = [];
    for (const minute of this.#told.keys()) {
      if (minute * MINUTE_MS >= fromMs && minute * MINUTE_MS < toMs) minutes.push(minute);
    }
    return minutes.sort((a, b) => a - b);
  }
}
