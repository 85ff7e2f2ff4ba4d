import type { OrderBook } from '../../model/market-trade.ts';
import type { Side } from '../../model/order.ts';

/**
 * Where a resting limit stands in the queue at its price. Model: hftbacktest's `RiskAverseQueueModel` – what stands ahead
 * at arrival shrinks only by what trades at the price, or when the whole level has become smaller than that; what trades
 * beyond it is ours. Nautilus' `queue_position` counts the same way. Quantities in base asset, float64: a model, not money.
 */
export type QueuePlace = {
  /** Ahead of us; NaN while nobody knows. */
  readonly ahead: number;
  /** What of the message just seen reaches us. */
  readonly fillable: number;
};

/** What the book says stands at the price on the order's own side; NaN where the book does not reach that far. */
export function volumeAtLevel(book: OrderBook, side: Side, price: number): number {
  const { prices, quantities } = side === 'buy' ? book.bids : book.asks;
  const last = prices[prices.length - 1];
  if (last === undefined || (side === 'buy' ? price < last : price > last)) return Number.NaN;
  const index = prices.indexOf(price);
  return index < 0 ? 0 : (quantities[index] as number);
}

/** The level as a whole is no longer than `levelVolume`: nobody ahead of us can be more. NaN says nothing. */
export function shrinkQueue(ahead: number, levelVolume: number): number {
  return levelVolume < ahead ? levelVolume : ahead;
}

/** `traded` at our price: first those ahead of us, then we. */
export function advanceQueue(ahead: number, traded: number): QueuePlace {
  const left = ahead - traded;
  return left >= 0 ? { ahead: left, fillable: 0 } : { ahead: 0, fillable: -left };
}

/**
 * How much of a bar's volume traded at one price, were it spread evenly over the bar's ticks:
 * volume × tick ÷ (high − low + tick). A bar tells no more than that.
 */
export function volumeAtOnePrice(bar: { high: number; low: number; volume: number }, tick: number): number {
  return (bar.volume * tick) / (bar.high - bar.low + tick);
}
