import { type Failure, fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Price, Ratio } from '../../model/money.ts';
import { priceFromText, ZERO_MONEY, ZERO_QUANTITY } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { PlaceAnswer, VenueOrder } from '../connection/order-protocol.ts';
import { kindOfRefusal, provesNotDone, reasonIn, withoutSecrets } from './errors.ts';
import { ORDER_MAX_WAIT_MS, ORDER_TIMEOUT_MS, PLACE_AGAIN_MS } from './limits.ts';
import { asObject, decimalIn, type Json, objectsIn, textIn } from './parse.ts';
import type { Rest, RestReply } from './rest.ts';
import type { AccountReader } from './venue-account.ts';
import { needsFeeRate, needsLastPrice, orderBody } from './venue-order-body.ts';

/** Bodies that are kept so that a second sending is the first to the letter, whatever the price has become. */
const KEPT_BODIES = 1000;
const NO_RATE = 0n as Ratio;

/** Sends orders. What an answer means stands in `errors.ts`. */
export class OrderSender {
  readonly #parts: ProtocolParts;
  readonly #rest: Rest;
  readonly #account: AccountReader;
  readonly #bodies = new Map<string, Json>();

  constructor(parts: ProtocolParts, rest: Rest, account: AccountReader) {
    this.#parts = parts;
    this.#rest = rest;
    this.#account = account;
  }

  async place(order: Order, instrument: Instrument, mayLeave?: () => boolean): Promise<PlaceAnswer> {
    const kept = this.#bodies.get(order.clientOrderId);
    const made = kept === undefined ? await this.#makeBody(order, instrument) : { body: kept };
    if ('answer' in made) return made.answer;
    this.#keep(order.clientOrderId, made.body);
    if (this.#parts.serverNowMs() === undefined) {
      return { kind: 'notPlaced', reason: "the exchange's clock is in doubt", retryAfterMs: PLACE_AGAIN_MS };
    }
    const reply = await this.#rest.send({
      path: '/orders',
      body: made.body,
      group: 'orders',
      priority: order.purpose === 'entry' || order.purpose === 'signal' ? 'order' : 'risk',
      timeoutMs: ORDER_TIMEOUT_MS,
      maxWaitMs: ORDER_MAX_WAIT_MS,
      mayLeave,
    });
    return reply.ok ? this.#answerOf(reply.value, order, instrument) : this.#answerOfFailure(reply.error);
  }

  /** Nothing has left yet: whatever fails here proves that the order was not placed. */
  async #makeBody(order: Order, instrument: Instrument): Promise<{ body: Json } | { answer: PlaceAnswer }> {
    const lastPrice = needsLastPrice(order) ? await this.#lastPrice(instrument) : succeed(null);
    if (!lastPrice.ok) return { answer: this.#notPlaced(lastPrice.error) };
    const feeRate = needsFeeRate(order) ? await this.#account.takerRate() : NO_RATE;
    const portfolioId = await this.#account.portfolioId();
    const made = orderBody(order, { instrument, lastPrice: lastPrice.value, feeRate, portfolioId });
    return 'refusal' in made ? { answer: { kind: 'refused', reason: made.refusal } } : made;
  }

  async #lastPrice({ symbol }: Instrument): Promise<Outcome<Price | null>> {
    const path = `/products/${encodeURIComponent(symbol)}/ticker`;
    const reply = await this.#rest.send({ path, query: { limit: '1' }, group: 'account', priority: 'order' });
    if (!reply.ok) return reply;
    const trade = objectsIn(reply.value.body, 'trades')[0];
    const text = (trade && decimalIn(trade, 'price')) ?? decimalIn(reply.value.body, 'best_bid');
    if (text === undefined || !(Number(text) > 0)) return fail('replyUnreadable', `GET ${path} has no price`);
    return succeed(priceFromText(text));
  }

  #keep(clientOrderId: string, body: Json): void {
    this.#bodies.set(clientOrderId, body);
    const oldest = this.#bodies.size > KEPT_BODIES ? this.#bodies.keys().next().value : undefined;
    if (oldest !== undefined) this.#bodies.delete(oldest);
  }

  #answerOf({ body, receivedMs }: RestReply, order: Order, instrument: Instrument): PlaceAnswer {
    if (body.success !== true) return answerOfRefusal(body);
    const placed = asObject(body.success_response) ?? body;
    const venueOrderId = textIn(placed, 'order_id');
    const clientOrderId = textIn(placed, 'client_order_id') ?? order.clientOrderId;
    if (venueOrderId === undefined || clientOrderId !== order.clientOrderId) {
      return { kind: 'unknown', reason: 'the answer says success and does not name the order' };
    }
    const accepted: VenueOrder = {
      venueOrderId,
      clientOrderId,
      instrumentId: instrument.id,
      status: 'working',
      statusText: 'PENDING',
      filledQuantity: ZERO_QUANTITY,
      filledValue: ZERO_MONEY,
      updatedMs: this.#parts.serverNowMs() ?? receivedMs,
    };
    return { kind: 'accepted', order: accepted, fills: [] };
  }

  #answerOfFailure(failure: Failure): PlaceAnswer {
    if (provesNotDone(failure)) return this.#notPlaced(failure);
    const reason = failure.message;
    if (failure.code === 'authenticationFailed') return { kind: 'refused', reason };
    if (failure.code !== 'exchangeRefused') return { kind: 'unknown', reason };
    return { kind: kindOfRefusal(String(failure.details?.reason)) === 'exists' ? 'exists' : 'refused', reason };
  }

  #notPlaced({ message }: Failure): PlaceAnswer {
    const { transport, timers } = this.#parts;
    const pauseMs = (transport.pausedUntilMs() ?? 0) - timers.nowMs();
    return { kind: 'notPlaced', reason: message, retryAfterMs: Math.max(pauseMs, PLACE_AGAIN_MS) };
  }
}

/** HTTP 200 and `success: false`. */
function answerOfRefusal(body: Json): PlaceAnswer {
  const said = asObject(body.error_response) ?? body;
  const word = reasonIn(said);
  const failureReason = textIn(body, 'failure_reason');
  const reason = word === 'no reason given' && failureReason !== undefined ? failureReason : word;
  const message = textIn(said, 'message') ?? textIn(said, 'error_details');
  const text = withoutSecrets(message === undefined ? reason : `${reason}: ${message}`).slice(0, 300);
  return { kind: kindOfRefusal(reason), reason: text };
}
