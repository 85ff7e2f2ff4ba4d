import { macdSignal } from './macd-signal.ts';
import { movingAverageSignal } from './moving-average-signal.ts';
import { rsiSignal } from './rsi-signal.ts';
import type { SignalDefinition } from './signal.ts';

/** Every signal `signal-blend` can listen to, in the order they are shown. */
export const SIGNALS: readonly SignalDefinition[] = [rsiSignal, movingAverageSignal, macdSignal];
