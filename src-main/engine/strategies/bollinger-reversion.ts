import { z } from 'zod';
import { bollinger } from '../indicators/bollinger.ts';
import { ENTER_LONG, ENTER_SHORT, EXIT, HOLD } from './intent.ts';
import { type BarSide, latestSide } from './latest-side.ts';
import { clampScore, shareOf } from './signals/weighted-score.ts';
import { defineStrategy, longestWarmUp, request } from './strategy.ts';

type ReversionParams = {
  period: number;
  deviations: number;
  exitAt: 'middle' | 'opposite';
  direction: 'long' | 'both';
};

const reversionParams: z.ZodType<ReversionParams> = z.strictObject({
  period: z.number().int().min(2).max(5000).default(20).meta({ title: 'Period', description: 'Candles in the bands' }),
  deviations: z
    .number()
    .min(0.1)
    .max(100)
    .default(2)
    .meta({ title: 'Deviations', description: 'Standard deviations from the middle to a band' }),
  exitAt: z
    .enum(['middle', 'opposite'])
    .default('middle')
    .meta({ title: 'Leave at', description: 'The middle of the bands, or the band on the other side' }),
  direction: z
    .enum(['long', 'both'])
    .default('long')
    .meta({ title: 'Direction', description: 'long: buys below the lower band; both: sells above the upper one too' }),
});

/** A close this near to a band, relative to the middle, is on it: neither beyond nor short of it. */
const TOUCHING = 1e-10;

function requests({ period, deviations }: ReversionParams) {
  return { bands: request(bollinger, { period, deviations }) };
}

/**
 * Return to the mean between Bollinger bands. Differences within 1e-10 of the middle count as touching. Low: close below the
 * lower band. High: close above the upper one. Low enters long. Its target is close ≥ middle (`middle`) or high (`opposite`).
 * Direction `long`: the target leaves. Direction `both`: high enters short; after a latest low the long's target leaves, after a
 * latest high close ≤ middle does (`opposite`: nothing but the turn to the other side).
 */
export const bollingerReversion = defineStrategy<ReversionParams>({
  id: 'bollinger-reversion',
  title: 'Bollinger reversion',
  description: 'Buys a close below the lower Bollinger band and leaves when the price is back at the middle.',
  rule: `The bands are SMA(period) ± deviations × population standard deviation of the closes. Differences within 1e-10 of the middle count as touching.

- Enters long when the close is below the lower band; touching is not enough.
- Direction long: leaves when the close is at the middle or above (leave at middle), or above the upper band (leave at opposite).
- Direction both: enters short when the close is above the upper band. With leave at middle, a long leaves at the middle or above, a short at the middle or below; which of them it is, is told by the band that was last exceeded. With leave at opposite it only turns from side to side.

A position that a stop closed is entered again with the next close beyond the band.`,
  params: reversionParams,
  indicators: requests,
  warmUp: (params) => longestWarmUp(requests(params)),
  create({ direction, exitAt }, inputs) {
    const { close } = inputs;
    const middle = inputs.indicator('bands', 'middle');
    const upper = inputs.indicator('bands', 'upper');
    const lower = inputs.indicator('bands', 'lower');
    /** Which band the close is beyond: 1 above the upper, −1 below the lower. */
    const beyondAt = (ago: number): BarSide => {
      const touching = TOUCHING * Math.abs(middle.at(ago));
      if (close.at(ago) - upper.at(ago) > touching) return 1;
      return lower.at(ago) - close.at(ago) > touching ? -1 : 0;
    };
    /** Whether the close has come back to the middle from `side`, or gone beyond. */
    const isBackFrom = (side: BarSide): boolean => {
      const centre = middle.at(0);
      return side * (close.at(0) - centre) <= TOUCHING * Math.abs(centre);
    };
    /** The band last exceeded, looked up once, then remembered. */
    let latest: BarSide | null = null;
    return {
      decide() {
        const beyond = beyondAt(0);
        if (beyond !== 0) latest = beyond;
        if (beyond === -1) return ENTER_LONG;
        if (direction === 'both' && beyond === 1) return ENTER_SHORT;
        if (exitAt === 'opposite') return beyond === 1 ? EXIT : HOLD;
        if (direction === 'long') return isBackFrom(-1) ? EXIT : HOLD;
        latest ??= latestSide(beyondAt, (ago) => upper.at(ago) >= lower.at(ago));
        return latest !== 0 && isBackFrom(latest) ? EXIT : HOLD;
      },
      /** How far below its middle the close is: +1 at the lower band and beyond, −1 at the upper one. */
      explain() {
        const centre = middle.at(0);
        const value = shareOf(centre - close.at(0), upper.at(0) - centre, centre);
        const score = clampScore(value);
        return { score, parts: [{ signal: 'bollinger', score, weight: 1, value }] };
      },
    };
  },
});
