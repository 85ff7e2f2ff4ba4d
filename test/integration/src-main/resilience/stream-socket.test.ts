import { createServer, type Socket as TcpSocket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DisposableStack } from '../../../../src-main/base/disposable.ts';
import { createLiveTransport } from '../../../../src-main/resilience/live-transport.ts';
import type { RawRecord, SocketOptions } from '../../../../src-main/resilience/transport.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../fakes/test-log.ts';
import { listen, startSocketServer, until, unusedPort } from './local-servers.ts';

let stack = new DisposableStack();
afterEach(async () => {
  await stack.dispose();
  stack = new DisposableStack();
});

function open(url: string, more: Partial<SocketOptions> = {}) {
  const timers = createManualTimers();
  const log = createTestLog();
  const pauses = { load: () => null, save: () => undefined };
  const transport = stack.use(createLiveTransport({ limits: [], timers, log, pauses }));
  const events: string[] = [];
  const socket = transport.openSocket({
    name: 'market',
    url: () => url,
    onOpen: () => void events.push('open'),
    onMessage: (text) => void events.push(text),
    onBreak: () => void events.push('break'),
    idleAlarmMs: 25_000,
    renewAfterMs: null,
    maxMessageBytes: 1_000_000,
    maxFramesPerSecond: 4,
    topics: () => 3,
    ...more,
  });
  const seen = (count: number) => until(() => events.length >= count, `event ${count} after ${events.join()}`);
  const view = () => transport.streams()[0];
  return { timers, log, transport, socket, events, seen, view };
}

async function serve(port = 0, gate?: Promise<void>) {
  const server = await startSocketServer(port, gate);
  stack.defer(() => server.close());
  return server;
}

describe('a socket', () => {
  it('opens, hears texts, ignores binary frames and shows itself', async () => {
    const server = await serve();
    const { timers, events, seen, view } = open(server.url);
    expect(view()).toMatchObject({ name: 'market', state: 'connecting', topics: 3, lastMessageMs: null });
    await seen(1);
    server.clients[0]?.send(Buffer.from([1, 2, 3]));
    server.clients[0]?.send('{"a":"ü"}');
    await seen(2);
    expect(events).toEqual(['open', '{"a":"ü"}']);
    timers.advance(1234);
    expect(view()).toMatchObject({ state: 'live', reconnects: 0, lastMessageMs: timers.nowMs() - 1234 });
  });

  it('comes back at once after the first break, telling it once', async () => {
    const server = await serve();
    const { timers, events, seen, view } = open(server.url);
    await seen(1);
    server.clients[0]?.terminate();
    await seen(2);
    expect(view()?.state).toBe('waiting');
    timers.advance(0);
    await seen(3);
    expect(events).toEqual(['open', 'break', 'open']);
    expect(view()).toMatchObject({ state: 'live', reconnects: 1 });
  });

  it('refused again and again: waits longer each time, and says so as a breaker; then it comes back', async () => {
    const port = await unusedPort();
    const { timers, transport, events, seen } = open(`ws://127.0.0.1:${port}`);
    const waits: number[] = [];
    for (let failure = 1; failure <= 9; failure++) {
      await until(() => transport.breakers()[0]?.failures === failure, `failure ${failure}`);
      const breaker = transport.breakers()[0];
      expect(breaker).toMatchObject({ group: 'market', state: 'open' });
      waits.push(Math.ceil((breaker?.retryAtMs ?? 0) - timers.nowMs()));
      timers.advance(waits.at(-1) ?? 0);
      expect(transport.breakers()[0]?.state).toBe('halfOpen');
    }
    waits.forEach((waitMs, index) => {
      expect(waitMs).toBeLessThanOrEqual(index === 0 ? 0 : Math.min(60_000, 1000 * 2 ** (index - 1)));
    });
    expect(Math.max(...waits)).toBeGreaterThan(5000);
    expect(events).toEqual(['break']);
    await until(() => transport.breakers()[0]?.failures === 10, 'the tenth failure');
    await serve(port);
    timers.advance(Math.ceil((transport.breakers()[0]?.retryAtMs ?? 0) - timers.nowMs()));
    await seen(2);
    expect(events).toEqual(['break', 'open']);
  });

  it('is trusted again only after half a minute without a break', async () => {
    const server = await serve();
    const { timers, transport, seen } = open(server.url, { idleAlarmMs: 100_000 });
    await seen(1);
    server.clients[0]?.terminate();
    await seen(2);
    timers.advance(0);
    await seen(3);
    expect(transport.breakers()[0]?.failures).toBe(1);
    timers.advance(29_999);
    expect(transport.breakers()[0]?.failures).toBe(1);
    timers.advance(1);
    expect(transport.breakers()[0]).toMatchObject({ state: 'closed', failures: 0, reason: '' });
  });

  it('half open: breaks when nothing at all is heard, and a ping counts as heard', async () => {
    const server = await serve();
    const { timers, events, seen } = open(server.url);
    await seen(1);
    timers.advance(20_000);
    const client = server.clients[0] as WebSocket;
    const ponged = new Promise((done) => client.once('pong', done));
    client.ping();
    await ponged;
    timers.advance(24_999);
    expect(events).toEqual(['open']);
    timers.advance(1);
    expect(events).toEqual(['open', 'break']);
  });

  it('gives up a handshake that is not answered', async () => {
    const clients: TcpSocket[] = [];
    const silent = createServer((client) => void clients.push(client));
    await listen(silent);
    stack.defer(() => {
      for (const client of clients) client.destroy();
      silent.close();
    });
    const { timers, events, view } = open(`ws://127.0.0.1:${(silent.address() as { port: number }).port}`);
    await until(() => clients.length === 1, 'the connection');
    timers.advance(9999);
    expect(events).toEqual([]);
    timers.advance(1);
    expect(events).toEqual(['break']);
    expect(view()?.reason).toContain('10000 ms');
  });

  it('an address that cannot be used breaks it without quoting the address', async () => {
    const { timers, log, events, view } = open('nowhere://canary-token');
    timers.advance(0);
    expect(events).toEqual(['break']);
    expect(JSON.stringify(view()) + log.lines.join()).not.toContain('canary');
  });

  it('a message that is too long ends the connection, not the process', async () => {
    const server = await serve();
    const { events, seen } = open(server.url, { maxMessageBytes: 1000 });
    await seen(1);
    server.clients[0]?.send('x'.repeat(1001));
    await seen(2);
    expect(events).toEqual(['open', 'break']);
  });

  it('a listener that throws is logged, and the next message comes', async () => {
    const server = await serve();
    const heard: string[] = [];
    const { log, seen } = open(server.url, {
      onMessage: (text) => {
        heard.push(text);
        throw new Error('no such thing');
      },
    });
    await seen(1);
    server.clients[0]?.send('a');
    server.clients[0]?.send('b');
    await until(() => heard.length === 2, 'both messages');
    expect(log.lines.filter((line) => line.startsWith('error'))).toHaveLength(2);
  });

  it('is taped: opening, frames, break', async () => {
    const server = await serve();
    const { transport, seen } = open(server.url);
    const records: RawRecord[] = [];
    transport.tap((record) => void records.push(record));
    await seen(1);
    server.clients[0]?.send('a');
    await seen(2);
    server.clients[0]?.terminate();
    await seen(3);
    expect(records.map((record) => (record.kind === 'frame' ? record.text : record.kind))).toEqual([
      'open',
      'a',
      'break',
    ]);
  });
});

describe('frames to the server', () => {
  it('what onOpen sends goes first; no second sees more than its limit; none is lost', async () => {
    const server = await serve();
    const opened = open(server.url, { onOpen: () => greet() });
    const greet = (): void => {
      opened.socket.send('a');
      opened.socket.send('b');
    };
    const { timers, socket } = opened;
    socket.send('dropped: not open yet');
    await until(() => server.received.length === 2, 'two frames');
    for (let index = 0; index < 8; index++) socket.send(String(index));
    await until(() => server.received.length === 4, 'four frames');
    await timers.run(999);
    expect(server.received).toEqual(['a', 'b', '0', '1']);
    timers.advance(1);
    await until(() => server.received.length === 8, 'eight frames');
    await timers.run(999);
    expect(server.received).toHaveLength(8);
    timers.advance(1);
    await until(() => server.received.length === 10, 'ten frames');
    expect(server.received).toEqual(['a', 'b', '0', '1', '2', '3', '4', '5', '6', '7']);
  });
});

describe('renewal', () => {
  it('waits while the exchange wants silence', async () => {
    const server = await serve();
    const { timers, transport, socket, seen } = open(server.url, { idleAlarmMs: 1e9 });
    await seen(1);
    transport.pauseUntil(timers.nowMs() + 5_000, 'asked for by the test');
    socket.renew('serverShutdown');
    expect(transport.streams()[0]?.state).toBe('live');
    timers.advance(4_999);
    // A handshake takes a moment: this one would be there by the time of a round trip on another connection.
    const other = await serve();
    await open(other.url).seen(1);
    expect(server.clients).toHaveLength(1);
    timers.advance(1);
    await seen(2);
    expect(server.clients).toHaveLength(2);
  });

  it('a second connection takes over; the first goes on until then and a little longer; no break is told', async () => {
    const server = await serve();
    const { timers, events, seen, view } = open(server.url, { renewAfterMs: 100_000, idleAlarmMs: 1e9 });
    await seen(1);
    timers.advance(110_000);
    await seen(2);
    expect(server.clients).toHaveLength(2);
    server.clients[0]?.send('from the old');
    await seen(3);
    server.clients[1]?.send('from the new');
    await seen(4);
    timers.advance(2000);
    await until(() => server.clients[0]?.readyState === WebSocket.CLOSED, 'the end of the old');
    expect(events).toEqual(['open', 'open', 'from the old', 'from the new']);
    expect(server.clients[1]?.readyState).toBe(WebSocket.OPEN);
    expect(view()).toMatchObject({ state: 'live', reconnects: 0 });
  });

  it('announced by the server: at once, frames then go to the new one', async () => {
    const server = await serve();
    const { socket, events, seen } = open(server.url);
    await seen(1);
    socket.renew('serverShutdown');
    socket.renew('serverShutdown');
    await seen(2);
    const toNew = new Promise((done) => server.clients[1]?.once('message', (data) => done(String(data))));
    socket.send('x');
    expect(await toNew).toBe('x');
    server.clients[0]?.terminate();
    await until(() => server.clients[0]?.readyState === WebSocket.CLOSED, 'the end of the old');
    expect(events).toEqual(['open', 'open']);
    expect(server.clients).toHaveLength(2);
  });

  it('the second cannot be had: the first goes on, and it is tried again', async () => {
    const server = await serve();
    let url = server.url;
    const { timers, log, socket, events, seen } = open(server.url, { url: () => url, idleAlarmMs: 1e9 });
    await seen(1);
    url = `ws://127.0.0.1:${await unusedPort()}`;
    socket.renew('planned');
    await until(() => log.lines.some((line) => line.includes('could not be renewed')), 'the failure');
    server.clients[0]?.send('still here');
    await seen(2);
    url = server.url;
    timers.advance(1000);
    await seen(3);
    expect(events).toEqual(['open', 'still here', 'open']);
  });

  it('the first breaks before the second is there: that one becomes the connection', async () => {
    const first = await serve();
    const gate = new EventTarget();
    const second = await serve(0, new Promise((done) => gate.addEventListener('open', () => done())));
    let url = first.url;
    const { socket, events, seen, view } = open(first.url, { url: () => url });
    await seen(1);
    url = second.url;
    socket.renew('serverShutdown');
    first.clients[0]?.terminate();
    await seen(2);
    expect(view()?.state).toBe('connecting');
    gate.dispatchEvent(new Event('open'));
    await seen(3);
    expect(events).toEqual(['open', 'break', 'open']);
    expect([first.clients.length, second.clients.length, view()?.reconnects]).toEqual([1, 1, 1]);
  });
});

describe('a fast stream', () => {
  it('hears every one of 60,000 messages, in order', async () => {
    const server = await serve();
    const count = 60_000;
    let heard = 0;
    let isInOrder = true;
    const { events, seen } = open(server.url, {
      onMessage: (text) => {
        isInOrder &&= text.startsWith(`{"u":${heard},`);
        heard++;
      },
    });
    await seen(1);
    const padding = 'x'.repeat(150);
    for (let index = 0; index < count; index++) server.clients[0]?.send(`{"u":${index},"p":"${padding}"}`);
    await until(() => heard === count, 'the last message');
    expect([isInOrder, events]).toEqual([true, ['open']]);
  });
});

describe('the end of a socket', () => {
  it('leaves no timer and no connection, in whatever phase it is', async () => {
    const server = await serve();
    const connecting = open(server.url);
    const waiting = open(`ws://127.0.0.1:${await unusedPort()}`);
    const live = open(server.url, { renewAfterMs: 1000 });
    const renewing = open(server.url);
    await Promise.all([waiting.seen(1), live.seen(1), renewing.seen(1)]);
    renewing.socket.renew('test');
    for (const { timers, transport, events } of [connecting, waiting, live, renewing]) {
      const before = [...events];
      await transport.dispose();
      timers.advance(1e6);
      expect([timers.pending(), events, transport.streams()]).toEqual([0, before, []]);
    }
    await until(() => server.clients.every(({ readyState }) => readyState === WebSocket.CLOSED), 'all ends');
  });
});
