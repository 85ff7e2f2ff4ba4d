import { definePriceChange } from './price-change.ts';

/**
 * Rate of change: 100 × (price − price `period` candles ago) ÷ that price, in percent. TradingView ta.roc; 0 where that
 * price is 0.
 */
export const roc = definePriceChange({ name: 'roc', title: 'Rate of change', defaultPeriod: 9, unit: 'percent' });
