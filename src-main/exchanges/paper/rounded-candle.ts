import type { Candle } from '../../model/candle.ts';
import { divideHalfUp } from '../../model/decimal.ts';
import type { Price } from '../../model/money.ts';
import { priceFromNumber, priceToNumber } from '../../model/money.ts';

/** The candle with its prices on the nearest tick, half up. */
export function roundedToTick(candle: Candle, tick: Price): Candle {
  const round = (price: number): number => priceToNumber((divideHalfUp(priceFromNumber(price), tick) * tick) as Price);
  return {
    openTimeMs: candle.openTimeMs,
    open: round(candle.open),
    high: round(candle.high),
    low: round(candle.low),
    close: round(candle.close),
    volume: candle.volume,
  };
}
