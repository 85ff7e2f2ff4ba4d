/** How a chart draws its candles. A file of its own: the window needs the names and not the schema library. */
export const CHART_KINDS = ['candles', 'hollow', 'heikinAshi', 'line'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** More lines than a person follows. */
export const MOST_COMPARED = 6;

/** What a person draws on a chart. */
export const DRAWING_KINDS = ['trendLine', 'horizontal', 'rectangle', 'fibonacci', 'measure'] as const;
export type DrawingKind = (typeof DRAWING_KINDS)[number];

/** Which way a price must come for an alert to fire. */
export const ALERT_DIRECTIONS = ['either', 'up', 'down'] as const;
export type AlertDirection = (typeof ALERT_DIRECTIONS)[number];

/** Whether an alert is done with after it fired, or goes on. */
export const ALERT_REPEATS = ['once', 'everyTime'] as const;
export type AlertRepeats = (typeof ALERT_REPEATS)[number];

export const LONGEST_ALERT_NOTE = 200;
