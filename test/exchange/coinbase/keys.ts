import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** What a key may do, as `key_permissions` tells it. */
export type CoinbasePermissions = {
  readonly canView: boolean;
  readonly canTrade: boolean;
  readonly canTransfer: boolean;
};

export type CoinbaseKey = {
  /** `organizations/{org}/apiKeys/{id}`: the `kid` and `sub` of its tokens. */
  readonly name: string;
  readonly algorithm: 'ES256' | 'EdDSA';
  /** What the person pastes: a SEC1 PEM, or 64 bytes (seed and public key) in base64 for Ed25519. */
  readonly secret: string;
  readonly publicKey: KeyObject;
};

export type CoinbaseKeys = { readonly ecdsa: CoinbaseKey; readonly ed25519: CoinbaseKey };

const ORGANISATION = 'organizations/0c5b6fb1-6a4e-4a4c-9d0a-7f2f5f0a9b11/apiKeys';

/** Two fresh keys of one person: their names are the same in every run, their secrets never. */
export function createCoinbaseKeys(): CoinbaseKeys {
  return { ecdsa: ecdsaKey(), ed25519: ed25519Key() };
}

function ecdsaKey(): CoinbaseKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  const name = `${ORGANISATION}/5d2f2a4e-1f0e-4c58-8a5e-2a0c8f1d6e01`;
  return { name, algorithm: 'ES256', secret, publicKey };
}

function ed25519Key(): CoinbaseKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { d: seed, x: point } = privateKey.export({ format: 'jwk' });
  const bytes = [seed, point].map((part) => Buffer.from(part ?? '', 'base64url'));
  const name = `${ORGANISATION}/5d2f2a4e-1f0e-4c58-8a5e-2a0c8f1d6e02`;
  return { name, algorithm: 'EdDSA', secret: Buffer.concat(bytes).toString('base64'), publicKey };
}
