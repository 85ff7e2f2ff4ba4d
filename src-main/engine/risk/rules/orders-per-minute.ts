import type { RiskRule } from '../rule.ts';

/** A bot that runs wild is stopped by its own speed. Orders that close count, and are not refused. */
export const ordersPerMinute: RiskRule = (_proposal, { governor }) => {
  const limit = governor?.limits.ordersPerMinute ?? null;
  if (governor === null || limit === null) return null;
  if (governor.mayOrder(limit.most)) return null;
  return {
    rule: 'ordersPerMinute',
    limit: `at most ${limit.most} orders a minute`,
    actual: `${governor.sentWithinMinute()} sent within the last one`,
  };
};
