import type { RiskCheck } from '../../model/risk-check.ts';

/** The verdict beside the words for it: both from what the rule has just compared. */
export function checked(rule: string, isAllowed: boolean, limit: string, actual: string): RiskCheck {
  return { rule, verdict: isAllowed ? 'allowed' : 'refused', limit, actual };
}

/** Said only where somebody keeps it. */
export function notApplicable(rule: string, why: string, explains: boolean): RiskCheck | null {
  return explains ? { rule, verdict: 'notApplicable', why } : null;
}

export const NO_LIMIT = 'no limit is set';
export const NO_GOVERNOR = 'nothing looks over the accounts';
