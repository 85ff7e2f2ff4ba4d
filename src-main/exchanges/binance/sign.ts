import { createHmac, createPrivateKey, sign } from 'node:crypto';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';

/** The signature of a payload: hex of HMAC-SHA256, or base64 of Ed25519. */
export type Signer = (payload: string) => string;

/** Name and value, in the order they are sent. */
export type QueryParams = readonly (readonly [name: string, value: string])[];

/**
 * What a secret signs with: a PEM (PKCS#8) with Ed25519, any other text with HMAC. Fails with `authenticationFailed` for a PEM
 * that is none; the message never holds a part of it.
 */
export function createSigner(secret: string): Outcome<Signer> {
  const text = secret.replaceAll('\\n', '\n').replaceAll('\r', '').trim();
  if (!text.startsWith('-----BEGIN')) {
    return succeed((payload) => createHmac('sha256', text).update(payload).digest('hex'));
  }
  const key = readPrivateKey(text);
  if (key?.asymmetricKeyType !== 'ed25519') {
    return fail('authenticationFailed', 'the secret is a PEM but no Ed25519 private key (PKCS#8)');
  }
  return succeed((payload) => sign(null, Buffer.from(payload), key).toString('base64'));
}

function readPrivateKey(pem: string): ReturnType<typeof createPrivateKey> | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** `a=1&b=2`, percent-encoded: what is sent and what is signed are the same text. */
export function encodeQuery(params: QueryParams): string {
  return params.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

/** The query with its signature at the end. */
export function signQuery(params: QueryParams, signer: Signer): string {
  const payload = encodeQuery(params);
  return `${payload}&signature=${encodeURIComponent(signer(payload))}`;
}

/** Parameters of a WebSocket API request with their signature: signed over all of them, sorted by name. */
export function signSocketParams(
  params: Readonly<Record<string, string | number>>,
  signer: Signer,
): Readonly<Record<string, string | number>> {
  const payload = Object.keys(params)
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&');
  return { ...params, signature: signer(payload) };
}
