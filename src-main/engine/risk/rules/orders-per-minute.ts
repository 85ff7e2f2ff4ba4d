import { checked, NO_LIMIT, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/** A bot that runs wild is stopped by its own speed. Orders that close count, and are not refused. */
export const ordersPerMinute: RiskRule = (_proposal, { governor }, explains) => {
  const limit = governor?.limits.ordersPerMinute ?? null;
  if (governor === null || limit === null) return notApplicable('ordersPerMinute', NO_LIMIT, explains);
  const isAllowed = governor.mayOrder(limit.most);
  if (isAllowed && !explains) return null;
  const actual = `${governor.sentWithinMinute()} sent within the last one`;
  return checked('ordersPerMinute', isAllowed, `at most ${limit.most} orders a minute`, actual);
};
