import { checked, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** A live account is a spot account: it sells what it holds, and nothing else. */
export const longOnly: RiskRule = ({ order }, { isLive }, explains) => {
  if (!isLive) return notApplicable('longOnly', 'simulated money', explains);
  const isAllowed = order.side === 'buy' || order.reduceOnly;
  if (isAllowed && !explains) return null;
  const actual = isAllowed ? 'an entry that buys' : 'an entry that sells';
  return checked('longOnly', isAllowed, 'a live account sells what it holds', actual);
};
