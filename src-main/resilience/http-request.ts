import { type Failure, fail, type Outcome, succeed } from '../base/outcome.ts';
import { isSigned } from './signed-request.ts';
import type { Timers } from './timers.ts';
import type { BuiltRequest, TransportReply } from './transport.ts';

export type HttpOptions = {
  readonly timers: Timers;
  /** From sending to the end of the reply. */
  readonly timeoutMs: number;
  /** Any of them ends it. */
  readonly signals?: readonly AbortSignal[];
  readonly maxReplyBytes?: number;
  /** Called as soon as status and headers are here: what they ask for must not wait for the text. */
  readonly onHead?: (head: ReplyHead) => void;
};

export type ReplyHead = Pick<TransportReply, 'status' | 'header'>;

const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** The connection never stood: nothing can have been read by anybody. */
const NEVER_CONNECTED = ['UND_ERR_CONNECT_TIMEOUT', 'ERR_INVALID_URL'];
/** The same when they come from connecting; a connection that stood may end by the same names after the request left. */
const COULD_NOT_CONNECT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'];
const CONNECTING = ['connect', 'getaddrinfo', 'bind'];

/**
 * One request, once. A reply of any status is a success. Failures: `timedOut`, `cancelled`, `networkFailed` and
 * `replyUnreadable` (longer than `maxReplyBytes`), each with `details.sent`: false when it certainly never left.
 */
export async function httpRequest(request: BuiltRequest, options: HttpOptions): Promise<Outcome<TransportReply>> {
  const { timers, timeoutMs, signals = [] } = options;
  if (signals.some(({ aborted }) => aborted))
    return fail('cancelled', 'the request was cancelled before it was sent', { sent: false });
  const abort = new AbortController();
  let cause: 'timedOut' | 'cancelled' | undefined;
  const stop = (why: 'timedOut' | 'cancelled'): void => {
    cause ??= why;
    abort.abort();
  };
  const onAbort = (): void => stop('cancelled');
  const timeout = timers.after(timeoutMs, () => stop('timedOut'));
  for (const signal of signals) signal.addEventListener('abort', onAbort);
  const sentMs = timers.nowMs();
  try {
    return await exchangeMessages(request, { ...options, sentMs, abort });
  } catch (error) {
    return { ok: false, error: failureOf(error, request, { cause, timeoutMs }) };
  } finally {
    timeout.dispose();
    for (const signal of signals) signal.removeEventListener('abort', onAbort);
  }
}

type Exchange = HttpOptions & { readonly sentMs: number; readonly abort: AbortController };

async function exchangeMessages(request: BuiltRequest, exchange: Exchange): Promise<Outcome<TransportReply>> {
  const response = await fetch(request.url, {
    method: request.method,
    // A redirect would carry a signature to somebody else, and might send an order twice.
    redirect: isSigned(request) || request.method !== 'GET' ? 'error' : 'follow',
    signal: exchange.abort.signal,
    ...(request.headers === undefined ? {} : { headers: request.headers }),
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const head: ReplyHead = { status: response.status, header: (name) => response.headers.get(name) ?? undefined };
  exchange.onHead?.(head);
  const mostBytes = exchange.maxReplyBytes ?? MAX_REPLY_BYTES;
  const text = await readText(response, mostBytes);
  if (text === undefined) {
    exchange.abort.abort();
    return fail('replyUnreadable', `the reply is longer than ${mostBytes} bytes`, { sent: true });
  }
  return succeed({ ...head, text, sentMs: exchange.sentMs, receivedMs: exchange.timers.nowMs() });
}

/** Undefined when it is longer than `mostBytes`. */
async function readText(response: Response, mostBytes: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > mostBytes) return undefined;
    chunks.push(part.value);
  }
  return (chunks.length === 1 ? Buffer.from(chunks[0] as Uint8Array) : Buffer.concat(chunks)).toString('utf8');
}

type Ending = { readonly cause: 'timedOut' | 'cancelled' | undefined; readonly timeoutMs: number };

function failureOf(error: unknown, request: BuiltRequest, { cause, timeoutMs }: Ending): Failure {
  const details = { sent: true };
  if (cause === 'timedOut') {
    return { code: 'timedOut', message: `no whole reply came within ${timeoutMs} ms`, details };
  }
  if (cause === 'cancelled') {
    // `cancelled` promises that nothing was sent: of a request that changes something nobody can say so any more.
    const code = request.method === 'GET' ? 'cancelled' : 'networkFailed';
    return { code, message: 'the request was cancelled on its way', details: { ...details, cancelled: true } };
  }
  const { codes, text, sent } = causesOf(error);
  return { code: 'networkFailed', message: `the network failed: ${text}`, details: { sent, causes: codes } };
}

/** Messages of fetch that quote nothing; others may quote a URL or a header, and so a signature. */
const HARMLESS_MESSAGES = ['unexpected redirect', 'terminated', 'fetch failed'];

type SystemError = { readonly code?: unknown; readonly syscall?: unknown };

/** Codes of what lies at the bottom: several when a name has several addresses. */
function causesOf(error: unknown): {
  readonly codes: readonly string[];
  readonly text: string;
  readonly sent: boolean;
} {
  const bottom = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const all: readonly unknown[] = bottom instanceof AggregateError ? bottom.errors : [bottom];
  const known = all.filter((one) => (one as SystemError | undefined)?.code !== undefined) as SystemError[];
  const codes = known.map(({ code }) => String(code));
  const message = bottom instanceof Error ? bottom.message : '';
  const text = HARMLESS_MESSAGES.includes(message) ? message : 'the request could not be made';
  const sent = known.length === 0 || !known.every(neverConnected);
  return { codes, text: codes.length > 0 ? codes.join(', ') : text, sent };
}

function neverConnected({ code, syscall }: SystemError): boolean {
  if (NEVER_CONNECTED.includes(String(code))) return true;
  return COULD_NOT_CONNECT.includes(String(code)) && CONNECTING.includes(String(syscall));
}
