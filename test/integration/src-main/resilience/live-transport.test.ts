import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DisposableStack } from '../../../../src-main/base/disposable.ts';
import { FailureError, unwrap } from '../../../../src-main/base/outcome.ts';
import { httpRequest } from '../../../../src-main/resilience/http-request.ts';
import { createLiveTransport } from '../../../../src-main/resilience/live-transport.ts';
import type { KeptPause, PauseStore } from '../../../../src-main/resilience/request-pause.ts';
import type { RawRecord, TransportRequest } from '../../../../src-main/resilience/transport.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../fakes/test-log.ts';
import { listen, startHttpServer, until, unusedPort } from './local-servers.ts';

const LIMITS = [{ name: 'weight', limit: 100, windowMs: 60_000 }];
const SECRET = 'canary-7c1f';

let stack = new DisposableStack();
afterEach(async () => {
  await stack.dispose();
  stack = new DisposableStack();
});

function open(pauses: PauseStore = { load: () => null, save: () => undefined }) {
  const timers = createManualTimers();
  const log = createTestLog();
  const transport = stack.use(createLiveTransport({ limits: LIMITS, timers, log, pauses }));
  const get = (url: string, more: Partial<TransportRequest> = {}) =>
    transport.send({
      build: () => ({ method: 'GET', url }),
      cost: { weight: 1 },
      priority: 'data',
      group: 'market',
      timeoutMs: 5000,
      ...more,
    });
  return { timers, log, transport, get };
}

async function serve(answer: Parameters<typeof startHttpServer>[0]) {
  const server = await startHttpServer(answer);
  stack.defer(() => server.close());
  return server;
}

describe('a request', () => {
  it('that is not wanted any more when its turn comes is never written', async () => {
    const server = await serve((_, response) => response.end());
    const { timers, transport, get } = open();
    transport.pauseUntil(timers.nowMs() + 1000, 'test');
    let isWanted = true;
    const sending = get(server.url, { mayLeave: () => isWanted });
    isWanted = false;
    await timers.run(1000);
    expect(await sending).toMatchObject({ error: { code: 'cancelled', details: { sent: false } } });
    expect(server.requests).toEqual([]);
  });

  it('is built at the moment of sending, once, and its reply told with status, headers and text', async () => {
    const server = await serve((_, response) => {
      response.writeHead(201, { 'x-used': '17' });
      response.end('{"näme":1}');
    });
    const { timers, transport } = open();
    transport.pauseUntil(timers.nowMs() + 1000, 'test');
    const builtAt: number[] = [];
    const sending = transport.send({
      build: () => {
        builtAt.push(timers.monotonicMs());
        return { method: 'POST', url: `${server.url}/order`, headers: { 'x-a': '1' }, body: 'a=b' };
      },
      cost: { weight: 7 },
      priority: 'order',
      group: 'orders',
      timeoutMs: 5000,
    });
    expect(builtAt).toEqual([]);
    timers.advance(1000);
    const reply = unwrap(await sending);
    expect(builtAt).toEqual([1000]);
    expect([reply.status, reply.header('X-Used'), reply.header('none'), reply.text]).toEqual([
      201,
      '17',
      undefined,
      '{"näme":1}',
    ]);
    expect(server.requests).toEqual([{ method: 'POST', url: '/order', body: 'a=b' }]);
    expect(transport.budgets()).toEqual([{ ...LIMITS[0], used: 7 }]);
    expect(transport.latencyMs()).toEqual({ median: 0, p95: 0 });
  });

  it('refused: nothing left, and it says so', async () => {
    const { get } = open();
    const refused = await get(`http://127.0.0.1:${await unusedPort()}/`);
    expect(refused).toMatchObject({ error: { code: 'networkFailed', details: { sent: false } } });
  });

  it('the line goes dead after it was sent: it may have been read', async () => {
    const server = await serve((request) => request.socket.destroy());
    const { get } = open();
    expect(await get(server.url)).toMatchObject({ error: { code: 'networkFailed', details: { sent: true } } });
  });

  it.each(['before the reply', 'within the reply'])('times out when the server falls silent %s', async (when) => {
    const server = await serve((_, response) => {
      if (when === 'within the reply') response.write('half a rep');
    });
    const { timers, get } = open();
    const sending = get(server.url);
    await until(() => server.requests.length === 1, 'the request');
    timers.advance(4999);
    timers.advance(1);
    expect(await sending).toMatchObject({ error: { code: 'timedOut', details: { sent: true } } });
    expect(timers.pending()).toBe(0);
  });

  it('times out when the server accepts nothing', async () => {
    const silent = createServer(() => undefined);
    await listen(silent);
    stack.defer(() => void silent.close());
    const { timers, get } = open();
    const address = silent.address() as { port: number };
    const connected = new Promise((done) => silent.once('connection', done));
    const sending = get(`http://127.0.0.1:${address.port}`);
    await connected;
    timers.advance(5000);
    expect(await sending).toMatchObject({ error: { code: 'timedOut' } });
  });

  it('cancelled on its way: `cancelled` only where nothing can have changed', async () => {
    const server = await serve(() => undefined);
    const { get } = open();
    const outcomeOf = async (method: 'GET' | 'POST') => {
      const abort = new AbortController();
      const before = server.requests.length;
      const sending = get('', { build: () => ({ method, url: server.url }), signal: abort.signal });
      await until(() => server.requests.length > before, 'the request');
      abort.abort();
      return sending;
    };
    expect(await outcomeOf('GET')).toMatchObject({ error: { code: 'cancelled' } });
    expect(await outcomeOf('POST')).toMatchObject({ error: { code: 'networkFailed', details: { sent: true } } });
  });

  it('cancelled on its way it says nothing of the exchange: no breaker counts it', async () => {
    const server = await serve(() => undefined);
    const { transport, get } = open();
    for (const method of ['GET', 'POST'] as const) {
      const abort = new AbortController();
      const before = server.requests.length;
      const sending = get('', { build: () => ({ method, url: server.url }), signal: abort.signal });
      await until(() => server.requests.length > before, 'the request');
      abort.abort();
      await sending;
    }
    expect(transport.breakers()[0]).toMatchObject({ group: 'market', state: 'closed', failures: 0 });
  });

  it('a reply without end is not read to its end', async () => {
    const server = await serve((_, response) => {
      const more = (): void => void (response.destroyed || response.write('x'.repeat(1000), more));
      more();
    });
    const request = { method: 'GET', url: server.url } as const;
    const outcome = await httpRequest(request, {
      timers: createManualTimers(),
      timeoutMs: 5000,
      maxReplyBytes: 10_000,
    });
    expect(outcome).toMatchObject({ error: { code: 'replyUnreadable', details: { sent: true } } });
  });

  it('a signed one follows no redirect, a public one does', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/there') response.end('arrived');
      else response.writeHead(302, { location: '/there' }).end();
    });
    const { get } = open();
    expect(unwrap(await get(`${server.url}/public`)).text).toBe('arrived');
    expect(await get(`${server.url}/order?signature=${SECRET}`)).toMatchObject({ error: { code: 'networkFailed' } });
    expect(server.requests.map(({ url }) => url)).toEqual(['/public', '/there', `/order?signature=${SECRET}`]);
  });

  it('what building throws is not sent; a failure thrown is handed on, other texts are not', async () => {
    const { get, log } = open();
    const doubt = () => {
      throw new FailureError({ code: 'clockInDoubt', message: 'the clock is in doubt' });
    };
    expect(await get('', { build: doubt })).toMatchObject({ error: { code: 'clockInDoubt' } });
    const leak = () => {
      throw new Error(`key ${SECRET} is no key`);
    };
    expect(await get('', { build: leak })).toMatchObject({ error: { code: 'bug', details: { sent: false } } });
    expect(log.lines.join()).not.toContain(SECRET);
  });

  it('what fetch throws over a header or an address quotes no secret', async () => {
    const { get, log } = open();
    const outcomes = [
      await get('', {
        build: () => ({ method: 'GET', url: 'http://127.0.0.1/', headers: { 'x-key': `${SECRET}\n` } }),
      }),
      await get('', { build: () => ({ method: 'GET', url: `nowhere?signature=${SECRET}` }) }),
      await get('', { build: () => ({ method: 'GET', url: `http://${SECRET}:x@127.0.0.1/` }) }),
    ];
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(JSON.stringify(outcomes) + log.lines.join()).not.toContain(SECRET);
  });
});

describe('silence that the exchange asks for', () => {
  it('after a 429 nothing leaves before Retry-After, not even a cancel, and the reply is handed out', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/first') response.writeHead(429, { 'retry-after': '7' }).end('{"code":-1003}');
      else response.end('ok');
    });
    const { timers, transport, get } = open();
    expect(unwrap(await get(`${server.url}/first`))).toMatchObject({ status: 429, text: '{"code":-1003}' });
    expect(transport.pausedUntilMs()).toBe(timers.nowMs() + 7000);
    const later = [get(`${server.url}/data`), get(`${server.url}/cancel`, { priority: 'cancel', group: 'orders' })];
    await timers.run(6999);
    expect(server.requests).toHaveLength(1);
    timers.advance(1);
    expect((await Promise.all(later)).every(({ ok }) => ok)).toBe(true);
    expect(server.requests).toHaveLength(3);
  });

  it('begins with the head of the reply, not with the end of its text', async () => {
    const server = await serve((_, response) => {
      response.writeHead(418, { 'retry-after': '60' });
      response.write('banned');
    });
    const { timers, transport, get } = open();
    const sending = get(server.url);
    await until(() => transport.pausedUntilMs() !== null, 'the pause');
    expect(transport.pausedUntilMs()).toBe(timers.nowMs() + 60_000);
    timers.advance(5000);
    expect(await sending).toMatchObject({ error: { code: 'timedOut' } });
  });

  it('a restart keeps it', async () => {
    let kept: KeptPause | null = null;
    const store: PauseStore = {
      load: () => kept,
      save: (pause) => {
        kept = pause;
      },
    };
    const server = await serve((_, response) => response.writeHead(418).end());
    const first = open(store);
    await first.get(server.url);
    const second = open(store);
    void second.get(server.url);
    await second.timers.run(120_023);
    expect(server.requests).toHaveLength(1);
    await second.timers.run(1);
    await until(() => server.requests.length === 2, 'the request after the ban');
  });

  it('a refused handshake of a socket begins one too, and no socket is dialled before it is over', async () => {
    const server = await serve(() => undefined);
    const handshakes = await serve((_, response) => response.writeHead(429, { 'retry-after': '9' }).end());
    const { timers, transport, get } = open();
    const breaks: string[] = [];
    transport.openSocket({
      name: 'market',
      url: () => handshakes.url.replace('http', 'ws'),
      onOpen: () => undefined,
      onMessage: () => undefined,
      onBreak: (reason) => void breaks.push(reason),
      idleAlarmMs: 1000,
      renewAfterMs: null,
      maxMessageBytes: 1000,
      maxFramesPerSecond: 5,
      topics: () => 0,
    });
    await until(() => breaks.length === 1, 'the break');
    expect(breaks).toEqual(['refused with HTTP 429']);
    void get(server.url);
    await timers.run(8999);
    expect(transport.streams()[0]?.state).toBe('waiting');
    expect([handshakes.requests.length, server.requests.length]).toEqual([1, 0]);
    timers.advance(1);
    await until(() => handshakes.requests.length === 2 && server.requests.length === 1, 'both after the pause');
  });
});

describe('circuit breakers', () => {
  it('a group that fails is left alone for a while, others are not; one probe goes first', async () => {
    let isBroken = true;
    const server = await serve((_, response) => response.writeHead(isBroken ? 502 : 200).end('{}'));
    const { timers, transport, get } = open();
    for (let index = 0; index < 5; index++) await get(server.url);
    expect(await get(server.url)).toMatchObject({ error: { code: 'circuitOpen' } });
    expect((await get(server.url, { group: 'orders' })).ok).toBe(true);
    expect(server.requests).toHaveLength(6);
    expect(transport.breakers().map(({ group, state }) => [group, state])).toEqual([
      ['market', 'open'],
      ['orders', 'closed'],
    ]);
    isBroken = false;
    timers.advance(1000);
    const outcomes = await Promise.all([get(server.url), get(server.url), get(server.url)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(transport.breakers()[0]?.state).toBe('closed');
  });

  it('refusals by the exchange are answers: they open nothing', async () => {
    const server = await serve((_, response) => response.writeHead(400).end('{"code":-1121}'));
    const { transport, get } = open();
    for (let index = 0; index < 8; index++) expect((await get(server.url)).ok).toBe(true);
    expect(transport.breakers()[0]).toMatchObject({ state: 'closed', failures: 0 });
  });
});

describe('what is recorded', () => {
  it('replies with their URL, signed ones without query; nothing once the tap is closed', async () => {
    const server = await serve((_, response) => response.end('[1]'));
    const { transport, get } = open();
    const records: RawRecord[] = [];
    const tap = transport.tap((record) => void records.push(record));
    await get(`${server.url}/klines?symbol=A`);
    await get(`${server.url}/account?timestamp=1&signature=${SECRET}`);
    await get('', {
      build: () => ({ method: 'GET', url: `${server.url}/me?a=1`, headers: { 'X-MBX-APIKEY': SECRET } }),
    });
    tap.dispose();
    await get(`${server.url}/later`);
    expect(records.map((record) => (record.kind === 'reply' ? record.request : record.kind))).toEqual([
      `GET ${server.url}/klines?symbol=A`,
      `GET ${server.url}/account`,
      `GET ${server.url}/me`,
    ]);
    expect(JSON.stringify(records)).not.toContain(SECRET);
  });

  it('a tap that throws harms nobody', async () => {
    const server = await serve((_, response) => response.end('[1]'));
    const { transport, get } = open();
    transport.tap(() => {
      throw new Error('full');
    });
    expect((await get(server.url)).ok).toBe(true);
  });
});

describe('the end', () => {
  it('ends what is on its way and refuses what comes after', async () => {
    const server = await serve(() => undefined);
    const { timers, transport, get } = open();
    const sending = get(server.url);
    await until(() => server.requests.length === 1, 'the request');
    await transport.dispose();
    expect((await sending).ok).toBe(false);
    expect(await get(server.url)).toMatchObject({ error: { code: 'cancelled' } });
    expect(timers.pending()).toBe(0);
  });
});
