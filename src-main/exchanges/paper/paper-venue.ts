import type { ApprovedOrder } from '../../engine/ports/approved-order.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Venue, VenueReport } from '../../engine/ports/venue.ts';
import type { Candle } from '../../model/candle.ts';
import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { MarketTrade, OrderBook, Quote } from '../../model/market-trade.ts';
import { priceFromNumber, priceToNumber } from '../../model/money.ts';
import type { Order, OrderState } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import { barLegs } from './bar-path.ts';
import type { PaperCosts } from './costs.ts';
import { sizedBy, whyNothing } from './fill-size.ts';
import { fundingFill, markAt } from './funding.ts';
import type { LeverageOf, SeenPrices } from './liquidator.ts';
import type { MarketMoment, Match, Seen } from './match.ts';
import { LIMITS_FIRST, matchNow, matchOnWaking, STOPS_FIRST, wouldTake } from './match.ts';
import type { TradedRange } from './queue-places.ts';
import { moveInQueue } from './queue-places.ts';
import type { RestingOrder } from './resting-order.ts';
import { isImmediate, restingOrder, trail, wake } from './resting-order.ts';
import { RestingOrders } from './resting-orders.ts';
import { restoredOrders } from './restored-orders.ts';
import { roundedToTick } from './rounded-candle.ts';
import { seenIn, seenOn } from './seen-prices.ts';
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
const WOULD_TAKE = 'post-only: it would immediately match and take';

type Found = { readonly resting: RestingOrder; readonly match: Match };

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
  readonly #resting = new RestingOrders();
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
    const resting = restingOrder(sized, timeMs + this.#options.latencyMs, this.#rules.limits, instrument.tick);
    this.#resting.add(resting);
    // What may only make is accepted once it has been seen that it does.
    if (order.type.kind !== 'postOnly') this.#options.report({ kind: 'accepted', clientOrderId, timeMs });
  }

  /** What the amount pays for at the latest close, fee included, and what is held on the other side by now. */
  #sizedNow(order: Order, { id, step }: Instrument, timeMs: TimestampMs): Order {
    const close = this.#closes.get(id);
    if (order.reduceOnly || close === undefined) return order;
    const terms = { price: priceFromNumber(close), feeRate: this.#rules.fees.rateAt('taker', timeMs), step };
    return sizedBy(order, terms, this.#rules.positions.oppositeOf(order));
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
    for (const verdict of verdicts) if (verdict.kind === 'rests') this.#resting.add(verdict.resting);
    for (const verdict of verdicts) {
      if (verdict.kind === 'rests') {
        if (!this.#resting.all.includes(verdict.resting)) continue;
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
    if (this.#resting.all.length === 0 && !this.#watchesPositions) return;
    const candle = this.#rules.roundsToTick ? this.#rounded(instrumentId, borrowed) : borrowed;
    const { openTimeMs: timeMs, open, high, low, close, volume } = candle;
    if (this.#watchesPositions) this.#chargeFunding(instrumentId, timeMs, open, close);
    this.#begin(instrumentId, timeMs, { high, low, volume, takerSide: null });
    this.#arrive(instrumentId, timeMs, { price: open, quote: null });
    this.#matchAll(instrumentId, { kind: 'open', timeMs, price: open });
    if (this.#resting.arriving > 0) this.#endImmediate(instrumentId, timeMs);
    if (this.#resting.all.length === 0 && this.#rules.liquidator === null) return;
    this.#markRested(instrumentId, timeMs);
    if (this.#rules.path !== 'openHighLowClose')
      this.#matchAll(instrumentId, { kind: 'bar', timeMs, high, low, close });
    else this.#walk(instrumentId, candle);
    if (this.#resting.trailing > 0) this.#follow(instrumentId, timeMs, { high, low });
  }

  /** The tape ended with this bar: market orders fill at its close. */
  onTapeEnd(instrumentId: string, lastCandle: Candle): void {
    const { openTimeMs: timeMs, close } = this.#rules.roundsToTick
      ? this.#rounded(instrumentId, lastCandle)
      : lastCandle;
    this.#matchAll(instrumentId, { kind: 'final', timeMs, price: close });
  }

  onQuote(quote: Quote): void {
    this.#quotes.set(quote.instrumentId, quote);
  }

  /** What was quoted holds no more, as when the feed was lost: until it is quoted anew trades alone count. */
  forgetQuote(instrumentId: string): void {
    this.#quotes.delete(instrumentId);
  }

  onTrade({ instrumentId, price, quantity, takerSide, timeMs }: MarketTrade): void {
    if (this.#resting.all.length === 0 && !this.#watchesPositions) return;
    if (this.#watchesPositions) this.#chargeFunding(instrumentId, timeMs, price, price);
    const quote = this.#quotes.get(instrumentId) ?? null;
    this.#begin(instrumentId, timeMs, { high: price, low: price, volume: quantity, takerSide });
    this.#arrive(instrumentId, timeMs, { price, quote });
    this.#matchAll(instrumentId, { kind: 'tick', timeMs, price, quote });
    if (this.#resting.arriving > 0) this.#endImmediate(instrumentId, timeMs);
    if (this.#resting.trailing > 0) this.#follow(instrumentId, timeMs, { high: price, low: price });
    this.#markRested(instrumentId, timeMs);
  }

  #rounded(instrumentId: string, candle: Candle): Candle {
    const instrument = this.#instruments.get(instrumentId);
    return instrument === undefined ? candle : roundedToTick(candle, instrument.tick);
  }

  /** What is held at a funding time pays before anything else of that time; the mark, else the last price, counts. */
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
    for (const resting of this.#resting.all) {
      if (resting.group === 'limit' && this.#isActive(resting, instrumentId, timeMs)) {
        moveInQueue(resting, traded, view);
      }
    }
  }

  /** What arrives with this message, before anything trades on it. */
  #arrive(instrumentId: string, timeMs: TimestampMs, seen: Seen): void {
    if (this.#resting.arriving > 0) this.#admit(instrumentId, timeMs, seen);
    if (this.#resting.trailing === 0) return;
    for (const resting of this.#resting.all) {
      if (Number.isNaN(resting.priceNumber)) this.#followOne(resting, instrumentId, timeMs, seen.price);
    }
  }

  /** Trailing stops move on after the message that moves them: within it they stood where they had come to. */
  #follow(instrumentId: string, timeMs: TimestampMs, { high, low }: { high: number; low: number }): void {
    for (const resting of this.#resting.all) {
      this.#followOne(resting, instrumentId, timeMs, resting.order.side === 'sell' ? high : low);
    }
  }

  #followOne(resting: RestingOrder, instrumentId: string, timeMs: TimestampMs, price: number): void {
    if (!this.#isActive(resting, instrumentId, timeMs)) return;
    trail(resting, price, (this.#instruments.get(instrumentId) as Instrument).tick);
  }

  /** Of post-only orders that have arrived: one that would take is refused, the others are in the book. */
  #admit(instrumentId: string, timeMs: TimestampMs, seen: Seen): void {
    for (const resting of [...this.#resting.all]) {
      const { clientOrderId, type } = resting.order;
      if (!resting.isArriving || type.kind !== 'postOnly') continue; // a report before may have ended it
      if (!this.#isActive(resting, instrumentId, timeMs)) continue;
      if (wouldTake(resting, seen, this.#rules.match)) {
        this.#resting.remove(clientOrderId);
        this.#options.report({ kind: 'refused', clientOrderId, reason: WOULD_TAKE, timeMs });
      } else {
        this.#resting.hasArrived(resting);
        this.#options.report({ kind: 'accepted', clientOrderId, timeMs });
      }
    }
  }

  /** What does not rest had its moment. */
  #endImmediate(instrumentId: string, timeMs: TimestampMs): void {
    for (const resting of [...this.#resting.all]) {
      if (resting.isArriving && isImmediate(resting.order) && this.#isActive(resting, instrumentId, timeMs)) {
        this.#drop(resting.order.clientOrderId, 'nothing more was there within its limit');
      }
    }
  }

  #isActive({ order, activeFromMs }: RestingOrder, instrumentId: string, timeMs: TimestampMs): boolean {
    return order.instrumentId === instrumentId && activeFromMs <= timeMs;
  }

  #markRested(instrumentId: string, timeMs: TimestampMs): void {
    for (const resting of this.#resting.all) {
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
      for (const resting of this.#resting.all) {
        if (resting.group !== kind || resting.skippedIn === this.#look) continue;
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
    return found.resting.group === 'limit' && !this.#rules.match.optimistic;
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
      if (this.#resting.trailing > 0) this.#follow(instrumentId, leg.timeMs, { high: to, low: to });
      at = to;
    }
  }

  /** False at the end of the leg. */
  #fillNextOn(instrumentId: string, leg: Leg): boolean {
    const waiting = this.#resting.all.filter(
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

  #fill({ resting, match: found }: Found, timeMs: TimestampMs, unbounded: boolean): void {
    const { order } = resting;
    const match = this.#wakened(resting, found);
    if (match === null) {
      resting.skippedIn = this.#look;
      return;
    }
    const instrument = this.#instruments.get(order.instrumentId) as Instrument;
    const attempt = this.#rules.maker.attempt(resting, match, { instrument, timeMs, unbounded });
    if (attempt.kind === 'nothing') {
      this.#drop(order.clientOrderId, whyNothing(order));
      return;
    }
    const done = attempt.kind === 'filled' && attempt.done;
    if (!done && resting.group === 'stop') resting.triggered = true;
    if (done) this.#resting.remove(order.clientOrderId);
    if (attempt.kind === 'waits') {
      resting.skippedIn = this.#look;
      return;
    }
    const others = this.#resting.listedWith(order);
    for (const { clientOrderId } of others) this.#resting.remove(clientOrderId);
    this.#options.report({ kind: 'filled', fill: attempt.fill, done });
    for (const { clientOrderId } of others) {
      this.#options.report({ kind: 'cancelled', clientOrderId, reason: 'the other order of its list traded', timeMs });
    }
  }

  /** A touched stop-limit becomes a limit, and takes at once what its limit allows; null when that is nothing. */
  #wakened(resting: RestingOrder, match: Match): Match | null {
    if (resting.order.type.kind !== 'stopLimit' || resting.group !== 'stop') return match;
    const trigger = resting.priceNumber;
    const { tick } = this.#instruments.get(resting.order.instrumentId) as Instrument;
    wake(resting, this.#rules.limits, tick);
    return matchOnWaking(resting, match, trigger, this.#rules.match);
  }

  /** Its list goes with it. */
  #drop(clientOrderId: string, reason: string): void {
    const resting = this.#resting.find(clientOrderId);
    if (resting === undefined) return;
    const others = this.#resting.listedWith(resting.order);
    for (const one of [resting.order, ...others]) this.#end(one.clientOrderId, reason);
  }

  #end(clientOrderId: string, reason: string): void {
    if (!this.#resting.remove(clientOrderId)) return;
    this.#options.report({ kind: 'cancelled', clientOrderId, reason, timeMs: this.#options.clock.nowMs() });
  }
}
