import { defineNestedAverage } from './nested-average.ts';

/**
 * Triple exponential moving average: 3 × e1 − 3 × e2 + e3, each the EMA of the one before. `tradingview` (its built-in
 * script) starts each when the one before has `period` values, `stock-indicators` all with the first SMA, 2 × (period − 1)
 * candles earlier.
 */
export const tema = defineNestedAverage('tema', 'Triple exponential moving average', 3);
