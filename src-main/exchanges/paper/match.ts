import type { Fill } from '../../model/fill.ts';
import type { Side } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { RestingOrder } from './resting-order.ts';

type Tick = {
  readonly kind: 'tick';
  readonly timeMs: TimestampMs;
  readonly price: number;
  readonly bid: number;
  readonly ask: number;
};

/**
 * Where the market is while the venue looks for matches:
 * - `open`: a bar opens. Market orders fill here; so does what is already through at the open.
 * - `bar`: the bar's range is known. Stops fill on touch, limits only when the price traded beyond them.
 * - `tick`: a trade happened between this bid and ask. Everything that can fill against it does.
 * - `final`: the tape has ended; market orders fill at the last close, without spread or slippage.
 */
export type MarketMoment =
  | { readonly kind: 'open'; readonly timeMs: TimestampMs; readonly price: number }
  | { readonly kind: 'bar'; readonly timeMs: TimestampMs; readonly high: number; readonly low: number }
  | Tick
  | { readonly kind: 'final'; readonly timeMs: TimestampMs; readonly price: number };

/** A fill the market allows. `price` null is the order's own limit or trigger, exact; costs are still to be added. */
export type Match = {
  readonly price: number | null;
  readonly paysSpread: boolean;
  readonly paysSlippage: boolean;
  readonly liquidity: Fill['liquidity'];
};

const OWN_LIMIT: Match = { price: null, paysSpread: false, paysSlippage: false, liquidity: 'maker' };
const OWN_STOP: Match = { price: null, paysSpread: true, paysSlippage: true, liquidity: 'taker' };

const takenAt = (price: number): Match => ({ price, paysSpread: true, paysSlippage: true, liquidity: 'taker' });
/** At a quoted bid or ask the spread is in the price already. */
const touchedAt = (price: number): Match => ({ price, paysSpread: false, paysSlippage: true, liquidity: 'taker' });

/** Whether, and at what price, an order fills now. `halfSpread` (a fraction) stands between a traded price and an order. */
export function matchNow(resting: RestingOrder, moment: MarketMoment, halfSpread: number): Match | null {
  switch (moment.kind) {
    case 'final':
      if (resting.order.type.kind !== 'market') return null;
      return { price: moment.price, paysSpread: false, paysSlippage: false, liquidity: 'taker' };
    case 'open':
      return matchAtOpen(resting, moment.price, halfSpread);
    case 'bar':
      return matchInBar(resting, moment, halfSpread);
    case 'tick':
      return matchTick(resting, moment);
  }
}

/** Is `seen` at or beyond the stop's trigger? */
const triggered = (side: Side, seen: number, trigger: number): boolean =>
  side === 'buy' ? seen >= trigger : seen <= trigger;

/** Everything that is already through at the open fills at the open: never better, and a gap is a gap. */
function matchAtOpen({ order, priceNumber }: RestingOrder, price: number, halfSpread: number): Match | null {
  switch (order.type.kind) {
    case 'market':
      return takenAt(price);
    case 'stop':
      return triggered(order.side, price, priceNumber) ? takenAt(price) : null;
    case 'limit': {
      const through =
        order.side === 'buy' ? price * (1 + halfSpread) <= priceNumber : price * (1 - halfSpread) >= priceNumber;
      return through ? { price, paysSpread: true, paysSlippage: false, liquidity: 'maker' } : null;
    }
  }
}

function matchInBar(
  { order, priceNumber }: RestingOrder,
  { high, low }: { high: number; low: number },
  halfSpread: number,
): Match | null {
  switch (order.type.kind) {
    case 'market':
      return null;
    case 'stop':
      return triggered(order.side, order.side === 'buy' ? high : low, priceNumber) ? OWN_STOP : null;
    case 'limit': {
      const beyond =
        order.side === 'buy' ? low * (1 + halfSpread) < priceNumber : high * (1 - halfSpread) > priceNumber;
      return beyond ? OWN_LIMIT : null;
    }
  }
}

function matchTick({ order, priceNumber, rested }: RestingOrder, { price, bid, ask }: Tick): Match | null {
  const touch = order.side === 'buy' ? ask : bid;
  switch (order.type.kind) {
    case 'market':
      return touchedAt(touch);
    case 'stop':
      return triggered(order.side, price, priceNumber) ? touchedAt(touch) : null;
    case 'limit': {
      const marketable = order.side === 'buy' ? touch <= priceNumber : touch >= priceNumber;
      if (marketable && !rested) return { ...touchedAt(touch), paysSlippage: false };
      const beyond = order.side === 'buy' ? price < priceNumber : price > priceNumber;
      return marketable || beyond ? OWN_LIMIT : null;
    }
  }
}
