import type { RiskCheck } from '../../model/risk-check.ts';
import type { Proposal, Refusal, RiskContext, RiskRule } from './rule.ts';

/**
 * The first refusal among the rules, in their order; null when none has anything against the order. `kept` takes what each
 * of them said, up to the refusal; null where nobody keeps it: then rules that allow make no words.
 */
export function askRules(
  rules: readonly RiskRule[],
  proposal: Proposal,
  context: RiskContext,
  kept: RiskCheck[] | null,
): Refusal | null {
  for (const rule of rules) {
    const check = rule(proposal, context, kept !== null);
    if (check === null) continue;
    kept?.push(check);
    if (check.verdict === 'refused') return { rule: check.rule, limit: check.limit, actual: check.actual };
  }
  return null;
}
