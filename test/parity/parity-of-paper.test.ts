import { describe, expect, it } from 'vitest';
import type { BotConfig } from '../../src-main/model/bot.ts';
import { createInstrument } from '../../src-main/model/instrument.ts';
import type { Money } from '../../src-main/model/money.ts';
import { moneyToNumber } from '../../src-main/model/money.ts';
import { loaded, OWN_CROSS } from '../fakes/own-strategies.ts';
import type { PaperParityOptions, Recording } from '../fakes/paper-parity.ts';
import { PARITY_CAPITAL, PARITY_START_MS, paperParity, sumOfParts } from '../fakes/paper-parity.ts';
import { seededCandles } from '../fakes/seeded-tape.ts';

const ID = 'demo:BTC-USDT';

const botOf = (parts: Partial<BotConfig>): BotConfig => ({
  id: 'bot',
  name: 'Bot',
  instrumentId: ID,
  interval: '1m',
  strategyId: 'sma-cross',
  params: { fast: 3, slow: 8, direction: 'both' },
  risk: { sizeFraction: 0.5, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
  ...parts,
});

const own = { ...loaded(OWN_CROSS), id: 'own:cross' };
const pairs = {
  strategyId: 'pairs-spread',
  params: { other: 'ETH-USDT', leg: 'first', period: 20, enterAt: 1.5, exitAt: 0.2, stopAt: 0 },
};
const trend = {
  strategyId: 'donchian-breakout',
  params: { entry: 6, exit: 4, direction: 'both', trendInterval: '15m', trendPeriod: 5 },
};

/** Minutes of two symbols of an exchange, gaps included, some of them before the bot begins. */
function recordingOf(gapShare: number): Recording {
  const beforeMs = 10 * 86_400_000;
  return new Map(
    ['BTC-USDT', 'ETH-USDT'].map((symbol) => {
      const instrument = createInstrument('binance', symbol);
      if (instrument === undefined) throw new Error(`expected ${symbol} to be a symbol`);
      const firstMs = PARITY_START_MS - (PARITY_START_MS % 60_000) - beforeMs;
      const tape = { bars: 15_000, places: 2, volatility: 0.001, gapShare, firstMs };
      return [instrument, seededCandles(`recorded ${symbol}`, tape)];
    }),
  );
}
const recorded = recordingOf(0);
const RECORDED = 'binance:BTC-USDT';

const SESSIONS: readonly (readonly [string, PaperParityOptions])[] = [
  ['crosses of averages', { config: botOf({}), minutes: 160 }],
  [
    'with stop and target',
    {
      config: botOf({ risk: { ...botOf({}).risk, stopLossFraction: 0.001, takeProfitFraction: 0.001 } }),
      minutes: 400,
    },
  ],
  [
    'on longer bars',
    { config: botOf({ interval: '5m', params: { fast: 2, slow: 4, direction: 'both' } }), minutes: 240 },
  ],
  ['a strategy of the person’s own', { config: botOf({ strategyId: own.id }), minutes: 160, own }],
  ['a trend of a longer interval', { config: botOf(trend), minutes: 240 }],
  ['a trend on bars that are built', { config: botOf({ ...trend, interval: '5m' }), minutes: 700 }],
  ['one leg of a pair', { config: botOf(pairs), minutes: 240 }],
  ['a pair on longer bars', { config: botOf({ ...pairs, interval: '5m' }), minutes: 700 }],
];

const TAPES: readonly (readonly [string, PaperParityOptions])[] = [
  [
    'an own strategy on recorded minutes',
    { config: botOf({ instrumentId: RECORDED, strategyId: own.id }), minutes: 200, own, recording: recorded },
  ],
  [
    'a trend on recorded minutes',
    { config: botOf({ ...trend, instrumentId: RECORDED }), minutes: 400, recording: recorded },
  ],
  [
    'a pair on recorded minutes',
    { config: botOf({ ...pairs, instrumentId: RECORDED }), minutes: 400, recording: recorded },
  ],
  [
    'a span that ends within a bar that is stored by now',
    { config: botOf({ instrumentId: RECORDED, interval: '5m' }), minutes: 298, recording: recorded },
  ],
];

describe('a paper bot against its own backtest', () => {
  it.each([...SESSIONS, ...TAPES])(
    '%s: decides the same, and what it earned otherwise is explained to the last digit',
    async (_name, options) => {
      const { report, fills, whole, equity } = await paperParity(options);
      const { config } = options;
      expect(fills.length).toBeGreaterThan(4);
      expect(report.spans.map(({ whyNot }) => whyNot)).toEqual([null]);
      expect(report.parts.signal).toBe(0n);
      expect(report.parts.remainder).toBe(0n);
      // A stop within a bar may come before its target, or not at all: the backtest sees four prices of a minute.
      const rests = config.risk.stopLossFraction !== null;
      if (!rests) expect(report.parts.missedFills).toBe(0n);
      if (!rests) expect(report.trades.every(({ match }) => match === 'both')).toBe(true);
      // What was earned is what the account has; the gap is the sum of its parts, trade by trade.
      expect(report.actual).toBe(equity - PARITY_CAPITAL);
      expect(report.actual).toBe(whole.total);
      expect(report.gap).toBe(report.actual - report.model);
      expect(sumOfParts(report)).toBe(report.gap);
      for (const trade of report.trades) expect(sumOfParts(trade)).toBe((trade.actual ?? 0n) - (trade.model ?? 0n));
      expect(report.measured.takerFeeBps.median).toBeCloseTo(10, 3);
      expect(report.measured.latencyMs.median).toBeGreaterThan(0);
      expect(Math.abs(moneyToNumber(report.gap as Money))).toBeLessThan(200);
    },
  );
});
