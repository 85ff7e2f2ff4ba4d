import { z } from 'zod';
import type { IndicatorDefinition } from './indicator.ts';
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

/** What the double (depth 2) and the triple exponential moving average are: see their files for the formulas. */
export function defineNestedAverage(name: string, title: string, depth: 2 | 3): IndicatorDefinition {
  return defineStepwise<z.infer<typeof params>>({
    name,
    title,
    outputs: [name],
    pane: 'price',
    params,
    warmUp: ({ period, definition }) => (definition === 'tradingview' ? depth : 1) * (period - 1),
    step({ period, source, definition }) {
      const sameSeed = definition !== 'tradingview';
      const averages = new NestedAverages({ depth, period, weight: emaWeight(period), sameSeed });
      return {
        update(candle, out) {
          averages.incoming = priceOf(candle, source);
          averages.take();
          const { first, second, third } = averages;
          out[0] = depth === 2 ? 2 * first - second : 3 * first - 3 * second + third;
        },
      };
    },
  });
}
