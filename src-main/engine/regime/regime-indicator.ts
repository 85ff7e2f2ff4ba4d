import type { Candle } from '../../model/candle.ts';
import type { Regime } from '../../model/regime.ts';
import { regimeCode } from '../../model/regime.ts';
import { defineStepwise } from '../indicators/stepwise.ts';
import type { RegimeStep } from '../ports/regime-model.ts';
import { MarketReadings } from './market-readings.ts';
import { nextRegime } from './next-regime.ts';
import type { RegimeParams } from './parameters.ts';
import { regimeParams, regimeWarmUp } from './parameters.ts';

/** The regime of one series as its candles close. */
export class RegimeJudge implements RegimeStep {
  readonly readings: MarketReadings;
  regime: Regime | null = null;
  private readonly params: RegimeParams;
  private readonly warmUp: number;
  private taken = 0;
  /** Candles the regime has lasted. */
  private spell = 0;

  constructor(params: RegimeParams) {
    this.params = params;
    this.warmUp = regimeWarmUp(params);
    this.readings = new MarketReadings(params);
  }

  take(candle: Candle): void {
    this.readings.next(candle);
    if (this.taken++ < this.warmUp) return;
    const next = nextRegime(this.regime, this.spell, this.readings, this.params);
    this.spell = next === this.regime ? this.spell + 1 : 1;
    this.regime = next;
  }
}

/**
 * The regime as a code (0 range, 1 trend up, 2 trend down, 3 high volatility, 4 crisis) and what it was judged by: t-statistic
 * of the trend, rank of the volatility, fall in usual moves. Formulas, sources and figures: docs/regime.md.
 */
export const regimeIndicator = defineStepwise<RegimeParams>({
  name: 'regime',
  title: 'Market regime',
  outputs: ['regime', 'trend', 'volatilityRank', 'fall'],
  pane: 'own',
  params: regimeParams,
  warmUp: regimeWarmUp,
  step(params) {
    const judge = new RegimeJudge(params);
    const { readings } = judge;
    return {
      update(candle, out) {
        judge.take(candle);
        out[0] = judge.regime === null ? Number.NaN : regimeCode(judge.regime);
        out[1] = readings.trend;
        out[2] = readings.volatilityRank;
        out[3] = readings.fall;
      },
    };
  },
});
