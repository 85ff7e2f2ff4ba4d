import { REGIME_WORDS } from '../../../model/regime.ts';
import { checked, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** Nothing is entered in a regime that the bot's settings leave out, nor before it is known. */
export const regime: RiskRule = (proposal, _context, explains) => {
  if (proposal.regime == null) return notApplicable('regime', 'the bot does not go by regimes', explains);
  const { allowed, now } = proposal.regime;
  const isAllowed = now.current !== null && allowed.includes(now.current);
  if (isAllowed && !explains) return null;
  const actual =
    now.current === null
      ? 'regime not known yet'
      : `${REGIME_WORDS[now.current]} since ${new Date(now.sinceMs).toISOString()}`;
  const within = allowed.map((name) => REGIME_WORDS[name]).join(', ');
  return checked('regime', isAllowed, `entries in ${within}`, actual);
};
