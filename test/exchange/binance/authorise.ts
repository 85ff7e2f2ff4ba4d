import { refusals } from './binance-error.ts';
import { type BinanceKeys, isSignedBy, type KeyKind, kindOfKey } from './keys.ts';
import type { Parameters } from './parameters.ts';

const DEFAULT_WINDOW_MS = 5_000;
const MOST_WINDOW_MS = 60_000;
const AHEAD_MS = 1_000;

export function keyKind(apiKey: string | undefined, keys: BinanceKeys): KeyKind {
  if (apiKey === undefined || !/^[a-zA-Z0-9]{64}$/.test(apiKey)) throw refusals.keyFormat();
  const kind = kindOfKey(apiKey, keys);
  if (!kind) throw refusals.key();
  return kind;
}

/** The receive window: accepted when the time is less than a second ahead and not older than the window. */
export function checkTimestamp(parameters: Parameters, nowMs: number): void {
  const sent = Number(parameters.need('timestamp'));
  const timestampMs = sent > 1e14 ? sent / 1_000 : sent;
  const windowMs = parameters.number('recvWindow') ?? DEFAULT_WINDOW_MS;
  if (windowMs > MOST_WINDOW_MS) throw refusals.illegal('recvWindow', 'up to 60000');
  if (timestampMs >= nowMs + AHEAD_MS) throw refusals.ahead();
  if (nowMs - timestampMs > windowMs) throw refusals.outside();
}

/** REST: what was sent, as it was sent, without the signature; query and body joined by nothing. */
export function checkRestSignature(kind: KeyKind, sent: { query: string; body: string }, keys: BinanceKeys): void {
  const signature = new URLSearchParams(sent.query).get('signature') ?? new URLSearchParams(sent.body).get('signature');
  if (!signature) throw refusals.missing('signature');
  const payload = withoutSignature(sent.query) + withoutSignature(sent.body);
  if (!isSignedBy(kind, payload, signature.replaceAll(' ', '+'), keys)) throw refusals.signature();
}

function withoutSignature(text: string): string {
  return text
    .split('&')
    .filter((part) => !part.startsWith('signature='))
    .join('&');
}

/** Socket: all parameters sorted by name, without the signature. */
export function checkSocketSignature(kind: KeyKind, parameters: Parameters, keys: BinanceKeys): void {
  const signature = parameters.need('signature');
  const names = parameters.names().filter((name) => name !== 'signature');
  const payload = names
    .sort()
    .map((name) => `${name}=${parameters.get(name) ?? ''}`)
    .join('&');
  if (!isSignedBy(kind, payload, signature, keys)) throw refusals.signature();
}
