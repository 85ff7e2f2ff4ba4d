import type { Price, Ratio } from '../../model/money.ts';
import { lowerPrice, raisePrice, ratioFromBps } from '../../model/money.ts';
import type { Side } from '../../model/order.ts';

/** What trading costs at the simulated venue. Basis points: 1 is one ten-thousandth. */
export type PaperCosts = {
  readonly makerFeeBps: number;
  readonly takerFeeBps: number;
  /** Between best bid and best ask, where the feed has no quote of its own. */
  readonly spreadBps: number;
  /** On top of the spread, for orders that take liquidity. */
  readonly slippageBps: number;
};

export type CostRatios = {
  readonly makerFee: Ratio;
  readonly takerFee: Ratio;
  readonly halfSpread: Ratio;
  readonly slippage: Ratio;
};

export function costRatios(costs: PaperCosts): CostRatios {
  return {
    makerFee: ratioFromBps(costs.makerFeeBps),
    takerFee: ratioFromBps(costs.takerFeeBps),
    halfSpread: ratioFromBps(costs.spreadBps / 2),
    slippage: ratioFromBps(costs.slippageBps),
  };
}

/** The price one side really gets: never better than `price`, worse by `rate`. */
export function worsen(price: Price, side: Side, rate: Ratio): Price {
  if (rate === 0n) return price;
  return side === 'buy' ? raisePrice(price, rate) : lowerPrice(price, rate);
}
