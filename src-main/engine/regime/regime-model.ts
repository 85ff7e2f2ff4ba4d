import type { RegimeModel } from '../ports/regime-model.ts';
import { regimeParams, regimeWarmUp } from './parameters.ts';
import { RegimeJudge } from './regime-indicator.ts';

const DEFAULTS = regimeParams.parse({});

/** The model with its default parameters: the one bots go by. */
export const SHIPPED_REGIME_MODEL: RegimeModel = {
  warmUp: regimeWarmUp(DEFAULTS),
  begin: () => new RegimeJudge(DEFAULTS),
};
