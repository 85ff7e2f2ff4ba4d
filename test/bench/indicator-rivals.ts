import type { IndicatorStep } from '../../src-main/engine/indicators/indicator.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import * as loops from './indicator-reference-loops.ts';
import * as steps from './indicator-reference-steps.ts';

/** The loop and the step written by hand that an indicator with default parameters is measured against. */
export type Rival = { readonly name: string; loop(candles: CandleColumns): unknown; step(): IndicatorStep };

export const RIVALS: readonly Rival[] = [
  { name: 'sma', loop: (candles) => loops.smaLoop(candles, 20), step: () => steps.smaStep(20) },
  { name: 'ema', loop: (candles) => loops.emaLoop(candles, 20), step: () => steps.emaStep(20) },
  { name: 'rsi', loop: (candles) => loops.rsiLoop(candles, 14), step: () => steps.rsiStep(14) },
  { name: 'macd', loop: (candles) => loops.macdLoop(candles, 12, 26, 9), step: () => steps.macdStep(12, 26, 9) },
  { name: 'atr', loop: (candles) => loops.atrLoop(candles, 14), step: () => steps.atrStep(14) },
  { name: 'bollinger', loop: (candles) => loops.bollingerLoop(candles, 20, 2), step: () => steps.bollingerStep(20, 2) },
  {
    name: 'stochastic-rsi',
    loop: (candles) => loops.stochasticRsiLoop(candles, 14, 14),
    step: () => steps.stochasticRsiStep(14, 14),
  },
  { name: 'adx', loop: (candles) => loops.adxLoop(candles, 14), step: () => steps.adxStep(14) },
];
