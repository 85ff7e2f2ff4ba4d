import { toAmount } from '../core/amount.ts';
import type { CoreFill, CoreOrder, ExchangeCore } from '../core/core-types.ts';
import { configurationOf, type OrderState, type Placement, statusOf, uuidOf } from './placement.ts';
import type { Catalogue } from './products.ts';

/** Which order of ours is which of the core, and what has been filled of it. */
export type PlacementBook = {
  /** Oldest first. Orders of products that are not listed here are left out. */
  readonly all: readonly Placement[];
  byOrderId(orderId: string): Placement | undefined;
  byClientOrderId(clientOrderId: string): Placement | undefined;
  /** Undefined when its market is not listed here. */
  of(core: CoreOrder): Placement | undefined;
  add(placement: Placement): void;
  addFill(fill: CoreFill): void;
  /** As it stands after `core`, the state of its latest order in the core. */
  stateAt(placement: Placement, core: CoreOrder): OrderState;
  state(placement: Placement): OrderState | undefined;
};

export function createPlacementBook(core: ExchangeCore, catalogue: Catalogue): PlacementBook {
  const all: Placement[] = [];
  const byOrderId = new Map<string, Placement>();
  const byClientOrderId = new Map<string, Placement>();
  const byCoreId = new Map<number, Placement>();
  const fills = new Map<number, CoreFill[]>();

  const book: PlacementBook = {
    all,
    byOrderId: (orderId) => byOrderId.get(orderId),
    byClientOrderId: (clientOrderId) => byClientOrderId.get(clientOrderId),
    of(order) {
      const known = byCoreId.get(order.id);
      if (known !== undefined || catalogue.find(order.symbol) === undefined) return known;
      const placement = foreignPlacement(order);
      book.add(placement);
      return placement;
    },
    add(placement) {
      for (const id of placement.coreIds) byCoreId.set(id, placement);
      if (byOrderId.has(placement.orderId)) return;
      all.push(placement);
      byOrderId.set(placement.orderId, placement);
      byClientOrderId.set(placement.clientOrderId, placement);
    },
    addFill(fill) {
      const known = fills.get(fill.orderId);
      if (known === undefined) fills.set(fill.orderId, [fill]);
      else known.push(fill);
    },
    stateAt: (placement, order) => stateOf(placement, order, (id) => fills.get(id) ?? []),
    state(placement) {
      const order = core.orderById(placement.coreIds.at(-1) ?? -1);
      return order === undefined ? undefined : book.stateAt(placement, order);
    },
  };
  for (const fill of core.fills()) book.addFill(fill);
  for (const order of core.orders()) book.of(order);
  return book;
}

function foreignPlacement(order: CoreOrder): Placement {
  return {
    orderId: uuidOf(`order ${order.id}`),
    clientOrderId: order.clientOrderId,
    productId: order.symbol,
    configuration: configurationOf(order),
    endTimeMs: null,
    createdMs: order.createdMs,
    coreIds: [order.id],
    cancelAtMs: null,
  };
}

function stateOf(placement: Placement, core: CoreOrder, fillsOf: (coreId: number) => readonly CoreFill[]): OrderState {
  const fills = placement.coreIds.flatMap(fillsOf);
  const sum = (of: (fill: CoreFill) => bigint): bigint => fills.reduce((total, fill) => total + of(fill), 0n);
  const earlier = sum((fill) => (fill.orderId === core.id ? 0n : toAmount(fill.quantity)));
  const earlierValue = sum((fill) => (fill.orderId === core.id ? 0n : worthOf(fill)));
  return {
    placement,
    core,
    status: statusOf(core, placement),
    quantity: earlier + toAmount(core.quantity),
    filledQuantity: earlier + toAmount(core.filledQuantity),
    filledValue: earlierValue + toAmount(core.filledValue),
    fees: sum(({ fee }) => toAmount(fee)),
    fills,
  };
}

const worthOf = ({ price, quantity }: CoreFill): bigint => (toAmount(price) * toAmount(quantity)) / 1_000_000_000_000n;
