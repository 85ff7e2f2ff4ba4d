import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { defineIndicator } from './indicator.ts';
import { borrowColumn, returnColumn } from './kernels/borrowed-column.ts';
import { Delay } from './kernels/delay.ts';
import { RollingSum, rollingSumColumn } from './kernels/rolling-sum.ts';
import { definitionParameter, periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({
  period: periodParameter(14),
  source: sourceParameter('hlc3'),
  definition: definitionParameter(
    'tradingview counts the first candle as rise and fall alike; stock-indicators starts with the first change.',
  ),
});

/**
 * Money flow index, 0 to 100: 100 × Σ flow of rises ÷ Σ flow of rises and falls, flow = price × volume, over `period`.
 * TradingView ta.mfi, whose first candle has no change and counts on both sides (first value at index period − 1);
 * Stock.Indicators' first value is at index period. 100 where nothing flowed down.
 */
export const mfi = defineIndicator<z.infer<typeof params>>({
  name: 'mfi',
  title: 'Money flow index',
  outputs: ['mfi'],
  pane: 'own',
  params,
  warmUp: ({ period, definition }) => (definition === 'tradingview' ? period - 1 : period),
  series: (candles, settings) => [mfiColumn(candles, settings)],
  step({ period, source, definition }) {
    const delay = new Delay(1);
    const rises = new RollingSum(period);
    const falls = new RollingSum(period);
    const countsFirst = definition === 'tradingview';
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const before = delay.next(price);
        out[0] = Number.NaN;
        const isFirst = Number.isNaN(before);
        if (isFirst && !countsFirst) return;
        const flow = price * candle.volume;
        const up = rises.next(isFirst || price > before ? flow : 0);
        const down = falls.next(isFirst || price < before ? flow : 0);
        const total = up + down;
        out[0] = total === 0 ? 100 : 100 * (up / total);
      },
    };
  },
});

function mfiColumn(candles: CandleColumns, { period, source, definition }: z.infer<typeof params>): Float64Array {
  const prices = priceColumn(candles, source);
  const length = prices.length;
  const from = definition === 'tradingview' ? 0 : 1;
  const [rises, falls] = [borrowColumn(length), borrowColumn(length)];
  let before = prices[0] as number;
  if (length > 0) rises[0] = falls[0] = before * (candles.volume[0] as number);
  for (let i = 1; i < length; i++) {
    const price = prices[i] as number;
    const flow = price * (candles.volume[i] as number);
    rises[i] = Number(price > before) * flow;
    falls[i] = Number(price < before) * flow;
    before = price;
  }
  const out = rollingSumColumn(rises, from, period);
  const down = rollingSumColumn(falls, from, period);
  for (const column of [rises, falls]) returnColumn(column);
  for (let i = from + period - 1; i < length; i++) {
    const up = out[i] as number;
    const total = up + (down[i] as number);
    out[i] = total === 0 ? 100 : 100 * (up / total);
  }
  return out;
}
