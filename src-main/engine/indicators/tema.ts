import { z } from 'zod';
import { emaWeight } from './kernels/exponential-average.ts';
import { NestedAverages } from './kernels/nested-averages.ts';
import { definitionParameter, periodParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  period: periodParameter(20),
  source: sourceParameter(),
  definition: definitionParameter('tradingview seeds each EMA with its own SMA; stock-indicators all with the first.'),
});

/**
 * Triple exponential moving average: 3 × e1 − 3 × e2 + e3, each the EMA of the one before. `tradingview` (its built-in script) starts
 * each when the one before has `period` values, `stock-indicators` all with the first SMA, 2 × (period − 1) candles earlier.
 */
export const tema = defineStepwise<z.infer<typeof params>>({
  name: 'tema',
  title: 'Triple exponential moving average',
  outputs: ['tema'],
  pane: 'price',
  params,
  warmUp: ({ period, definition }) => (definition === 'tradingview' ? 3 : 1) * (period - 1),
  step({ period, source, definition }) {
    const averages = new NestedAverages({
      depth: 3,
      period,
      weight: emaWeight(period),
      sameSeed: definition !== 'tradingview',
    });
    return {
      update(candle, out) {
        averages.incoming = priceOf(candle, source);
        averages.take();
        out[0] = 3 * averages.first - 3 * averages.second + averages.third;
      },
    };
  },
});
