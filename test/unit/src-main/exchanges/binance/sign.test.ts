import { createHmac, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import {
  createSigner,
  encodeQuery,
  type QueryParams,
  signQuery,
  signSocketParams,
} from '../../../../../src-main/exchanges/binance/sign.ts';

const SECRET = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j';

const ORDER: QueryParams = [
  ['symbol', 'LTCBTC'],
  ['side', 'BUY'],
  ['type', 'LIMIT'],
  ['timeInForce', 'GTC'],
  ['quantity', '1'],
  ['price', '0.1'],
  ['recvWindow', '5000'],
  ['timestamp', '1499827319559'],
];

/** RFC 8032, 7.1: keys as PKCS#8. */
const pemOf = (seedHex: string): string => {
  const der = Buffer.from(`302e020100300506032b657004220420${seedHex}`, 'hex');
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
};
const SEED = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
const SIGNATURE_OF_R =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';

describe('HMAC', () => {
  it('signs the documented order as the documentation does', () => {
    const query = signQuery(ORDER, unwrap(createSigner(SECRET)));
    expect(query).toBe(
      'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559' +
        '&signature=c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71',
    );
  });

  it('ignores blanks round a pasted secret', () => {
    expect(unwrap(createSigner(` ${SECRET}\n`))('a')).toBe(unwrap(createSigner(SECRET))('a'));
  });

  it('signs the percent-encoded text that is sent', () => {
    const params: QueryParams = [
      ['symbol', '１２３４５６'],
      ['note', 'a b&c=d'],
    ];
    const query = signQuery(params, unwrap(createSigner(SECRET)));
    const [payload, signature] = query.split('&signature=');
    expect(payload).toBe('symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&note=a%20b%26c%3Dd');
    expect(signature).toBe(
      createHmac('sha256', SECRET)
        .update(payload ?? '')
        .digest('hex'),
    );
  });
});

describe('Ed25519', () => {
  it('signs as RFC 8032 does, in base64', () => {
    const signer = unwrap(createSigner(pemOf(SEED)));
    expect(Buffer.from(signer('r'), 'base64').toString('hex')).toBe(SIGNATURE_OF_R);
  });

  it('percent-encodes the signature in a query', () => {
    const signer = unwrap(createSigner(pemOf(SEED)));
    const [payload, signature] = signQuery(ORDER, signer).split('&signature=');
    expect(payload).toBe(encodeQuery(ORDER));
    expect(signature).toMatch(/^[A-Za-z0-9%]+$/);
    const raw = Buffer.from(decodeURIComponent(signature ?? ''), 'base64');
    expect(verify(null, Buffer.from(payload ?? ''), createPublicKey(pemOf(SEED)), raw)).toBe(true);
  });

  it.each([
    ['with blanks round it', (pem: string) => `\n  ${pem}\n\n`],
    ['with lines of Windows', (pem: string) => pem.replaceAll('\n', '\r\n')],
    ['with newlines as text', (pem: string) => pem.replaceAll('\n', '\\n')],
  ])('takes a PEM %s', (_, spoil) => {
    expect(unwrap(createSigner(spoil(pemOf(SEED))))('r')).toBe(unwrap(createSigner(pemOf(SEED)))('r'));
  });

  it.each([
    ['a broken PEM', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXRleHQ=\n-----END PRIVATE KEY-----'],
    ['a PEM of another kind', pemOf(SEED).replaceAll('PRIVATE KEY', 'CERTIFICATE')],
  ])('refuses %s without showing it', (_, pem) => {
    const outcome = createSigner(pem);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'authenticationFailed' } });
    expect(JSON.stringify(outcome)).not.toContain(pem.split('\n')[1]);
  });
});

describe('WebSocket API', () => {
  it('signs all parameters sorted by name, the key among them', () => {
    const signed = signSocketParams(
      { timestamp: 1660801720951, apiKey: 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A' },
      unwrap(createSigner(SECRET)),
    );
    const payload = 'apiKey=vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A&timestamp=1660801720951';
    expect(signed.signature).toBe(createHmac('sha256', SECRET).update(payload).digest('hex'));
    expect(Object.keys(signed).sort()).toEqual(['apiKey', 'signature', 'timestamp']);
  });
});
