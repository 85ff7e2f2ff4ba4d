import { verify } from 'node:crypto';
import type { CoinbaseKey } from './keys.ts';

const LIFE_SECONDS = 120;
/** A client's clock may run this far ahead of ours. */
const AHEAD_SECONDS = 5;
/** The documentation's name, and the one that ccxt still sends with ECDSA keys. */
const ISSUERS: readonly unknown[] = ['cdp', 'coinbase-cloud'];

export type TokenCheck = {
  readonly token: string;
  /** The exchange's clock. */
  readonly nowMs: number;
  /** What the token has to be made out for; null on a socket, whose tokens name no address. */
  readonly request: { readonly method: string; readonly path: string } | null;
};

/** `reason` is for tests and for the person who reads the server's log: the wire itself says no more than "Unauthorized". */
export type TokenVerdict = { readonly key: CoinbaseKey } | { readonly reason: string };

type Json = Readonly<Record<string, unknown>>;
type Token = { readonly header: Json; readonly claims: Json; readonly signed: string; readonly signature: Buffer };

export type TokenVerifier = { verify(check: TokenCheck): TokenVerdict };

/** Knows the nonces it has seen: a request's token is good for one request. */
export function createTokenVerifier(keys: readonly CoinbaseKey[]): TokenVerifier {
  const seen = new Map<string, number>();
  return {
    verify(check) {
      const token = parseToken(check.token);
      if (token === undefined) return { reason: 'token: three base64url parts of JSON, JSON and signature expected' };
      const key = keys.find(({ name }) => name === token.header.kid);
      if (key === undefined) return { reason: 'kid: no such key' };
      const reason =
        headerFault(token.header, key) ??
        signatureFault(token, key) ??
        claimsFault(token.claims, key, check.nowMs) ??
        uriFault(token.claims, check.request) ??
        (check.request === null ? undefined : replayFault(seen, token, check.nowMs));
      return reason === undefined ? { key } : { reason };
    },
  };
}

function parseToken(text: string): Token | undefined {
  const [head, body, signature, ...more] = text.split('.');
  if (head === undefined || body === undefined || signature === undefined || more.length > 0) return undefined;
  const header = parsePart(head);
  const claims = parsePart(body);
  if (header === undefined || claims === undefined) return undefined;
  return { header, claims, signed: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') };
}

function parsePart(part: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function headerFault({ alg, typ, nonce }: Json, key: CoinbaseKey): string | undefined {
  if (alg !== key.algorithm) return `alg: ${key.algorithm} expected`;
  if (typ !== undefined && typ !== 'JWT') return 'typ: JWT expected';
  return typeof nonce === 'string' && nonce.length >= 8 ? undefined : 'nonce: text of at least 8 characters expected';
}

function signatureFault({ signed, signature }: Token, key: CoinbaseKey): string | undefined {
  const data = Buffer.from(signed);
  const isGood =
    signature.length === 64 &&
    (key.algorithm === 'EdDSA'
      ? verify(null, data, key.publicKey, signature)
      : verify('sha256', data, { key: key.publicKey, dsaEncoding: 'ieee-p1363' }, signature));
  return isGood ? undefined : 'signature: does not match (ES256 is raw r and s, 64 bytes)';
}

function claimsFault({ sub, iss, nbf, exp }: Json, key: CoinbaseKey, nowMs: number): string | undefined {
  const nowSeconds = nowMs / 1000;
  if (sub !== key.name) return 'sub: the name of the key expected';
  if (!ISSUERS.includes(iss)) return 'iss: cdp expected';
  if (typeof nbf !== 'number' || typeof exp !== 'number') return 'nbf, exp: seconds expected';
  if (nbf > nowSeconds + AHEAD_SECONDS) return 'nbf: not valid yet';
  if (exp - nbf > LIFE_SECONDS) return `exp: at most ${LIFE_SECONDS} s after nbf expected`;
  return exp > nowSeconds ? undefined : 'exp: expired';
}

/**
 * By suffix: clients cut the scheme off as if it were https, so over http a letter of the host is missing or `http://` is
 * left. ccxt says `uris` with Ed25519 keys.
 */
function uriFault({ uri, uris }: Json, request: TokenCheck['request']): string | undefined {
  const named = [uri, ...(Array.isArray(uris) ? (uris as unknown[]) : [])].filter((one) => one !== undefined);
  if (request === null) return named.length === 0 ? undefined : 'uri: none expected on a socket';
  const { method, path } = request;
  const fits = (one: unknown): boolean =>
    typeof one === 'string' && one.startsWith(`${method} `) && one.endsWith(path) && !one.includes('?');
  return named.some(fits) ? undefined : 'uri: the method, a space, host and path without query expected';
}

function replayFault(seen: Map<string, number>, { header, claims }: Token, nowMs: number): string | undefined {
  const id = `${String(header.kid)} ${String(header.nonce)}`;
  if (seen.has(id)) return 'nonce: used before';
  if (seen.size > 10_000) for (const [old, expiry] of seen) if (expiry * 1000 < nowMs) seen.delete(old);
  seen.set(id, Number(claims.exp));
  return undefined;
}
