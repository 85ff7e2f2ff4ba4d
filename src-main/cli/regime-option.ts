import { z } from 'zod';
import { regimeRulesView } from '../../src-preload/contract/views.ts';
import { describeIssues } from '../base/describe-issues.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { RegimeRules } from '../model/regime.ts';
import { REGIMES } from '../model/regime.ts';
import type { CommandOptions } from './options.ts';

export const REGIME_OPTIONS = {
  regimes:
    'what is entered in which regime, as JSON: {"allowed": ["range", "trendUp"], "sizeFactors": {"crisis": 0.5}}; each part may be left out',
};

/** Every regime and whole sizes where a part is left out. */
export const typedRegimes = z.strictObject({
  allowed: regimeRulesView.shape.allowed.default([...REGIMES]),
  sizeFactors: regimeRulesView.shape.sizeFactors.default({}),
});

/** Undefined without the option. */
export function readRegimes(options: CommandOptions): Outcome<RegimeRules | undefined> {
  if (!options.has('regimes')) return succeed(undefined);
  const parsed = typedRegimes.safeParse(options.object('regimes'), { reportInput: true });
  if (!parsed.success) return fail('badArgument', `regimes: ${describeIssues(parsed.error.issues)}`);
  return succeed(parsed.data as RegimeRules);
}
