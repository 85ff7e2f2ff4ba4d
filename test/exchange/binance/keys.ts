import { createHmac, generateKeyPairSync, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import { hash, seedOf } from '../core/chance.ts';

export type BinanceKeys = {
  readonly apiKey: string;
  readonly secret: string;
  readonly ed25519ApiKey: string;
  readonly ed25519PrivateKeyPem: string;
  readonly ed25519PublicKey: KeyObject;
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Loopback keys: the HMAC pair follows from the seed, the Ed25519 pair is new at every start. */
export function createBinanceKeys(seed: number): BinanceKeys {
  const pair = generateKeyPairSync('ed25519');
  return {
    apiKey: text64('binance-key', seed),
    secret: text64('binance-secret', seed),
    ed25519ApiKey: text64('binance-ed25519', seed),
    ed25519PrivateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ed25519PublicKey: pair.publicKey,
  };
}

export type KeyKind = 'hmac' | 'ed25519';

export function kindOfKey(apiKey: string, keys: BinanceKeys): KeyKind | undefined {
  if (apiKey === keys.apiKey) return 'hmac';
  return apiKey === keys.ed25519ApiKey ? 'ed25519' : undefined;
}

/** HMAC signatures are hex in either case; Ed25519's are base64. */
export function isSignedBy(kind: KeyKind, payload: string, signature: string, keys: BinanceKeys): boolean {
  if (kind === 'ed25519') {
    return verify(null, Buffer.from(payload), keys.ed25519PublicKey, Buffer.from(signature, 'base64'));
  }
  const expected = createHmac('sha256', keys.secret).update(payload).digest('hex');
  const given = signature.toLowerCase();
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

function text64(name: string, seed: number): string {
  const start = seedOf(name, seed);
  return Array.from({ length: 64 }, (_, index) => ALPHABET[hash(start, index) % ALPHABET.length]).join('');
}
