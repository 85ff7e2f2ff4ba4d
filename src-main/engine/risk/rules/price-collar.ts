import type { Price } from '../../../model/money.ts';
import { lowerPrice, priceFromNumber, priceToText, raisePrice, ratioFromNumber } from '../../../model/money.ts';
import { limitOf, triggerOf } from '../../../model/order.ts';
import { checked, NO_LIMIT, notApplicable } from '../check.ts';
import type { RiskRule } from '../rule.ts';

/**
 * A finger too many on the price: a limit that buys far above the latest price, or sells far below it, trades at once
 * with whoever is there. One that waits on its own side of the market is nobody's mistake. Behind a trigger, the trigger is
 * the price it will find.
 */
export const priceCollar: RiskRule = ({ order, market }, { governor }, explains) => {
  const limit = governor?.limits.priceCollar ?? null;
  const wanted = limitOf(order.type);
  if (limit === null) return notApplicable('priceCollar', NO_LIMIT, explains);
  if (wanted === null) return notApplicable('priceCollar', 'the order has no limit price', explains);
  const latest = triggerOf(order.type) ?? latestPrice(market.mark.price);
  if (latest === null) return checked('priceCollar', false, 'a limit near the latest price', 'no price is known');
  const share = ratioFromNumber(limit.most);
  const isBuy = order.side === 'buy';
  const bound = isBuy ? raisePrice(latest, share) : lowerPrice(latest, share);
  const isAllowed = isBuy ? wanted <= bound : wanted >= bound;
  if (isAllowed && !explains) return null;
  const { quoteAsset } = market.instrument;
  const within = `a ${order.side} limit of at ${isBuy ? 'most' : 'least'} ${priceToText(bound)} ${quoteAsset}`;
  return checked('priceCollar', isAllowed, within, `${priceToText(wanted)} ${quoteAsset}`);
};

const latestPrice = (price: number): Price | null => (price > 0 ? priceFromNumber(price) : null);
