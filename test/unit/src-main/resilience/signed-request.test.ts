import { describe, expect, it } from 'vitest';
import { isSigned, publicName, publicText } from '../../../../src-main/resilience/signed-request.ts';
import type { BuiltRequest } from '../../../../src-main/resilience/transport.ts';

const get = (url: string, headers: Record<string, string> = {}): BuiltRequest => ({ method: 'GET', url, headers });

describe('what a record shows of a request', () => {
  it.each([
    get('https://x.test/order?symbol=A&timestamp=1&signature=abc'),
    get('https://x.test/account?who=1', { Authorization: 'Bearer abc' }),
    get('https://x.test/account?who=1', { 'X-MBX-APIKEY': 'abc' }),
    get('https://x.test/account?who=1', { 'API-Sign': 'abc' }),
    get('https://x.test/account?who=1', { 'CB-ACCESS-PASSPHRASE': 'abc' }),
    { method: 'POST', url: 'https://x.test/account?who=1', body: 'a=1&signature=abc' } as const,
  ])('a signed one shows neither query nor key: %j', (request) => {
    expect(isSigned(request)).toBe(true);
    expect(publicName(request)).toMatch(/^(GET|POST) https:\/\/x\.test\/(order|account)$/);
  });

  it('a public one shows all of its URL', () => {
    const request = get('https://x.test/klines?symbol=BTCUSDT&interval=1m', { accept: 'application/json' });
    expect(isSigned(request)).toBe(false);
    expect(publicName(request)).toBe('GET https://x.test/klines?symbol=BTCUSDT&interval=1m');
    expect(publicText(request, '{"token":"x"}')).toBe('{"token":"x"}');
  });

  it('a reply that hands out a token is shown without it', () => {
    const request = get('https://x.test/token', { 'API-Key': 'k' });
    expect(publicText(request, '{"result":{"token": "abc123","expires":900}}')).toBe(
      '{"result":{"token": "","expires":900}}',
    );
  });
});
