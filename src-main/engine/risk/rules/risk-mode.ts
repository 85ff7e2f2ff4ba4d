import type { RiskRule } from '../rule.ts';

/** What the governor's mode forbids; closing is never forbidden. */
export const riskMode: RiskRule = ({ order, adds }, { governor }) => {
  if (governor === null || governor.mode.kind === 'normal') return null;
  const { kind, holds } = governor.mode;
  if (kind === 'noNewPositions' && adds) return null;
  const [{ source, reason }] = holds;
  return {
    rule: 'riskMode',
    limit: kind === 'noNewPositions' ? 'no new positions' : 'orders that only reduce',
    actual: `${order.side} entry while ${source} holds: ${reason}`,
  };
};
