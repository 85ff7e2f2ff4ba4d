import type { Fill } from '../../model/fill.ts';
import type { Ratio } from '../../model/money.ts';
import { priceFromNumber } from '../../model/money.ts';
import type { Side } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import { worsen } from './costs.ts';
import type { RestingOrder } from './resting-order.ts';

type Tick = {
  readonly kind: 'tick';
  readonly timeMs: TimestampMs;
  readonly price: number;
  /** Best bid and ask; null while the feed has not told any. */
  readonly quote: { readonly bid: number; readonly ask: number } | null;
};

/**
 * Where the market is while the venue looks for matches:
 * - `open`: a bar opens. Market orders fill here; so does what is already through at the open.
 * - `bar`: the bar's range is known. Stops fill on touch, limits only when the price traded beyond them.
 * - `tick`: a trade happened. Market orders and touched stops take what is there, limits that rest fill beyond them.
 * - `final`: the tape has ended; market orders fill at the last close, without spread or slippage.
 */
export type MarketMoment =
  | { readonly kind: 'open'; readonly timeMs: TimestampMs; readonly price: number }
  | { readonly kind: 'bar'; readonly timeMs: TimestampMs; readonly high: number; readonly low: number }
  | Tick
  | { readonly kind: 'final'; readonly timeMs: TimestampMs; readonly price: number };

/** Half the spread as a rate for exact prices and as a fraction for the quick look at each message. */
export type HalfSpread = { readonly rate: Ratio; readonly fraction: number };

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

/** Whether, and at what price, an order fills now. `halfSpread` stands between a traded price and an order. */
export function matchNow(resting: RestingOrder, moment: MarketMoment, halfSpread: HalfSpread): Match | null {
  switch (moment.kind) {
    case 'final':
      if (resting.order.type.kind !== 'market') return null;
      return { price: moment.price, paysSpread: false, paysSlippage: false, liquidity: 'taker' };
    case 'open':
      return matchAtOpen(resting, moment.price, halfSpread);
    case 'bar':
      return matchInBar(resting, moment, halfSpread);
    case 'tick':
      return matchTick(resting, moment, halfSpread);
  }
}

/** Is `seen` at or beyond the stop's trigger? */
const triggered = (side: Side, seen: number, trigger: number): boolean =>
  side === 'buy' ? seen >= trigger : seen <= trigger;

/** Has the market traded beyond the limit, `seen` being the best that side saw of it? */
const beyondLimit = (side: Side, seen: number, limit: number): boolean =>
  side === 'buy' ? seen < limit : seen > limit;

/** What a taker of that side pays or gets when `price` is the middle of the market. */
const acrossSpread = (side: Side, price: number, { fraction }: HalfSpread): number =>
  side === 'buy' ? price * (1 + fraction) : price * (1 - fraction);

/** Everything that is already through at the open fills at the open: never better, and a gap is a gap. */
function matchAtOpen(resting: RestingOrder, price: number, halfSpread: HalfSpread): Match | null {
  const { order, priceNumber } = resting;
  switch (order.type.kind) {
    case 'market':
      return takenAt(price);
    case 'stop':
      return triggered(order.side, price, priceNumber) ? takenAt(price) : null;
    case 'limit':
      return withinLimit(resting, price, halfSpread.rate) ? limitAt(resting, price, true) : null;
  }
}

/** Exact, because a limit is a promise; float64 only says no to what is clearly outside. */
function withinLimit({ order, priceNumber }: RestingOrder, price: number, costRate: Ratio): boolean {
  if (order.type.kind !== 'limit' || beyondLimit(order.side, priceNumber, price)) return false;
  const paid = worsen(priceFromNumber(price), order.side, costRate);
  return order.side === 'buy' ? paid <= order.type.price : paid >= order.type.price;
}

/** A limit that finds its price there already; one that has not rested yet takes. Its limit keeps it from slipping. */
function limitAt({ rested }: RestingOrder, price: number, paysSpread: boolean): Match {
  return { price, paysSpread, paysSlippage: false, liquidity: rested ? 'maker' : 'taker' };
}

/**
 * Within a bar the order of its prices is not known. A stop that was set within it may have been touched after, so it
 * fills; a limit that was set within it (a target of an entry in this very bar) may not have been, so it does not.
 */
function matchInBar(
  { order, priceNumber, rested }: RestingOrder,
  { high, low }: { high: number; low: number },
  halfSpread: HalfSpread,
): Match | null {
  const { side } = order;
  switch (order.type.kind) {
    case 'market':
      return null;
    case 'stop':
      return triggered(side, side === 'buy' ? high : low, priceNumber) ? OWN_STOP : null;
    case 'limit': {
      const best = acrossSpread(side, side === 'buy' ? low : high, halfSpread);
      return rested && beyondLimit(side, best, priceNumber) ? OWN_LIMIT : null;
    }
  }
}

/** The worse of what is quoted and what was just traded is what a taker gets. */
function matchTick(resting: RestingOrder, { price, quote }: Tick, halfSpread: HalfSpread): Match | null {
  const { order, priceNumber, rested } = resting;
  const buys = order.side === 'buy';
  const taken = quote === null ? price : buys ? Math.max(quote.ask, price) : Math.min(quote.bid, price);
  switch (order.type.kind) {
    case 'market':
      return quote === null ? takenAt(price) : touchedAt(taken);
    case 'stop':
      if (!triggered(order.side, price, priceNumber)) return null;
      return quote === null ? takenAt(price) : touchedAt(taken);
    case 'limit': {
      if (!rested) {
        const costRate = quote === null ? halfSpread.rate : (0n as Ratio);
        return withinLimit(resting, taken, costRate) ? limitAt(resting, taken, quote === null) : null;
      }
      const seen = quote === null ? acrossSpread(order.side, price, halfSpread) : bestSeen(buys, price, quote);
      return beyondLimit(order.side, seen, priceNumber) ? OWN_LIMIT : null;
    }
  }
}

function bestSeen(buys: boolean, price: number, { bid, ask }: { bid: number; ask: number }): number {
  return buys ? Math.min(price, ask) : Math.max(price, bid);
}
