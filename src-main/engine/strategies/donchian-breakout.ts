import { z } from 'zod';
import { donchian } from '../indicators/donchian.ts';
import type { Intent } from './intent.ts';
import { EXIT, HOLD } from './intent.ts';
import { type BarSide, latestSide } from './latest-side.ts';
import { clampScore, shareOf } from './signals/weighted-score.ts';
import { defineStrategy, longestWarmUp, request } from './strategy.ts';
import { entriesOf, type TrailingParams, trailingFields, trailingRequests } from './trailing-stop.ts';
import { type TrendParams, trendFields, trendOf, trendRequests, trendSeries } from './trend-filter.ts';

const period = z.number().int().min(1).max(5000);

type DonchianParams = { entry: number; exit: number; direction: 'long' | 'both' } & TrailingParams & TrendParams;

const donchianParams: z.ZodType<DonchianParams> = z
  .strictObject({
    entry: period.default(20).meta({ title: 'Entry channel', description: 'Candles whose high or low must be broken' }),
    exit: period.default(10).meta({ title: 'Exit channel', description: 'Candles whose low (or high) ends the trade' }),
    direction: z.enum(['long', 'both']).default('long').meta({
      title: 'Direction',
      description: 'long: only breaks upwards are traded; both: breaks downwards go short',
    }),
    ...trailingFields,
    ...trendFields,
  })
  .refine(({ entry, exit }) => exit <= entry, { message: 'exit must be at most entry', path: ['exit'] });

/** Ends with the candle before, so that a close can lie outside. */
const channel = (candles: number) => request(donchian, { period: candles, definition: 'stock-indicators' });

function requests(params: DonchianParams) {
  const { entry, exit } = params;
  return { entry: channel(entry), exit: channel(exit), ...trailingRequests(params), ...trendRequests(params) };
}

/**
 * Breakout of the Donchian channel, the turtles' rule. H(n) and L(n) are the highest high and the lowest low of the n candles
 * before this one. Up: close > H(entry). Down: close < L(entry). Up enters long. Direction `long`: close < L(exit) leaves.
 * Direction `both`: down enters short; after a latest break upwards close < L(exit) leaves, after one downwards close > H(exit).
 */
export const donchianBreakout = defineStrategy<DonchianParams>({
  id: 'donchian-breakout',
  title: 'Donchian breakout',
  description:
    'Buys a close above the highest high of the candles before and leaves below the low of a shorter channel.',
  rule: `H(n) and L(n) are the highest high and the lowest low of the n candles before the one that just closed.

- Enters long when close > H(entry).
- Direction long: leaves when close < L(exit).
- Direction both: enters short when close < L(entry). After a latest break upwards it leaves when close < L(exit); after a latest break downwards it leaves when close > H(exit).
- With a trend interval it enters long only while that interval's latest closed bar closed above the simple average of its last \`trendPeriod\` closes, short only while below. A break that it may not trade closes what is held on the other side.
- With a trailing stop it also leaves where that is touched: \`trailingAtr\` × ATR, as it was at the entry, from the best close since.

A position that a stop or a target closed is entered again with the next close beyond the entry channel.`,
  params: donchianParams,
  indicators: requests,
  series: trendSeries,
  warmUp: (params) => longestWarmUp(requests(params)),
  create(params, inputs) {
    const { direction } = params;
    const { close } = inputs;
    const enter = entriesOf(params, inputs);
    const trend = trendOf(params, inputs);
    const high = inputs.indicator('entry', 'upper');
    const low = inputs.indicator('entry', 'lower');
    const exitHigh = inputs.indicator('exit', 'upper');
    const exitLow = inputs.indicator('exit', 'lower');
    const breakAt = (ago: number): BarSide => {
      if (close.at(ago) > high.at(ago)) return 1;
      return close.at(ago) < low.at(ago) ? -1 : 0;
    };
    const onBreak = (side: 'long' | 'short'): Intent => {
      if (trend.allows(side)) return enter[side]();
      const { side: held } = inputs.position;
      return held === 'flat' || held === side ? HOLD : EXIT;
    };
    /** Side of the latest break, looked up once, then remembered. */
    let latest: BarSide | null = null;
    return {
      decide() {
        const broken = breakAt(0);
        if (broken === 1) {
          latest = 1;
          return onBreak('long');
        }
        if (direction === 'long') return close.at(0) < exitLow.at(0) ? EXIT : HOLD;
        if (broken === -1) {
          latest = -1;
          return onBreak('short');
        }
        latest ??= latestSide(breakAt, (ago) => high.at(ago) >= low.at(ago));
        if (latest === 1) return close.at(0) < exitLow.at(0) ? EXIT : HOLD;
        return latest === -1 && close.at(0) > exitHigh.at(0) ? EXIT : HOLD;
      },
      /** Where in its channel the close is: +1 at the high and above, −1 at the low and below. */
      explain() {
        const middle = (high.at(0) + low.at(0)) / 2;
        const value = shareOf(close.at(0) - middle, high.at(0) - middle, middle);
        const score = clampScore(value);
        return { score, parts: [{ signal: 'channel', score, weight: 1, value }] };
      },
    };
  },
});
