import type { BinanceDesk } from '../binance-desk.ts';
import { openOf, shiftOpen } from '../intervals.ts';
import { klinesOf } from '../klines.ts';
import { klineMessage } from './market-messages.ts';

type Tell = (message: unknown) => void;

/** After a jump of the clock only the latest candles are closed over the stream. */
const MOST_CLOSED_AT_ONCE = 3;

/** One symbol and interval: the forming candle on a rhythm, each candle once more when it closes. */
export class KlineStream {
  readonly #desk: BinanceDesk;
  readonly #symbol: string;
  readonly #interval: string;
  #open: number;

  constructor(desk: BinanceDesk, topic: { readonly symbol: string; readonly interval: string }) {
    this.#desk = desk;
    this.#symbol = topic.symbol;
    this.#interval = topic.interval;
    this.#open = openOf(topic.interval, desk.core.nowMs());
  }

  tick(nowMs: number, isBeat: boolean, tell: Tell): void {
    const open = openOf(this.#interval, nowMs);
    if (open < this.#open) this.#open = open;
    const oldest = shiftOpen(this.#interval, open, -MOST_CLOSED_AT_ONCE);
    for (let at = Math.max(this.#open, oldest); at < open; at = shiftOpen(this.#interval, at, 1)) this.#close(at, tell);
    this.#open = open;
    if (isBeat) tell(this.#message(open, false));
  }

  #close(openMs: number, tell: Tell): void {
    const { faults } = this.#desk;
    if (faults.strike('klineCloseMissing', this.#symbol)) return;
    const message = this.#message(openMs, true);
    const late = faults.strike('klineCloseLate', this.#symbol);
    if (late) setTimeout(() => tell(message), Number(late.value ?? 3_000)).unref();
    else tell(message);
  }

  #message(openMs: number, isClosed: boolean): unknown {
    const range = { startMs: openMs, endMs: undefined, limit: 1 };
    const [candle] = klinesOf(this.#desk.core, this.#symbol, this.#interval, range);
    if (!candle) throw new Error(`no candle of ${this.#symbol} at ${openMs}`);
    return klineMessage(this.#symbol, this.#interval, candle, { isClosed, nowMs: this.#desk.core.nowMs() });
  }
}
