import type { FeedState } from '../../ports/market-feed.ts';
import { checked } from '../check.ts';
import type { RiskRule } from '../rule.ts';

const TRUSTED: ReadonlySet<FeedState> = new Set(['live', 'simulated', 'delayed']);

/** Nothing is entered on prices that are older than they may be, or that nobody tells. */
export const marketDataAge: RiskRule = ({ order, market: { feed } }, _context, explains) => {
  const isAllowed = TRUSTED.has(feed.state);
  if (isAllowed && !explains) return null;
  const seconds = Math.max(0, Math.round((order.createdMs - feed.sinceMs) / 1000));
  const actual = isAllowed ? feed.state : `${feed.state} for ${seconds} s`;
  return checked('marketDataAge', isAllowed, 'prices that are live or delayed', actual);
};
