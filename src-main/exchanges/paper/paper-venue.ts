import type { ApprovedOrder } from '../../engine/ports/approved-order.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Venue, VenueReport } from '../../engine/ports/venue.ts';
import type { Candle } from '../../model/candle.ts';
import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { MarketTrade, OrderBook, Quote } from '../../model/market-trade.ts';
import type { Quantity } from '../../model/money.ts';
import { priceFromNumber, priceToNumber, quantityForAmount } from '../../model/money.ts';
import type { Order, OrderState } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import { barLegs } from './bar-path.ts';
import type { PaperCosts } from './costs.ts';
import { whyNothing } from './fill-size.ts';
import { fundingFill, markAt } from './funding.ts';
import type { LeverageOf, SeenPrices } from './liquidator.ts';
import type { MarketMoment, Match } from './match.ts';
import { matchNow } from './match.ts';
import type { TradedRange } from './queue-places.ts';
import { moveInQueue } from './queue-places.ts';
import type { RestingOrder } from './resting-order.ts';
import { restingOrder } from './resting-order.ts';
import { restoredOrders } from './restored-orders.ts';
import { roundedToTick } from './rounded-candle.ts';
import type { VenueModel } from './venue-model.ts';
import type { VenueRules } from './venue-rules.ts';
import { venueRules } from './venue-rules.ts';
import type { Leg } from './walk-leg.ts';
import { nextOnLeg } from './walk-leg.ts';

export type PaperVenueOptions = {
  readonly clock: Clock;
  readonly instruments: readonly Instrument[];
  readonly costs: PaperCosts;
  /** How long an order is under way. */
  readonly latencyMs: number;
  /** Where reports go. It may call back `submit` and `cancel` before it returns. */
  readonly report: (report: VenueReport) => void;
  /** How fills are made and what is charged beyond costs. */
  readonly model?: VenueModel;
  /** The latest order book of an instrument, or null while there is none. */
  readonly bookOf?: (instrumentId: string) => OrderBook | null;
  /** Of a bot's position; where it is left out all are fully paid. Nothing is liquidated without `margin` in the model. */
  readonly leverageOf?: LeverageOf;
};

const fullyPaid: LeverageOf = () => 1;

type Found = { readonly resting: RestingOrder; readonly match: Match };

/** Within one moment market orders come first, then stops, then limits: a bar that touches both stop and target stops. */
const STOPS_FIRST = ['market', 'stop', 'limit'] as const;
/** Of two readings the one that is better for us. */
const LIMITS_FIRST = ['market', 'limit', 'stop'] as const;

/**
 * The simulated venue. It sees every market message before the engine does and fills what that message allows. How is its
 * model's business (`venue-model.ts`); here is the order of things: funding, what the open allows, what the bar allows.
 */
export class PaperVenue implements Venue {
  readonly #options: PaperVenueOptions;
  readonly #rules: VenueRules;
  readonly #instruments: Map<string, Instrument>;
  readonly #quotes = new Map<string, Quote>();
  readonly #lastPrices = new Map<string, number>();
  /** Kept only where amounts become quantities on arrival. */
  readonly #closes = new Map<string, number>();
  readonly #resting: RestingOrder[] = [];
  /** Positions alone are a reason to look at a message. */
  readonly #watchesPositions: boolean;
  /** Counts looks at the market: what found nothing to fill with in one is not asked again in it. */
  #look = 0;

  constructor(options: PaperVenueOptions) {
    this.#options = options;
    this.#rules = venueRules(
      options.costs,
      options.model ?? {},
      options.bookOf ?? null,
      options.leverageOf ?? fullyPaid,
    );
    this.#instruments = new Map(options.instruments.map((instrument) => [instrument.id, instrument]));
    this.#watchesPositions = this.#rules.funding !== null || this.#rules.liquidator !== null;
  }

  /** Trades this instrument too from now on. */
  add(instrument: Instrument): void {
    this.#instruments.set(instrument.id, instrument);
  }

  submit(order: ApprovedOrder): void {
    const timeMs = this.#options.clock.nowMs();
    const { clientOrderId, instrumentId } = order;
    const instrument = this.#instruments.get(instrumentId);
    if (instrument === undefined) {
      const reason = `instrument is "${instrumentId}", expected one of this venue`;
      this.#options.report({ kind: 'refused', clientOrderId, reason, timeMs });
      return;
    }
    const sized = this.#rules.sizesOnArrival ? this.#sizedNow(order, instrument, timeMs) : order;
    this.#resting.push(restingOrder(sized, timeMs + this.#options.latencyMs, this.#rules.limits, instrument.tick));
    this.#options.report({ kind: 'accepted', clientOrderId, timeMs });
  }

  /** What the amount pays for at the latest close, fee included, and what is held on the other side by now. */
  #sizedNow(order: Order, { id, step }: Instrument, timeMs: TimestampMs): Order {
    const close = this.#closes.get(id);
    if (order.reduceOnly || close === undefined) return order;
    const feeRate = this.#rules.fees.rateAt('taker', timeMs);
    const own =
      order.size.kind === 'base'
        ? order.size.quantity
        : quantityForAmount(order.size.amount, priceFromNumber(close), feeRate, step);
    const quantity = (own + this.#rules.positions.oppositeOf(order)) as Quantity;
    return { ...order, closesOpposite: false, size: { kind: 'base', quantity } };
  }

  cancel(clientOrderId: string): void {
    this.#drop(clientOrderId, 'cancelled on request');
  }

  /**
   * After a restart: positions from the fills; protective orders and priced exits rest again while there is something to
   * take off, entries are gone whether priced or not (nobody watched the market they waited for), and an order that the
   * fills on record filled is told to be filled, in case nobody had written that down.
   */
  restore(openOrders: readonly { order: Order; state: OrderState }[], fills: readonly Fill[]): void {
    const timeMs = this.#options.clock.nowMs();
    const verdicts = restoredOrders(openOrders, fills, { rules: this.#rules, instruments: this.#instruments, timeMs });
    // All of them rest before any is told of: what is told may make the engine cancel one of them.
    for (const verdict of verdicts) if (verdict.kind === 'rests') this.#resting.push(verdict.resting);
    for (const verdict of verdicts) {
      if (verdict.kind === 'rests') {
        if (!this.#resting.includes(verdict.resting)) continue;
        const { clientOrderId } = verdict.resting.order;
        this.#options.report({ kind: 'accepted', clientOrderId, timeMs });
      } else if (verdict.kind === 'filled') {
        this.#options.report({ kind: 'filled', fill: verdict.fill, done: true });
      } else {
        const { clientOrderId } = verdict.order;
        this.#options.report({ kind: 'cancelled', clientOrderId, reason: 'the simulated venue restarted', timeMs });
      }
    }
  }

  /**
   * A whole bar: first its open, then its range. Fills carry the bar's open time. A bar may be told as the finer candles it
   * is made of, one call each, the clock moved on before each: then each is a bar of its own.
   */
  onCandle(instrumentId: string, borrowed: Candle): void {
    if (this.#rules.sizesOnArrival) this.#closes.set(instrumentId, borrowed.close);
    if (this.#resting.length === 0 && !this.#watchesPositions) return;
    const candle = this.#rules.roundsToTick ? this.#rounded(instrumentId, borrowed) : borrowed;
    const { openTimeMs: timeMs, open, high, low, close, volume } = candle;
    if (this.#watchesPositions) this.#chargeFunding(instrumentId, timeMs, open, close);
    this.#begin(instrumentId, timeMs, { high, low, volume, takerSide: null });
    this.#matchAll(instrumentId, { kind: 'open', timeMs, price: open });
    if (this.#resting.length === 0 && this.#rules.liquidator === null) return;
    this.#markRested(instrumentId, timeMs);
    if (this.#rules.path !== 'openHighLowClose')
      this.#matchAll(instrumentId, { kind: 'bar', timeMs, high, low, close });
    else this.#walk(instrumentId, candle);
  }

  /** The tape ended with this bar: market orders fill at its close. */
  onTapeEnd(instrumentId: string, lastCandle: Candle): void {
    const candle = this.#rules.roundsToTick ? this.#rounded(instrumentId, lastCandle) : lastCandle;
    this.#matchAll(instrumentId, { kind: 'final', timeMs: candle.openTimeMs, price: candle.close });
  }

  onQuote(quote: Quote): void {
    this.#quotes.set(quote.instrumentId, quote);
  }

  /** What was quoted holds no more, as when the feed was lost: until it is quoted anew trades alone count. */
  forgetQuote(instrumentId: string): void {
    this.#quotes.delete(instrumentId);
  }

  onTrade({ instrumentId, price, quantity, takerSide, timeMs }: MarketTrade): void {
    if (this.#resting.length === 0 && !this.#watchesPositions) return;
    if (this.#watchesPositions) this.#chargeFunding(instrumentId, timeMs, price, price);
    const quote = this.#quotes.get(instrumentId) ?? null;
    this.#begin(instrumentId, timeMs, { high: price, low: price, volume: quantity, takerSide });
    this.#matchAll(instrumentId, { kind: 'tick', timeMs, price, quote });
    this.#markRested(instrumentId, timeMs);
  }

  #rounded(instrumentId: string, candle: Candle): Candle {
    const instrument = this.#instruments.get(instrumentId);
    return instrument === undefined ? candle : roundedToTick(candle, instrument.tick);
  }

  /** Positions held at a funding time pay before anything else of that time; the mark, else the last price, counts. */
  #chargeFunding(instrumentId: string, timeMs: TimestampMs, firstPrice: number, lastPrice: number): void {
    const { funding, marks, positions } = this.#rules;
    const before = this.#lastPrices.get(instrumentId) ?? firstPrice;
    this.#lastPrices.set(instrumentId, lastPrice);
    if (funding === null) return;
    for (let due = funding.take(instrumentId, timeMs); due !== null; due = funding.take(instrumentId, timeMs)) {
      const mark = markAt(marks[instrumentId]?.candles, due.timeMs) ?? (due.timeMs === timeMs ? firstPrice : before);
      for (const [botId, position] of positions.openIn(instrumentId)) {
        this.#options.report({ kind: 'filled', fill: fundingFill(botId, position, due, mark), done: true });
      }
    }
  }

  /** A new message: what it brings is there once, for all orders together. */
  #begin(instrumentId: string, timeMs: TimestampMs, traded: TradedRange): void {
    const { limits, liquidity, match } = this.#rules;
    liquidity.begin(traded.volume);
    if (limits.kind !== 'queue') return;
    const book = this.#options.bookOf?.(instrumentId) ?? null;
    const tick = priceToNumber((this.#instruments.get(instrumentId) as Instrument).tick);
    const view = { shareAhead: limits.shareAhead, rules: match, book, tick };
    for (const resting of this.#resting) {
      if (resting.order.type.kind === 'limit' && this.#isActive(resting, instrumentId, timeMs)) {
        moveInQueue(resting, traded, view);
      }
    }
  }

  #isActive({ order, activeFromMs }: RestingOrder, instrumentId: string, timeMs: TimestampMs): boolean {
    return order.instrumentId === instrumentId && activeFromMs <= timeMs;
  }

  #markRested(instrumentId: string, timeMs: TimestampMs): void {
    for (const resting of this.#resting) {
      if (this.#isActive(resting, instrumentId, timeMs)) resting.rested = true;
    }
  }

  /** Fills one order after the other; each report may change what rests, so every look starts anew. */
  #matchAll(instrumentId: string, moment: MarketMoment): void {
    this.#look++;
    for (;;) {
      const found = this.#firstMatch(instrumentId, moment);
      if (
        this.#liquidatesBefore(found, moment) &&
        this.#liquidate(instrumentId, seenIn(moment, this.#rules.match.optimistic))
      )
        continue;
      if (found === null) return;
      this.#fill(found, moment.timeMs, moment.kind === 'final');
    }
  }

  #firstMatch(instrumentId: string, moment: MarketMoment): Found | null {
    // at the end of the tape there is no later for an order that is still under way
    const nowMs = moment.kind === 'final' ? Number.POSITIVE_INFINITY : moment.timeMs;
    for (const kind of this.#rules.match.optimistic ? LIMITS_FIRST : STOPS_FIRST) {
      for (const resting of this.#resting) {
        if (resting.order.type.kind !== kind || resting.skippedIn === this.#look) continue;
        if (!this.#isActive(resting, instrumentId, nowMs)) continue;
        const match = matchNow(resting, moment, this.#rules.match);
        if (match !== null) return { resting, match };
      }
    }
    return null;
  }

  /** An open that is beyond comes before all; else stops come before the liquidation they guard against, limits after it. */
  #liquidatesBefore(found: Found | null, { kind }: MarketMoment): boolean {
    if (this.#rules.liquidator === null || kind === 'final') return false;
    if (kind === 'open' || found === null) return true;
    return found.resting.order.type.kind === 'limit' && !this.#rules.match.optimistic;
  }

  #liquidate(instrumentId: string, seen: SeenPrices): boolean {
    const fill = this.#rules.liquidator?.next(instrumentId, seen) ?? null;
    if (fill !== null) this.#options.report({ kind: 'filled', fill, done: true });
    return fill !== null;
  }

  #walk(instrumentId: string, candle: Candle): void {
    let at = candle.open;
    for (const to of barLegs(candle)) {
      const leg: Leg = { timeMs: candle.openTimeMs, at, to };
      this.#look++;
      while (this.#fillNextOn(instrumentId, leg));
      at = to;
    }
  }

  /** False at the end of the leg. */
  #fillNextOn(instrumentId: string, leg: Leg): boolean {
    const waiting = this.#resting.filter(
      (resting) => resting.skippedIn !== this.#look && this.#isActive(resting, instrumentId, leg.timeMs),
    );
    const hit = nextOnLeg(waiting, leg, this.#rules.match);
    const to = hit === null ? leg.to : hit.at;
    if (this.#rules.liquidator !== null && this.#liquidate(instrumentId, seenOn(leg, to))) return true;
    if (hit === null) return false;
    leg.at = hit.at;
    this.#fill(hit, leg.timeMs, false);
    return true;
  }

  #fill({ resting, match }: Found, timeMs: TimestampMs, unbounded: boolean): void {
    const { order } = resting;
    const instrument = this.#instruments.get(order.instrumentId) as Instrument;
    const attempt = this.#rules.maker.attempt(resting, match, { instrument, timeMs, unbounded });
    if (attempt.kind === 'nothing') {
      this.#drop(order.clientOrderId, whyNothing(order));
      return;
    }
    const done = attempt.kind === 'filled' && attempt.done;
    if (!done && order.type.kind === 'stop') resting.triggered = true;
    if (done) this.#remove(order.clientOrderId);
    if (attempt.kind === 'waits') resting.skippedIn = this.#look;
    else this.#options.report({ kind: 'filled', fill: attempt.fill, done });
  }

  #drop(clientOrderId: string, reason: string): void {
    if (!this.#remove(clientOrderId)) return;
    this.#options.report({ kind: 'cancelled', clientOrderId, reason, timeMs: this.#options.clock.nowMs() });
  }

  /** In place: a new array a fill is what a long backtest would spend its time on. False when it does not rest here. */
  #remove(clientOrderId: string): boolean {
    const index = this.#resting.findIndex(({ order }) => order.clientOrderId === clientOrderId);
    if (index >= 0) this.#resting.splice(index, 1);
    return index >= 0;
  }
}

/** What a moment shows of prices to those who may be liquidated. */
function seenIn(moment: MarketMoment, optimistic: boolean): SeenPrices {
  if (moment.kind === 'bar') {
    const { timeMs, low, high } = moment;
    return { timeMs, low, high, traded: Number.NaN, closed: optimistic ? moment.close : Number.NaN };
  }
  const { timeMs, price } = moment;
  return { timeMs, low: price, high: price, traded: price, closed: Number.NaN };
}

function seenOn({ timeMs, at }: Leg, to: number): SeenPrices {
  return { timeMs, low: Math.min(at, to), high: Math.max(at, to), traded: Number.NaN, closed: Number.NaN };
}
