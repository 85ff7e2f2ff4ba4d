import { z } from 'zod';
import { CHART_KINDS, MOST_COMPARED } from './chart-kinds.ts';
import { interval, params, shortText, timeMs } from './views.ts';

/** One indicator on a chart; `id` tells two of the same name apart. */
export const indicatorPick = z.strictObject({ id: shortText, name: shortText, params });

export const swingLength = z.int().min(2).max(200);

/** Which parts of the market's structure a chart draws, and how many bars on either side make a swing. */
export const structureSwitches = z.strictObject({
  swings: z.boolean(),
  breaks: z.boolean(),
  orderBlocks: z.boolean(),
  gaps: z.boolean(),
  swingLength,
});

/** One thing to draw; `top` and `bottom` are prices, the same twice for a level. */
export const structureMarkView = z.strictObject({
  kind: z.enum(['swing', 'bos', 'choch', 'orderBlock', 'gap']),
  /** 1 up (a high, bullish), −1 down. */
  direction: z.union([z.literal(1), z.literal(-1)]),
  /** Open time of the bar it stands at. */
  timeMs,
  /** Open time of the bar at whose close it became known. */
  knownMs: timeMs,
  /** Open time of the bar that broke the level or traded into the zone; null while none has. */
  endMs: timeMs.nullable(),
  top: z.number(),
  bottom: z.number(),
});
export type StructureMarkView = z.output<typeof structureMarkView>;

export const structureWindowView = z.strictObject({
  marks: z.array(structureMarkView).readonly(),
  /** There are more than these, which are the newest of each kind. */
  isCut: z.boolean(),
});
export type StructureWindowView = z.output<typeof structureWindowView>;

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
  /** Other instruments laid on it, in percent from the first bar in sight. */
  compares: z.array(shortText).max(MOST_COMPARED).readonly().default([]),
  structure: structureSwitches.default({
    swings: false,
    breaks: false,
    orderBlocks: false,
    gaps: false,
    swingLength: 10,
  }),
});
export type ChartSetup = z.output<typeof chartSetup>;

export const templateName = z.string().trim().min(1).max(60);

/** How a chart looks, whatever it shows: to be put on another one. */
export const chartTemplate = z.strictObject({ name: templateName, kind: chartKind, picks });
export type ChartTemplate = z.output<typeof chartTemplate>;

/** More than anybody keeps apart by name. */
export const MOST_TEMPLATES = 100;
