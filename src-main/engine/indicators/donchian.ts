import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { highestColumn, lowestColumn, middleColumn, shiftLater } from './kernels/rolling-extreme-column.ts';
import { RollingRange } from './kernels/rolling-range.ts';
import { definitionParameter, periodParameter } from './parameters.ts';

const params = z.strictObject({
  period: periodParameter(20),
  definition: definitionParameter('tradingview counts the current candle; stock-indicators only the ones before it.'),
});

/**
 * Donchian channel: upper = highest high, lower = lowest low over `period`, middle their mean. TradingView's built-in
 * counts the current candle; Stock.Indicators ends with the one before, so that a close can lie outside.
 */
export const donchian = defineIndicator<z.infer<typeof params>>({
  name: 'donchian',
  title: 'Donchian channel',
  outputs: ['middle', 'upper', 'lower'],
  pane: 'price',
  params,
  warmUp: ({ period, definition }) => (definition === 'tradingview' ? period - 1 : period),
  series({ high, low }, { period, definition }) {
    const upper = highestColumn(high, 0, period);
    const lower = lowestColumn(low, 0, period);
    const columns = [middleColumn(upper, lower), upper, lower];
    if (definition !== 'tradingview') for (const column of columns) shiftLater(column, 1);
    return columns;
  },
  step({ period, definition }) {
    const window = new RollingRange(period);
    const countsCurrent = definition === 'tradingview';
    return {
      update(candle, out) {
        if (countsCurrent) window.next(candle);
        out[0] = window.middle;
        out[1] = window.highest;
        out[2] = window.lowest;
        if (!countsCurrent) window.next(candle);
      },
    };
  },
});
