import type { Outcome } from '../../src-main/base/outcome.ts';
import { fail, succeed } from '../../src-main/base/outcome.ts';
import type {
  CancelAnswer,
  OrderPair,
  OrderProtocol,
  OrderReference,
  PlaceAnswer,
  UserListener,
  VenueFill,
  VenueOrder,
  VenueOrderStatus,
} from '../../src-main/exchanges/connection/order-protocol.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import type { Money, Price, Quantity } from '../../src-main/model/money.ts';
import { moneyFromText, notionalOf, priceFromText, quantityFromText, ZERO_MONEY } from '../../src-main/model/money.ts';
import type { Order } from '../../src-main/model/order.ts';
import type { ManualTimers } from './manual-timers.ts';
import { sleep } from './scripted-exchange-market.ts';

/** What becomes of a placement: it reaches the book or not, and the reply says so or not. */
export type PlaceFault =
  | { readonly kind: 'lostReply' | 'neverArrives' | 'arrivesLate' | 'duplicate' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'notPlaced'; readonly retryAfterMs: number };

type BookedOrder = {
  readonly order: Order;
  readonly instrument: Instrument;
  readonly venueOrderId: string;
  readonly bookedMs: number;
  readonly fills: VenueFill[];
  status: VenueOrderStatus;
  statusText: string;
  updatedMs: number;
};

export type FillTerms = { readonly price?: string; readonly fee?: { readonly asset: string; readonly amount: string } };

/** `both`: fills and states; `cumulative`: states alone, as one exchange has it. */
export type StreamStyle = 'orderFirst' | 'fillFirst' | 'cumulative';

/** The order side of an exchange that a test plays: what it does at the exchange, and what of it is heard. */
export class ScriptedOrders implements OrderProtocol {
  resend: OrderProtocol['resend'] = 'never';
  readonly requestLifeMs = 5_000;
  readonly stopLimitShare = null;
  readonly booked = new Map<string, BookedOrder>();
  readonly placements: string[] = [];
  readonly lists: string[][] = [];
  readonly cancels: string[] = [];
  readonly finds: { readonly clientOrderId: string; readonly atMs: number }[] = [];
  readonly fillRequests: string[] = [];
  readonly placeFaults: PlaceFault[] = [];
  /** Whether a REST question leads to nothing. */
  isRestDown: () => boolean = () => false;
  restDelayMs: () => number = () => 0;
  placeDelayMs: () => number = () => 0;
  /** How long a placement waits for its turn before it leaves. */
  turnDelayMs = 0;
  /** Lookups and lists do not know an order before this time. */
  blindUntilMs = Number.NEGATIVE_INFINITY;
  /** The same, for so long after each order arrived. */
  blindForMs = 0;
  cancelFault: (() => 'lostReply' | 'neverArrives' | null) | null = null;
  style: StreamStyle = 'orderFirst';
  /** Null: what the stream says is lost; else after how long each event is told, for each telling. */
  streamDelaysMs: () => readonly number[] = () => [0];
  isStreamDisposed = false;
  readonly #timers: ManualTimers;
  #listener: UserListener | undefined;
  #ids = 0;

  constructor(timers: ManualTimers) {
    this.#timers = timers;
  }

  get listener(): UserListener {
    if (this.#listener === undefined) throw new Error('the user stream was not opened');
    return this.#listener;
  }

  // What the exchange does.

  fill(clientOrderId: string, quantityText: string, { price = '100', fee }: FillTerms = {}): void {
    const booked = this.booked.get(clientOrderId);
    if (booked === undefined || booked.status !== 'working') return;
    const fill: VenueFill = {
      fillId: `f${++this.#ids}`,
      venueOrderId: booked.venueOrderId,
      clientOrderId,
      instrumentId: booked.instrument.id,
      price: priceFromText(price) as Price,
      quantity: leftOf(booked, quantityFromText(quantityText)),
      fee: { asset: fee?.asset ?? 'USDT', amount: moneyFromText(fee?.amount ?? '0') },
      liquidity: 'taker',
      timeMs: this.#timers.nowMs(),
    };
    booked.fills.push(fill);
    if (isFull(booked)) this.#move(booked, 'filled', 'FILLED');
    booked.updatedMs = this.#timers.nowMs();
    this.#tell(booked, fill);
  }

  /** It is through: a quote order ends when the exchange says so. */
  finish(clientOrderId: string): void {
    const booked = this.booked.get(clientOrderId);
    if (booked === undefined || booked.status !== 'working' || booked.fills.length === 0) return;
    this.#move(booked, 'filled', 'FILLED');
    this.#tell(booked, null);
  }

  /** As the exchange ends orders by itself. */
  end(clientOrderId: string, statusText = 'EXPIRED'): void {
    const booked = this.booked.get(clientOrderId);
    if (booked === undefined || booked.status !== 'working') return;
    this.#move(booked, 'cancelled', statusText);
    this.#tell(booked, null);
  }

  say(clientOrderId: string): VenueOrder {
    const booked = this.booked.get(clientOrderId);
    if (booked === undefined) throw new Error(`${clientOrderId} is not booked`);
    return venueOrderOf(booked);
  }

  // What is asked of it.

  /** In one request; a fault strikes both. */
  async placeList(pair: OrderPair, instrument: Instrument, mayLeave?: () => boolean): Promise<readonly PlaceAnswer[]> {
    this.lists.push(pair.map(({ clientOrderId }) => clientOrderId));
    const [fault] = this.placeFaults;
    if (fault !== undefined) this.placeFaults.unshift(fault);
    return Promise.all(pair.map((order) => this.place(order, instrument, mayLeave)));
  }

  async place(order: Order, instrument: Instrument, mayLeave?: () => boolean): Promise<PlaceAnswer> {
    if (this.turnDelayMs > 0) await sleep(this.#timers, this.turnDelayMs);
    if (mayLeave?.() === false) return { kind: 'notPlaced', reason: 'not wanted any more', retryAfterMs: 0 };
    this.placements.push(order.clientOrderId);
    const fault = this.placeFaults.shift();
    await sleep(this.#timers, this.placeDelayMs());
    if (fault?.kind === 'neverArrives') return { kind: 'unknown', reason: 'timed out' };
    if (fault?.kind === 'arrivesLate') return this.#arriveLate(order, instrument);
    if (fault?.kind === 'refused') return { kind: 'refused', reason: fault.reason };
    if (fault?.kind === 'notPlaced') return { ...fault, reason: 'too busy' };
    const known = this.booked.get(order.clientOrderId);
    if (known !== undefined && this.resend === 'never') throw new Error('a second order under the same id');
    const booked = known ?? this.#book(order, instrument);
    if (fault?.kind === 'duplicate') return { kind: 'exists', reason: 'Duplicate order sent.' };
    const said = venueOrderOf(booked);
    const fills = [...booked.fills];
    await sleep(this.#timers, this.placeDelayMs());
    if (fault?.kind === 'lostReply') return { kind: 'unknown', reason: 'timed out' };
    return { kind: 'accepted', order: said, fills };
  }

  async cancel({ clientOrderId }: OrderReference): Promise<CancelAnswer> {
    this.cancels.push(clientOrderId);
    await sleep(this.#timers, this.restDelayMs());
    const fault = this.isRestDown() ? 'neverArrives' : (this.cancelFault?.() ?? null);
    if (fault === 'neverArrives') return { kind: 'unknown', reason: 'timed out' };
    const booked = this.booked.get(clientOrderId);
    if (booked === undefined || booked.status !== 'working') return { kind: 'notOpen', reason: 'Unknown order sent.' };
    this.#move(booked, 'cancelled', 'CANCELED');
    this.#tell(booked, null);
    if (fault === 'lostReply') return { kind: 'unknown', reason: 'timed out' };
    return { kind: 'cancelled', order: venueOrderOf(booked) };
  }

  async find({ clientOrderId }: OrderReference): Promise<Outcome<VenueOrder | null>> {
    this.finds.push({ clientOrderId, atMs: this.#timers.nowMs() });
    const booked = this.booked.get(clientOrderId);
    const said = booked === undefined || this.#isBlind(booked) ? null : venueOrderOf(booked);
    return this.#answer(said);
  }

  async openOrders(): Promise<Outcome<readonly VenueOrder[]>> {
    const open = [...this.booked.values()].filter((booked) => booked.status === 'working' && !this.#isBlind(booked));
    return this.#answer(open.map(venueOrderOf));
  }

  async fills(instrument: Instrument, sinceMs: number): Promise<Outcome<readonly VenueFill[]>> {
    this.fillRequests.push(instrument.id);
    const fills = [...this.booked.values()]
      .filter((booked) => booked.instrument.id === instrument.id)
      .flatMap((booked) => booked.fills)
      .filter(({ timeMs }) => timeMs >= sinceMs)
      .map((fill) => ({ ...fill, clientOrderId: null }));
    return this.#answer(fills);
  }

  balances(): Promise<Outcome<readonly []>> {
    return this.#answer([]);
  }

  permissions(): ReturnType<OrderProtocol['permissions']> {
    return this.#answer({ canRead: true, canTrade: true, canWithdraw: false, hasIpList: true });
  }

  openUserStream(listener: UserListener): { dispose(): void } {
    this.#listener = listener;
    return {
      dispose: () => {
        this.isStreamDisposed = true;
      },
    };
  }

  #isBlind({ bookedMs }: BookedOrder): boolean {
    return this.#timers.nowMs() < Math.max(this.blindUntilMs, bookedMs + this.blindForMs);
  }

  async #answer<T>(value: T): Promise<Outcome<T>> {
    const isDown = this.isRestDown();
    await sleep(this.#timers, this.restDelayMs());
    return isDown ? fail('networkFailed', 'scripted') : succeed(value);
  }

  /** Given up on, and on the book all the same, just before the request is dead. */
  #arriveLate(order: Order, instrument: Instrument): PlaceAnswer {
    this.#timers.after(this.requestLifeMs - 1, () => {
      if (!this.booked.has(order.clientOrderId)) this.#book(order, instrument);
    });
    return { kind: 'unknown', reason: 'timed out' };
  }

  #book(order: Order, instrument: Instrument): BookedOrder {
    const booked: BookedOrder = {
      order,
      instrument,
      venueOrderId: `v${++this.#ids}`,
      bookedMs: this.#timers.nowMs(),
      fills: [],
      status: 'working',
      statusText: 'NEW',
      updatedMs: this.#timers.nowMs(),
    };
    this.booked.set(order.clientOrderId, booked);
    this.#tell(booked, null);
    return booked;
  }

  #move(booked: BookedOrder, status: VenueOrderStatus, statusText: string): void {
    booked.status = status;
    booked.statusText = statusText;
    booked.updatedMs = this.#timers.nowMs();
  }

  #tell(booked: BookedOrder, fill: VenueFill | null): void {
    const said = venueOrderOf(booked);
    for (const delayMs of this.streamDelaysMs()) {
      const tell = (): void => {
        if (fill !== null && this.style === 'fillFirst') this.#listener?.fill(fill);
        this.#listener?.order(said);
        if (fill !== null && this.style === 'orderFirst') this.#listener?.fill(fill);
      };
      if (delayMs === 0) tell();
      else this.#timers.after(delayMs, tell);
    }
  }
}

function isFull({ order, fills }: BookedOrder): boolean {
  if (order.size.kind === 'base') return filledOf(fills) >= order.size.quantity;
  return valueOfFills(fills) >= order.size.amount;
}

/** No exchange fills more than was ordered. */
function leftOf({ order, fills }: BookedOrder, quantity: Quantity): Quantity {
  if (order.size.kind === 'quote') return quantity;
  const left = (order.size.quantity - filledOf(fills)) as Quantity;
  return quantity < left ? quantity : left;
}

function filledOf(fills: readonly VenueFill[]): Quantity {
  return fills.reduce((sum, { quantity }) => (sum + quantity) as Quantity, 0n as Quantity);
}

function valueOfFills(fills: readonly VenueFill[]): Money {
  return fills.reduce((sum, { price, quantity }) => (sum + notionalOf(price, quantity)) as Money, ZERO_MONEY);
}

function venueOrderOf({
  order,
  instrument,
  venueOrderId,
  fills,
  status,
  statusText,
  updatedMs,
}: BookedOrder): VenueOrder {
  return {
    venueOrderId,
    clientOrderId: order.clientOrderId,
    instrumentId: instrument.id,
    status,
    statusText,
    filledQuantity: filledOf(fills),
    filledValue: valueOfFills(fills),
    updatedMs,
  };
}
