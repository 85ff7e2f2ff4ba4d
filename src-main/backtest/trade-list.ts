import { divideHalfUp } from '../model/decimal.ts';
import type { Money, Price, Quantity } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';

/**
 * The round trips of a run. An exit that fills in parts is one exit: what its parts closed of one entry is one trade, at
 * the average price of the parts, or counts and win rates would tell of the liquidity instead of the strategy.
 */
export class TradeList {
  readonly #trades: ClosedTrade[] = [];
  #exitOrderId = '';
  /** Where the trades of the exit that is filling begin. */
  #exitFrom = 0;

  get trades(): readonly ClosedTrade[] {
    return this.#trades;
  }

  /** The next trades are closed by a fill of this order. */
  beginFill(clientOrderId: string): void {
    if (clientOrderId === this.#exitOrderId) return;
    this.#exitOrderId = clientOrderId;
    this.#exitFrom = this.#trades.length;
  }

  add(trade: ClosedTrade): void {
    for (let index = this.#exitFrom; index < this.#trades.length; index++) {
      const known = this.#trades[index] as ClosedTrade;
      if (!isSameEntry(known, trade)) continue;
      this.#trades[index] = joined(known, trade);
      return;
    }
    this.#trades.push(trade);
  }
}

function isSameEntry(a: ClosedTrade, b: ClosedTrade): boolean {
  return a.entryTimeMs === b.entryTimeMs && a.entryTag === b.entryTag && a.side === b.side && a.botId === b.botId;
}

function joined(a: ClosedTrade, b: ClosedTrade): ClosedTrade {
  const average = (first: Price, second: Price): Price =>
    divideHalfUp(first * a.quantity + second * b.quantity, a.quantity + b.quantity) as Price;
  return {
    ...b,
    entryPrice: average(a.entryPrice, b.entryPrice),
    exitPrice: average(a.exitPrice, b.exitPrice),
    quantity: (a.quantity + b.quantity) as Quantity,
    fee: (a.fee + b.fee) as Money,
    profit: (a.profit + b.profit) as Money,
  };
}
