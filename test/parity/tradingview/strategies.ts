import { z } from 'zod';
import { donchian } from '../../../src-main/engine/indicators/donchian.ts';
import type { IndicatorRequest } from '../../../src-main/engine/indicators/indicator.ts';
import { macd } from '../../../src-main/engine/indicators/macd.ts';
import { sma } from '../../../src-main/engine/indicators/sma.ts';
import type { ValueReader } from '../../../src-main/engine/indicators/value-reader.ts';
import type { EntrySize, Intent } from '../../../src-main/engine/strategies/intent.ts';
import { EXIT, HOLD } from '../../../src-main/engine/strategies/intent.ts';
import type { StrategyDefinition, StrategyInputs } from '../../../src-main/engine/strategies/strategy.ts';
import { defineStrategy, request } from '../../../src-main/engine/strategies/strategy.ts';

/** TradingView's default: one contract. */
const ONE: EntrySize = { kind: 'quantity', quantity: 1 };

type Decide = (inputs: StrategyInputs) => () => Intent | readonly Intent[];

/** A script of TradingView: it is called from the first bar on, `na` where an indicator has no value. */
function script(
  id: string,
  indicators: Readonly<Record<string, IndicatorRequest>>,
  decide: Decide,
): StrategyDefinition {
  return defineStrategy({
    id,
    title: id,
    description: 'As TradingView ships it',
    params: z.strictObject({}),
    indicators: () => indicators,
    warmUp: () => 0,
    create: (_params, inputs) => ({ decide: decide(inputs) }),
  });
}

/** Pine takes floats this close for equal. */
const EQUAL = 1e-10;

/** `ta.crossover(a, b)`: NaN is never over. */
function crossesOver(a: ValueReader, b: (ago: number) => number): boolean {
  return a.at(0) - b(0) > EQUAL && a.at(1) - b(1) <= EQUAL;
}

function crossesUnder(a: ValueReader, b: (ago: number) => number): boolean {
  return b(0) - a.at(0) > EQUAL && b(1) - a.at(1) <= EQUAL;
}
const zero = (): number => 0;

const enter = (
  side: 'long' | 'short',
  tag: string,
  prices: { stopPrice?: number; limitPrice?: number } = {},
): Intent => ({
  kind: 'enter',
  side,
  tag,
  size: ONE,
  ...prices,
});

/** BarUpDn: an up bar that opened above the last close goes long, a down bar that opened below it short; 10 % of equity. */
export const barUpDn = script('bar-up-dn', {}, ({ open, close }) => () => {
  if (close.at(0) > open.at(0) && open.at(0) > close.at(1)) return { kind: 'enter', side: 'long', tag: 'BarUp' };
  if (close.at(0) < open.at(0) && open.at(0) < close.at(1)) return { kind: 'enter', side: 'short', tag: 'BarDn' };
  return HOLD;
});

/** ChannelBreakOutStrategy(5): stops a tick beyond the highest high and the lowest low, moved at every bar. */
export const channelBreakout = script(
  'channel-breakout',
  { channel: request(donchian, { period: 5, definition: 'tradingview' }) },
  ({ close, indicator }) => {
    const upper = indicator('channel', 'upper');
    const lower = indicator('channel', 'lower');
    return () => {
      const intents: Intent[] = [];
      if (!Number.isNaN(close.at(5))) intents.push(enter('long', 'ChBrkLE', { stopPrice: upper.at(0) + 0.00001 }));
      // A stop that is `na` is none: the first bars enter at market.
      const stop = lower.at(0) - 0.00001;
      intents.push(enter('short', 'ChBrkSE', Number.isNaN(stop) ? {} : { stopPrice: stop }));
      return intents;
    };
  },
);

/** MACD strategy(12, 26, 9): the histogram crosses zero. */
export const macdStrategy = script('macd', { macd: request(macd, {}) }, ({ indicator }) => {
  const histogram = indicator('macd', 'histogram');
  return () => {
    if (crossesOver(histogram, zero)) return enter('long', 'MacdLE');
    if (crossesUnder(histogram, zero)) return enter('short', 'MacdSE');
    return HOLD;
  };
});

/** Enters at bar 10, leaves at 20; short at 40, leaves at 50. */
export const slippageBasic = script('slippage-basic', {}, () => {
  let bar = -1;
  const at: Readonly<Record<number, Intent>> = {
    10: enter('long', 'Long Entry'),
    20: { ...EXIT, tag: 'Long Exit' } as Intent,
    40: enter('short', 'Short Entry'),
    50: { ...EXIT, tag: 'Short Exit' } as Intent,
  };
  return () => at[++bar] ?? HOLD;
});

/** Turns round every ten bars from bar 20 on. */
export const slippageDirection = script('slippage-direction', {}, () => {
  let bar = -1;
  return () => {
    const since = ++bar - 20;
    if (since < 0 || since % 10 !== 0) return HOLD;
    const turn = since / 10;
    return turn % 2 === 0 ? enter('long', `Flip to Long #${turn}`) : enter('short', `Flip to Short #${turn}`);
  };
});

/** SMA 10/20 cross, limit entry 0.5 % away, stop 1 % from the average entry price, moved at every bar. */
export const slippageLimit = script(
  'slippage-limit',
  { fast: request(sma, { period: 10 }), slow: request(sma, { period: 20 }) },
  ({ close, indicator, position }) => {
    const fast = indicator('fast');
    const slow = indicator('slow');
    const slowAt = (ago: number): number => slow.at(ago);
    return () => {
      const intents: Intent[] = [];
      const entryAt = (side: 'long' | 'short', limitPrice: number): Intent =>
        enter(side, side === 'long' ? 'Long Limit' : 'Short Limit', { limitPrice });
      if (crossesOver(fast, slowAt)) intents.push(entryAt('long', close.at(0) * (1 - 0.5 / 100)));
      if (crossesUnder(fast, slowAt)) intents.push(entryAt('short', close.at(0) * (1 + 0.5 / 100)));
      const { side, averagePrice } = position;
      if (side !== 'flat') {
        const stopPrice = averagePrice * (side === 'long' ? 1 - 1 / 100 : 1 + 1 / 100);
        intents.push({ kind: 'exit', tag: 'Stop Exit', stopPrice });
      }
      return intents;
    };
  },
);

/** Three entries of 10 % of equity at bars 20, 25 and 30; everything closed at bar 40. */
export const slippagePyramiding = script('slippage-pyramiding', {}, () => {
  let bar = -1;
  return () => {
    bar++;
    if (bar === 20 || bar === 25 || bar === 30) {
      return { kind: 'enter', side: 'long', tag: `Entry #${(bar - 20) / 5 + 1}`, maxEntries: 3 };
    }
    return bar === 40 ? { kind: 'exit', tag: 'Close All Positions' } : HOLD;
  };
});

/** A simple moving average as TradingView adds it up: the oldest is taken off, then the newest put on, in plain float64. */
function runningMean(period: number, close: ValueReader): () => number {
  let sum = 0;
  return () => {
    const oldest = close.at(period);
    if (!Number.isNaN(oldest)) sum -= oldest;
    sum += close.at(0);
    return Number.isNaN(close.at(period - 1)) ? Number.NaN : sum / period;
  };
}

/**
 * SMA 10/30 cross, one contract of 500 barrels. On a tick of 0.025 the averages are often equal, and then the last bits
 * of the sums decide: so they are added up here as TradingView does it.
 */
export const futuresCross = script('futures-cross', {}, ({ close }) => {
  const fast = runningMean(10, close);
  const slow = runningMean(30, close);
  let before = Number.NaN;
  const size: EntrySize = { kind: 'quantity', quantity: 500 };
  return () => {
    const last = before;
    before = fast() - slow();
    if (before > 0 && last <= 0) return { kind: 'enter', side: 'long', tag: 'L', size };
    if (before < 0 && last >= 0) return { kind: 'enter', side: 'short', tag: 'S', size };
    return HOLD;
  };
});
