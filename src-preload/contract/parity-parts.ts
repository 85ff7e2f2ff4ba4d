/** What a gap between reality and backtest is made of, in the order they are shown. The window reads it without a schema library. */
export const PARITY_PARTS = [
  'signal',
  'timing',
  'spreadAndSlippage',
  'fees',
  'missedFills',
  'size',
  'remainder',
] as const;
export type ParityPart = (typeof PARITY_PARTS)[number];
