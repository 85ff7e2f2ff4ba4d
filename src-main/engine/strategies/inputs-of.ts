import type { Frame } from '../indicators/frame.ts';
import type { PositionView, StrategyInputs } from './strategy.ts';

/** What a strategy may see: the frame, which ends at now, and its own position. */
export function inputsOf(frame: Frame, position: PositionView = NO_POSITION): StrategyInputs {
  const { open, high, low, close, volume } = frame;
  return { open, high, low, close, volume, indicator: (name, output) => frame.indicator(name, output), position };
}

/** That of a bot that never trades. */
export const NO_POSITION: PositionView = {
  side: 'flat',
  quantity: 0,
  averagePrice: Number.NaN,
  entries: 0,
  barsHeld: 0,
};
