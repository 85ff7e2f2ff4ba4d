import type { ApprovedOrder } from '../../engine/ports/approved-order.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Venue, VenueReport } from '../../engine/ports/venue.ts';
import type { Candle } from '../../model/candle.ts';
import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { MarketTrade, Quote } from '../../model/market-trade.ts';
import type { Price, Quantity, Ratio } from '../../model/money.ts';
import { feeOf, notionalOf, priceFromNumber, quantityForAmount, ZERO_QUANTITY } from '../../model/money.ts';
import type { Order, OrderState } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { CostRatios, PaperCosts } from './costs.ts';
import { costRatios, worsen } from './costs.ts';
import type { HalfSpread, MarketMoment, Match } from './match.ts';
import { matchNow } from './match.ts';
import type { RestingOrder } from './resting-order.ts';
import { limitOrTrigger, restingOrder } from './resting-order.ts';

export type PaperVenueOptions = {
  readonly clock: Clock;
  readonly instruments: readonly Instrument[];
  readonly costs: PaperCosts;
  /** How long an order is under way. */
  readonly latencyMs: number;
  /** Where reports go. It may call back `submit` and `cancel` before it returns. */
  readonly report: (report: VenueReport) => void;
};

/** Within one moment market orders come first, then stops, then limits: a bar that touches both stop and target stops. */
const MATCHING_ORDER = ['market', 'stop', 'limit'] as const;

/**
 * The simulated venue. It sees every market message before the engine does and fills what that message allows. It keeps
 * each bot's position only to cut reduce-only orders to what is held.
 */
export class PaperVenue implements Venue {
  readonly #options: PaperVenueOptions;
  readonly #ratios: CostRatios;
  readonly #halfSpread: HalfSpread;
  readonly #steps: ReadonlyMap<string, Quantity>;
  readonly #quotes = new Map<string, Quote>();
  readonly #positions = new Map<string, bigint>();
  readonly #resting: RestingOrder[] = [];

  constructor(options: PaperVenueOptions) {
    this.#options = options;
    this.#ratios = costRatios(options.costs);
    this.#halfSpread = { rate: this.#ratios.halfSpread, fraction: options.costs.spreadBps / 2 / 10_000 };
    this.#steps = new Map(options.instruments.map(({ id, step }) => [id, step]));
  }

  submit(order: ApprovedOrder): void {
    const timeMs = this.#options.clock.nowMs();
    const { clientOrderId, instrumentId } = order;
    if (!this.#steps.has(instrumentId)) {
      const reason = `instrument is "${instrumentId}", expected one of this venue`;
      this.#options.report({ kind: 'refused', clientOrderId, reason, timeMs });
      return;
    }
    this.#resting.push(restingOrder(order, timeMs + this.#options.latencyMs));
    this.#options.report({ kind: 'accepted', clientOrderId, timeMs });
  }

  cancel(clientOrderId: string): void {
    this.#drop(clientOrderId, 'cancelled on request');
  }

  /**
   * After a restart: positions from the fills; protective orders and priced exits rest again while there is something to
   * take off, entries are gone whether priced or not (nobody watched the market they waited for), and an order whose fill
   * is on record is told to be filled, in case nobody had written that down.
   */
  restore(openOrders: readonly { order: Order; state: OrderState }[], fills: readonly Fill[]): void {
    for (const fill of fills) this.#book(fill);
    const timeMs = this.#options.clock.nowMs();
    for (const { order, state } of openOrders) {
      const { clientOrderId } = order;
      const fill = fills.find((candidate) => candidate.clientOrderId === clientOrderId);
      if (fill !== undefined) {
        this.#options.report({ kind: 'filled', fill, done: true });
      } else if (this.#restsAgain(order, state)) {
        this.#resting.push({ ...restingOrder(order, timeMs), rested: true });
        this.#options.report({ kind: 'accepted', clientOrderId, timeMs });
      } else {
        this.#options.report({ kind: 'cancelled', clientOrderId, reason: 'the simulated venue restarted', timeMs });
      }
    }
  }

  /** A stop or limit that had left and takes off a position that is still there. */
  #restsAgain(order: Order, state: OrderState): boolean {
    return order.reduceOnly && order.type.kind !== 'market' && state !== 'intent' && this.#reducible(order) > 0n;
  }

  /** How much of the bot's position the order could take off; 0 or less when it holds nothing on the other side. */
  #reducible({ botId, side }: Order): bigint {
    const held = this.#positions.get(botId) ?? 0n;
    return side === 'sell' ? held : -held;
  }

  /** What the order closes on top of its own size. */
  #oppositeOf(order: Order): bigint {
    if (!order.closesOpposite) return 0n;
    const opposite = this.#reducible(order);
    return opposite > 0n ? opposite : 0n;
  }

  /** A whole bar: first its open, then its range. Fills carry the bar's open time. */
  onCandle(instrumentId: string, candle: Candle): void {
    if (this.#resting.length === 0) return;
    const timeMs = candle.openTimeMs;
    this.#matchAll(instrumentId, { kind: 'open', timeMs, price: candle.open });
    if (this.#resting.length === 0) return;
    this.#markRested(instrumentId, timeMs);
    this.#matchAll(instrumentId, { kind: 'bar', timeMs, high: candle.high, low: candle.low });
  }

  /** The tape ended with this bar: market orders fill at its close. */
  onTapeEnd(instrumentId: string, lastCandle: Candle): void {
    this.#matchAll(instrumentId, { kind: 'final', timeMs: lastCandle.openTimeMs, price: lastCandle.close });
  }

  onQuote(quote: Quote): void {
    this.#quotes.set(quote.instrumentId, quote);
  }

  onTrade({ instrumentId, price, timeMs }: MarketTrade): void {
    if (this.#resting.length === 0) return;
    const quote = this.#quotes.get(instrumentId) ?? null;
    this.#matchAll(instrumentId, { kind: 'tick', timeMs, price, quote });
    this.#markRested(instrumentId, timeMs);
  }

  #markRested(instrumentId: string, timeMs: TimestampMs): void {
    for (const resting of this.#resting) {
      if (resting.order.instrumentId === instrumentId && resting.activeFromMs <= timeMs) resting.rested = true;
    }
  }

  /** Fills one order after the other; each report may change what rests, so every look starts anew. */
  #matchAll(instrumentId: string, moment: MarketMoment): void {
    for (;;) {
      const found = this.#firstMatch(instrumentId, moment);
      if (found === null) return;
      this.#fill(found.resting, found.match, moment);
    }
  }

  #firstMatch(instrumentId: string, moment: MarketMoment): { resting: RestingOrder; match: Match } | null {
    for (const kind of MATCHING_ORDER) {
      for (const resting of this.#resting) {
        const { order } = resting;
        if (order.type.kind !== kind || order.instrumentId !== instrumentId) continue;
        if (resting.activeFromMs > moment.timeMs) continue;
        const match = matchNow(resting, moment, this.#halfSpread);
        if (match !== null) return { resting, match };
      }
    }
    return null;
  }

  #fill({ order }: RestingOrder, match: Match, moment: MarketMoment): void {
    const price = this.#fillPrice(order, match);
    const feeRate = match.liquidity === 'maker' ? this.#ratios.makerFee : this.#ratios.takerFee;
    const quantity = this.#fillQuantity(order, price, feeRate);
    if (quantity <= 0n) {
      this.#drop(order.clientOrderId, whyNothing(order));
      return;
    }
    this.#remove(order.clientOrderId);
    const fill: Fill = {
      fillId: `${order.clientOrderId}-1`,
      clientOrderId: order.clientOrderId,
      botId: order.botId,
      instrumentId: order.instrumentId,
      side: order.side,
      price,
      quantity,
      fee: feeOf(notionalOf(price, quantity), feeRate),
      purpose: order.purpose,
      tag: order.tag,
      liquidity: match.liquidity,
      timeMs: moment.timeMs,
    };
    this.#book(fill);
    this.#options.report({ kind: 'filled', fill, done: true });
  }

  #fillPrice(order: Order, match: Match): Price {
    const price = match.price === null ? limitOrTrigger(order) : priceFromNumber(match.price);
    if (price === null)
      throw new Error(`order ${order.clientOrderId} matched at its own price, expected it to have one`);
    const { halfSpread, slippage } = this.#ratios;
    const rate = (match.paysSpread ? halfSpread : 0n) + (match.paysSlippage ? slippage : 0n);
    return worsen(price, order.side, rate as Ratio);
  }

  #fillQuantity(order: Order, price: Price, feeRate: Ratio): Quantity {
    const size = this.#ownSize(order, price, feeRate);
    if (!order.reduceOnly) return (size > 0n ? size + this.#oppositeOf(order) : size) as Quantity;
    const reducible = this.#reducible(order);
    return (reducible < size ? reducible : size) as Quantity;
  }

  #ownSize({ size, instrumentId }: Order, price: Price, feeRate: Ratio): Quantity {
    if (size.kind === 'base') return size.quantity;
    return quantityForAmount(size.amount, price, feeRate, this.#steps.get(instrumentId) ?? ZERO_QUANTITY);
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

  #book({ botId, side, quantity }: Fill): void {
    const held = this.#positions.get(botId) ?? 0n;
    this.#positions.set(botId, side === 'buy' ? held + quantity : held - quantity);
  }
}

function whyNothing(order: Order): string {
  return order.reduceOnly ? 'nothing left to reduce' : 'the size is below one step of the quantity';
}
