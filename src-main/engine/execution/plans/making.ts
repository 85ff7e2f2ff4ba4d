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
 * What has to be won for resting to be tried, basis points: an order that rests fills when the market comes through it,
 * which costs something. `test/bench/execution.bench.ts` shows how much on recorded books.
 */
const LOST_BY_WAITING_BPS = 0.5;

/**
 * Whether resting is worth more than taking, which would cost `takingBps` against the middle: a maker is paid half the
 * spread, pays the maker's fee for the taker's, and loses by waiting. Where nothing is known of fees, it is.
 */
export function isMakingWorth(takingBps: number, touch: Touch, fees: FeeRates | null): boolean {
  if (fees === null) return true;
  const halfSpreadBps = ((touch.ask - touch.bid) / 2 / middleOf(touch)) * 10_000;
  return takingBps + halfSpreadBps + fees.takerFeeBps - fees.makerFeeBps > LOST_BY_WAITING_BPS;
}
