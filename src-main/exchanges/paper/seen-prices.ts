import type { SeenPrices } from './liquidator.ts';
import type { MarketMoment } from './match.ts';
import type { Leg } from './walk-leg.ts';

/** What a moment shows of prices to those who may be liquidated. */
export function seenIn(moment: MarketMoment, optimistic: boolean): SeenPrices {
  if (moment.kind === 'bar') {
    const { timeMs, low, high } = moment;
    return { timeMs, low, high, traded: Number.NaN, closed: optimistic ? moment.close : Number.NaN };
  }
  const { timeMs, price } = moment;
  return { timeMs, low: price, high: price, traded: price, closed: Number.NaN };
}

export function seenOn({ timeMs, at }: Leg, to: number): SeenPrices {
  return { timeMs, low: Math.min(at, to), high: Math.max(at, to), traded: Number.NaN, closed: Number.NaN };
}
