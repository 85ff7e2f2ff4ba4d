import { z } from 'zod';
import { defineIndicator, type IndicatorDefinition } from './indicator.ts';
import { Delay } from './kernels/delay.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

type Settings = {
  readonly name: string;
  readonly title: string;
  readonly defaultPeriod: number;
  /** As it is, in the price's unit, or in percent of the price then (0 where that is 0). */
  readonly unit: 'price' | 'percent';
};

/** What momentum and the rate of change are: the price's change over `period` candles. */
export function definePriceChange({ name, title, defaultPeriod, unit }: Settings): IndicatorDefinition {
  const params = z.strictObject({ period: periodParameter(defaultPeriod), source: sourceParameter() });
  const isRelative = unit === 'percent';
  return defineIndicator<z.infer<typeof params>>({
    name,
    title,
    outputs: [name],
    pane: 'own',
    params,
    warmUp: ({ period }) => period,
    series: (candles, { period, source }) => [changeColumn(priceColumn(candles, source), period, isRelative)],
    step({ period, source }) {
      const delay = new Delay(period);
      return {
        update(candle, out) {
          const price = priceOf(candle, source);
          const ago = delay.next(price);
          if (isRelative) out[0] = ago === 0 ? 0 : (100 * (price - ago)) / ago;
          else out[0] = price - ago;
        },
      };
    },
  });
}

function changeColumn(prices: Float64Array, period: number, isRelative: boolean): Float64Array {
  const length = prices.length;
  const out = new Float64Array(length).fill(Number.NaN, 0, Math.min(period, length));
  for (let i = period; i < length; i++) out[i] = (prices[i] as number) - (prices[i - period] as number);
  for (let i = period; i < length && isRelative; i++) {
    const ago = prices[i - period] as number;
    out[i] = ago === 0 ? 0 : (100 * (out[i] as number)) / ago;
  }
  return out;
}
