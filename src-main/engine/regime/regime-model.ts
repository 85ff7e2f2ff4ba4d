import type { RegimeModel } from '../ports/regime-model.ts';
import { regimeParams, regimeWarmUp } from './parameters.ts';
import { RegimeJudge, regimeIndicator } from './regime-indicator.ts';

const DEFAULTS = regimeParams.parse({});

/** The model with its default parameters: the one the engine, the chart and the reports go by. */
export const SHIPPED_REGIME_MODEL: RegimeModel = {
  warmUp: regimeWarmUp(DEFAULTS),
  series: (candles) => regimeIndicator.series(candles, DEFAULTS)[0] as Float64Array,
  begin: () => new RegimeJudge(DEFAULTS),
};
