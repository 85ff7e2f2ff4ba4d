import { describe, expect, it } from 'vitest';
import { STRATEGIES } from '../../../../../src-main/engine/strategies/registry.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { seededCandles } from '../../../../fakes/seeded-tape.ts';
import { decisionsOf, strategyNamed } from '../../../../fakes/strategy-decisions.ts';
import { bollingerOracle, donchianOracle, type RuleOracle, supertrendOracle } from './rule-oracles.ts';

const TAPES = ['rules-1', 'rules-2', 'rules-3'].map((seed) => seededCandles(seed, { bars: 500, volatility: 0.01 }));
/** Prices on a coarse grid, so that closes on a channel's edge, on a band and on the middle are common. */
const COARSE = seededCandles('rules-coarse', { bars: 500, volatility: 0.05, places: 0, firstPrice: 20 });

const CASES: readonly (readonly [string, object, RuleOracle<never>])[] = [
  ['donchian-breakout', { entry: 20, exit: 10, direction: 'long' }, donchianOracle],
  ['donchian-breakout', { entry: 20, exit: 10, direction: 'both' }, donchianOracle],
  ['donchian-breakout', { entry: 5, exit: 5, direction: 'both' }, donchianOracle],
  ['donchian-breakout', { entry: 3, exit: 1, direction: 'both' }, donchianOracle],
  ['bollinger-reversion', { period: 20, deviations: 2, exitAt: 'middle', direction: 'long' }, bollingerOracle],
  ['bollinger-reversion', { period: 20, deviations: 2, exitAt: 'middle', direction: 'both' }, bollingerOracle],
  ['bollinger-reversion', { period: 10, deviations: 1, exitAt: 'opposite', direction: 'long' }, bollingerOracle],
  ['bollinger-reversion', { period: 10, deviations: 1, exitAt: 'opposite', direction: 'both' }, bollingerOracle],
  ['supertrend-follow', { period: 10, multiplier: 3, direction: 'long' }, supertrendOracle],
  ['supertrend-follow', { period: 10, multiplier: 3, direction: 'both' }, supertrendOracle],
  ['supertrend-follow', { period: 3, multiplier: 1, direction: 'both' }, supertrendOracle],
];

/** Bars before the first it may judge, as the rules have it. */
const WARM_UPS: readonly (readonly [string, object, number])[] = [
  ['donchian-breakout', { entry: 20, exit: 10 }, 20],
  ['bollinger-reversion', { period: 20 }, 19],
  ['supertrend-follow', { period: 10 }, 10],
];

describe('strategies do what their rule says', () => {
  it.each(CASES)('%s %j: the oracle wants the same at every bar', (id, params, oracle) => {
    const warmUp = strategyNamed(id).warmUp(strategyNamed(id).params.parse(params));
    const seen = new Set<string>();
    for (const candles of [...TAPES, COARSE]) {
      const found = decisionsOf(id, candles, { params });
      const wanted = candles.map((_, row) => (row < warmUp ? '.' : oracle(candles, row, params as never)));
      expect(found).toEqual(wanted);
      for (const word of found) seen.add(word);
    }
    const isBoth = 'direction' in params && params.direction === 'both';
    expect(seen).toContain('long');
    expect(seen.has('short')).toBe(isBoth);
  });

  it.each(WARM_UPS)('%s %j is warm after %i bars', (id, params, bars) => {
    expect(strategyNamed(id).warmUp(strategyNamed(id).params.parse(params))).toBe(bars);
  });

  it.each(CASES)('%s %j: started again at any bar it goes on as if it had never stopped', (id, params) => {
    const candles = TAPES[0] as Candle[];
    const whole = decisionsOf(id, candles, { params });
    for (const startedAt of [100, 137, 222, 301, 456]) {
      expect(decisionsOf(id, candles, { params, startedAt }).slice(startedAt)).toEqual(whole.slice(startedAt));
    }
  });

  it.each(STRATEGIES.map(({ id }) => id))(
    '%s says what it does to the word, and wants nothing of a market at rest',
    (id) => {
      expect(strategyNamed(id).rule?.length).toBeGreaterThan(100);
      // These buy because of where the price is, not of where it goes.
      if (['grid', 'dca'].includes(id)) return;
      const still = Array.from({ length: 200 }, (_, row) => {
        return { openTimeMs: row * 60_000, open: 0.1, high: 0.1, low: 0.1, close: 0.1, volume: 1 };
      });
      expect(decisionsOf(id, still)).not.toContain('long');
      expect(decisionsOf(id, still)).not.toContain('short');
    },
  );
});

describe('what is touched is not broken', () => {
  const bar = (close: number, row: number, high = close, low = close): Candle => {
    return { openTimeMs: row * 60_000, open: close, high, low, close, volume: 1 };
  };
  const closes = (...values: number[]): Candle[] => values.map((value, row) => bar(value, row));

  it('donchian-breakout enters above the highest high, not on it, and leaves below the lowest low, not on it', () => {
    const params = { entry: 2, exit: 2 };
    expect(decisionsOf('donchian-breakout', closes(1, 2, 2, 3), { params })).toEqual(['.', '.', 'hold', 'long']);
    expect(decisionsOf('donchian-breakout', closes(2, 1, 1, 0.5), { params })).toEqual(['.', '.', 'hold', 'exit']);
    expect(decisionsOf('donchian-breakout', [bar(1, 0, 9), bar(2, 1), bar(8, 2)], { params })).toEqual([
      '.',
      '.',
      'hold',
    ]);
  });

  it('bollinger-reversion enters below the band, not on it, and leaves on the middle', () => {
    // Of two closes the band at one deviation is the closes themselves.
    const touching = decisionsOf('bollinger-reversion', closes(5, 4), { params: { period: 2, deviations: 1 } });
    expect(touching).toEqual(['.', 'hold']);
    const beyond = decisionsOf('bollinger-reversion', closes(5, 4), { params: { period: 2, deviations: 0.9 } });
    expect(beyond).toEqual(['.', 'long']);
    expect(decisionsOf('bollinger-reversion', closes(1, 3, 2), { params: { period: 3 } })).toEqual(['.', '.', 'exit']);
  });
});

describe('parameters of the new ones say what is wrong with them', () => {
  it.each([
    ['donchian-breakout', { entry: 10, exit: 20 }, 'exit', /at most entry/],
    ['donchian-breakout', { entry: 0 }, 'entry', />=1/],
    ['bollinger-reversion', { period: 1 }, 'period', />=2/],
    ['bollinger-reversion', { exitAt: 'never' }, 'exitAt', /opposite/],
    ['supertrend-follow', { multiplier: 0 }, 'multiplier', />=0.1/],
    ['supertrend-follow', { direction: 'short' }, 'direction', /long/],
    [
      'signal-blend',
      { signal_config: { adx_trend: { threshold: 50 } } },
      'signal_config.adx_trend.threshold',
      /below full/,
    ],
    [
      'signal-blend',
      { signal_config: { volume_surge: { surge: 5 } } },
      'signal_config.volume_surge.surge',
      /below full/,
    ],
    ['signal-blend', { signal_config: { stochastic_rsi: { buy: 50 } } }, 'signal_config.stochastic_rsi.buy', /<50/],
  ])('%s %j', (id, params, path, message) => {
    const issue = strategyNamed(id).params.safeParse(params).error?.issues[0];
    expect(issue?.path.join('.')).toBe(path);
    expect(issue?.message).toMatch(message);
  });
});
