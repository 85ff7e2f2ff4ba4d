import type { Outcome } from '../../../src-main/base/outcome.ts';
import { fail, succeed } from '../../../src-main/base/outcome.ts';
import type { Balance, RequestPriority } from '../../../src-main/engine/ports/exchange.ts';
import type {
  CancelAnswer,
  OrderProtocol,
  OrderReference,
  PlaceAnswer,
  UserListener,
  VenueFill,
  VenueOrder,
} from '../../../src-main/exchanges/connection/order-protocol.ts';
import type { Instrument } from '../../../src-main/model/instrument.ts';
import type { Order } from '../../../src-main/model/order.ts';
import type { Life } from '../app/life.ts';
import type { Probes } from '../invariants/probes.ts';
import type { Reply } from './network.ts';
import { Network, RECEIVE_WINDOW_MS } from './network.ts';
import type { SimulatedExchange } from './simulated-exchange.ts';
import { UserStream } from './user-stream.ts';
import type { Weather } from './weather.ts';

const READ_TIMEOUT_MS = 10_000;
const ORDER_MAX_WAIT_MS = 5_000;
const RETRY_UNSENT_MS = 1_000;
/** How the real protocols count it: the window and the doubt about the clock. */
const REQUEST_LIFE_MS = RECEIVE_WINDOW_MS + 500;

export type GatewayParts = {
  readonly life: Life;
  readonly exchange: SimulatedExchange;
  readonly weather: Weather;
  readonly probes: Probes;
  readonly serverNowMs: () => number | undefined;
  readonly opened: (stream: UserStream) => void;
};

/** The OrderProtocol of one process over the simulated network. How it reads replies is how the real ones do. */
export class Gateway implements OrderProtocol {
  readonly resend: OrderProtocol['resend'];
  readonly requestLifeMs = REQUEST_LIFE_MS;
  readonly stopLimitShare = null;
  readonly #parts: GatewayParts;
  readonly #network: Network;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.resend = parts.life.world.plan.resend;
    this.#network = new Network(parts.life, parts.weather, parts.probes);
  }

  async place(order: Order, instrument: Instrument, mayLeave?: () => boolean): Promise<PlaceAnswer> {
    const reply = await this.#network.call({
      name: 'place',
      priority: order.reduceOnly ? 'risk' : 'order',
      timeoutMs: this.#parts.life.world.plan.orderTimeoutMs,
      maxWaitMs: ORDER_MAX_WAIT_MS,
      mayLeave,
      timestampMs: this.#parts.serverNowMs,
      leaves: (timestampMs) => this.#parts.probes.tell('orderLeaves', { order, timestampMs }),
      work: () => this.#placeThere(order, instrument),
    });
    if (reply.kind === 'answer') return reply.value;
    if (reply.kind === 'clock')
      return { kind: 'notPlaced', reason: 'timestamp outside of recvWindow', retryAfterMs: 0 };
    if (reply.kind === 'unsent') return { kind: 'notPlaced', reason: reply.reason, retryAfterMs: RETRY_UNSENT_MS };
    return failedPlace(reply);
  }

  async cancel(reference: OrderReference): Promise<CancelAnswer> {
    const { exchange } = this.#parts;
    const reply = await this.#signed('cancel', 'cancel', (): CancelAnswer => {
      const booked = exchange.find(reference.clientOrderId);
      if (booked === undefined || !exchange.cancel(booked)) return { kind: 'notOpen', reason: 'Unknown order sent.' };
      return { kind: 'cancelled', order: booked.said() };
    });
    return reply.kind === 'answer' ? reply.value : { kind: 'unknown', reason: reply.kind };
  }

  find({ clientOrderId }: OrderReference): Promise<Outcome<VenueOrder | null>> {
    const { exchange } = this.#parts;
    return this.#ask('find', () => exchange.find(clientOrderId)?.saidAt(this.#readMs()) ?? null);
  }

  openOrders(): Promise<Outcome<readonly VenueOrder[]>> {
    const { exchange } = this.#parts;
    return this.#ask('openOrders', () => {
      const readMs = this.#readMs();
      const open: VenueOrder[] = [];
      for (const booked of exchange.openOrders()) {
        const said = booked.saidAt(readMs);
        if (said !== undefined) open.push(said);
      }
      return open;
    });
  }

  fills(instrument: Instrument, sinceMs: number): Promise<Outcome<readonly VenueFill[]>> {
    const { exchange } = this.#parts;
    return this.#ask('fills', () => {
      const readMs = this.#readMs();
      const fills: VenueFill[] = [];
      for (const booked of exchange.orders) {
        if (booked.instrument.id !== instrument.id) continue;
        for (const fill of booked.fills) {
          // As most exchanges have it, a list of trades names their own order ids alone.
          if (fill.timeMs >= sinceMs && fill.timeMs <= readMs) fills.push({ ...fill, clientOrderId: null });
        }
      }
      return fills;
    });
  }

  balances(): Promise<Outcome<readonly Balance[]>> {
    return this.#ask('balances', () => this.#parts.exchange.ledger.balances());
  }

  permissions(): ReturnType<OrderProtocol['permissions']> {
    return Promise.resolve(succeed({ canRead: true, canTrade: true, canWithdraw: false, hasIpList: true }));
  }

  serverTimeMs(): Promise<Outcome<number>> {
    const { world } = this.#parts.life;
    return this.#network
      .call({ name: 'time', priority: 'risk', timeoutMs: READ_TIMEOUT_MS, work: () => Math.floor(world.exchangeMs) })
      .then(outcomeOfReply);
  }

  openUserStream(listener: UserListener): UserStream {
    const { life, weather, opened } = this.#parts;
    const stream = new UserStream(life, listener, () => !weather.isBad('outage'));
    opened(stream);
    return stream;
  }

  #placeThere(order: Order, instrument: Instrument): PlaceAnswer {
    const { exchange } = this.#parts;
    const known = exchange.find(order.clientOrderId);
    if (known !== undefined && this.resend === 'sameBody') {
      return { kind: 'accepted', order: known.said(), fills: [...known.fills] };
    }
    // A client id is unique among open orders only: this is what makes a second sending a second order.
    if (known?.status === 'working') return { kind: 'exists', reason: 'Duplicate order sent.' };
    const refusal = exchange.refusalOf(order, instrument);
    if (refusal !== null) return { kind: 'refused', reason: refusal };
    const booked = exchange.place(order, instrument);
    return { kind: 'accepted', order: booked.said(), fills: [...booked.fills] };
  }

  /** A reader of the exchange may lag behind its book. */
  #readMs(): number {
    const { world } = this.#parts.life;
    return world.strikes('staleRead') ? world.exchangeMs - world.between(200, 5_000) : world.exchangeMs;
  }

  #signed<T>(name: string, priority: RequestPriority, work: () => T): Promise<Reply<T>> {
    const { serverNowMs } = this.#parts;
    return this.#network.call({ name, priority, timeoutMs: READ_TIMEOUT_MS, timestampMs: serverNowMs, work });
  }

  #ask<T>(name: string, work: () => T): Promise<Outcome<T>> {
    return this.#signed(name, 'risk', work).then(outcomeOfReply);
  }
}

function failedPlace(reply: Extract<Reply<never>, { kind: 'failed' | 'lost' }>): PlaceAnswer {
  if (reply.kind === 'lost') return { kind: 'unknown', reason: 'timed out' };
  if (reply.status !== 429 && reply.status !== 418) return { kind: 'unknown', reason: `HTTP ${reply.status}` };
  return { kind: 'notPlaced', reason: `HTTP ${reply.status}`, retryAfterMs: reply.retryAfterMs };
}

function outcomeOfReply<T>(reply: Reply<T>): Outcome<T> {
  if (reply.kind === 'answer') return succeed(reply.value);
  if (reply.kind === 'failed') {
    return fail(reply.status >= 500 ? 'exchangeFailed' : 'rateLimited', `HTTP ${reply.status}`);
  }
  if (reply.kind === 'clock') return fail('clockInDoubt', 'timestamp outside of recvWindow');
  return fail('networkFailed', reply.kind === 'lost' ? 'timed out' : reply.reason);
}
