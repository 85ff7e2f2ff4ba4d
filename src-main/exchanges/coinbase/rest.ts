import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { RequestPriority } from '../../engine/ports/exchange.ts';
import type { TransportReply } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import { failureOfStatus } from './errors.ts';
import { BUDGETS, MAX_PAGES, READ_TIMEOUT_MS } from './limits.ts';
import { type Json, parseObject, textIn } from './parse.ts';
import type { TokenSigner } from './sign.ts';
import { tokenUri } from './sign.ts';

const PREFIX = '/api/v3/brokerage';

/** Query parameters in order; a list repeats its name. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export type RestRequest = {
  /** After `/api/v3/brokerage`, such as `/orders`. */
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON with POST; without one it is a GET. */
  readonly body?: Json;
  readonly group: 'market' | 'orders' | 'account';
  readonly priority: RequestPriority;
  readonly timeoutMs?: number;
  readonly maxWaitMs?: number;
  readonly mayLeave?: (() => boolean) | undefined;
  readonly signal?: AbortSignal;
};

export type RestReply = { readonly body: Json; readonly receivedMs: number };

export type Rest = {
  /** The object of a reply with status 2xx; everything else is a failure, never an exception. */
  send(request: RestRequest): Promise<Outcome<RestReply>>;
};

/** Public requests without a signer, private ones with one. A token is made at the moment of sending. */
export function createRest(parts: ProtocolParts, signer?: Outcome<TokenSigner>): Rest {
  return {
    async send(request) {
      if (signer?.ok === false) return signer;
      const sent = await parts.transport.send({
        build: () => buildRequest(parts, request, signer?.value),
        cost: signer === undefined ? { public: 1 } : { private: 1, 'private hour': 1 },
        priority: request.priority,
        group: request.group,
        timeoutMs: request.timeoutMs ?? READ_TIMEOUT_MS,
        ...(request.mayLeave === undefined ? {} : { mayLeave: request.mayLeave }),
        ...(request.maxWaitMs === undefined ? {} : { maxWaitMs: request.maxWaitMs }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      if (!sent.ok) return sent;
      observeBudget(parts, signer === undefined ? 'public' : 'private', sent.value);
      /** A clock that is minutes off makes every token one that is not valid. */
      if (sent.value.status === 401) void parts.resyncClock?.();
      return readReply(request, sent.value);
    },
  };
}

function buildRequest(parts: ProtocolParts, { path, query, body }: RestRequest, signer: TokenSigner | undefined) {
  const url = `${parts.urls.rest}${PREFIX}${path}${queryText(query)}`;
  const method = body === undefined ? 'GET' : 'POST';
  const headers: Record<string, string> = { accept: 'application/json' };
  /** Public answers are kept for a second by the exchange; a minute asked for when it ends would be the one before. */
  if (signer === undefined) headers['cache-control'] = 'no-cache';
  else headers.authorization = `Bearer ${signer.token(tokenNowMs(parts), tokenUri(method, url))}`;
  if (body === undefined) return { method, url, headers } as const;
  return {
    method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  } as const;
}

/** A token lives for 120 s: our own clock will do for reading while the exchange's is not known. */
export function tokenNowMs({ serverNowMs, timers }: ProtocolParts): number {
  return serverNowMs() ?? timers.nowMs();
}

function queryText(query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : (value ?? [])).map((one) => `${name}=${encodeURIComponent(one)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function readReply(request: RestRequest, reply: TransportReply): Outcome<RestReply> {
  const what = `${request.body === undefined ? 'GET' : 'POST'} ${request.path}`;
  const body = parseObject(reply.text);
  if (reply.status < 200 || reply.status > 299) return failureOfStatus(reply.status, body, what);
  if (body === undefined) {
    return fail('replyUnreadable', `${what} was answered with ${reply.text.length} characters, expected a JSON object`);
  }
  return succeed({ body, receivedMs: reply.receivedMs });
}

/** Their second holds more requests than ours: what they count is scaled to our budget. */
function observeBudget({ transport }: ProtocolParts, name: string, { header }: TransportReply): void {
  const limit = Number(header('x-ratelimit-limit'));
  const remaining = Number(header('x-ratelimit-remaining') ?? Number.NaN);
  const ours = BUDGETS.find((budget) => budget.name === name)?.limit;
  if (ours === undefined || !(limit > 0) || !(remaining >= 0) || remaining > limit) return;
  transport.observeUsed(name, Math.floor((ours * (limit - remaining)) / limit));
}

export type PageRequest = RestRequest & {
  /** Reads one page; rows it cannot use are left out. */
  readonly read: (body: Json) => void;
};

/** Follows `cursor` to the last page. A cursor that comes again ends it with a failure: the list would be without end. */
export async function sendPages(rest: Rest, request: PageRequest): Promise<Outcome<void>> {
  const { read, ...first } = request;
  const seen = new Set<string>();
  for (let cursor: string | undefined; seen.size < MAX_PAGES; ) {
    const query = cursor === undefined ? first.query : { ...first.query, cursor };
    const reply = await rest.send({ ...first, ...(query === undefined ? {} : { query }) });
    if (!reply.ok) return reply;
    read(reply.value.body);
    cursor = reply.value.body.has_next === false ? undefined : textIn(reply.value.body, 'cursor');
    if (cursor === undefined) return succeed(undefined);
    if (seen.has(cursor)) break;
    seen.add(cursor);
  }
  return fail(
    'replyUnreadable',
    `${request.path} has no last page: its cursor comes again, or ${MAX_PAGES} pages are not all`,
  );
}
