import fc from 'fast-check';
import type { StructureEvent } from '../../../../../src-main/engine/structure/structure-events.ts';
import {
  StructureTracker,
  type StructureTrackerParams,
  structureTrackerParams,
} from '../../../../../src-main/engine/structure/structure-tracker.ts';
import { type CandleColumns, candleAt } from '../../../../../src-main/model/candle.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';

export type StructureTape = { readonly candles: CandleColumns; readonly params: StructureTrackerParams };

/** Up to `maxBars` minute bars and parameters; whole prices make equal highs and lows common. */
export function arbitraryTape(maxBars: number): fc.Arbitrary<StructureTape> {
  return fc
    .record({
      seed: fc.integer(),
      bars: fc.integer({ min: 1, max: maxBars }),
      places: fc.constantFrom(0, 2),
      volatility: fc.constantFrom(0.002, 0.01, 0.03),
      swingLength: fc.constantFrom(1, 2, 3, 5),
      closeBreak: fc.boolean(),
      joinConsecutive: fc.boolean(),
      closeMitigation: fc.boolean(),
      rangePercent: fc.constantFrom(0.01, 0.05, 0.3),
      timeFrame: fc.constantFrom('15m', '1h'),
    })
    .map(({ seed, bars, places, volatility, ...settings }) => ({
      candles: seededTape(`structure ${seed}`, { bars, places, volatility, gapShare: 0.002 }),
      params: structureTrackerParams.parse(settings),
    }));
}

/** All that the tracker says over the tape. */
export function trackEvents({ candles, params }: StructureTape): StructureEvent[] {
  const tracker = new StructureTracker(params);
  return Array.from(candles.close, (_, bar) => tracker.update(candleAt(candles, bar))).flat();
}
