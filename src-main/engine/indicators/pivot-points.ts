import { z } from 'zod';
import { CALENDAR_PERIODS, periodNumber } from './kernels/calendar.ts';
import { definitionParameter, sessionStartParameter } from './parameters.ts';
import { defineStepwise } from './stepwise.ts';

const params = z.strictObject({
  type: z
    .enum(['traditional', 'fibonacci', 'woodie', 'demark', 'camarilla'])
    .default('traditional')
    .meta({ title: 'Type', description: 'Which formula the levels follow.' }),
  timeframe: z
    .enum(CALENDAR_PERIODS)
    .default('day')
    .meta({ title: 'Time frame', description: 'Whose prices the levels come from; they hold through the next one.' }),
  sessionStartMinutes: sessionStartParameter(),
  definition: definitionParameter(
    'The camarilla pivot is (high + low + close) ÷ 3 in tradingview, the close in stock-indicators.',
  ),
});

type PivotParams = z.infer<typeof params>;

/** Prices of a finished day, week or month, and the open of the one that follows. */
type Finished = { open: number; high: number; low: number; close: number; nextOpen: number };

const OUTPUTS = ['pivot', 'r1', 's1', 'r2', 's2', 'r3', 's3', 'r4', 's4'] as const;

/**
 * Pivot points: support and resistance from the high, low, close (and open) of the last finished day, week or month, held
 * until the next is finished. TradingView ta.pivot_point_levels; Stock.Indicators agrees but for camarilla's pivot. Levels a
 * type does not have are empty, all are in the first period, which may have begun before the data.
 */
export const pivotPoints = defineStepwise<PivotParams>({
  name: 'pivot-points',
  title: 'Pivot points',
  outputs: OUTPUTS,
  pane: 'price',
  params,
  sparse: true,
  warmUp: () => 1,
  step(settings) {
    const levels = new Float64Array(OUTPUTS.length).fill(Number.NaN);
    const blank = Number.NaN;
    const current: Finished = { open: blank, high: blank, low: blank, close: blank, nextOpen: blank };
    let period = Number.NaN;
    return {
      update(candle, out) {
        const number = periodNumber(settings.timeframe, candle.openTimeMs, settings.sessionStartMinutes);
        if (number !== period) {
          current.nextOpen = candle.open;
          if (!Number.isNaN(period)) writeLevels(current, settings, levels);
          period = number;
          current.open = candle.open;
          current.high = candle.high;
          current.low = candle.low;
        }
        current.high = Math.max(current.high, candle.high);
        current.low = Math.min(current.low, candle.low);
        current.close = candle.close;
        out.set(levels);
      },
    };
  },
});

function writeLevels(finished: Finished, { type, definition }: PivotParams, levels: Float64Array): void {
  const { open, high, low, close, nextOpen } = finished;
  const range = high - low;
  const mean = (high + low + close) / 3;
  levels.fill(Number.NaN);
  if (type === 'fibonacci') around(levels, mean, mean, [0.382 * range, 0.618 * range, range]);
  else if (type === 'camarilla') {
    const steps = [(range * 1.1) / 12, (range * 1.1) / 6, (range * 1.1) / 4, (range * 1.1) / 2];
    around(levels, definition === 'tradingview' ? mean : close, close, steps);
  } else if (type === 'demark') {
    const weighted = close < open ? low : close > open ? high : close;
    const sum = high + low + close + weighted;
    levels.set([sum / 4, sum / 2 - low, sum / 2 - high]);
  } else {
    const pivot = type === 'woodie' ? (high + low + 2 * nextOpen) / 4 : mean;
    const [r1, s1] = [2 * pivot - low, 2 * pivot - high];
    levels.set([pivot, r1, s1, pivot + range, pivot - range, r1 + range, s1 - range]);
  }
}

/** Pivot, then pairs of levels at equal distances above and below `middle`. */
function around(levels: Float64Array, pivot: number, middle: number, distances: readonly number[]): void {
  levels[0] = pivot;
  distances.forEach((distance, k) => {
    levels[2 * k + 1] = middle + distance;
    levels[2 * k + 2] = middle - distance;
  });
}
