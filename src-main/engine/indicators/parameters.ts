import { z } from 'zod';
import { PRICE_SOURCES } from './price-source.ts';

/** The parameters indicators share, each with default, range and the words of its form field. */

const LONGEST_PERIOD = 10_000;

/** A number of candles, 1 to 10,000 unless a lower bound is given. */
export function periodParameter(defaultPeriod: number, title = 'Period', shortest = 1) {
  return z
    .int()
    .min(shortest)
    .max(LONGEST_PERIOD)
    .default(defaultPeriod)
    .meta({ title, description: `Number of candles, ${shortest} to ${LONGEST_PERIOD}.` });
}

/** The price (or volume) the indicator reads. */
export function sourceParameter(defaultSource: (typeof PRICE_SOURCES)[number] = 'close') {
  return z
    .enum(PRICE_SOURCES)
    .default(defaultSource)
    .meta({ title: 'Source', description: 'What is read of each candle; hl2 is (high + low) / 2, and so on.' });
}

/** A factor such as the width of a band. */
export function factorParameter(defaultFactor: number, title: string, description: string) {
  return z.number().min(0).max(1000).default(defaultFactor).meta({ title, description });
}

/** Which reference the numbers follow, where two good ones differ. `difference` says in what. */
export function definitionParameter(difference: string) {
  return z
    .enum(['tradingview', 'stock-indicators'])
    .default('tradingview')
    .meta({ title: 'Definition', description: difference });
}

/** When the day of a calendar period rolls. */
export function sessionStartParameter() {
  return z
    .int()
    .min(0)
    .max(1439)
    .default(0)
    .meta({ title: 'Session start', description: 'Minutes after 00:00 UTC at which the day rolls, 0 to 1439.' });
}
