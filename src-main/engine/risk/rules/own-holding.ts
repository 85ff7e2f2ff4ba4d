import { quantityToText } from '../../../model/money.ts';
import type { RiskRule } from '../rule.ts';

/**
 * An exchange does not know whose coins it sells: no strategy's exit on a live account takes more than its own bot holds and
 * its other exits leave. What protects is not asked: it is never larger than what is held, and goes first.
 */
export const ownHolding: RiskRule = ({ order: { size, purpose }, unsold, market }, { isLive }) => {
  if (!isLive || purpose !== 'signal' || unsold == null || size.kind === 'quote') return null;
  if (size.quantity <= unsold) return null;
  const { baseAsset } = market.instrument;
  return {
    rule: 'ownHolding',
    limit: `at most ${quantityToText(unsold)} ${baseAsset}, which no other exit of the bot may sell`,
    actual: `${quantityToText(size.quantity)} ${baseAsset}`,
  };
};
