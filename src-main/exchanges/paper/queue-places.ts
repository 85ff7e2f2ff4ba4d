import type { OrderBook } from '../../model/market-trade.ts';
import { isReached } from './limit-model.ts';
import type { MatchRules } from './match.ts';
import { acrossSpread } from './match.ts';
import { advanceQueue, shrinkQueue, volumeAtLevel, volumeAtOnePrice } from './queue.ts';
import type { RestingOrder } from './resting-order.ts';

/** What a message tells of trading: a bar's range, or one trade as a range of one price. */
export type TradedRange = {
  readonly high: number;
  readonly low: number;
  readonly volume: number;
  /** Of a single trade; null for a bar, where both sides took. */
  readonly takerSide: 'buy' | 'sell' | null;
};

export type QueueView = {
  readonly shareAhead: number;
  readonly rules: MatchRules;
  readonly book: OrderBook | null;
  readonly tick: number;
};

/** Moves a resting limit on in its queue by what a message tells; a model of `limits: queue`. */
export function moveInQueue(resting: RestingOrder, traded: TradedRange, view: QueueView): void {
  const { order, priceNumber, reach } = resting;
  const { side } = order;
  const level = view.book === null ? Number.NaN : volumeAtLevel(view.book, side, priceNumber);
  if (Number.isNaN(resting.ahead)) resting.ahead = Number.isNaN(level) ? traded.volume * view.shareAhead : level;
  else resting.ahead = shrinkQueue(resting.ahead, level);
  const seen = acrossSpread(side, side === 'buy' ? traded.low : traded.high, view.rules.halfSpread);
  resting.fillable = 0;
  if (isReached(side, seen, reach)) {
    resting.ahead = 0;
    resting.fillable = Number.POSITIVE_INFINITY;
  } else if (isReached(side, seen, { price: priceNumber, inclusive: true })) {
    const volume = volumeForUs(traded, side, view.tick);
    const place = advanceQueue(resting.ahead, volume);
    resting.ahead = place.ahead;
    resting.fillable = place.fillable;
  }
}

/** A trade in which the taker was on our own side took nothing from our queue. */
function volumeForUs(traded: TradedRange, side: 'buy' | 'sell', tick: number): number {
  if (traded.takerSide === null) return volumeAtOnePrice(traded, tick);
  return traded.takerSide === side ? 0 : traded.volume;
}
