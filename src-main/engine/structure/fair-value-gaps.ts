import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { FirstCrossing } from './first-crossing.ts';
import { joinConsecutiveParameter } from './parameters.ts';
import { defineStructure, emptyColumn, emptyKnownAt, knownBar } from './structure-kind.ts';

const params = z.strictObject({ joinConsecutive: joinConsecutiveParameter() });

type GapColumns = { readonly direction: Float64Array; readonly top: Float64Array; readonly bottom: Float64Array };

/**
 * Fair value gaps, as `smc.fvg` has them: a rising bar whose neighbours leave a gap between the high before and the low
 * after, or a falling bar likewise. The row stands at the middle bar and is certain at the close of the third; with
 * `joinConsecutive` (gaps of one direction on bars in a row become one, at the last, from lowest bottom to highest top) one
 * bar later, when it is clear that the row does not go on. MitigatedIndex, the first bar from two after the row that comes
 * back to the gap (a bullish one's top, a bearish one's bottom), is hindsight; 0 when no bar has. `gap-step.ts` is causal and
 * says the same.
 */
export const fairValueGaps = defineStructure<z.infer<typeof params>>({
  name: 'fvg',
  title: 'Fair value gaps',
  columns: [
    { name: 'FVG', meaning: '1 bullish, −1 bearish', hindsight: false },
    { name: 'Top', meaning: 'upper price of the gap', hindsight: false },
    { name: 'Bottom', meaning: 'lower price of the gap', hindsight: false },
    { name: 'MitigatedIndex', meaning: 'number of the bar that came back to it, 0 = none yet', hindsight: true },
  ],
  params,
  series(candles, { joinConsecutive }) {
    const bars = candles.close.length;
    const gaps = findGaps(candles);
    if (joinConsecutive) joinGaps(gaps);
    const [mitigated, knownAt] = [emptyColumn(bars), emptyKnownAt(bars)];
    const down = new FirstCrossing(candles.low, -1);
    const up = new FirstCrossing(candles.high, 1);
    for (let i = 0; i < bars; i++) {
      const direction = gaps.direction[i] as number;
      if (Number.isNaN(direction)) continue;
      const first =
        direction === 1
          ? down.atOrBeyond(i + 2, gaps.top[i] as number)
          : up.atOrBeyond(i + 2, gaps.bottom[i] as number);
      mitigated[i] = Math.max(0, first);
      knownAt[i] = knownBar(joinConsecutive ? i + 2 : i + 1, bars);
    }
    return { values: [gaps.direction, gaps.top, gaps.bottom, mitigated], knownAt };
  },
});

function findGaps({ open, high, low, close }: CandleColumns): GapColumns {
  const bars = close.length;
  const gaps: GapColumns = { direction: emptyColumn(bars), top: emptyColumn(bars), bottom: emptyColumn(bars) };
  for (let i = 1; i + 1 < bars; i++) {
    const body = (close[i] as number) - (open[i] as number);
    const [before, after] = [i - 1, i + 1];
    if (body > 0 && (high[before] as number) < (low[after] as number)) {
      gaps.direction[i] = 1;
      gaps.top[i] = low[after] as number;
      gaps.bottom[i] = high[before] as number;
    } else if (body < 0 && (low[before] as number) > (high[after] as number)) {
      gaps.direction[i] = -1;
      gaps.top[i] = low[before] as number;
      gaps.bottom[i] = high[after] as number;
    }
  }
  return gaps;
}

function joinGaps({ direction, top, bottom }: GapColumns): void {
  for (let i = 0; i + 1 < direction.length; i++) {
    if (direction[i] !== direction[i + 1]) continue;
    top[i + 1] = Math.max(top[i] as number, top[i + 1] as number);
    bottom[i + 1] = Math.min(bottom[i] as number, bottom[i + 1] as number);
    direction[i] = Number.NaN;
    top[i] = Number.NaN;
    bottom[i] = Number.NaN;
  }
}
