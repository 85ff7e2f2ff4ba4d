/** How a chart draws its candles. A file of its own: the window needs the names and not the schema library. */
export const CHART_KINDS = ['candles', 'hollow', 'heikinAshi', 'line'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** What a person draws on a chart. */
export const DRAWING_KINDS = ['trendLine', 'horizontal', 'rectangle', 'fibonacci', 'measure'] as const;
export type DrawingKind = (typeof DRAWING_KINDS)[number];
