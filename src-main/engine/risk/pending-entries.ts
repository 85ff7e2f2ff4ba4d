import { entryStake } from '../../model/entry-stake.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money } from '../../model/money.ts';
import { notionalOf } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import { PendingCloses } from './pending-closes.ts';

/** What a bot trades, and its share of the account. */
export type PendingBot = {
  readonly botId: string;
  readonly instrumentId: string;
  readonly mark: { readonly price: number };
  readonly position: { readonly quantity: bigint };
};

/** Entries of one bot that may still fill, quote asset. */
export type BotPending = {
  readonly bot: PendingBot;
  buys: bigint;
  sells: bigint;
  orders: number;
};

type PendingOrder = {
  readonly order: Order;
  readonly pending: BotPending;
  /** What the order put at stake when it was sent; 0 when that was lost with the app and no price is known. */
  readonly notional: bigint;
  /** What of it may still fill. */
  left: bigint;
};

/**
 * What may still come of orders that add to a position: counted from the moment risk lets them go until the venue has
 * said their last word, less what was filled of them meanwhile.
 */
export class PendingEntries {
  readonly #orders = new Map<string, PendingOrder>();
  readonly #bots = new Map<string, BotPending>();
  readonly #closes = new PendingCloses();

  add(order: Order, bot: PendingBot, notional: Money): void {
    if (order.reduceOnly) this.#closes.add(order);
    if (order.reduceOnly || this.#orders.has(order.clientOrderId)) return;
    const pending = this.#bots.get(order.botId) ?? { bot, buys: 0n, sells: 0n, orders: 0 };
    this.#bots.set(order.botId, pending);
    pending.orders++;
    this.#orders.set(order.clientOrderId, { order, pending, notional, left: notional });
    change(pending, order, notional);
  }

  /**
   * Of a base size the same share of its value is gone as of its quantity; of a quote size what the fill cost. What also
   * closes the other side counts whole until its end: nobody says which part of it a fill was.
   */
  fill(fill: Fill): void {
    this.#closes.fill(fill);
    const { clientOrderId, price, quantity } = fill;
    const known = this.#orders.get(clientOrderId);
    if (known === undefined || known.order.closesOpposite) return;
    const { size } = known.order;
    const gone = size.kind === 'quote' ? notionalOf(price, quantity) : (known.notional * quantity) / size.quantity;
    const part = gone < known.left ? gone : known.left;
    known.left -= part;
    change(known.pending, known.order, -part);
  }

  end(clientOrderId: string): void {
    this.#closes.end(clientOrderId);
    const known = this.#orders.get(clientOrderId);
    if (known === undefined) return;
    this.#orders.delete(clientOrderId);
    change(known.pending, known.order, -known.left);
    if (--known.pending.orders === 0) this.#bots.delete(known.order.botId);
  }

  of(botId: string): BotPending | undefined {
    return this.#bots.get(botId);
  }

  /** Of what the bot holds, the quantity that is being closed at market. */
  closing(botId: string): bigint {
    return this.#closes.of(botId);
  }

  bots(): Iterable<BotPending> {
    return this.#bots.values();
  }

  /** An entry whose value is not known, as its instrument has no price yet; undefined when all are. */
  unpriced(): string | undefined {
    for (const { order, notional } of this.#orders.values()) if (notional === 0n) return order.instrumentId;
    return undefined;
  }

  /** Gives entries that came back without a value the one they have at the latest price. */
  price(): void {
    for (const [id, { order, pending, notional }] of this.#orders) {
      if (notional !== 0n) continue;
      const value = entryStake(order, pending.bot.mark.price);
      this.#orders.set(id, { order, pending, notional: value, left: value });
      change(pending, order, value);
    }
  }
}

function change(pending: BotPending, { side }: Order, amount: bigint): void {
  if (side === 'buy') pending.buys += amount;
  else pending.sells += amount;
}
