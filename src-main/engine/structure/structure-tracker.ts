import { z } from 'zod';
import type { Candle } from '../../model/candle.ts';
import { BreakStep } from './break-step.ts';
import { GapStep } from './gap-step.ts';
import { LiquidityStep } from './liquidity-step.ts';
import { OrderBlockStep } from './order-block-step.ts';
import {
  closeBreakParameter,
  closeMitigationParameter,
  joinConsecutiveParameter,
  rangePercentParameter,
  swingLengthParameter,
  timeFrameParameter,
} from './parameters.ts';
import { type DealingRange, PremiumDiscountStep } from './premium-discount-step.ts';
import { type PreviousHighLow, PreviousHighLowStep } from './previous-high-low-step.ts';
import { type Retracement, RetracementStep } from './retracement-step.ts';
import type { StructureEvent, Swing } from './structure-events.ts';
import { SwingStep } from './swing-step.ts';

/** Everything a strategy or a live chart may set; defaults of the Python package. */
export const structureTrackerParams = z.strictObject({
  swingLength: swingLengthParameter(),
  closeBreak: closeBreakParameter(),
  joinConsecutive: joinConsecutiveParameter(),
  closeMitigation: closeMitigationParameter(),
  rangePercent: rangePercentParameter(),
  timeFrame: timeFrameParameter(),
});

export type StructureTrackerParams = z.infer<typeof structureTrackerParams>;

/** What holds at the last close. Objects of the tracker's own, changed by the next `update`: read, not kept. */
export type StructureState = {
  readonly bars: number;
  /** Latest confirmed swing and the one before, of the other direction. */
  readonly latest: Swing | null;
  readonly previous: Swing | null;
  readonly retracement: Retracement;
  readonly dealingRange: DealingRange;
  readonly previousHighLow: PreviousHighLow;
};

const NOTHING: readonly StructureEvent[] = [];

/**
 * All of market structure, causal: eats closed candles one by one and says what each made known. What was said is never taken
 * back, so the events up to a bar are the same whatever comes after. Each step's file says where it differs from hindsight.
 */
export class StructureTracker {
  readonly #swings: SwingStep;
  readonly #breaks: BreakStep;
  readonly #gaps: GapStep;
  readonly #blocks: OrderBlockStep;
  readonly #liquidity: LiquidityStep;
  readonly #retracement: RetracementStep;
  readonly #dealingRange: PremiumDiscountStep;
  readonly #previousHighLow: PreviousHighLowStep;
  #events: StructureEvent[] = [];
  readonly #emit = (event: StructureEvent): void => void this.#events.push(event);

  constructor(params: StructureTrackerParams) {
    this.#swings = new SwingStep(params.swingLength);
    this.#breaks = new BreakStep(this.#swings, params.closeBreak);
    this.#gaps = new GapStep(params.joinConsecutive);
    this.#blocks = new OrderBlockStep(this.#swings, params.closeMitigation);
    this.#liquidity = new LiquidityStep(this.#swings, params.rangePercent);
    this.#retracement = new RetracementStep(this.#swings);
    this.#dealingRange = new PremiumDiscountStep(this.#swings);
    this.#previousHighLow = new PreviousHighLowStep(params.timeFrame);
  }

  /** Takes the next closed candle; returns what it made known, in order, as data of the caller's own. */
  update(candle: Candle): readonly StructureEvent[] {
    if (this.#events.length > 0) this.#events = [];
    this.#swings.update(candle, this.#emit);
    this.#breaks.update(candle, this.#emit);
    this.#gaps.update(candle, this.#emit);
    this.#blocks.update(candle, this.#emit);
    this.#liquidity.update(candle, this.#emit);
    this.#retracement.update(candle);
    this.#dealingRange.update(candle);
    this.#previousHighLow.update(candle);
    return this.#events.length === 0 ? NOTHING : this.#events;
  }

  get state(): StructureState {
    return {
      bars: this.#swings.bars,
      latest: this.#swings.latest,
      previous: this.#swings.previous,
      retracement: this.#retracement.value,
      dealingRange: this.#dealingRange.value,
      previousHighLow: this.#previousHighLow.value,
    };
  }
}
