import type { Fill, FillCosts } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Price, Quantity, Ratio } from '../../model/money.ts';
import {
  floorToStep,
  notionalOf,
  priceFromNumber,
  quantityToNumber,
  ZERO_MONEY,
  ZERO_QUANTITY,
} from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { BookLevel, BookLiquidity } from './book-liquidity.ts';
import type { CostRatios } from './costs.ts';
import { worsen } from './costs.ts';
import type { FeeSchedule } from './fee-schedule.ts';
import type { FillTerms } from './fill-size.ts';
import { countFill, quantityLeft } from './fill-size.ts';
import type { Liquidity } from './liquidity.ts';
import type { Match } from './match.ts';
import type { RestingOrder } from './resting-order.ts';
import type { SlippageModel } from './slippage.ts';
import { volumeShareImpact } from './slippage.ts';
import type { VenuePositions } from './venue-positions.ts';

export type FillMakerParts = {
  readonly ratios: CostRatios;
  readonly fees: FeeSchedule;
  readonly slippage: SlippageModel;
  readonly liquidity: Liquidity;
  readonly books: BookLiquidity | null;
  readonly positions: VenuePositions;
};

/** What came of a match: a fill, an order that has nothing left to fill, or one that waits for liquidity. */
export type Attempt =
  | { readonly kind: 'filled'; readonly fill: Fill; readonly done: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'waits' };

const NOTHING: Attempt = { kind: 'nothing' };
const WAITS: Attempt = { kind: 'waits' };
const NO_COSTS: FillCosts = { spread: ZERO_MONEY, slippage: ZERO_MONEY };

/** Where and when a match was found. At the end of the tape nothing bounds what can be closed. */
export type MatchPlace = { readonly instrument: Instrument; readonly timeMs: TimestampMs; readonly unbounded: boolean };

/** Prices, sizes and charges a match, and notes it on its order. */
export class FillMaker {
  readonly #parts: FillMakerParts;

  constructor(parts: FillMakerParts) {
    this.#parts = parts;
  }

  attempt(resting: RestingOrder, match: Match, place: MatchPlace): Attempt {
    const level = this.#levelFor(resting, match, place);
    if (level === null) return WAITS;
    const own = ownPrice(resting, match);
    const sized: Sized = {
      own,
      price: this.#price(resting.order, match, own, level === undefined ? place : { ...place, level }),
      feeRate: this.#parts.fees.rateAt(match.liquidity, place.timeMs),
      step: place.instrument.step,
      level,
      left: ZERO_QUANTITY,
      quantity: ZERO_QUANTITY,
    };
    sized.left = quantityLeft(resting, sized, this.#parts.positions);
    if (sized.left <= 0n) return NOTHING;
    const most = this.#most(resting, level, place);
    sized.quantity = most === null || most >= sized.left ? sized.left : floorToStep(most, sized.step);
    if (sized.quantity <= 0n) return WAITS;
    if (this.#parts.slippage.kind === 'volumeShare') this.#addImpact(resting, match, place, sized);
    return sized.quantity <= 0n ? NOTHING : this.#fill(resting, match, place, sized);
  }

  /** Undefined where the book has no say. */
  #levelFor(
    { order, group, price: limit }: RestingOrder,
    match: Match,
    place: MatchPlace,
  ): BookLevel | null | undefined {
    const { books, slippage } = this.#parts;
    if (books === null || slippage.kind !== 'book' || match.liquidity === 'maker' || place.unbounded) return undefined;
    const level = books.best(order, place.instrument.step);
    if (level === undefined || level === null || group !== 'limit' || limit === null) return level;
    const price = priceFromNumber(level.price);
    return (order.side === 'buy' ? price > limit : price < limit) ? null : level;
  }

  /** How much worse than the market the price was: half the spread first, then everything else. A book is all slippage. */
  #costsOf(order: Order, match: Match, { own, price, quantity, level }: Sized): FillCosts {
    if (price === own) return NO_COSTS;
    const spread =
      level === undefined && match.paysSpread ? worsen(own, order.side, this.#parts.ratios.halfSpread) : own;
    const [lost, slipped] = order.side === 'buy' ? [spread - own, price - spread] : [own - spread, spread - price];
    return { spread: (lost * quantity) as Money, slippage: (slipped * quantity) as Money };
  }

  /** With every cost but the impact of the quantity. */
  #price(order: Order, match: Match, own: Price, { instrument, level }: Priced): Price {
    if (level !== undefined) return worseOf(order, own, priceFromNumber(level.price));
    const { ratios, slippage } = this.#parts;
    const rate = (match.paysSpread ? ratios.halfSpread : 0n) + (match.paysSlippage ? ratios.slippage : 0n);
    const price = worsen(own, order.side, rate as Ratio);
    return match.paysSlippage && slippage.kind === 'ticks'
      ? byTicks(order, price, instrument.tick, slippage.ticks)
      : price;
  }

  /** The most that may fill now; null without a bound. */
  #most(resting: RestingOrder, level: BookLevel | undefined, { unbounded }: MatchPlace): Quantity | null {
    if (unbounded) return null;
    let most = this.#parts.liquidity.left();
    if (level !== undefined && (most === null || level.quantity < most)) most = level.quantity;
    if (resting.fillable === Number.POSITIVE_INFINITY || !queuesNow(resting)) return most;
    const reaching = BigInt(Math.floor(resting.fillable * 1e8)) as Quantity;
    return most === null || reaching < most ? reaching : most;
  }

  /** The impact is that of the quantity before it; an amount then buys no more than it pays for. */
  #addImpact(resting: RestingOrder, match: Match, { unbounded }: MatchPlace, sized: Sized): void {
    const { slippage, liquidity, positions } = this.#parts;
    if (slippage.kind !== 'volumeShare' || !match.paysSlippage || unbounded) return;
    const rate = volumeShareImpact(liquidity.used() + quantityToNumber(sized.quantity), liquidity.volume(), slippage);
    sized.price = worsen(sized.price, resting.order.side, rate);
    sized.left = quantityLeft(resting, sized, positions);
    if (sized.left < sized.quantity) sized.quantity = sized.left;
  }

  #fill(resting: RestingOrder, match: Match, { timeMs }: MatchPlace, sized: Sized): Attempt {
    const { order } = resting;
    const { price, quantity, feeRate, level, left } = sized;
    const { fees, liquidity, books, positions } = this.#parts;
    const common: Fill = {
      fillId: `${order.clientOrderId}-${resting.fillCount + 1}`,
      clientOrderId: order.clientOrderId,
      accountId: order.accountId,
      botId: order.botId,
      instrumentId: order.instrumentId,
      side: order.side,
      price,
      quantity,
      fee: fees.charge(notionalOf(price, quantity), feeRate, timeMs),
      purpose: order.purpose,
      tag: order.tag,
      liquidity: match.liquidity,
      timeMs,
      costs: this.#costsOf(order, match, sized),
    };
    const fill = order.parentId === undefined ? common : { ...common, parentId: order.parentId };
    const done = quantity === left;
    if (!done) countFill(resting, fill, positions.oppositeOf(order));
    liquidity.take(quantity);
    if (queuesNow(resting)) resting.fillable -= quantityToNumber(quantity);
    if (level !== undefined) books?.take(order.instrumentId, level.price, quantity);
    positions.apply(fill);
    return { kind: 'filled', fill, done };
  }
}

type Priced = { readonly instrument: Instrument; readonly level?: BookLevel };

/** A fill as it takes shape. */
type Sized = FillTerms & {
  /** Before costs. */
  readonly own: Price;
  readonly level: BookLevel | undefined;
  price: Price;
  quantity: Quantity;
  /** What the order could fill were there no bound. */
  left: Quantity;
};

/** Before costs: where the market stood, or the order's own limit or trigger. */
function ownPrice({ order, price: itsOwn }: RestingOrder, { price }: Match): Price {
  const own = price === null ? itsOwn : priceFromNumber(price);
  if (own === null) throw new Error(`order ${order.clientOrderId} matched at its own price, expected it to have one`);
  return own;
}

/** Only what makes liquidity waits for its turn. */
function queuesNow({ rested, fillable }: RestingOrder): boolean {
  return rested && fillable > 0;
}

function worseOf({ side }: Order, a: Price, b: Price): Price {
  if (side === 'buy') return a > b ? a : b;
  return a < b ? a : b;
}

/** Not below one tick. */
function byTicks({ side }: Order, price: Price, tick: Price, ticks: number): Price {
  const distance = tick * BigInt(ticks);
  if (side === 'buy') return (price + distance) as Price;
  return (price - distance < tick ? tick : price - distance) as Price;
}
