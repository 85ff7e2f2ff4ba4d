import { REGIME_WORDS } from '../../../model/regime.ts';
import type { RiskRule } from '../rule.ts';

/** Nothing is entered in a regime that the bot's settings leave out, nor before it is known. */
export const regime: RiskRule = (proposal) => {
  const { allowed, now } = proposal.regime ?? NO_SETTINGS;
  if (allowed === null || (now.current !== null && allowed.includes(now.current))) return null;
  return {
    rule: 'regime',
    limit: `entries in ${allowed.map((name) => REGIME_WORDS[name]).join(', ')}`,
    actual:
      now.current === null
        ? 'regime not known yet'
        : `${REGIME_WORDS[now.current]} since ${new Date(now.sinceMs).toISOString()}`,
  };
};

const NO_SETTINGS = { allowed: null, now: { current: null, sinceMs: Number.NaN } };
