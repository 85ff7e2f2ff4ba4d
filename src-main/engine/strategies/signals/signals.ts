import { adxTrendSignal } from './adx-trend-signal.ts';
import { bollingerSignal } from './bollinger-signal.ts';
import { candlestickPatternSignal } from './candlestick-pattern-signal.ts';
import { macdSignal } from './macd-signal.ts';
import { movingAverageSignal } from './moving-average-signal.ts';
import { regimeSignal } from './regime-signal.ts';
import { rsiSignal } from './rsi-signal.ts';
import type { SignalDefinition } from './signal.ts';
import { stochasticRsiSignal } from './stochastic-rsi-signal.ts';
import { structureSignal } from './structure-signal.ts';
import { supertrendSignal } from './supertrend-signal.ts';
import { volumeSurgeSignal } from './volume-surge-signal.ts';
import { vwapDistanceSignal } from './vwap-distance-signal.ts';

/** Every signal `signal-blend` can listen to, in the order they are shown. */
export const SIGNALS: readonly SignalDefinition[] = [
  rsiSignal,
  movingAverageSignal,
  macdSignal,
  bollingerSignal,
  stochasticRsiSignal,
  adxTrendSignal,
  supertrendSignal,
  volumeSurgeSignal,
  vwapDistanceSignal,
  structureSignal,
  regimeSignal,
  candlestickPatternSignal,
];
