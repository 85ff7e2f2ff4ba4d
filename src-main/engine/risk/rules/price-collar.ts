import type { Price } from '../../../model/money.ts';
import { lowerPrice, priceFromNumber, priceToText, raisePrice, ratioFromNumber } from '../../../model/money.ts';
import { limitOf, triggerOf } from '../../../model/order.ts';
import type { RiskRule } from '../rule.ts';

/**
 * A finger too many on the price: a limit that buys far above the latest price, or sells far below it, trades at once
 * with whoever is there. One that waits on its own side of the market is nobody's mistake. Behind a trigger, the trigger is
 * the price it will find.
 */
export const priceCollar: RiskRule = ({ order, market }, { governor }) => {
  const limit = governor?.limits.priceCollar ?? null;
  const wanted = limitOf(order.type);
  if (limit === null || wanted === null) return null;
  const latest = triggerOf(order.type) ?? latestPrice(market.mark.price);
  if (latest === null)
    return { rule: 'priceCollar', limit: 'a limit near the latest price', actual: 'no price is known' };
  const share = ratioFromNumber(limit.most);
  const isBuy = order.side === 'buy';
  const bound = isBuy ? raisePrice(latest, share) : lowerPrice(latest, share);
  if (isBuy ? wanted <= bound : wanted >= bound) return null;
  const { quoteAsset } = market.instrument;
  return {
    rule: 'priceCollar',
    limit: `a ${order.side} limit of at ${isBuy ? 'most' : 'least'} ${priceToText(bound)} ${quoteAsset}`,
    actual: `${priceToText(wanted)} ${quoteAsset}`,
  };
};

const latestPrice = (price: number): Price | null => (price > 0 ? priceFromNumber(price) : null);
