import type { Disposable } from '../../base/disposable.ts';
import type { Failure, Outcome } from '../../base/outcome.ts';
import type { Balance, ExchangeKeys, KeyPermissions } from '../../engine/ports/exchange.ts';
import type { FeeRates } from '../../model/execution-style.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Order } from '../../model/order.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type {
  CancelAnswer,
  OrderProtocol,
  OrderReference,
  PlaceAnswer,
  UserListener,
  VenueFill,
  VenueOrder,
} from '../connection/order-protocol.ts';
import { kindOfCancelRefusal } from './errors.ts';
import { CANCEL_LOOKUP_MS, CANCEL_LOOKUPS, ORDER_TIMEOUT_MS, STOP_LIMIT_SHARE, TOKEN_LIFE_S } from './limits.ts';
import { objectsIn, textIn } from './parse.ts';
import { instrumentIdOf } from './parse-products.ts';
import { createRest, type Rest } from './rest.ts';
import { createTokenSigner, type TokenSigner } from './sign.ts';
import { openUserStream } from './stream-user.ts';
import { AccountReader } from './venue-account.ts';
import { OrderReader } from './venue-orders.ts';
import { OrderSender } from './venue-place.ts';

/** Trading with one key. A key that cannot be read fails each call rather than this one. */
export function createCoinbaseOrders(parts: ProtocolParts, keys: ExchangeKeys): OrderProtocol {
  return new CoinbaseOrders(parts, createTokenSigner(keys));
}

class CoinbaseOrders implements OrderProtocol {
  /** A client id that is known is answered with the first order. */
  readonly resend = 'sameBody';
  readonly requestLifeMs = TOKEN_LIFE_S * 1000;
  readonly stopLimitShare = STOP_LIMIT_SHARE;
  readonly #parts: ProtocolParts;
  readonly #signer: Outcome<TokenSigner>;
  readonly #rest: Rest;
  readonly #account: AccountReader;
  readonly #orders: OrderReader;
  readonly #sender: OrderSender;

  constructor(parts: ProtocolParts, signer: Outcome<TokenSigner>) {
    this.#parts = parts;
    this.#signer = signer;
    this.#rest = createRest(parts, signer);
    this.#account = new AccountReader(parts, this.#rest);
    this.#orders = new OrderReader(parts, this.#rest, this.#findInstrumentId);
    this.#sender = new OrderSender(parts, this.#rest, this.#account);
  }

  readonly #findInstrumentId = (productId: string): string | undefined =>
    this.#parts.findInstrument(instrumentIdOf(productId))?.id;

  place(order: Order, instrument: Instrument, mayLeave?: () => boolean): Promise<PlaceAnswer> {
    return this.#sender.place(order, instrument, mayLeave);
  }

  find(order: OrderReference): Promise<Outcome<VenueOrder | null>> {
    return this.#orders.find(order);
  }

  openOrders(): Promise<Outcome<readonly VenueOrder[]>> {
    return this.#orders.openOrders();
  }

  fills(instrument: Instrument, sinceMs: number): Promise<Outcome<readonly VenueFill[]>> {
    return this.#orders.fills(instrument, sinceMs);
  }

  balances(): Promise<Outcome<readonly Balance[]>> {
    return this.#account.balances();
  }

  permissions(): Promise<Outcome<KeyPermissions>> {
    return this.#account.permissions();
  }

  feeRates(): Promise<Outcome<FeeRates>> {
    return this.#account.feeRates();
  }

  openUserStream(listener: UserListener): Disposable {
    this.#account.learnPortfolio();
    const { timers } = this.#parts;
    if (this.#signer.ok) {
      const stream = { parts: this.#parts, signer: this.#signer.value, findInstrumentId: this.#findInstrumentId };
      return openUserStream(stream, listener);
    }
    const { message } = this.#signer.error;
    return timers.after(0, () => listener.broken(message));
  }

  async cancel(reference: OrderReference): Promise<CancelAnswer> {
    const venueOrderId = reference.venueOrderId ?? (await this.#openId(reference));
    if (typeof venueOrderId !== 'string') return venueOrderId;
    const reply = await this.#rest.send({
      path: '/orders/batch_cancel',
      body: { order_ids: [venueOrderId] },
      group: 'orders',
      priority: 'cancel',
      timeoutMs: ORDER_TIMEOUT_MS,
    });
    if (!reply.ok) return unknownBecause(reply.error);
    const result = objectsIn(reply.value.body, 'results').find((row) => row.order_id === venueOrderId);
    if (result === undefined) return { kind: 'unknown', reason: 'the answer to the cancel does not name the order' };
    const reason = textIn(result, 'failure_reason') ?? 'no reason given';
    const kind = result.success === true ? 'asked' : kindOfCancelRefusal(reason);
    return kind === 'asked' ? this.#awaitEnd(venueOrderId) : { kind, reason };
  }

  /** Cancels go by Coinbase's own id alone. */
  async #openId(reference: OrderReference): Promise<string | CancelAnswer> {
    const found = await this.#orders.find(reference);
    if (!found.ok) return unknownBecause(found.error);
    if (found.value === null) return { kind: 'notOpen', reason: 'Coinbase has no order under that client id' };
    const { status, statusText, venueOrderId } = found.value;
    return status === 'working' || status === 'unknown' ? venueOrderId : { kind: 'notOpen', reason: statusText };
  }

  /** A cancel that was taken is one that waits its turn: the order may fill before. */
  async #awaitEnd(venueOrderId: string): Promise<CancelAnswer> {
    let last = 'the cancel was taken, its end is not known';
    for (let lookup = 0; lookup < CANCEL_LOOKUPS; lookup++) {
      if (lookup > 0) await new Promise<void>((done) => void this.#parts.timers.after(CANCEL_LOOKUP_MS, done));
      const found = await this.#orders.byId(venueOrderId, 'cancel');
      if (!found.ok) return unknownBecause(found.error);
      if (found.value?.status === 'cancelled') return { kind: 'cancelled', order: found.value };
      if (found.value?.status === 'filled') return { kind: 'notOpen', reason: found.value.statusText };
      last = `the cancel was taken, the order is ${found.value?.statusText ?? 'not to be found'}`;
    }
    return { kind: 'unknown', reason: last };
  }
}

const unknownBecause = ({ message }: Failure): CancelAnswer => ({ kind: 'unknown', reason: message });
