import { describe, expect, it } from 'vitest';
import type { Readings } from '../../../../../src-main/engine/regime/next-regime.ts';
import { nextRegime } from '../../../../../src-main/engine/regime/next-regime.ts';
import { regimeParams } from '../../../../../src-main/engine/regime/parameters.ts';
import { REGIMES } from '../../../../../src-main/model/regime.ts';

const params = regimeParams.parse({});
const QUIET: Readings = { trend: 0, volatilityRank: 0.5, fall: 0 };
const LONG = params.shortestSpell;
const STORM: Readings = { trend: -3, volatilityRank: 0.99, fall: 4 };

describe('the transition function', () => {
  it('leaves at a lower threshold than it enters at', () => {
    expect(nextRegime('range', LONG, { ...QUIET, trend: 1.49 }, params)).toBe('range');
    expect(nextRegime('range', LONG, { ...QUIET, trend: 1.5 }, params)).toBe('trendUp');
    expect(nextRegime('trendUp', LONG, { ...QUIET, trend: 0.25 }, params)).toBe('trendUp');
    expect(nextRegime('trendUp', LONG, { ...QUIET, trend: 0.24 }, params)).toBe('range');
    expect(nextRegime('trendDown', LONG, { ...QUIET, trend: -0.25 }, params)).toBe('trendDown');
    expect(nextRegime('trendDown', LONG, { ...QUIET, trend: -0.24 }, params)).toBe('range');
    expect(nextRegime('range', LONG, { ...QUIET, volatilityRank: 0.89 }, params)).toBe('range');
    expect(nextRegime('highVolatility', LONG, { ...QUIET, volatilityRank: 0.75 }, params)).toBe('highVolatility');
    expect(nextRegime('crisis', LONG, { ...QUIET, volatilityRank: 0.85, fall: 1.5 }, params)).toBe('crisis');
    expect(nextRegime('crisis', LONG, { ...QUIET, volatilityRank: 0.85, fall: 1.4 }, params)).toBe('range');
  });

  it('a trend turns round without a range between when the other way is strong enough', () => {
    expect(nextRegime('trendUp', LONG, { ...QUIET, trend: -1.5 }, params)).toBe('trendDown');
  });

  it('a crisis needs both: a fast fall and a volatility like hardly ever', () => {
    expect(nextRegime('range', LONG, { ...STORM, fall: 2.9 }, params)).toBe('highVolatility');
    expect(nextRegime('range', LONG, { ...STORM, volatilityRank: 0.94 }, params)).toBe('highVolatility');
    expect(nextRegime('range', LONG, STORM, params)).toBe('crisis');
  });

  it.each(REGIMES)('%s lasts its shortest spell, but for a crisis, which waits for nobody', (regime) => {
    for (let spell = 1; spell < LONG; spell++) {
      for (const readings of [
        QUIET,
        { ...QUIET, trend: 9 },
        { ...QUIET, trend: -9 },
        { ...QUIET, volatilityRank: 1 },
      ]) {
        expect(nextRegime(regime, spell, readings, params)).toBe(regime);
      }
      expect(nextRegime(regime, spell, STORM, params)).toBe('crisis');
    }
  });
});
