import { checkSocketSignature, checkTimestamp, keyKind } from '../authorise.ts';
import type { BinanceDesk } from '../binance-desk.ts';
import { BinanceError, refusals } from '../binance-error.ts';
import type { KeyKind } from '../keys.ts';
import { type Parameters, toParameters } from '../parameters.ts';
import { KeptSocket, type KeptSocketParts } from '../streams/kept-socket.ts';
import type { ApiMethod, ApiSession } from './api-method.ts';
import { API_METHODS } from './api-methods.ts';
import type { UserHub, UserListener } from './user-hub.ts';

/** Bounded by weight, not by messages. */
const MOST_INCOMING = 1_000;
const CONNECT_WEIGHT = 2;

type Request = { readonly id: unknown; readonly method: string; readonly parameters: Parameters };

/** One client of the socket API: its session, its user data subscription, its requests. */
export class ApiConnection {
  readonly kept: KeptSocket;
  readonly #desk: BinanceDesk;
  readonly #hub: UserHub;
  readonly #session: ApiSession;
  #listener: UserListener | undefined;
  #nextSubscription = 0;

  constructor(
    desk: BinanceDesk,
    hub: UserHub,
    parts: Pick<KeptSocketParts, 'socket' | 'raw' | 'faults' | 'wallMs' | 'violations'>,
  ) {
    this.#desk = desk;
    this.#hub = hub;
    const shutdown = { event: { e: 'serverShutdown', E: parts.wallMs() } };
    this.kept = new KeptSocket({
      ...parts,
      mostIncoming: MOST_INCOMING,
      shutdownText: JSON.stringify(shutdown),
      onText: (text) => this.#answer(text),
    });
    this.#session = {
      connectedMs: desk.core.nowMs(),
      loggedOn: undefined,
      subscribe: () => this.#subscribe(),
      unsubscribe: () => this.close(),
      subscriptions: () => (this.#listener ? [this.#nextSubscription - 1] : []),
    };
    if (!desk.limits.admit(CONNECT_WEIGHT)) this.kept.drop('close');
  }

  /** Ends the subscription. */
  close(): void {
    if (this.#listener) this.#hub.leave(this.#listener);
    this.#listener = undefined;
  }

  #subscribe(): number {
    if (this.#listener) throw new BinanceError(-2035, 'User Data Stream subscription already active.');
    const subscriptionId = this.#nextSubscription++;
    this.#listener = (event) => {
      if ((event as { e?: string }).e === 'eventStreamTerminated') this.#listener = undefined;
      this.kept.send(JSON.stringify({ subscriptionId, event }));
      this.#breakConnection();
    };
    this.#hub.join(this.#listener);
    return subscriptionId;
  }

  #breakConnection(): void {
    const { faults } = this.#desk;
    if (faults.strike('userSocketTerminated')) this.kept.drop('terminate');
    if (faults.strike('userSocketHalfOpen')) this.kept.drop('halfOpen');
  }

  #answer(text: string): void {
    const request = readRequest(text);
    if (!request) {
      const error = { code: -1135, msg: 'Invalid JSON Request' };
      this.kept.send(JSON.stringify({ id: null, status: 400, error, rateLimits: [] }));
      return;
    }
    this.#desk.core.advance();
    const reply = this.#reply(request);
    if (this.#isBroken(request)) return;
    this.kept.send(JSON.stringify(reply));
  }

  #reply({ id, method, parameters }: Request) {
    const known = API_METHODS[method];
    const rateLimits = () => this.#desk.limits.rateLimits(known?.limits ?? 'weight');
    try {
      const result = this.#handle(known, method, parameters);
      return { id, status: 200, result, rateLimits: rateLimits() };
    } catch (error) {
      if (!(error instanceof BinanceError)) throw error;
      const isLimit = error.status === 429 || error.status === 418;
      const data = { serverTime: this.#desk.core.nowMs(), retryAfter: this.#desk.limits.silentUntilMs };
      const told = { code: error.code, msg: error.message, ...(isLimit ? { data } : {}) };
      return { id, status: error.status, error: told, rateLimits: rateLimits() };
    }
  }

  #handle(known: ApiMethod | undefined, name: string, parameters: Parameters): unknown {
    const { limits } = this.#desk;
    const weight = typeof known?.weight === 'function' ? known.weight(parameters) : (known?.weight ?? 1);
    limits.spend(weight, name);
    if (!known) throw new BinanceError(-1000, `Unknown method '${name}'.`);
    const kind = this.#authorise(known, parameters);
    parameters.check([...known.parameters, 'returnRateLimits', ...SECURITY[known.security]]);
    if (name.startsWith('order.') && this.#desk.faults.strike('orderLost503', name)) throw refusals.unknownFate();
    const value = known.handle({ desk: this.#desk, session: this.#session, parameters, kind });
    if (known.limits === 'orders') limits.giveBack(weight);
    return value;
  }

  /** A logged-on session needs no key and no signature, only the time. */
  #authorise({ security }: ApiMethod, parameters: Parameters): KeyKind | undefined {
    if (security === 'none' || security === 'session') return undefined;
    const apiKey = parameters.get('apiKey') ?? (security === 'signed' ? this.#session.loggedOn?.apiKey : undefined);
    const kind = keyKind(apiKey, this.#desk.keys);
    checkTimestamp(parameters, this.#desk.core.nowMs());
    if (parameters.has('apiKey') || !this.#session.loggedOn) checkSocketSignature(kind, parameters, this.#desk.keys);
    return kind;
  }

  /** The faults of a reply that does not come: what was asked for has been done. */
  #isBroken({ method }: Request): boolean {
    if (method.startsWith('userDataStream.subscribe') && this.#desk.faults.strike('ackMissing', method)) return true;
    if (method !== 'order.place' && method !== 'order.cancel') return false;
    if (this.#desk.faults.strike('orderReplyHangs', method)) return true;
    if (!this.#desk.faults.strike('orderReplyDropped', method)) return false;
    this.kept.drop('terminate');
    return true;
  }
}

const SECURITY: Readonly<Record<ApiMethod['security'], readonly string[]>> = {
  none: [],
  session: [],
  logon: ['apiKey!', 'timestamp!', 'signature!', 'recvWindow'],
  signed: ['apiKey', 'timestamp!', 'signature', 'recvWindow'],
};

function readRequest(text: string): Request | undefined {
  try {
    const { id, method, params } = JSON.parse(text) as Record<string, unknown>;
    return typeof method === 'string' ? { id: id ?? null, method, parameters: toParameters(params) } : undefined;
  } catch {
    return undefined;
  }
}
