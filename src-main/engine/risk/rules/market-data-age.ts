import type { FeedState } from '../../ports/market-feed.ts';
import type { RiskRule } from '../rule.ts';

const TRUSTED: ReadonlySet<FeedState> = new Set(['live', 'simulated', 'delayed']);

/** Nothing is entered on prices that are older than they may be, or that nobody tells. */
export const marketDataAge: RiskRule = ({ order, market: { feed } }) =>
  TRUSTED.has(feed.state)
    ? null
    : {
        rule: 'marketDataAge',
        limit: 'prices that are live or delayed',
        actual: `${feed.state} for ${Math.max(0, Math.round((order.createdMs - feed.sinceMs) / 1000))} s`,
      };
