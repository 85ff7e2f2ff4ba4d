import { z } from 'zod';
import { supertrend } from '../indicators/supertrend.ts';
import { EXIT, HOLD } from './intent.ts';
import { defineStrategy, longestWarmUp, request } from './strategy.ts';
import { entriesOf, type TrailingParams, trailingFields, trailingRequests } from './trailing-stop.ts';

type FollowParams = { period: number; multiplier: number; direction: 'long' | 'both' } & TrailingParams;

const followParams: z.ZodType<FollowParams> = z.strictObject({
  period: z.number().int().min(1).max(5000).default(10).meta({ title: 'ATR period', description: 'Candles' }),
  multiplier: z
    .number()
    .min(0.1)
    .max(100)
    .default(3)
    .meta({ title: 'Multiplier', description: 'Distance of the bands from the middle of the candle, in ATRs' }),
  direction: z
    .enum(['long', 'both'])
    .default('long')
    .meta({ title: 'Direction', description: 'long: flat while the SuperTrend falls; both: short when it turns down' }),
  ...trailingFields,
});

function requests({ period, multiplier, ...trailing }: FollowParams) {
  return { trend: request(supertrend, { period, multiplier }), ...trailingRequests(trailing) };
}

/**
 * Follows the SuperTrend as TradingView draws it. Enters long when its direction turns from falling to rising; the direction it
 * starts with is no turn. Direction `long`: leaves while it falls. Direction `both`: enters short when it turns to falling.
 */
export const supertrendFollow = defineStrategy<FollowParams>({
  id: 'supertrend-follow',
  title: 'SuperTrend follow',
  description: 'Buys when the SuperTrend turns up and leaves when it turns down.',
  rule: `The SuperTrend rises while the close is not below its lower band, and falls while it is not above its upper one; the bands lie multiplier × ATR(period) from (high + low) ÷ 2 and only move towards the price until it closes beyond them.

- Enters long at the bar that turns it from falling to rising. The direction it starts with is no turn.
- Direction long: leaves while it falls.
- Direction both: enters short at the bar that turns it from rising to falling.
- With a trailing stop it also leaves where that is touched: \`trailingAtr\` × ATR, as it was at the entry, from the best close since.

A position that a stop or a target closed is not entered again before the next turn.`,
  params: followParams,
  indicators: requests,
  // One bar more than the line needs: a turn has a bar before.
  warmUp: (params) => longestWarmUp(requests(params)) + 1,
  create(params, inputs) {
    const { direction } = params;
    const enter = entriesOf(params, inputs);
    const trend = inputs.indicator('trend', 'direction');
    const line = inputs.indicator('trend', 'supertrend');
    return {
      decide() {
        const turned = trend.at(0) !== trend.at(1);
        if (trend.at(0) === 1) return turned ? enter.long() : HOLD;
        if (direction === 'long') return EXIT;
        return turned ? enter.short() : HOLD;
      },
      /** +1 while the trend rises, −1 while it falls; the value is its line. */
      explain() {
        const score = trend.at(0);
        return { score, parts: [{ signal: 'supertrend', score, weight: 1, value: line.at(0) }] };
      },
    };
  },
});
