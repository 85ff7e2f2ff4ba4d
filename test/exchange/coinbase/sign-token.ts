import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import type { CoinbaseKey } from './keys.ts';

type Part = Readonly<Record<string, unknown>>;

/** A token as the documentation describes it, with whatever a test wants otherwise (undefined leaves a part out). */
export type TokenWish = {
  readonly key: CoinbaseKey;
  readonly nowMs: number;
  /** `GET api.coinbase.com/…`; none on sockets. */
  readonly uri?: string;
  readonly header?: Part;
  readonly claims?: Part;
};

const encode = (part: Part): string => Buffer.from(JSON.stringify(part)).toString('base64url');

export function signToken({ key, nowMs, uri, header = {}, claims = {} }: TokenWish): string {
  const seconds = Math.floor(nowMs / 1000);
  const nonce = randomBytes(16).toString('hex');
  const head = { alg: key.algorithm, kid: key.name, nonce, typ: 'JWT', ...header };
  const body = { sub: key.name, iss: 'cdp', nbf: seconds, exp: seconds + 120, uri, ...claims };
  const text = `${encode(head)}.${encode(body)}`;
  return `${text}.${signatureOf(key, text).toString('base64url')}`;
}

function signatureOf({ algorithm, secret }: CoinbaseKey, text: string): Buffer {
  if (algorithm === 'ES256') return sign('sha256', Buffer.from(text), { key: secret, dsaEncoding: 'ieee-p1363' });
  const seed = Buffer.from(secret, 'base64').subarray(0, 32);
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return sign(null, Buffer.from(text), createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}
