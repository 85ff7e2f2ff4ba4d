import { brokenLevels } from '../levels.ts';
import type { RiskRule } from '../rule.ts';

/** Nothing is entered while the equity is as far below a peak, or below the day's beginning, as it may be. */
export const drawdown: RiskRule = (_proposal, { governor }) => {
  if (governor?.marks == null) return null;
  const { limits, marks, equity, asset } = governor;
  return brokenLevels({ limits, marks, equity, asset })[0]?.refusal ?? null;
};
