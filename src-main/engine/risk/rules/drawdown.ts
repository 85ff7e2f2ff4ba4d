import { checked, NO_LIMIT, notApplicable } from '../check.ts';
import { brokenLevels, levelsInWords } from '../levels.ts';
import type { RiskRule } from '../rule.ts';

/** Nothing is entered while the equity is as far below a peak, or below the day's beginning, as it may be. */
export const drawdown: RiskRule = (_proposal, { governor }, explains) => {
  if (governor?.marks == null) return notApplicable('drawdown', 'no equity was seen yet', explains);
  const { limits, marks, equity, asset } = governor;
  const terms = { limits, marks, equity, asset };
  const broken = brokenLevels(terms)[0]?.refusal;
  if (broken !== undefined) return checked(broken.rule, false, broken.limit, broken.actual);
  if (!explains) return null;
  const words = levelsInWords(terms);
  if (words.length === 0) return notApplicable('drawdown', NO_LIMIT, explains);
  const all = (part: 'limit' | 'actual') => words.map((level) => level[part]).join('; ');
  return checked('drawdown', true, all('limit'), all('actual'));
};
