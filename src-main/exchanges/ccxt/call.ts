import { AsyncLocalStorage } from 'node:async_hooks';
import { FailureError } from '../../base/outcome.ts';
import type { RequestPriority } from '../../engine/ports/exchange.ts';
import type { BuiltRequest, Transport, TransportReply } from '../../resilience/transport.ts';
import type { CcxtFetch } from './client.ts';

export const BUDGET = 'requests';

export type CallSettings = {
  readonly priority: RequestPriority;
  readonly group: 'market' | 'account' | 'orders';
  readonly timeoutMs: number;
  readonly maxWaitMs?: number;
  readonly mayLeave?: (() => boolean) | undefined;
  readonly signal?: AbortSignal;
};

/** What was seen of the requests a call made; of several the last. */
export type Seen = {
  /** Whether anything may have reached the exchange. */
  left: boolean;
  status: number | undefined;
  /** The reply's own date, whole seconds. */
  dateMs: number | undefined;
};

export type CallResult<T> =
  | { readonly ok: true; readonly value: T; readonly seen: Readonly<Seen> }
  | { readonly ok: false; readonly error: unknown; readonly seen: Readonly<Seen> };

const CALLS = new AsyncLocalStorage<CallSettings & { readonly seen: Seen }>();
/** Requests that ccxt makes by itself, as for the beginning of a book. */
const BY_ITSELF: CallSettings = { priority: 'data', group: 'market', timeoutMs: 10_000 };

/** Calls ccxt so that whatever it sends goes by these settings; never throws. */
export async function callCcxt<T>(settings: CallSettings, work: () => Promise<T>): Promise<CallResult<T>> {
  const seen: Seen = { left: false, status: undefined, dateMs: undefined };
  try {
    return { ok: true, value: await CALLS.run({ ...settings, seen }, work), seen };
  } catch (error) {
    return { ok: false, error, seen };
  }
}

/** ccxt may ask for these by name; the transport tells no others. */
const HEADERS = ['content-type', 'date', 'retry-after', 'x-request-id'];

/** How ccxt sends: through the transport, with its budgets, pauses and breakers. Throws FailureError when nothing came back. */
export function createCcxtFetch(transport: Transport): CcxtFetch {
  return async (url, { method, headers, body }) => {
    const { seen, ...settings } = CALLS.getStore() ?? { ...BY_ITSELF, seen: undefined };
    const built: BuiltRequest = {
      method: method as BuiltRequest['method'],
      url,
      ...(headers === undefined ? {} : { headers: textHeaders(headers) }),
      ...(body === undefined || body === null ? {} : { body: String(body) }),
    };
    if (seen !== undefined) {
      seen.left = true;
      seen.status = undefined;
    }
    const outcome = await transport.send({ ...settings, build: () => built, cost: { [BUDGET]: 1 } });
    if (!outcome.ok) throw new FailureError(outcome.error);
    if (seen !== undefined) note(seen, outcome.value);
    const { status, text, header } = outcome.value;
    const found = HEADERS.flatMap((name) => (header(name) === undefined ? [] : [[name, header(name) as string]]));
    return { status, statusText: '', headers: Object.fromEntries(found), text: async () => text };
  };
}

function note(seen: Seen, { status, header }: TransportReply): void {
  seen.status = status;
  const dateMs = Date.parse(header('date') ?? '');
  seen.dateMs = Number.isNaN(dateMs) ? undefined : dateMs;
}

/** ccxt leaves some of its headers undefined. */
function textHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
