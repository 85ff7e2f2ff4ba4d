import { toAmount, toText } from '../core/amount.ts';
import type { CoreEvent, CoreOrder, ExchangeCore, NewOrder } from '../core/core-types.ts';
import { type ConfiguredOrder, configuredOrder, type OrderConfiguration } from './order-configuration.ts';
import { isOpen, type OrderState, type Placement, uuidOf } from './placement.ts';
import { createPlacementBook, type PlacementBook } from './placement-book.ts';
import type { Catalogue, Product } from './products.ts';
import { bracketFault, reasonOf, stopFault } from './refusals.ts';

export type PlaceRequest = {
  readonly clientOrderId: string;
  readonly product: Product | undefined;
  readonly side: 'buy' | 'sell';
  readonly configuration: unknown;
};

/** `reason` is the exchange's name for a refusal; `malformed` says what could not be read. */
type Unplaced = { readonly reason: string } | { readonly malformed: string };

type Checked = { readonly order: NewOrder; readonly endTimeMs: number | null } | Unplaced;

/** Orders as this wire knows them, on the core that trades them. */
export class OrderDesk {
  readonly book: PlacementBook;
  readonly #core: ExchangeCore;
  readonly #cancelDelayMs: () => number;
  readonly #listeners: ((state: OrderState) => void)[] = [];
  readonly #subscription: { dispose(): void };
  /** Those that a clock ends. */
  readonly #timed = new Set<Placement>();
  /** The one that is being placed: the core tells of it before it has given us its number. */
  #arriving: Placement | undefined;
  #isSilent = false;

  /** @param cancelDelayMs how long a cancel waits in the queue, in which its order may still trade */
  constructor(core: ExchangeCore, catalogue: Catalogue, cancelDelayMs: () => number) {
    this.book = createPlacementBook(core, catalogue);
    this.#core = core;
    this.#cancelDelayMs = cancelDelayMs;
    this.#subscription = core.onEvent((event) => {
      if (event.kind === 'order') this.#onOrder(event);
    });
  }

  /** Called with every change of an order, in order. */
  onChange(listener: (state: OrderState) => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#subscription.dispose();
  }

  /** The same client id again gives the order it gave before. */
  place(request: PlaceRequest): { readonly placement: Placement } | Unplaced {
    const known = this.book.byClientOrderId(request.clientOrderId);
    if (known !== undefined) return { placement: known };
    const checked = this.check(request);
    if (!('order' in checked)) return checked;
    const nowMs = this.#core.nowMs();
    const placement: Placement = {
      orderId: uuidOf(`order ${request.clientOrderId} ${nowMs}`),
      clientOrderId: request.clientOrderId,
      productId: request.product?.productId ?? '',
      configuration: request.configuration as OrderConfiguration,
      endTimeMs: checked.endTimeMs,
      createdMs: nowMs,
      coreIds: [],
      cancelAtMs: null,
    };
    if (checked.endTimeMs !== null) this.#timed.add(placement);
    const reason = this.#send(placement, checked.order);
    return reason === undefined ? { placement } : { reason };
  }

  /** What placing it would be refused for, balances left aside. */
  check({ product, side, configuration, clientOrderId }: PlaceRequest): Checked {
    if (product === undefined) return { reason: 'INVALID_PRODUCT_ID' };
    const configured = configuredOrder(configuration, side, product.spec);
    if (!('order' in configured)) return configured;
    const order = newOrder(configured.order, { clientOrderId, symbol: product.spec.symbol, side });
    const refusal = this.#core.check(order);
    const reason =
      refusal === undefined
        ? (stopFault(this.#core, order, configured.order.stopDirection) ?? bracketFault(this.#core, order))
        : reasonOf(refusal, this.#core, order.symbol);
    return reason === undefined ? { order, endTimeMs: configured.order.endTimeMs } : { reason };
  }

  /** Why not; undefined when the cancel is on its way. */
  cancel(orderId: string): string | undefined {
    const placement = this.book.byOrderId(orderId);
    const state = placement && this.book.state(placement);
    if (placement === undefined || state === undefined) return 'UNKNOWN_CANCEL_ORDER';
    if (!isOpen(state.core)) return state.status === 'FILLED' ? 'ORDER_IS_FULLY_FILLED' : 'UNKNOWN_CANCEL_ORDER';
    if (placement.cancelAtMs !== null) return 'DUPLICATE_CANCEL_REQUEST';
    const delayMs = this.#cancelDelayMs();
    placement.cancelAtMs = this.#core.nowMs() + delayMs;
    this.#tell(this.book.stateAt(placement, state.core));
    if (delayMs === 0) this.#end(placement, 'cancelled');
    else this.#timed.add(placement);
    return undefined;
  }

  /** Gives an open limit order another price and size. Why not; undefined when done. */
  edit(orderId: string, price: string, size: string): string | undefined {
    const placement = this.book.byOrderId(orderId);
    const state = placement && this.book.state(placement);
    if (placement === undefined || state === undefined) return 'ORDER_NOT_FOUND';
    const { limit_limit_gtc: fields } = placement.configuration;
    if (fields === undefined) return 'ONLY_LIMIT_ORDER_EDITS_SUPPORTED';
    if (state.status !== 'OPEN') return 'CANNOT_EDIT_DUE_TO_ORDER_STATUS';
    const left = toAmount(size) - state.filledQuantity;
    if (left <= 0n) return 'CANNOT_EDIT_TO_BELOW_FILLED_SIZE';
    const { core } = state;
    const refusal = this.#core.check({ ...sameOrder(core), price, quantity: toText(left) });
    if (refusal !== undefined) return reasonOf(refusal, this.#core, core.symbol);
    const reason = this.#replace(state, price, toText(left));
    if (reason === undefined)
      placement.configuration = { limit_limit_gtc: { ...fields, base_size: size, limit_price: price } };
    return reason;
  }

  /** Does what is due by the exchange's clock: queued cancels, orders at their end. */
  settle(): void {
    const nowMs = this.#core.nowMs();
    for (const placement of this.#timed) {
      if ((placement.cancelAtMs ?? Number.POSITIVE_INFINITY) <= nowMs) this.#end(placement, 'cancelled');
      else if ((placement.endTimeMs ?? Number.POSITIVE_INFINITY) <= nowMs) this.#end(placement, 'expired');
    }
  }

  #end(placement: Placement, why: 'cancelled' | 'expired'): void {
    this.#timed.delete(placement);
    this.#core.cancel(placement.coreIds.at(-1) ?? -1, why);
  }

  /** In the core an edit is a cancel and a new order; the wire tells of one order that has changed. */
  #replace({ placement, core, quantity, filledQuantity }: OrderState, price: string, left: string): string | undefined {
    this.#isSilent = true;
    this.#core.cancel(core.id);
    const reason = this.#send(placement, { ...sameOrder(core), price, quantity: left });
    if (reason !== undefined)
      this.#send(placement, { ...sameOrder(core), quantity: toText(quantity - filledQuantity) });
    this.#isSilent = false;
    const state = this.book.state(placement);
    if (reason === undefined && state !== undefined) this.#tell(state);
    return reason;
  }

  /** Hands an order to the core on behalf of a placement. Why it was refused, otherwise undefined. */
  #send(placement: Placement, order: NewOrder): string | undefined {
    this.#arriving = placement;
    const placed = this.#core.place(order);
    this.#arriving = undefined;
    return 'refusal' in placed ? reasonOf(placed.refusal, this.#core, order.symbol) : undefined;
  }

  #onOrder({ order, fill }: Extract<CoreEvent, { kind: 'order' }>): void {
    const arriving = this.#arriving;
    if (arriving?.clientOrderId === order.clientOrderId && !arriving.coreIds.includes(order.id)) {
      arriving.coreIds.push(order.id);
      this.book.add(arriving);
      this.#tell({ ...this.book.stateAt(arriving, order), status: 'PENDING' });
    }
    const placement = this.book.of(order);
    if (fill !== null) this.book.addFill(fill);
    if (placement !== undefined) this.#tell(this.book.stateAt(placement, order));
  }

  #tell(state: OrderState): void {
    if (this.#isSilent) return;
    for (const listener of this.#listeners) listener(state);
  }
}

function newOrder(configured: ConfiguredOrder, of: Pick<NewOrder, 'clientOrderId' | 'symbol' | 'side'>): NewOrder {
  const { endTimeMs: _endTimeMs, stopDirection: _stopDirection, ...terms } = configured;
  return { ...of, ...terms };
}

function sameOrder(core: CoreOrder): NewOrder {
  const { clientOrderId, symbol, side, type, timeInForce, postOnly, price, stopPrice, quantity } = core;
  return { clientOrderId, symbol, side, type, timeInForce, postOnly, price, stopPrice, quantity, quoteQuantity: null };
}
