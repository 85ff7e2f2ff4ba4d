import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { ExchangeKeys } from '../../engine/ports/exchange.ts';
import { TOKEN_LIFE_S } from './limits.ts';

/** Makes tokens with one key. Nothing of the key is to be had from it. */
export type TokenSigner = {
  /** `uri` is `METHOD host/path` without a query; none for messages of a socket. Good from `nowMs` for 120 s. */
  readonly token: (nowMs: number, uri?: string) => string;
};

/** ES256 with a PEM (SEC1 or PKCS#8), EdDSA with an Ed25519 PEM or the base64 of seed and public key. */
export function createTokenSigner({ apiKey, secret }: ExchangeKeys): Outcome<TokenSigner> {
  const key = readKey(secret);
  if (key === undefined) {
    return fail(
      'authenticationFailed',
      'secret cannot be read, expected an EC P-256 or Ed25519 private key in PEM, or 64 bytes in base64 (Ed25519)',
    );
  }
  const isElliptic = key.asymmetricKeyType === 'ec';
  return succeed({ token: (nowMs, uri) => tokenOf({ key, isElliptic, name: apiKey.trim() }, nowMs, uri) });
}

type Signing = { readonly key: KeyObject; readonly isElliptic: boolean; readonly name: string };

function tokenOf({ key, isElliptic, name }: Signing, nowMs: number, uri: string | undefined): string {
  const nowSeconds = Math.floor(nowMs / 1000);
  /** Told apart by the exchange over restarts of ours as well, so this one is not the run's own chance. */
  const nonce = randomBytes(16).toString('hex');
  const header = { alg: isElliptic ? 'ES256' : 'EdDSA', kid: name, nonce, typ: 'JWT' };
  const claims = { sub: name, iss: 'cdp', nbf: nowSeconds, exp: nowSeconds + TOKEN_LIFE_S };
  const signed = `${encode(header)}.${encode(uri === undefined ? claims : { ...claims, uri })}`;
  const bytes = Buffer.from(signed);
  const signature = isElliptic ? sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }) : sign(null, bytes, key);
  return `${signed}.${signature.toString('base64url')}`;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The URI a token is made out for: the address that is really asked, without scheme and query. */
export function tokenUri(method: string, url: string): string {
  return `${method} ${url.replace(/^[a-z]+:\/\//, '').replace(/\?.*$/s, '')}`;
}

function readKey(secret: string): KeyObject | undefined {
  try {
    const key = secret.includes('-----BEGIN') ? createPrivateKey(normalisedPem(secret)) : seedKey(secret);
    return isUsable(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

function isUsable(key: KeyObject): boolean {
  if (key.asymmetricKeyType === 'ed25519') return true;
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

/** Keys come out of JSON files with `\n` as two characters, with CRLF, and with all lines run into one. */
function normalisedPem(text: string): string {
  const plain = text.replace(/\\r/g, '').replace(/\\n/g, '\n').replace(/"/g, '').trim();
  const match = /-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END \1-----/.exec(plain);
  if (match === null) return plain;
  const lines = (match[2] ?? '').replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${match[1]}-----`, ...lines, `-----END ${match[1]}-----`, ''].join('\n');
}

/** PKCS#8 around an Ed25519 seed (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function seedKey(text: string): KeyObject {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== 64 && bytes.length !== 32) throw new RangeError('an Ed25519 key has 64 or 32 bytes');
  const der = Buffer.concat([ED25519_PREFIX, bytes.subarray(0, 32)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const point = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
  if (bytes.length === 64 && !point.equals(bytes.subarray(32)))
    throw new RangeError('the public half is of another key');
  return key;
}
