import type { FeeRates } from '../../../model/execution-style.ts';
import type { Price } from '../../../model/money.ts';
import { priceFromNumber, roundToTick } from '../../../model/money.ts';
import type { Side } from '../../../model/order.ts';

/** Best bid and ask; both are the latest price where nothing is quoted. */
export type Touch = { readonly bid: number; readonly ask: number };

export function middleOf({ bid, ask }: Touch): number {
  return (bid + ask) / 2;
}

/** Where the spread has room, a tick inside it is before everybody; else the best price of our side. */
const ROOM_TICKS = 2n;

export function restingPrice(side: Side, { bid, ask }: Touch, tick: Price): Price {
  const best = roundToTick(priceFromNumber(side === 'buy' ? bid : ask), tick, side === 'buy' ? 'down' : 'up');
  const spread = priceFromNumber(ask) - priceFromNumber(bid);
  if (spread <= ROOM_TICKS * tick) return best;
  return (side === 'buy' ? best + tick : best - tick) as Price;
}

/** Whether others stand before us by now. A market that comes towards us is no reason to give up a place. */
export function isLeftBehind(side: Side, price: number, touch: Touch): boolean {
  return side === 'buy' ? touch.bid > price : touch.ask < price;
}

/**
 * Whether resting is worth more than taking, the fill granted: a maker is paid the spread that a taker pays, and pays the
 * maker's fee for the taker's. Where nothing is known of fees, it is.
 */
export function isMakingWorth(touch: Touch, fees: FeeRates | null): boolean {
  if (fees === null) return true;
  const spreadBps = ((touch.ask - touch.bid) / middleOf(touch)) * 10_000;
  return spreadBps + fees.takerFeeBps - fees.makerFeeBps > 0;
}
