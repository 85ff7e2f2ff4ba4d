import { z } from 'zod';
import { candleAt } from '../../model/candle.ts';
import { timeFrameParameter } from './parameters.ts';
import { PreviousHighLowStep } from './previous-high-low-step.ts';
import { defineStructure, emptySingleColumn } from './structure-kind.ts';

const params = z.strictObject({ timeFrame: timeFrameParameter() });

/** `smc.previous_high_low`: the step of `previous-high-low-step.ts` over the bars, each row certain at its own close. */
export const previousHighLow = defineStructure<z.infer<typeof params>>({
  name: 'previous-high-low',
  title: 'Previous high and low',
  columns: [
    { name: 'PreviousHigh', meaning: 'high of the previous period', hindsight: false },
    { name: 'PreviousLow', meaning: 'low of the previous period', hindsight: false },
    { name: 'BrokenHigh', meaning: '1 once a high has passed it, else 0', hindsight: false },
    { name: 'BrokenLow', meaning: '1 once a low has passed it, else 0', hindsight: false },
  ],
  params,
  series(candles, { timeFrame }) {
    const bars = candles.close.length;
    const step = new PreviousHighLowStep(timeFrame);
    const [high, low] = [emptySingleColumn(bars), emptySingleColumn(bars)];
    const [brokenHigh, brokenLow] = [new Float64Array(bars), new Float64Array(bars)];
    for (let row = 0; row < bars; row++) {
      const value = step.update(candleAt(candles, row));
      high[row] = value.high;
      low[row] = value.low;
      brokenHigh[row] = value.brokenHigh;
      brokenLow[row] = value.brokenLow;
    }
    return { values: [high, low, brokenHigh, brokenLow], knownAt: Int32Array.from({ length: bars }, (_, row) => row) };
  },
});
