import type { Failure, Outcome } from '../../base/outcome.ts';
import { FailureError, fail, succeed, toFailure } from '../../base/outcome.ts';
import type { ExchangeKeys, RequestPriority } from '../../engine/ports/exchange.ts';
import type { BuiltRequest, TransportReply, TransportRequest } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import { failureOf, meaningOf, type RefusedReply } from './errors.ts';
import { READ_TIMEOUT_MS, RECEIVE_WINDOW_MS, TIMESTAMP_BIAS_MS, USED_HEADERS } from './limits.ts';
import { obeySilence } from './obey-silence.ts';
import { createSigner, encodeQuery, type QueryParams, signQuery } from './sign.ts';

export type RestRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base address, such as `/api/v3/time`. */
  readonly path: string;
  readonly params: QueryParams;
  readonly weight: number;
  /** Counts towards the limits of new orders. */
  readonly isNewOrder?: boolean;
  readonly priority: RequestPriority;
  readonly group: 'market' | 'orders' | 'account';
  readonly timeoutMs?: number;
  readonly maxWaitMs?: number;
  readonly recvWindowMs?: number;
  readonly mayLeave?: (() => boolean) | undefined;
  readonly signal?: AbortSignal;
};

/** A reply as far as its meaning goes: a body of a 2xx, undefined when it was no JSON, or a refusal. */
export type RestReply =
  | { readonly kind: 'answer'; readonly body: unknown; readonly receivedMs: number }
  | { readonly kind: 'refusal'; readonly reply: RefusedReply };

export interface Rest {
  /** Fails when no whole reply came, with one of NOT_SENT_CODES when the request never left. */
  call(request: RestRequest): Promise<Outcome<RestReply>>;
  /** For requests that only ask: anything but a 2xx that `parse` can read is a failure. `parse` throws what it cannot read. */
  ask<T>(request: RestRequest, parse: (body: unknown, receivedMs: number) => T): Promise<Outcome<T>>;
}

/** Public requests, without keys. */
export function createPublicRest(parts: ProtocolParts): Rest {
  return withAsk((request) => send(parts, request, () => buildPublic(parts, request)));
}

/**
 * Requests signed with the keys at the moment of sending. A refused timestamp has the clock measured anew and is sent once more:
 * the exchange refuses it before anything else is done.
 */
export function createSignedRest(parts: ProtocolParts, keys: ExchangeKeys): Rest {
  const signer = createSigner(keys.secret);
  return withAsk(async (request) => {
    if (!signer.ok) return signer;
    const build = (): BuiltRequest => {
      const serverNowMs = parts.serverNowMs();
      if (serverNowMs === undefined) throw new FailureError(CLOCK_IN_DOUBT);
      const query = signQuery(timed(request, serverNowMs), signer.value);
      return buildSigned(`${parts.urls.rest}${request.path}`, { request, query, apiKey: keys.apiKey });
    };
    const once = async () => (parts.serverNowMs() === undefined ? clockInDoubt() : send(parts, request, build));
    const first = await once();
    if (!isClockRefusal(first) || parts.resyncClock === undefined) return first;
    await parts.resyncClock();
    return once();
  });
}

const CLOCK_IN_DOUBT: Failure = {
  code: 'clockInDoubt',
  message: 'the clock of the exchange is not known to 500 ms, expected to be measured before a signed request',
};

const clockInDoubt = (): Outcome<never> => ({ ok: false, error: CLOCK_IN_DOUBT });

const isClockRefusal = (outcome: Outcome<RestReply>): boolean =>
  outcome.ok && outcome.value.kind === 'refusal' && meaningOf(outcome.value.reply) === 'clock';

function withAsk(call: Rest['call']): Rest {
  return {
    call,
    async ask(request, parse) {
      const what = `${request.method} ${request.path}`;
      const outcome = await call(request);
      if (!outcome.ok) return outcome;
      if (outcome.value.kind === 'refusal') return failureOf(what, outcome.value.reply);
      const { body, receivedMs } = outcome.value;
      if (body === undefined) return fail('replyUnreadable', `${what}: the reply is no JSON`);
      try {
        return succeed(parse(body, receivedMs));
      } catch (error) {
        return fail('replyUnreadable', `${what}: ${toFailure(error).message}`);
      }
    },
  };
}

function timed({ params, recvWindowMs }: RestRequest, serverNowMs: number): QueryParams {
  return [
    ...params,
    ['recvWindow', String(recvWindowMs ?? RECEIVE_WINDOW_MS)],
    ['timestamp', String(Math.floor(serverNowMs) - TIMESTAMP_BIAS_MS)],
  ];
}

function buildPublic({ urls }: ProtocolParts, { method, path, params }: RestRequest): BuiltRequest {
  return { method, url: `${urls.rest}${path}${params.length === 0 ? '' : `?${encodeQuery(params)}`}` };
}

type SignedParts = { readonly request: RestRequest; readonly query: string; readonly apiKey: string };

/** A new order's parameters go in the body: addresses end up in logs of others. */
function buildSigned(url: string, { request: { method }, query, apiKey }: SignedParts): BuiltRequest {
  const headers = { 'X-MBX-APIKEY': apiKey };
  if (method !== 'POST') return { method, url: `${url}?${query}`, headers };
  return { method, url, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: query };
}

async function send(
  parts: ProtocolParts,
  request: RestRequest,
  build: () => BuiltRequest,
): Promise<Outcome<RestReply>> {
  const outcome = await parts.transport.send(transportRequest(request, build));
  if (!outcome.ok) return outcome;
  const reply = outcome.value;
  observe(parts, reply);
  const body = readJson(reply.text);
  if (reply.status >= 200 && reply.status < 300) return succeed({ kind: 'answer', body, receivedMs: reply.receivedMs });
  const refused = { status: reply.status, refusal: refusalIn(body) };
  return succeed({ kind: 'refusal', reply: { ...refused, retryAfterMs: obeySilence(parts, reply, refused.refusal) } });
}

function transportRequest(request: RestRequest, build: () => BuiltRequest): TransportRequest {
  const { priority, group, timeoutMs, maxWaitMs, mayLeave, signal } = request;
  const orders = request.isNewOrder === true ? { orders10s: 1, orders1d: 1 } : {};
  return {
    build,
    cost: { requestWeight: request.weight, rawRequests: 1, ...orders },
    priority,
    group,
    timeoutMs: timeoutMs ?? READ_TIMEOUT_MS,
    ...(mayLeave === undefined ? {} : { mayLeave }),
    ...(maxWaitMs === undefined ? {} : { maxWaitMs }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function observe({ transport }: ProtocolParts, { header }: TransportReply): void {
  for (const [name, budget] of USED_HEADERS) {
    const text = header(name);
    if (text !== undefined && /^\d{1,9}$/.test(text)) transport.observeUsed(budget, Number(text));
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const LONGEST_MESSAGE = 200;

function refusalIn(body: unknown): { code: number; message: string } | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { code, msg } = body as { code?: unknown; msg?: unknown };
  if (typeof code !== 'number' || !Number.isInteger(code)) return undefined;
  return { code, message: typeof msg === 'string' ? msg.slice(0, LONGEST_MESSAGE) : '' };
}
