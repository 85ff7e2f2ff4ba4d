import type { Candle } from '../../../model/candle.ts';

/** Volume × ((close − low) − (high − close)) ÷ (high − low): all of it at the high, none in the middle; 0 without a range. */
export function moneyFlowVolume({ high, low, close, volume }: Candle): number {
  const range = high - low;
  return range === 0 ? 0 : ((close - low - (high - close)) / range) * volume;
}
