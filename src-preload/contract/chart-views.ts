import { z } from 'zod';
import { interval, params, shortText } from './views.ts';

/** One indicator on a chart; `id` tells two of the same name apart. */
export const indicatorPick = z.strictObject({ id: shortText, name: shortText, params });

/**
 * Everything a person chose on one chart, as plain data: a layout keeps one of these for each of its charts. What came
 * later than the first version has a default, so that a layout kept by an older version opens.
 */
export const chartSetup = z.strictObject({
  /** null: the first market there is. */
  instrumentId: shortText.nullable(),
  interval,
  picks: z.array(indicatorPick).max(32).readonly(),
  /** Whether the order book and the trades stand beside the chart, where there is room for them. */
  showsMarket: z.boolean(),
  /** Whether the background shows the market's regimes. */
  showsRegimes: z.boolean(),
});
export type ChartSetup = z.output<typeof chartSetup>;
