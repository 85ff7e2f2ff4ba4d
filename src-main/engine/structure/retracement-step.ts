import type { Candle } from '../../model/candle.ts';
import { retracementPercent } from './retracement.ts';
import type { SwingStep } from './swing-step.ts';

/** Percent of the way back from the latest swing to the one before; NaN and 0 before there are two. */
export type Retracement = { direction: 1 | -1 | 0; currentPercent: number; deepestPercent: number };

/**
 * Retracement as it is known at each close: from the latest confirmed swing towards the one before, `deepestPercent` since
 * the swing's bar. Differs from `retracements.ts`: the row stands at its own bar, not one later; a swing counts from its
 * confirmation on; a low is measured from its next bar on, as a high is; the first swings are not left out.
 */
export class RetracementStep {
  readonly value: Retracement = { direction: 0, currentPercent: Number.NaN, deepestPercent: Number.NaN };
  readonly #swings: SwingStep;
  /** The price that came back furthest, its sign turned after a low. */
  #furthest = Number.POSITIVE_INFINITY;

  constructor(swings: SwingStep) {
    this.#swings = swings;
  }

  /** After the swings have taken the same bar. */
  update({ high, low }: Candle): void {
    const { latest, previous, change } = this.#swings;
    if (latest === null || previous === null) return;
    if (change !== null) this.#furthest = this.#furthestSince(latest.bar);
    const price = latest.direction === 1 ? low : high;
    this.#furthest = Math.min(this.#furthest, price * latest.direction);
    this.value.direction = latest.direction;
    this.value.currentPercent = retracementPercent(price, latest.level, previous.level);
    const furthest = this.#furthest * latest.direction;
    this.value.deepestPercent = retracementPercent(furthest, latest.level, previous.level);
  }

  #furthestSince(swingBar: number): number {
    const isHigh = this.#swings.latest?.direction === 1;
    let furthest = Number.POSITIVE_INFINITY;
    for (let bar = swingBar + 1; bar < this.#swings.bars; bar++) {
      furthest = Math.min(furthest, isHigh ? this.#swings.lowAt(bar) : -this.#swings.highAt(bar));
    }
    return furthest;
  }
}
