import type { Candle } from '../../../model/candle.ts';
import { RollingExtreme } from './rolling-extreme.ts';

/** Highest high, lowest low and their mean over the last `period` candles. Feed `next`, read; NaN while warming up. */
export class RollingRange {
  highest = Number.NaN;
  lowest = Number.NaN;
  middle = Number.NaN;
  private readonly highs: RollingExtreme;
  private readonly lows: RollingExtreme;

  constructor(period: number) {
    this.highs = new RollingExtreme(period, 'highest');
    this.lows = new RollingExtreme(period, 'lowest');
  }

  next(candle: Candle): void {
    this.highs.next(candle.high);
    this.lows.next(candle.low);
    this.highest = this.highs.value;
    this.lowest = this.lows.value;
    this.middle = (this.highest + this.lowest) / 2;
  }
}

/** Where a price lies: 0 at `lowest`, 100 at `highest`; 0 where the two are one. */
export function placeInRange(price: number, lowest: number, highest: number): number {
  const range = highest - lowest;
  return range === 0 ? 0 : 100 * ((price - lowest) / range);
}
