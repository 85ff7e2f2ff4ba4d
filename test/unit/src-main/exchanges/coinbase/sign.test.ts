import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { createTokenSigner, tokenUri } from '../../../../../src-main/exchanges/coinbase/sign.ts';

const NAME = 'organizations/0c5b/apiKeys/5d2f';
const NOW_MS = 1_795_219_200_999;

/**
 * Keys of published vectors. RFC 7515, appendix A.3 (P-256) and RFC 8037, appendix A (Ed25519), as JWK there.
 */
const RFC7515 = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
};
const RFC8037 = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};

/** The published EC key as its SEC1 structure, written out by hand after RFC 5915: version, d, the curve, the point. */
function sec1OfRfc7515(): string {
  const [d, x, y] = [RFC7515.d, RFC7515.x, RFC7515.y].map((part) => Buffer.from(part, 'base64url').toString('hex'));
  const curve = 'a00a06082a8648ce3d030107';
  const der = Buffer.from(`30770201010420${d}${curve}a14403420004${x}${y}`, 'hex');
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN EC PRIVATE KEY-----', ...lines, '-----END EC PRIVATE KEY-----', ''].join('\n');
}

const ED25519_SECRET = Buffer.concat([RFC8037.d, RFC8037.x].map((part) => Buffer.from(part, 'base64url'))).toString(
  'base64',
);

const ecPublic = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: RFC7515.x, y: RFC7515.y }, format: 'jwk' });
const edPublic = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: RFC8037.x }, format: 'jwk' });

const decode = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

function open(token: string) {
  const [header, claims, signature] = token.split('.');
  return {
    header: decode(header),
    claims: decode(claims),
    signed: Buffer.from(`${header}.${claims}`),
    signature: Buffer.from(signature ?? '', 'base64url'),
  };
}

function isSignedBy(token: string, key: KeyObject): boolean {
  const { signed, signature } = open(token);
  if (key.asymmetricKeyType === 'ed25519') return verify(null, signed, key, signature);
  return signature.length === 64 && verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

const signer = (secret: string) => unwrap(createTokenSigner({ apiKey: NAME, secret }));

describe('tokens', () => {
  it('carry the header and the claims that the exchange asks for', () => {
    const { header, claims } = open(
      signer(sec1OfRfc7515()).token(NOW_MS, 'GET api.coinbase.com/api/v3/brokerage/accounts'),
    );
    expect(header).toEqual({ alg: 'ES256', kid: NAME, nonce: expect.stringMatching(/^[0-9a-f]{32}$/), typ: 'JWT' });
    expect(claims).toEqual({
      sub: NAME,
      iss: 'cdp',
      nbf: 1_795_219_200,
      exp: 1_795_219_320,
      uri: 'GET api.coinbase.com/api/v3/brokerage/accounts',
    });
  });

  it('of a socket name no address, and no two are alike', () => {
    const tokens = [1, 2, 3].map(() => signer(ED25519_SECRET).token(NOW_MS));
    for (const token of tokens) expect(open(token).claims).not.toHaveProperty('uri');
    expect(new Set(tokens.map((token) => open(token).header.nonce)).size).toBe(3);
  });

  it('the address is host and path, without scheme and query', () => {
    expect(tokenUri('GET', 'https://api.coinbase.com/api/v3/brokerage/orders/historical/batch?limit=250&a=b?c')).toBe(
      'GET api.coinbase.com/api/v3/brokerage/orders/historical/batch',
    );
    expect(tokenUri('POST', 'http://127.0.0.1:8080/api/v3/brokerage/orders')).toBe(
      'POST 127.0.0.1:8080/api/v3/brokerage/orders',
    );
  });
});

describe('keys', () => {
  it('the P-256 key of RFC 7515 in SEC1 is verified by its published public half', () => {
    const token = signer(sec1OfRfc7515()).token(NOW_MS, 'GET h/p');
    expect(open(token).header.alg).toBe('ES256');
    expect(isSignedBy(token, ecPublic)).toBe(true);
    expect(isSignedBy(`${token.slice(0, -4)}AAAA`, ecPublic)).toBe(false);
  });

  it('the Ed25519 key of RFC 8037 in base64 signs to the bit: the same text, the same signature', () => {
    const token = signer(ED25519_SECRET).token(NOW_MS, 'GET h/p');
    expect(open(token).header.alg).toBe('EdDSA');
    expect(isSignedBy(token, edPublic)).toBe(true);
    const { signed, signature } = open(token);
    expect(sign(null, signed, createPrivateKey({ key: RFC8037, format: 'jwk' })).equals(signature)).toBe(true);
  });

  it('a seed alone and a PEM are the same Ed25519 key', () => {
    const pair = generateKeyPairSync('ed25519');
    const seed = Buffer.from(pair.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url').toString('base64');
    const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const secret of [seed, pem, pem.replaceAll('\n', '\\n')]) {
      expect(isSignedBy(signer(secret).token(NOW_MS), pair.publicKey)).toBe(true);
    }
  });

  it('a PEM is read however it was pasted', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sec1 = pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
    const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const pasted = [
      sec1,
      pkcs8,
      sec1.replaceAll('\n', '\\n'),
      `"${sec1.replaceAll('\n', '\\n')}"`,
      sec1.replaceAll('\n', '\r\n'),
      sec1.replaceAll('\n', ' '),
      sec1.replaceAll('\n', '\\r\\n'),
      `  \n${pkcs8.trim()}`,
    ];
    for (const secret of pasted) expect(isSignedBy(signer(secret).token(NOW_MS), pair.publicKey)).toBe(true);
  });

  it('others are refused, without a word of them in the refusal', () => {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'sec1', format: 'pem' });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const seed = Buffer.from(RFC8037.d, 'base64url');
    const foreignHalf = Buffer.concat([seed, Buffer.alloc(32, 7)]).toString('base64');
    for (const secret of [
      '',
      'secret-canary',
      String(p384),
      String(rsa),
      foreignHalf,
      '-----BEGIN EC PRIVATE KEY-----',
    ]) {
      const outcome = createTokenSigner({ apiKey: NAME, secret });
      expect(outcome.ok).toBe(false);
      if (!outcome.ok) {
        expect(outcome.error.code).toBe('authenticationFailed');
        expect(JSON.stringify(outcome.error)).not.toContain(secret === '' ? 'canary' : secret.slice(0, 40));
      }
    }
  });

  it('spaces around the name are not part of it', () => {
    const token = unwrap(createTokenSigner({ apiKey: ` ${NAME}\n`, secret: ED25519_SECRET })).token(NOW_MS);
    expect(open(token).header.kid).toBe(NAME);
  });
});
