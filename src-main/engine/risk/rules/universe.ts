import { isMember } from '../../../model/universe.ts';
import type { RiskRule } from '../rule.ts';

/** Nothing is entered that was not in the universe as of that moment. */
export const universe: RiskRule = ({ order }, context) =>
  context.universe === null || isMember(context.universe, order.instrumentId, order.createdMs)
    ? null
    : {
        rule: 'universe',
        limit: 'members of the universe as of the order',
        actual: `${order.instrumentId} is none at ${order.createdMs} ms`,
      };
