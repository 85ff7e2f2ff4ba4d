import type { CandleColumns } from '../model/candle.ts';
import type { Instrument } from '../model/instrument.ts';
import { PRICE_SCALE, priceFromText } from '../model/money.ts';
import type { VenueSettings } from './venue-settings.ts';

/** Rows that are looked at; prices of a file have their decimals from the start. */
const ROWS = 5000;

/** Whether fills depend on how large a tick is. */
export function countsInTicks({ limits, slippage, roundToTick }: VenueSettings): boolean {
  const ofLimits = limits?.kind === 'queue' || (limits?.kind === 'penetration' && limits.ticks > 0);
  return ofLimits || slippage?.kind === 'ticks' || roundToTick === true;
}

/** The instrument with a tick of the last decimal place that its candles' prices use. */
export function withTickOf(instrument: Instrument, { open, high, low, close }: CandleColumns): Instrument {
  let places = 0;
  for (const column of [open, high, low, close]) {
    for (const price of column.subarray(0, ROWS)) places = Math.max(places, placesOf(price));
  }
  return { ...instrument, tick: priceFromText(`1e-${places}`) };
}

function placesOf(price: number): number {
  const [digits = '', exponent = '0'] = String(price).split('e');
  const places = (digits.split('.')[1]?.length ?? 0) - Number(exponent);
  return Math.min(Math.max(places, 0), PRICE_SCALE);
}
