import type { RiskRule } from '../rule.ts';

/** A live account is a spot account: it sells what it holds, and nothing else. */
export const longOnly: RiskRule = ({ order }, { isLive }) =>
  isLive && order.side === 'sell' && !order.reduceOnly
    ? { rule: 'longOnly', limit: 'a live account sells what it holds', actual: 'an entry that sells' }
    : null;
