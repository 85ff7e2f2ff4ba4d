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
