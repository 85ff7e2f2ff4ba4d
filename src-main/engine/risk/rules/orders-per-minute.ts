import type { RiskRule } from '../rule.ts';

/** A bot that runs wild is stopped by its own speed. Orders that close count, and are not refused. */
export const ordersPerMinute: RiskRule = ({ order }, { governor }) => {
  const limit = governor?.limits.ordersPerMinute ?? null;
  if (governor === null || limit === null) return null;
  if (!governor.rate.isFull(limit.most, order.createdMs)) return null;
  return {
    rule: 'ordersPerMinute',
    limit: `at most ${limit.most} orders a minute`,
    actual: `${governor.rate.count(order.createdMs)} sent within the last one`,
  };
};
