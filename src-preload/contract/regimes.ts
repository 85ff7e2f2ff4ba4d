/**
 * What state a market is in, in the order of its codes; what each is stands in docs/regime.md. A file of its own: the window
 * needs the names and not the schema library.
 */
export const REGIMES = ['range', 'trendUp', 'trendDown', 'highVolatility', 'crisis'] as const;
export type RegimeName = (typeof REGIMES)[number];
