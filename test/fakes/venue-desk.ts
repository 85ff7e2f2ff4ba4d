import type { SimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import { createSimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import type { VenueReport } from '../../src-main/engine/ports/venue.ts';
import type { PaperCosts } from '../../src-main/exchanges/paper/costs.ts';
import type { PaperVenueOptions } from '../../src-main/exchanges/paper/paper-venue.ts';
import { PaperVenue } from '../../src-main/exchanges/paper/paper-venue.ts';
import type { Fill } from '../../src-main/model/fill.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  quantityFromText,
  quantityToText,
} from '../../src-main/model/money.ts';
import type { Order, OrderSize, OrderType } from '../../src-main/model/order.ts';
import { approved } from './approved.ts';
import { BTC, ETH, NO_COSTS, type Prices, START_MS } from './engine-session.ts';

export const market: OrderType = { kind: 'market' };
export const limit = (price: string | number): OrderType => ({ kind: 'limit', price: priceFromText(String(price)) });
export const stop = (price: string | number): OrderType => ({ kind: 'stop', trigger: priceFromText(String(price)) });
export const base = (quantity: string | number): OrderSize => ({
  kind: 'base',
  quantity: quantityFromText(String(quantity)),
});
export const quote = (amount: string | number): OrderSize => ({ kind: 'quote', amount: moneyFromText(String(amount)) });

type DeskModel = Pick<PaperVenueOptions, 'model' | 'bookOf' | 'leverageOf'>;

/** The simulated venue alone, with a hand that orders and a hand that moves the market. */
export class VenueDesk {
  readonly clock: SimulatedClock = createSimulatedClock(START_MS);
  readonly reports: VenueReport[] = [];
  readonly venue: PaperVenue;
  /** Called with each report before the venue goes on, as the engine is. */
  onReport: (report: VenueReport) => void = () => undefined;
  #orders = 0;

  constructor(costs: Partial<PaperCosts> = {}, latencyMs = 0, more: DeskModel = {}) {
    this.venue = new PaperVenue({
      clock: this.clock,
      instruments: [BTC, ETH],
      costs: { ...NO_COSTS, ...costs },
      latencyMs,
      ...more,
      report: (report) => {
        this.reports.push(report);
        this.onReport(report);
      },
    });
  }

  order(changes: Partial<Order> = {}): Order {
    const order = orderOf({ clientOrderId: `d-${++this.#orders}`, createdMs: this.clock.nowMs(), ...changes });
    this.venue.submit(approved(order));
    return order;
  }

  /** A minute bar at the clock's time, which then stands at its end. */
  bar([open, high, low, close]: Prices, volume = 1): void {
    const openTimeMs = this.clock.nowMs();
    this.venue.onCandle(BTC.id, { openTimeMs, open, high, low, close, volume });
    this.clock.advanceTo(openTimeMs + 60_000);
  }

  trade(price: number, afterMs = 1, instrumentId = BTC.id): void {
    this.clock.advanceTo(this.clock.nowMs() + afterMs);
    this.venue.onTrade({ instrumentId, timeMs: this.clock.nowMs(), price, quantity: 1, takerSide: 'buy' });
  }

  /** A trade of that quantity, a millisecond later, in which that side took. */
  taken(price: number, quantity: number, takerSide: 'buy' | 'sell'): void {
    this.clock.advanceTo(this.clock.nowMs() + 1);
    this.venue.onTrade({ instrumentId: BTC.id, timeMs: this.clock.nowMs(), price, quantity, takerSide });
  }

  quote(bid: number, ask: number): void {
    this.venue.onQuote({ instrumentId: BTC.id, timeMs: this.clock.nowMs(), bid, ask });
  }

  /** Fills as they came, told as `side quantity@price liquidity fee`. */
  fills(): string[] {
    return this.allFills().map(
      ({ side, quantity, price, liquidity, fee }) =>
        `${side} ${quantityToText(quantity)}@${Number(price) / 1e12} ${liquidity} ${moneyToText(fee)}`,
    );
  }

  allFills(): Fill[] {
    return this.reports.flatMap((report) => (report.kind === 'filled' ? [report.fill] : []));
  }

  /** The last report on an order: its kind and, where there is one, its reason. */
  last(order: Order): string {
    const about = this.reports.filter((report) =>
      report.kind === 'filled'
        ? report.fill.clientOrderId === order.clientOrderId
        : report.clientOrderId === order.clientOrderId,
    );
    const report = about.at(-1);
    if (report === undefined) return 'nothing';
    return 'reason' in report ? `${report.kind}: ${report.reason}` : report.kind;
  }
}

export function orderOf(changes: Partial<Order>): Order {
  return {
    clientOrderId: 'order',
    accountId: 'paper',
    botId: 'bot',
    instrumentId: BTC.id,
    side: 'buy',
    type: market,
    size: base(1),
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
    createdMs: START_MS,
    ...changes,
  };
}
