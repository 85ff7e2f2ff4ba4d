import type { Candle } from '../../model/candle.ts';
import type { SwingStep } from './swing-step.ts';

/** `position` of the close: 0 at the range's low, 1 at its high, outside it beyond; `zone` 1 premium, −1 discount, 0 middle. */
export type DealingRange = { high: number; low: number; equilibrium: number; position: number; zone: number };

/**
 * Premium and discount, causal from the start (the Python package has none): the dealing range lies between the latest
 * confirmed swing and the one before; its middle is the equilibrium, closes above are premium, below discount. All NaN
 * before there are two swings or while the high is not above the low.
 */
export class PremiumDiscountStep {
  readonly value: DealingRange = {
    high: Number.NaN,
    low: Number.NaN,
    equilibrium: Number.NaN,
    position: Number.NaN,
    zone: Number.NaN,
  };
  readonly #swings: SwingStep;

  constructor(swings: SwingStep) {
    this.#swings = swings;
  }

  /** After the swings have taken the same bar. */
  update({ close }: Candle): void {
    const { latest, previous } = this.#swings;
    if (latest === null || previous === null) return;
    const [high, low] = latest.direction === 1 ? [latest.level, previous.level] : [previous.level, latest.level];
    const isRange = high > low;
    const equilibrium = (high + low) / 2;
    this.value.high = isRange ? high : Number.NaN;
    this.value.low = isRange ? low : Number.NaN;
    this.value.equilibrium = isRange ? equilibrium : Number.NaN;
    this.value.position = isRange ? (close - low) / (high - low) : Number.NaN;
    this.value.zone = isRange ? Math.sign(close - equilibrium) : Number.NaN;
  }
}
