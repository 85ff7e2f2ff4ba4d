import type { Price } from '../../model/money.ts';
import { priceToNumber } from '../../model/money.ts';
import type { Side } from '../../model/order.ts';

/**
 * When a limit order that rests fills. `seen` is the best price its side saw, half the spread counted.
 * - `through`: seen is beyond the limit, by however little.
 * - `touch`: seen is at the limit. First in every queue: the most an honest test may hope for.
 * - `penetration`: seen is n ticks beyond the limit; 0 is `touch`.
 * - `queue`: one tick beyond fills all; at the limit it fills once the volume ahead of it has traded, see `queue.ts`.
 * What finds its limit at the open, or jumped over, fills there at the open: a gap is a gap in all of them.
 */
export type LimitModel =
  | { readonly kind: 'through' }
  | { readonly kind: 'touch' }
  | { readonly kind: 'penetration'; readonly ticks: number }
  | {
      readonly kind: 'queue';
      /** Where no book says what stands ahead: this share of the volume of the first bar or trade it stands through. */
      readonly shareAhead: number;
    };

/** The price at which a resting limit fills whole; `inclusive` when being there is enough. */
export type LimitReach = { readonly price: number; readonly inclusive: boolean };

export function limitReach(model: LimitModel, side: Side, limit: Price, tick: Price): LimitReach {
  switch (model.kind) {
    case 'through':
      return { price: priceToNumber(limit), inclusive: false };
    case 'touch':
      return { price: priceToNumber(limit), inclusive: true };
    case 'penetration':
      return beyond(side, limit, tick, model.ticks);
    case 'queue':
      return beyond(side, limit, tick, 1);
  }
}

function beyond(side: Side, limit: Price, tick: Price, ticks: number): LimitReach {
  const distance = tick * BigInt(ticks);
  return { price: priceToNumber((side === 'buy' ? limit - distance : limit + distance) as Price), inclusive: true };
}

/** Is `seen` where the limit fills? */
export function isReached(side: Side, seen: number, { price, inclusive }: LimitReach): boolean {
  if (seen === price) return inclusive;
  return side === 'buy' ? seen < price : seen > price;
}
