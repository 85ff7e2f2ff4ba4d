import type { Faults } from '../core/faults.ts';
import type { WireParts } from './api.ts';
import { channelOrder } from './order-view.ts';
import { isOpen, type OrderState } from './placement.ts';
import type { StreamEvent } from './stream-messages.ts';

const SNAPSHOT_ORDERS = 50;
const NO_POSITIONS = { perpetual_futures_positions: [], expiring_futures_positions: [] };

type ChannelOrder = Readonly<Record<string, unknown>>;

export const userUpdate = (order: ChannelOrder): StreamEvent => ({
  type: 'update',
  orders: [order],
  positions: NO_POSITIONS,
});

/** Open orders in batches; one with fewer than 50 ends them, be it empty. */
export function userSnapshot({ desk }: WireParts, hears: (productId: string) => boolean): readonly StreamEvent[] {
  const open = desk.book.all
    .filter(({ productId }) => hears(productId))
    .flatMap((placement) => desk.book.state(placement) ?? [])
    .filter(({ core }) => isOpen(core));
  const batches = Array.from({ length: Math.floor(open.length / SNAPSHOT_ORDERS) + 1 }, (_, index) => {
    return open.slice(index * SNAPSHOT_ORDERS, (index + 1) * SNAPSHOT_ORDERS);
  });
  return batches.map((orders) => ({ type: 'snapshot', orders: orders.map(channelOrder), positions: NO_POSITIONS }));
}

/** Changes of orders on their way to the sockets, where they may be lost, late, told twice or in the wrong order. */
export class UserEvents {
  readonly #faults: Faults;
  readonly #deliver: (order: ChannelOrder, productId: string) => void;
  #late: { readonly dueMs: number; readonly state: OrderState }[] = [];
  #held: OrderState | undefined;

  constructor(faults: Faults, deliver: (order: ChannelOrder, productId: string) => void) {
    this.#faults = faults;
    this.#deliver = deliver;
  }

  /** @param nowMs of the machine's clock, as in `release` */
  change(state: OrderState, nowMs: number): void {
    const { productId } = state.placement;
    if (this.#faults.strike('userEventNever', productId) !== undefined) return;
    const late = this.#faults.strike('userEventLate', productId);
    if (late !== undefined) this.#late.push({ dueMs: nowMs + Number(late.value ?? 1_000), state });
    else if (this.#held === undefined && this.#faults.strike('userEventOutOfOrder', productId) !== undefined)
      this.#held = state;
    else this.#send(state);
  }

  /** Those whose delay is over. */
  release(nowMs: number): void {
    const due = this.#late.filter(({ dueMs }) => dueMs <= nowMs);
    this.#late = this.#late.filter(({ dueMs }) => dueMs > nowMs);
    for (const { state } of due) this.#send(state);
  }

  #send(state: OrderState): void {
    const { productId } = state.placement;
    const times = this.#faults.strike('userEventTwice', productId) === undefined ? 1 : 2;
    for (let time = 0; time < times; time++) this.#deliver(this.#view(state), productId);
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#deliver(this.#view(held), held.placement.productId);
  }

  #view(state: OrderState): ChannelOrder {
    const strange = this.#faults.isOn('unknownStatus', state.placement.productId);
    return {
      ...channelOrder(state),
      ...(strange === undefined ? {} : { status: String(strange.value ?? 'SUSPENDED') }),
    };
  }
}
