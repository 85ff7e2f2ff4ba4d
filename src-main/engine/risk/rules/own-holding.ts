import { quantityToText } from '../../../model/money.ts';
import { checked, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/**
 * An exchange does not know whose coins it sells: no strategy's exit on a live account takes more than its own bot holds and
 * its other exits leave. What protects is not asked: it is never larger than what is held, and goes first.
 */
export const ownHolding: RiskRule = ({ order: { size, purpose }, unsold, market }, { isLive }, explains) => {
  if (!isLive) return notApplicable('ownHolding', 'simulated money', explains);
  if (purpose !== 'signal' || unsold == null || size.kind === 'quote') {
    return notApplicable('ownHolding', 'only asked of the exits of a strategy', explains);
  }
  const isAllowed = size.quantity <= unsold;
  if (isAllowed && !explains) return null;
  const { baseAsset } = market.instrument;
  const limit = `at most ${quantityToText(unsold)} ${baseAsset}, which no other exit of the bot may sell`;
  return checked('ownHolding', isAllowed, limit, `${quantityToText(size.quantity)} ${baseAsset}`);
};
