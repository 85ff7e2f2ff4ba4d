import { unitsToText } from '../../core/amount.ts';
import type { BookChange, CoreEvent } from '../../core/core-types.ts';
import type { BinanceDesk } from '../binance-desk.ts';
import { depthMessage } from './market-messages.ts';

type BookEvent = Extract<CoreEvent, { kind: 'book' }>;

/** Book changes since the last message, one per price: the latest. */
export class DepthStream {
  readonly #desk: BinanceDesk;
  readonly #symbol: string;
  readonly #changes = new Map<string, BookChange>();
  #first = 0;
  #last = 0;

  constructor(desk: BinanceDesk, symbol: string) {
    this.#desk = desk;
    this.#symbol = symbol;
  }

  add(event: BookEvent): void {
    if (this.#changes.size === 0) this.#first = event.firstUpdateId;
    this.#last = event.lastUpdateId;
    for (const change of event.changes) this.#changes.set(`${change.side}${change.price}`, change);
  }

  flush(tell: (message: unknown) => void): void {
    if (this.#changes.size === 0) return;
    const changes = [...this.#changes.values()];
    this.#changes.clear();
    const { faults } = this.#desk;
    if (faults.strike('depthSkipped', this.#symbol)) return;
    if (faults.strike('depthZeroUnknown', this.#symbol)) changes.push(this.#unknownLevel());
    tell(depthMessage(this.#symbol, { first: this.#first, last: this.#last, changes }, this.#desk.core.nowMs()));
  }

  /** The deletion of a level nobody was told of. */
  #unknownLevel(): BookChange {
    return { symbol: this.#symbol, side: 'bid', price: unitsToText(1, 8), quantity: '0' };
  }
}
