import type { z } from 'zod';
import type { ExchangeKeys, RequestPriority } from '../../engine/ports/exchange.ts';
import { REQUEST_PRIORITIES } from '../../engine/ports/exchange.ts';
import type { BuiltRequest, Transport, TransportReply, TransportRequest } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { RestProblem } from './errors.ts';
import { isOrderLimit, silenceMs } from './errors.ts';
import { KeyQueue } from './key-queue.ts';
import { BUDGETS, ORDERS, PRIVATE, PRIVATE_MAX_WAIT_MS, PUBLIC, READ_TIMEOUT_MS } from './limits.ts';
import { readEnvelope } from './parse.ts';
import { apiSign, createNonces } from './sign.ts';

export type RestResult<T> =
  | { readonly ok: true; readonly value: T; readonly receivedMs: number }
  | { readonly ok: false; readonly problem: RestProblem };

export type PublicCall<T> = {
  readonly endpoint: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly result: z.ZodType<T>;
  readonly priority: RequestPriority;
  readonly signal?: AbortSignal;
};

export type PrivateCall<T> = {
  readonly endpoint: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly result: z.ZodType<T>;
  readonly priority: RequestPriority;
  readonly cost: Readonly<Record<string, number>>;
  readonly group: 'account' | 'orders';
  readonly timeoutMs?: number;
  /** By our monotonic clock: not sent after that. */
  readonly notAfterMs?: number;
  readonly mayLeave?: (() => boolean) | undefined;
};

/** Calls without a key. */
export function publicCalls(parts: ProtocolParts): <T>(call: PublicCall<T>) => Promise<RestResult<T>> {
  return ({ endpoint, fields = {}, result, priority, signal }) => {
    const query = new URLSearchParams(fields).toString();
    const url = `${parts.urls.rest}/0/public/${endpoint}${query === '' ? '' : `?${query}`}`;
    return request(parts, result, {
      build: () => ({ method: 'GET', url }),
      cost: { [PUBLIC]: 1 },
      priority,
      group: 'market',
      timeoutMs: READ_TIMEOUT_MS,
      ...(signal === undefined ? {} : { signal }),
    });
  };
}

/** Sends, and tells the transport what the answer says about its limits. */
async function request<T>(
  { transport, timers }: ProtocolParts,
  result: z.ZodType<T>,
  send: TransportRequest,
): Promise<RestResult<T>> {
  const sent = await transport.send(send);
  if (!sent.ok) return { ok: false, problem: { kind: 'noReply', failure: sent.error } };
  const read = readReply(sent.value, result);
  if (!read.ok) {
    const pauseMs = silenceMs(read.problem, timers.nowMs());
    if (pauseMs !== null) transport.pauseUntil(timers.nowMs() + pauseMs, 'Kraken asks for silence');
    if (isOrderLimit(read.problem)) transport.observeUsed(ORDERS, limitOf(ORDERS));
  }
  return read;
}

const limitOf = (budget: string): number => BUDGETS.find(({ name }) => name === budget)?.limit ?? 0;

function readReply<T>(reply: TransportReply, result: z.ZodType<T>): RestResult<T> {
  const envelope = readEnvelope(reply.text);
  if (envelope !== undefined && envelope.error.length > 0) {
    return { ok: false, problem: { kind: 'errors', errors: envelope.error } };
  }
  if (reply.status !== 200) {
    return { ok: false, problem: { kind: 'status', status: reply.status, retryAfterMs: retryAfterMs(reply) } };
  }
  const parsed = envelope === undefined ? undefined : result.safeParse(envelope.result);
  if (parsed?.success) return { ok: true, value: parsed.data, receivedMs: reply.receivedMs };
  return { ok: false, problem: { kind: 'unreadable', expected: 'what Kraken documents for this call' } };
}

function retryAfterMs(reply: TransportReply): number | null {
  const seconds = Number(reply.header('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

type KeyState = { readonly queue: KeyQueue; readonly nextNonce: () => string };

/** By key: however many protocols are made for it over one transport, its queue is one. */
const KEY_STATES = new WeakMap<Transport, Map<string, KeyState>>();

function stateOf({ transport, timers }: ProtocolParts, apiKey: string): KeyState {
  const states = KEY_STATES.get(transport) ?? new Map<string, KeyState>();
  KEY_STATES.set(transport, states);
  const state = states.get(apiKey) ?? { queue: new KeyQueue(timers), nextNonce: createNonces(timers) };
  states.set(apiKey, state);
  return state;
}

/** Calls with a key. */
export type PrivateCalls = <T>(call: PrivateCall<T>) => Promise<RestResult<T>>;

export function privateCalls(parts: ProtocolParts, keys: ExchangeKeys): PrivateCalls {
  const { queue, nextNonce } = stateOf(parts, keys.apiKey);
  return <T>(call: PrivateCall<T>) => {
    const notAfterMs = call.notAfterMs ?? parts.timers.monotonicMs() + PRIVATE_MAX_WAIT_MS;
    return queue.run<RestResult<T>>(REQUEST_PRIORITIES.indexOf(call.priority), async () => {
      if (parts.timers.monotonicMs() >= notAfterMs) return tooLate(call.endpoint);
      const build = () => signed(parts.urls.rest, call, { keys, nonce: nextNonce() });
      const reply = await privateRequest(parts, call, build);
      return hadNoTurn(reply) ? undefined : reply;
    });
  };
}

function privateRequest<T>(
  parts: ProtocolParts,
  call: PrivateCall<T>,
  build: () => BuiltRequest,
): Promise<RestResult<T>> {
  const { cost, priority, group, timeoutMs = READ_TIMEOUT_MS, mayLeave } = call;
  // It does not wait where nothing else of its key could pass it: it comes back for another try instead.
  return request(parts, call.result, { build, cost, priority, group, timeoutMs, maxWaitMs: 0, mayLeave });
}

function hadNoTurn(reply: RestResult<unknown>): boolean {
  return !reply.ok && reply.problem.kind === 'noReply' && reply.problem.failure.code === 'rateLimited';
}

type Signer = { readonly keys: ExchangeKeys; readonly nonce: string };

function signed(url: string, { endpoint, fields = {} }: PrivateCall<unknown>, { keys, nonce }: Signer): BuiltRequest {
  const path = `/0/private/${endpoint}`;
  const body = new URLSearchParams({ nonce, ...fields }).toString();
  const headers = {
    'API-Key': keys.apiKey,
    'API-Sign': apiSign({ path, nonce, body }, keys.secret),
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  return { method: 'POST', url: `${url}${path}`, headers, body };
}

function tooLate(endpoint: string): RestResult<never> {
  const message = `${endpoint} found no turn among the requests of its key in time and was not sent`;
  return { ok: false, problem: { kind: 'noReply', failure: { code: 'rateLimited', message } } };
}

export const accountCost = (units: number): Readonly<Record<string, number>> => ({ [PRIVATE]: units });
