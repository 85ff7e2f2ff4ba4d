import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  createPublicRest,
  createSignedRest,
  type RestRequest,
} from '../../../../../src-main/exchanges/binance/rest.ts';
import { createBench } from './scripted-transport.ts';

const KEYS = { apiKey: 'the-key', secret: 'the-secret' };
const ASK: RestRequest = {
  method: 'GET',
  path: '/api/v3/account',
  params: [['omitZeroBalances', 'true']],
  weight: 20,
  priority: 'risk',
  group: 'account',
};

describe('a signed request', () => {
  it('is signed when it leaves, with a time a little before the exchange’s', async () => {
    const { parts, transport, timers } = createBench();
    await createSignedRest(parts, KEYS).call(ASK);
    const { built, request } = transport.sent[0] ?? expect.fail('nothing was sent');
    const url = new URL(built.url);
    expect(url.pathname).toBe('/api/v3/account');
    expect(Number(url.searchParams.get('timestamp'))).toBe(timers.nowMs() + 100 - 200);
    expect(url.searchParams.get('recvWindow')).toBe('3000');
    const [payload, signature] = url.search.slice(1).split('&signature=');
    expect(signature).toBe(
      createHmac('sha256', KEYS.secret)
        .update(payload ?? '')
        .digest('hex'),
    );
    expect(built.headers).toEqual({ 'X-MBX-APIKEY': 'the-key' });
    expect(request.cost).toEqual({ requestWeight: 20, rawRequests: 1 });
  });

  it('a POST has all of it in the body, and a new order counts as one', async () => {
    const { parts, transport } = createBench();
    await createSignedRest(parts, KEYS).call({ ...ASK, method: 'POST', weight: 1, isNewOrder: true });
    const { built, request } = transport.sent[0] ?? expect.fail('nothing was sent');
    expect(built.url).toBe('http://127.0.0.1:1/api/v3/account');
    expect(built.body).toMatch(/^omitZeroBalances=true&recvWindow=3000&timestamp=\d+&signature=[0-9a-f]{64}$/);
    expect(request.cost).toEqual({ requestWeight: 1, rawRequests: 1, orders10s: 1, orders1d: 1 });
  });

  it('never leaves while the clock is in doubt', async () => {
    const { parts, transport } = createBench([], { serverNowMs: () => undefined });
    const outcome = await createSignedRest(parts, KEYS).call(ASK);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'clockInDoubt' } });
    expect(transport.sent).toEqual([]);
  });

  it('never leaves when the clock came to be in doubt while it waited', async () => {
    let looks = 0;
    const { parts, transport } = createBench([], { serverNowMs: () => (looks++ === 0 ? 1 : undefined) });
    const outcome = await createSignedRest(parts, KEYS).call(ASK);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'clockInDoubt' } });
    expect(transport.sent).toEqual([]);
  });

  it('with a secret that cannot sign fails without showing it', async () => {
    const { parts, transport } = createBench();
    const secret = '-----BEGIN PRIVATE KEY-----\nplanted\n-----END PRIVATE KEY-----';
    const outcome = await createSignedRest(parts, { apiKey: 'k', secret }).call(ASK);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'authenticationFailed' } });
    expect(JSON.stringify(outcome)).not.toContain('planted');
    expect(transport.sent).toEqual([]);
  });

  const clockRefused = {
    status: 400,
    body: { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' },
  };

  it('whose time was refused has the clock measured and goes once more, with a new time', async () => {
    let aheadMs = 10_000;
    let measured = 0;
    const bench = createBench([], {
      serverNowMs: () => 1_700_000_000_000 + aheadMs,
      resyncClock: async () => {
        measured++;
        aheadMs = 0;
      },
    });
    bench.transport.answer = () => (bench.transport.sent.length === 1 ? clockRefused : { body: { balances: [] } });
    const outcome = await createSignedRest(bench.parts, KEYS).call(ASK);
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'answer' } });
    const times = bench.transport.sent.map(({ built }) => new URL(built.url).searchParams.get('timestamp'));
    expect(times).toEqual(['1700000009800', '1699999999800']);
    expect(measured).toBe(1);
  });

  it('goes once more only once', async () => {
    const bench = createBench([], { resyncClock: async () => undefined });
    bench.transport.answer = () => clockRefused;
    const outcome = await createSignedRest(bench.parts, KEYS).call(ASK);
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'refusal' } });
    expect(bench.transport.sent).toHaveLength(2);
  });
});

describe('what the exchange says of its limits', () => {
  it('used weight and order counts are passed on', async () => {
    const { parts, transport } = createBench();
    const headers = { 'x-mbx-used-weight-1m': '120', 'x-mbx-order-count-10s': '3', 'x-mbx-order-count-1d': '44' };
    transport.answer = () => ({ headers, body: {} });
    await createPublicRest(parts).call(ASK);
    expect(transport.used).toEqual([
      ['requestWeight', 120],
      ['orders10s', 3],
      ['orders1d', 44],
    ]);
  });

  it('a header that is no number is not', async () => {
    const { parts, transport } = createBench();
    transport.answer = () => ({ headers: { 'x-mbx-used-weight-1m': 'NaN' }, body: {} });
    await createPublicRest(parts).call(ASK);
    expect(transport.used).toEqual([]);
  });

  const BANNED_UNTIL_MS = Date.UTC(2026, 0, 1) + 700_000;

  it.each([
    {
      what: '429 with Retry-After',
      status: 429,
      headers: { 'retry-after': '17' },
      code: -1003,
      msg: '',
      pauseMs: 17_000,
    },
    { what: '429 without', status: 429, headers: {}, code: -1003, msg: '', pauseMs: 60_000 },
    {
      what: '418 with Retry-After',
      status: 418,
      headers: { 'retry-after': '600' },
      code: -1003,
      msg: '',
      pauseMs: 600_000,
    },
    { what: '418 without', status: 418, headers: {}, code: -1003, msg: '', pauseMs: 120_000 },
    {
      what: '418 that names the end of the ban',
      status: 418,
      headers: { 'retry-after': '5' },
      code: -1003,
      msg: `Way too much request weight used; IP banned until ${BANNED_UNTIL_MS}. Please use`,
      pauseMs: 700_000,
    },
    {
      what: 'too many orders with Retry-After',
      status: 429,
      headers: { 'retry-after': '4' },
      code: -1015,
      msg: '',
      pauseMs: 4_000,
    },
  ])('$what is obeyed', async ({ status, headers, code, msg, pauseMs }) => {
    const { parts, transport, timers } = createBench();
    transport.answer = () => ({ status, headers, body: { code, msg } });
    const outcome = await createPublicRest(parts).call(ASK);
    expect(transport.pauses.map(([untilMs]) => untilMs - timers.nowMs())).toEqual([pauseMs]);
    expect(outcome).toMatchObject({ ok: true, value: { reply: { retryAfterMs: pauseMs } } });
  });

  it('too many orders without a word stops no other request', async () => {
    const { parts, transport } = createBench();
    transport.answer = () => ({ status: 429, body: { code: -1015, msg: 'Too many new orders' } });
    await createPublicRest(parts).call(ASK);
    expect(transport.pauses).toEqual([]);
  });
});

describe('a request that asks', () => {
  const parse = (body: unknown): unknown => body;

  it.each([
    [{ status: 200, body: '<html>' }, 'replyUnreadable'],
    [{ status: 503, body: '' }, 'exchangeFailed'],
    [{ status: 502, body: '<html>' }, 'exchangeFailed'],
    [{ status: 403, body: '<html>' }, 'replyUnreadable'],
    [{ status: 400, body: { code: -1121, msg: 'Invalid symbol.' } }, 'exchangeRefused'],
    [{ status: 401, body: { code: -2015, msg: 'Invalid API-key' } }, 'authenticationFailed'],
  ])('%j fails with %s', async (reply, code) => {
    const { parts, transport } = createBench();
    transport.answer = () => reply;
    expect(await createPublicRest(parts).ask(ASK, parse)).toMatchObject({ ok: false, error: { code } });
  });

  it('fails with what its parser threw', async () => {
    const { parts } = createBench();
    const outcome = await createPublicRest(parts).ask(ASK, () => {
      throw new Error('no such field');
    });
    expect(outcome).toMatchObject({
      error: { code: 'replyUnreadable', message: 'GET /api/v3/account: no such field' },
    });
  });
});
