import type { VenueFill, VenueOrder, VenueOrderStatus } from '../../../src-main/exchanges/connection/order-protocol.ts';
import type { Instrument } from '../../../src-main/model/instrument.ts';
import type { Money, Quantity } from '../../../src-main/model/money.ts';
import type { Order } from '../../../src-main/model/order.ts';

/** How an order stood at a time: a reader that lags sees one of these. */
type Standing = {
  readonly atMs: number;
  readonly status: VenueOrderStatus;
  readonly text: string;
  readonly filled: bigint;
  readonly value: bigint;
};

const WAITING: ReadonlySet<string> = new Set(['stop', 'stopLimit', 'trailingStop']);

/** An order as the exchange has it: the truth. */
export class SimulatedOrder {
  readonly order: Order;
  readonly instrument: Instrument;
  readonly venueOrderId: string;
  readonly fills: VenueFill[] = [];
  readonly #past: Standing[];
  /** Of one that follows the market, where it has come to. */
  #trigger = 0n;
  isTriggered: boolean;
  /** Of the base asset; of an order by amount it is known once it trades. */
  quantity: bigint;

  constructor(order: Order, instrument: Instrument, { venueOrderId, atMs }: { venueOrderId: string; atMs: number }) {
    this.order = order;
    this.instrument = instrument;
    this.venueOrderId = venueOrderId;
    this.isTriggered = !WAITING.has(order.type.kind);
    this.quantity = order.size.kind === 'base' ? order.size.quantity : 0n;
    this.#past = [{ atMs, status: 'working', text: 'NEW', filled: 0n, value: 0n }];
  }

  get #now(): Standing {
    return this.#past[this.#past.length - 1] as Standing;
  }

  get status(): VenueOrderStatus {
    return this.#now.status;
  }

  get filled(): bigint {
    return this.#now.filled;
  }

  get left(): bigint {
    return this.quantity - this.#now.filled;
  }

  /** Whether it waits no more now that the market is at `price`: its trigger is touched, one that follows moves first. */
  wakes(price: bigint): boolean {
    const { side, type } = this.order;
    if (type.kind === 'trailingStop') this.#follow(price, BigInt(type.distanceBps));
    const trigger = 'trigger' in type ? type.trigger : this.#trigger;
    this.isTriggered ||= side === 'buy' ? price >= trigger : price <= trigger;
    return this.isTriggered;
  }

  #follow(price: bigint, bps: bigint): void {
    const isBuy = this.order.side === 'buy';
    const trigger = (price * (isBuy ? 10_000n + bps : 10_000n - bps)) / 10_000n;
    const isBetter = isBuy ? trigger < this.#trigger : trigger > this.#trigger;
    if (this.#trigger === 0n || isBetter) this.#trigger = trigger;
  }

  move(atMs: number, status: VenueOrderStatus, text: string): void {
    this.#past.push({ ...this.#now, atMs, status, text });
  }

  add(fill: VenueFill): void {
    this.fills.push(fill);
    const { filled, value } = this.#now;
    this.#past.push({
      ...this.#now,
      atMs: fill.timeMs,
      filled: filled + fill.quantity,
      value: value + fill.price * fill.quantity,
    });
  }

  /** As it stood at `atMs`; undefined when it was not there yet. */
  saidAt(atMs: number): VenueOrder | undefined {
    let index = this.#past.length - 1;
    while (index >= 0 && (this.#past[index] as Standing).atMs > atMs) index--;
    const standing = this.#past[index];
    return standing === undefined ? undefined : this.#say(standing);
  }

  said(): VenueOrder {
    return this.#say(this.#now);
  }

  #say({ atMs, status, text, filled, value }: Standing): VenueOrder {
    return {
      venueOrderId: this.venueOrderId,
      clientOrderId: this.order.clientOrderId,
      instrumentId: this.instrument.id,
      status,
      statusText: text,
      filledQuantity: filled as Quantity,
      filledValue: value as Money,
      updatedMs: atMs,
    };
  }
}
