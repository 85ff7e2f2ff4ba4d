import { z } from 'zod';
import { CHART_KINDS } from './chart-kinds.ts';
import { interval, params, shortText } from './views.ts';

/** One indicator on a chart; `id` tells two of the same name apart. */
export const indicatorPick = z.strictObject({ id: shortText, name: shortText, params });

export const chartKind = z.enum(CHART_KINDS);
const picks = z.array(indicatorPick).max(32).readonly();

/**
 * Everything a person chose on one chart, as plain data: a layout keeps one of these for each of its charts. What came
 * later than the first version has a default, so that a layout kept by an older version opens.
 */
export const chartSetup = z.strictObject({
  /** null: the first market there is. */
  instrumentId: shortText.nullable(),
  interval,
  kind: chartKind.default('candles'),
  picks,
  /** Whether the order book and the trades stand beside the chart, where there is room for them. */
  showsMarket: z.boolean(),
  /** Whether the background shows the market's regimes. */
  showsRegimes: z.boolean(),
});
export type ChartSetup = z.output<typeof chartSetup>;

export const templateName = z.string().trim().min(1).max(60);

/** How a chart looks, whatever it shows: to be put on another one. */
export const chartTemplate = z.strictObject({ name: templateName, kind: chartKind, picks });
export type ChartTemplate = z.output<typeof chartTemplate>;

/** More than anybody keeps apart by name. */
export const MOST_TEMPLATES = 100;
