import { lowerPrice, priceFromNumber, priceToText, raisePrice, ratioFromNumber } from '../../../model/money.ts';
import type { RiskRule } from '../rule.ts';

/**
 * A finger too many on the price: a limit that buys far above the latest price, or sells far below it, trades at once
 * with whoever is there. One that waits on its own side of the market is nobody's mistake.
 */
export const priceCollar: RiskRule = ({ order, market }, { governor }) => {
  const limit = governor?.limits.priceCollar ?? null;
  if (limit === null || order.type.kind !== 'limit') return null;
  const { price } = market.mark;
  if (!(price > 0)) return { rule: 'priceCollar', limit: 'a limit near the latest price', actual: 'no price is known' };
  const share = ratioFromNumber(limit.most);
  const latest = priceFromNumber(price);
  const isBuy = order.side === 'buy';
  const bound = isBuy ? raisePrice(latest, share) : lowerPrice(latest, share);
  if (isBuy ? order.type.price <= bound : order.type.price >= bound) return null;
  const { quoteAsset } = market.instrument;
  return {
    rule: 'priceCollar',
    limit: `a ${order.side} limit of at ${isBuy ? 'most' : 'least'} ${priceToText(bound)} ${quoteAsset}`,
    actual: `${priceToText(order.type.price)} ${quoteAsset}`,
  };
};
