import type { Fill } from '../../model/fill.ts';
import type { Order } from '../../model/order.ts';

/** Closes at market that are under way: what they take off is there for nobody as a hedge. */
export class PendingCloses {
  readonly #orders = new Map<string, { readonly botId: string; left: bigint }>();
  readonly #bots = new Map<string, bigint>();

  add({ clientOrderId, botId, type, size }: Order): void {
    if (type.kind !== 'market' || size.kind !== 'base' || this.#orders.has(clientOrderId)) return;
    this.#orders.set(clientOrderId, { botId, left: size.quantity });
    this.#change(botId, size.quantity);
  }

  fill({ clientOrderId, quantity }: Fill): void {
    const known = this.#orders.get(clientOrderId);
    if (known === undefined) return;
    const gone = quantity < known.left ? quantity : known.left;
    known.left -= gone;
    this.#change(known.botId, -gone);
  }

  end(clientOrderId: string): void {
    const known = this.#orders.get(clientOrderId);
    if (known === undefined) return;
    this.#orders.delete(clientOrderId);
    this.#change(known.botId, -known.left);
  }

  of(botId: string): bigint {
    return this.#bots.get(botId) ?? 0n;
  }

  #change(botId: string, quantity: bigint): void {
    const next = this.of(botId) + quantity;
    if (next === 0n) this.#bots.delete(botId);
    else this.#bots.set(botId, next);
  }
}
