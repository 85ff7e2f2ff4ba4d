import type { Fill } from '../../model/fill.ts';
import type { Ratio } from '../../model/money.ts';
import { priceFromNumber } from '../../model/money.ts';
import type { Side } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import { worsen } from './costs.ts';
import { isReached } from './limit-model.ts';
import type { RestingOrder } from './resting-order.ts';
import { isAtMarket } from './resting-order.ts';

type Tick = {
  readonly kind: 'tick';
  readonly timeMs: TimestampMs;
  readonly price: number;
  /** Best bid and ask; null while the feed has not told any. */
  readonly quote: { readonly bid: number; readonly ask: number } | null;
};

type Range = {
  readonly kind: 'bar';
  readonly timeMs: TimestampMs;
  readonly high: number;
  readonly low: number;
  readonly close: number;
};

/** The market at one moment. */
export type Seen = Pick<Tick, 'price' | 'quote'>;

/**
 * Where the market is while the venue looks for matches:
 * - `open`: a bar opens. Market orders fill here; so does what is already through at the open.
 * - `bar`: the bar's range is known. Stops fill on touch, limits where their model says so.
 * - `tick`: a trade happened. Market orders and touched stops take what is there, limits that rest fill by their model.
 * - `final`: the tape has ended; market orders fill at the last close, without spread or slippage.
 */
export type MarketMoment =
  | { readonly kind: 'open'; readonly timeMs: TimestampMs; readonly price: number }
  | Range
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

/** What of the venue's model decides whether an order fills. */
export type MatchRules = {
  readonly halfSpread: HalfSpread;
  /** Limits wait for their turn: what reaches them is on the order. */
  readonly queues: boolean;
  /** Of two readings of a bar the one that is better for the order. */
  readonly optimistic: boolean;
};

/** Within one moment, market orders first: a bar that touches both stop and target stops. */
export const STOPS_FIRST = ['market', 'stop', 'limit'] as const;
/** Of two readings the one that is better for us. */
export const LIMITS_FIRST = ['market', 'limit', 'stop'] as const;

export const OWN_LIMIT: Match = { price: null, paysSpread: false, paysSlippage: false, liquidity: 'maker' };
export const OWN_STOP: Match = { price: null, paysSpread: true, paysSlippage: true, liquidity: 'taker' };

export const takenAt = (price: number): Match => ({ price, paysSpread: true, paysSlippage: true, liquidity: 'taker' });
/** At a quoted bid or ask the spread is in the price already. */
const touchedAt = (price: number): Match => ({ price, paysSpread: false, paysSlippage: true, liquidity: 'taker' });

/** Whether, and at what price, an order fills now. Half the spread stands between a traded price and an order. */
export function matchNow(resting: RestingOrder, moment: MarketMoment, rules: MatchRules): Match | null {
  switch (moment.kind) {
    case 'final':
      if (!isAtMarket(resting)) return null;
      return { price: moment.price, paysSpread: false, paysSlippage: false, liquidity: 'taker' };
    case 'open':
      return matchAtPrice(resting, moment.price, rules);
    case 'bar':
      return matchInBar(resting, moment, rules);
    case 'tick':
      return matchTick(resting, moment, rules);
  }
}

/** Is `seen` at or beyond the stop's trigger? */
export const triggered = (side: Side, seen: number, trigger: number): boolean =>
  side === 'buy' ? seen >= trigger : seen <= trigger;

/** What a taker of that side pays or gets when `price` is the middle of the market. */
export const acrossSpread = (side: Side, price: number, { fraction }: HalfSpread): number =>
  side === 'buy' ? price * (1 + fraction) : price * (1 - fraction);

/** Everything that is already through at a price, an open say, fills there: never better, and a gap is a gap. */
export function matchAtPrice(resting: RestingOrder, price: number, rules: MatchRules): Match | null {
  const { order, priceNumber } = resting;
  if (isAtMarket(resting)) return takenAt(price);
  if (resting.group === 'stop') return triggered(order.side, price, priceNumber) ? takenAt(price) : null;
  if (!withinLimit(resting, price, rules.halfSpread.rate) || !isNext(resting, price, rules)) return null;
  return limitAt(resting, price, true);
}

/** Exact, because a limit is a promise; float64 only says no to what is clearly outside. */
function withinLimit({ order, price: limit, priceNumber }: RestingOrder, price: number, costRate: Ratio): boolean {
  if (limit === null) return false;
  if (order.side === 'buy' ? priceNumber < price : priceNumber > price) return false;
  const paid = worsen(priceFromNumber(price), order.side, costRate);
  return order.side === 'buy' ? paid <= limit : paid >= limit;
}

/** Whether a limit that has just arrived would take what is there: the quote where there is one, else across half the spread. */
export function wouldTake(resting: RestingOrder, { price, quote }: Seen, { halfSpread }: MatchRules): boolean {
  if (quote === null) return withinLimit(resting, price, halfSpread.rate);
  return withinLimit(resting, resting.order.side === 'buy' ? quote.ask : quote.bid, 0n as Ratio);
}

/** What a stop-limit takes in the moment it is touched, which `touched` says; null when its limit does not allow it. */
export function matchOnWaking(
  resting: RestingOrder,
  touched: Match,
  trigger: number,
  { halfSpread }: MatchRules,
): Match | null {
  const price = touched.price ?? trigger;
  const costRate = touched.paysSpread ? halfSpread.rate : (0n as Ratio);
  if (!withinLimit(resting, price, costRate)) return null;
  return { price, paysSpread: touched.paysSpread, paysSlippage: false, liquidity: 'taker' };
}

/** One that has not rested takes; one that has must be where its model fills it, save that `through` takes an open at it. */
function isNext(resting: RestingOrder, price: number, { halfSpread, queues }: MatchRules): boolean {
  const { order, reach, rested, priceNumber, fillable } = resting;
  if (!rested || reach.price === priceNumber) return true;
  return queues ? fillable > 0 : isReached(order.side, acrossSpread(order.side, price, halfSpread), reach);
}

/** A limit that finds its price there already; one that has not rested yet takes. Its limit keeps it from slipping. */
function limitAt({ rested }: RestingOrder, price: number, paysSpread: boolean): Match {
  return { price, paysSpread, paysSlippage: false, liquidity: rested ? 'maker' : 'taker' };
}

/**
 * Within a bar the order of its prices is not known. Read against us, a stop that was set within it was touched after, and
 * a limit that was set within it (a target of an entry in this very bar) was not; read for us it is the other way round,
 * save that a close beyond the stop's trigger leaves no doubt.
 */
function matchInBar(resting: RestingOrder, { high, low, close }: Range, rules: MatchRules): Match | null {
  const { order, priceNumber, rested, reach } = resting;
  const { side } = order;
  if (isAtMarket(resting)) return null;
  if (resting.group === 'stop') {
    const worst = rested || !rules.optimistic ? (side === 'buy' ? high : low) : close;
    return triggered(side, worst, priceNumber) ? OWN_STOP : null;
  }
  if (rules.queues) return resting.fillable > 0 ? OWN_LIMIT : null;
  const best = acrossSpread(side, side === 'buy' ? low : high, rules.halfSpread);
  return (rested || rules.optimistic) && isReached(side, best, reach) ? OWN_LIMIT : null;
}

/** The worse of what is quoted and what was just traded is what a taker gets. */
function matchTick(resting: RestingOrder, { price, quote }: Tick, rules: MatchRules): Match | null {
  const { order, priceNumber, rested, reach } = resting;
  const buys = order.side === 'buy';
  const taken = quote === null ? price : buys ? Math.max(quote.ask, price) : Math.min(quote.bid, price);
  if (isAtMarket(resting) || resting.group === 'stop') {
    if (!isAtMarket(resting) && !triggered(order.side, price, priceNumber)) return null;
    return quote === null ? takenAt(price) : touchedAt(taken);
  }
  if (!rested) {
    const costRate = quote === null ? rules.halfSpread.rate : (0n as Ratio);
    return withinLimit(resting, taken, costRate) ? limitAt(resting, taken, quote === null) : null;
  }
  if (rules.queues) return resting.fillable > 0 ? OWN_LIMIT : null;
  return isReached(order.side, bestSeen(order.side, price, quote, rules.halfSpread), reach) ? OWN_LIMIT : null;
}

/** The best of trade and quote, half the spread counted where nothing is quoted. */
function bestSeen(side: Side, price: number, quote: Tick['quote'], halfSpread: HalfSpread): number {
  if (quote === null) return acrossSpread(side, price, halfSpread);
  return side === 'buy' ? Math.min(price, quote.ask) : Math.max(price, quote.bid);
}
