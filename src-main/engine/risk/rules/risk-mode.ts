import { checked, NO_GOVERNOR, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** What the governor's mode forbids; closing is never forbidden. */
export const riskMode: RiskRule = ({ order, adds }, { governor }, explains) => {
  if (governor === null) return notApplicable('riskMode', NO_GOVERNOR, explains);
  const { mode } = governor;
  if (mode.kind === 'normal') return explains ? checked('riskMode', true, 'what the mode allows', 'normal') : null;
  const isAllowed = mode.kind === 'noNewPositions' && adds;
  if (isAllowed && !explains) return null;
  const [{ source, reason }] = mode.holds;
  const limit = mode.kind === 'noNewPositions' ? 'no new positions' : 'orders that only reduce';
  const entry = isAllowed ? 'entry that adds to a position' : 'entry';
  return checked('riskMode', isAllowed, limit, `${order.side} ${entry} while ${source} holds: ${reason}`);
};
