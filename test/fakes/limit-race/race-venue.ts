import type { ApprovedOrder } from '../../../src-main/engine/ports/approved-order.ts';
import type { Random } from '../../../src-main/engine/ports/random.ts';
import type { Venue, VenueReport } from '../../../src-main/engine/ports/venue.ts';
import type { Money, Price, Quantity } from '../../../src-main/model/money.ts';
import { notionalOf, priceFromNumber, quantityForAmount } from '../../../src-main/model/money.ts';
import type { Order } from '../../../src-main/model/order.ts';
import { priceOf } from '../../../src-main/model/order.ts';
import { ACCOUNTS } from './race-markets.ts';

/** An order at the venue, with what of it was filled. */
export type VenueOrder = {
  readonly order: Order;
  /** At its own price or the market's, when it came. */
  readonly notional: bigint;
  filled: bigint;
  cost: bigint;
};

/**
 * The venue's own books: what really works, is held and was paid. It answers at once or later, in parts, with refusals,
 * in doubt, and fills what it was asked to take back.
 */
export class RaceVenue implements Venue {
  readonly open = new Map<string, VenueOrder>();
  /** Signed quantities by bot. */
  readonly held = new Map<string, bigint>();
  readonly cash = new Map<string, bigint>(ACCOUNTS.map(({ id, startingCapital }) => [id, startingCapital]));
  readonly instrumentOf = new Map<string, string>();
  readonly #random: Random;
  readonly #markOf: (instrumentId: string) => number;
  readonly #onSubmit: (order: VenueOrder) => void;
  report: (report: VenueReport) => void = () => undefined;
  nowMs = 0;
  #fills = 0;

  constructor(random: Random, markOf: (instrumentId: string) => number, onSubmit: (order: VenueOrder) => void) {
    this.#random = random;
    this.#markOf = markOf;
    this.#onSubmit = onSubmit;
  }

  submit(order: ApprovedOrder): void {
    const { size, type } = order;
    const price = this.#tradesAt(order);
    const notional = size.kind === 'quote' ? size.amount : notionalOf(price, size.quantity);
    const known: VenueOrder = { order, notional, filled: 0n, cost: 0n };
    this.instrumentOf.set(order.botId, order.instrumentId);
    this.#onSubmit(known);
    this.open.set(order.clientOrderId, known);
    if (type.kind === 'market' && this.#random.next() < 0.5) this.#fill(known, this.#mark(order), 1);
  }

  cancel(clientOrderId: string): void {
    if (this.#random.next() < 0.5) this.#end(clientOrderId, 'cancelled');
  }

  /** Something becomes of every open order now and then. */
  act(): void {
    for (const [id, known] of [...this.open]) {
      const draw = this.#random.next();
      const base = { clientOrderId: id, timeMs: this.nowMs, reason: 'so' };
      if (draw < 0.1) this.report({ kind: 'accepted', clientOrderId: id, timeMs: this.nowMs });
      else if (draw < 0.13) this.report({ kind: 'unknown', ...base });
      else if (draw < 0.18) this.#end(id, known.filled === 0n ? 'refused' : 'cancelled');
      else if (draw < 0.3) this.#end(id, 'cancelled');
      else if (draw < 0.5) this.#fill(known, this.#tradesAt(known.order), 0.4);
      else if (draw < 0.6) this.#fill(known, this.#tradesAt(known.order), 1);
    }
  }

  #mark({ instrumentId }: Order): Price {
    return priceFromNumber(this.#markOf(instrumentId));
  }

  /** At its own price, unless it is through the market: then there. */
  #tradesAt(order: Order): Price {
    const { side, type } = order;
    const mark = this.#mark(order);
    const own = priceOf(type) ?? mark;
    const isThrough = 'trigger' in type ? side === 'buy' && own < mark : side === 'sell' && own < mark;
    return isThrough ? mark : own;
  }

  #end(clientOrderId: string, kind: 'cancelled' | 'refused'): void {
    if (!this.open.delete(clientOrderId)) return;
    this.report({ kind, clientOrderId, reason: 'so', timeMs: this.nowMs });
  }

  /** A share of what is left; an order without anything to trade is cancelled. */
  #fill(known: VenueOrder, price: Price, share: number): void {
    const { order } = known;
    const left = this.#left(known, price);
    const wanted = share === 1 ? left : (left * 4n) / 10n;
    const quantity = (wanted > 0n ? wanted : left) as Quantity;
    if (quantity <= 0n) {
      this.#end(order.clientOrderId, 'cancelled');
      return;
    }
    const done = quantity === left;
    known.filled += quantity;
    known.cost += notionalOf(price, quantity);
    if (done) this.open.delete(order.clientOrderId);
    this.#book(order, price, quantity);
    const { clientOrderId, accountId, botId, instrumentId, side, purpose, tag } = order;
    const id = { fillId: `f-${++this.#fills}`, clientOrderId, accountId, botId, instrumentId };
    const fill = { ...id, side, purpose, tag, price, quantity, fee: 0n as Money, liquidity: 'taker' as const };
    this.report({ kind: 'filled', fill: { ...fill, timeMs: this.nowMs }, done });
  }

  #left({ order, filled }: VenueOrder, price: Price): bigint {
    const { size } = order;
    const held = this.held.get(order.botId) ?? 0n;
    const whole =
      size.kind === 'base' ? size.quantity : quantityForAmount(size.amount, price, 0n as never, 1000n as Quantity);
    const opposite = order.side === 'buy' ? -held : held;
    if (!order.reduceOnly) return whole + (order.closesOpposite && opposite > 0n ? opposite : 0n) - filled;
    const most = opposite > 0n ? opposite : 0n;
    return whole - filled < most ? whole - filled : most;
  }

  #book({ botId, accountId, side }: Order, price: Price, quantity: Quantity): void {
    const signed = side === 'buy' ? quantity : -quantity;
    this.held.set(botId, (this.held.get(botId) ?? 0n) + signed);
    this.cash.set(accountId, (this.cash.get(accountId) ?? 0n) - price * signed);
  }
}
