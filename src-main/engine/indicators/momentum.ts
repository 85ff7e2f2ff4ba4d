import { definePriceChange } from './price-change.ts';

/** Momentum: price − price `period` candles ago, in the price's unit. TradingView ta.mom; Stock.Indicators agrees. */
export const momentum = definePriceChange({ name: 'momentum', title: 'Momentum', defaultPeriod: 10, unit: 'price' });
