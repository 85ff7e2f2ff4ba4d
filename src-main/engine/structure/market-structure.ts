import { z } from 'zod';
import type { IndicatorStep } from '../indicators/indicator.ts';
import { defineStepwise } from '../indicators/stepwise.ts';
import { BreakStep } from './break-step.ts';
import { GapStep } from './gap-step.ts';
import { OpenZones } from './open-zones.ts';
import { OrderBlockStep } from './order-block-step.ts';
import {
  closeBreakParameter,
  closeMitigationParameter,
  joinConsecutiveParameter,
  swingLengthParameter,
} from './parameters.ts';
import type { StructureEvent } from './structure-events.ts';
import { SwingStep } from './swing-step.ts';

const params = z.strictObject({
  swingLength: swingLengthParameter(),
  closeBreak: closeBreakParameter(),
  joinConsecutive: joinConsecutiveParameter(),
  closeMitigation: closeMitigationParameter(),
});

type MarketStructureParams = z.infer<typeof params>;

const OUTPUTS = [
  ...['swingHigh', 'swingLow', 'bullishBos', 'bearishBos', 'bullishChoch', 'bearishChoch'],
  ...['bullishGapTop', 'bullishGapBottom', 'bearishGapTop', 'bearishGapBottom'],
  ...['bullishBlockTop', 'bullishBlockBottom', 'bearishBlockTop', 'bearishBlockBottom'],
] as const;

/** Where the breaks stand among the outputs. */
const BREAKS = { bos: { 1: 2, [-1]: 3 }, choch: { 1: 4, [-1]: 5 } } as const;

/**
 * Market structure as it becomes known, in prices: the steps of `structure-tracker.ts` as an indicator, causal, so that a
 * strategy has it in replay and live and a chart can draw it. Swings: level of the latest confirmed swing high and low. Breaks
 * (`bullishBos` …): the level that was broken, at the bar whose close made the break known, else empty. Gaps and blocks: of the
 * unmitigated zones the one the price comes to first; empty while there is none.
 */
export const marketStructure = defineStepwise<MarketStructureParams>({
  name: 'market-structure',
  title: 'Market structure',
  outputs: OUTPUTS,
  pane: 'price',
  params,
  sparse: true,
  // A gap needs three bars; the first swing is never earlier.
  warmUp: () => 2,
  step: (settings) => new MarketStructureStep(settings),
});

class MarketStructureStep implements IndicatorStep {
  readonly #swings: SwingStep;
  readonly #breaks: BreakStep;
  readonly #gaps: GapStep;
  readonly #blocks: OrderBlockStep;
  readonly #openGaps = { 1: new OpenZones(1), [-1]: new OpenZones(-1) };
  readonly #openBlocks = { 1: new OpenZones(1), [-1]: new OpenZones(-1) };
  readonly #values = new Float64Array(OUTPUTS.length).fill(Number.NaN);

  constructor({ swingLength, closeBreak, joinConsecutive, closeMitigation }: MarketStructureParams) {
    this.#swings = new SwingStep(swingLength);
    this.#breaks = new BreakStep(this.#swings, closeBreak);
    this.#gaps = new GapStep(joinConsecutive);
    this.#blocks = new OrderBlockStep(this.#swings, closeMitigation);
  }

  update(candle: Parameters<IndicatorStep['update']>[0], out: Float64Array): void {
    this.#values.fill(Number.NaN, BREAKS.bos[1], BREAKS.choch[-1] + 1);
    this.#swings.update(candle, this.#hear);
    this.#breaks.update(candle, this.#hear);
    this.#gaps.update(candle, this.#hear);
    this.#blocks.update(candle, this.#hear);
    this.#show(6, this.#openGaps);
    this.#show(10, this.#openBlocks);
    out.set(this.#values);
  }

  readonly #hear = (event: StructureEvent): void => {
    const { direction } = event;
    switch (event.kind) {
      case 'swing':
        this.#values[direction === 1 ? 0 : 1] = event.level;
        return;
      case 'bos':
      case 'choch':
        this.#values[BREAKS[event.kind][direction]] = event.level;
        return;
      case 'gap':
        this.#openGaps[direction].open(event);
        return;
      case 'gap-mitigated':
        this.#openGaps[direction].close(event.bar);
        return;
      case 'order-block':
        this.#openBlocks[direction].open(event);
        return;
      case 'order-block-mitigated':
        this.#openBlocks[direction].close(event.bar);
    }
  };

  #show(from: number, zones: { readonly 1: OpenZones; readonly [-1]: OpenZones }): void {
    this.#values[from] = zones[1].top;
    this.#values[from + 1] = zones[1].bottom;
    this.#values[from + 2] = zones[-1].top;
    this.#values[from + 3] = zones[-1].bottom;
  }
}
