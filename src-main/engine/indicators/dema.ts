import { defineNestedAverage } from './nested-average.ts';

/**
 * Double exponential moving average: 2 × e1 − e2, each the EMA of the one before. `tradingview` (its built-in script) starts
 * each when the one before has `period` values, `stock-indicators` all with the first SMA, 1 × (period − 1) candles earlier.
 */
export const dema = defineNestedAverage('dema', 'Double exponential moving average', 2);
