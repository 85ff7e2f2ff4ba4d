import { describe, expect, it } from 'vitest';
import { createPublicRest } from '../../../../../src-main/exchanges/binance/rest.ts';
import { openMarketStream } from '../../../../../src-main/exchanges/binance/stream.ts';
import type { StreamListener } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import { BTC, createBench, ETH, instrumentOf, type ScriptedSocket } from './scripted-transport.ts';

const MANY = Array.from({ length: 120 }, (_, index) => instrumentOf(`COIN${index}-USDT`));

function openStream() {
  const bench = createBench([BTC, ETH, ...MANY]);
  const told: string[] = [];
  const listener: StreamListener = {
    trade: ({ instrumentId, price }) => void told.push(`trade ${instrumentId} ${price}`),
    quote: ({ instrumentId, bid, ask, timeMs }) => void told.push(`quote ${instrumentId} ${bid} ${ask} ${timeMs}`),
    candle: (instrumentId, { close }, isClosed) => void told.push(`candle ${instrumentId} ${close} ${isClosed}`),
    connected: (ids) => void told.push(`connected ${ids.join(' ')}`),
    broken: (ids, reason) => void told.push(`broken ${ids.join(' ')}: ${reason}`),
    alive: (ids) => void told.push(`alive ${ids.join(' ')}`),
  };
  const stream = openMarketStream(bench.parts, createPublicRest(bench.parts), listener);
  const want = (market: readonly { id: string }[], books: readonly { id: string }[] = []): void =>
    stream.want({ market: new Set(market.map(({ id }) => id)), books: new Set(books.map(({ id }) => id)) });
  const take = (): string[] => told.splice(0);
  const socket = (index = 0): ScriptedSocket => bench.transport.sockets[index] ?? expect.fail(`no socket ${index}`);
  return { bench, stream, want, take, socket, timers: bench.timers };
}

/** Answers the control frames sent so far, and those that follow from the answers. */
function acknowledge(socket: ScriptedSocket): string[][] {
  const params: string[][] = [];
  for (let frames = socket.takeSent(); frames.length > 0; frames = socket.takeSent()) {
    for (const { id, params: topics } of frames) {
      params.push((topics as string[] | undefined) ?? []);
      socket.receive({ result: null, id });
    }
  }
  return params;
}

const BTC_TOPICS = ['btcusdt@trade', 'btcusdt@kline_1m', 'btcusdt@bookTicker'];
const trade = (symbol: string, price: string) => ({
  stream: `${symbol.toLowerCase()}@trade`,
  data: { e: 'trade', E: 1700000000100, s: symbol, t: 1, p: price, q: '1', T: 1700000000099, m: true, M: true },
});

describe('subscribing', () => {
  it('the topics stand in the address, and are subscribed again for the acknowledgement', () => {
    const { want, take, socket } = openStream();
    want([BTC]);
    expect(socket().options.url()).toBe(`ws://127.0.0.1:1/stream?streams=${BTC_TOPICS.join('/')}`);
    socket().options.onOpen();
    const [frame] = socket().takeSent();
    expect(frame).toEqual({ method: 'SUBSCRIBE', params: BTC_TOPICS, id: 1 });
    expect(take()).toEqual([]);
    socket().receive({ result: null, id: 1 });
    expect(take()).toEqual([`connected ${BTC.id}`]);
  });

  it('what comes between opening and the acknowledgement is told', () => {
    const { want, take, socket } = openStream();
    want([BTC]);
    socket().options.onOpen();
    socket().receive(trade('BTCUSDT', '5'));
    expect(take()).toEqual([`trade ${BTC.id} 5`]);
  });

  it('instruments are spread: at most 200 topics a connection, one control frame at a time', () => {
    const { bench, want, take, socket } = openStream();
    want(MANY, MANY);
    expect(bench.transport.sockets).toHaveLength(3);
    const sizes = bench.transport.sockets.map(({ options }) => options.topics());
    expect(sizes).toEqual([200, 200, 80]);
    socket().options.onOpen();
    expect(socket().sent).toHaveLength(1);
    const frames = acknowledge(socket());
    expect(frames.map(({ length }) => length)).toEqual([100, 100]);
    expect(new Set(frames.flat()).size).toBe(200);
    const connected = take().flatMap((line) => line.split(' ').slice(1));
    expect(connected).toEqual(MANY.slice(0, 50).map(({ id }) => id));
    expect(socket().options.maxFramesPerSecond).toBe(4);
  });

  it('topics come and go on an open connection; the last one takes it along', async () => {
    const { want, take, socket } = openStream();
    want([BTC]);
    socket().options.onOpen();
    acknowledge(socket());
    want([BTC, ETH]);
    expect(acknowledge(socket())).toEqual([['ethusdt@trade', 'ethusdt@kline_1m', 'ethusdt@bookTicker']]);
    want([ETH]);
    expect(socket().takeSent()).toMatchObject([{ method: 'UNSUBSCRIBE', params: BTC_TOPICS }]);
    socket().receive(trade('BTCUSDT', '5'));
    expect(take()).toEqual([`connected ${BTC.id}`, `connected ${ETH.id}`]);
    want([]);
    expect(socket().isDisposed).toBe(true);
  });

  it('a book more or less breaks nothing', () => {
    const { want, take, socket } = openStream();
    want([BTC]);
    socket().options.onOpen();
    acknowledge(socket());
    take();
    want([BTC], [BTC]);
    expect(acknowledge(socket())).toEqual([['btcusdt@depth@100ms']]);
    want([BTC]);
    expect(acknowledge(socket())).toEqual([['btcusdt@depth@100ms']]);
    expect(take()).toEqual([]);
  });

  it('an instrument that only its book was wanted of is not said to be lost when it goes', () => {
    const { want, take, socket } = openStream();
    want([BTC], [BTC]);
    socket().options.onOpen();
    acknowledge(socket());
    want([], [BTC]);
    acknowledge(socket());
    expect(take()).toEqual([`connected ${BTC.id}`]);
  });

  it('nobody’s instrument is left out and said', () => {
    const { bench, want } = openStream();
    want([{ id: 'binance:NO-SUCH' }]);
    expect(bench.transport.sockets).toEqual([]);
    expect(bench.log.lines.join()).toContain('binance:NO-SUCH');
  });
});

describe('a connection that fails', () => {
  it('without an acknowledgement within 10 s is made anew', async () => {
    const { want, take, socket, timers } = openStream();
    want([BTC]);
    socket().options.onOpen();
    await timers.run(9_999);
    expect(socket().reconnects).toEqual([]);
    await timers.run(1);
    expect(socket().reconnects).toEqual(['no answer to SUBSCRIBE within 10000 ms']);
    expect(take()).toEqual([]);
  });

  it('that refuses a subscription is made anew', () => {
    const { want, socket } = openStream();
    want([BTC]);
    socket().options.onOpen();
    socket().receive({ code: 2, msg: 'Invalid request', id: 1 });
    expect(socket().reconnects).toEqual(['SUBSCRIBE was refused: 2 Invalid request']);
  });

  it('tells what is broken once, and connects all of it again', () => {
    const { want, take, socket } = openStream();
    want([BTC, ETH]);
    socket().options.onOpen();
    acknowledge(socket());
    take();
    socket().options.onBreak('terminated');
    expect(take()).toEqual([`broken ${BTC.id} ${ETH.id}: terminated`]);
    socket().options.onBreak('refused');
    expect(take()).toEqual([]);
    socket().options.onOpen();
    acknowledge(socket());
    expect(take()).toEqual([`connected ${BTC.id} ${ETH.id}`]);
  });

  it('an answer to a frame of the connection before is not taken for one of this', () => {
    const { want, take, socket } = openStream();
    want([BTC]);
    socket().options.onOpen();
    socket().options.onBreak('terminated');
    socket().options.onOpen();
    socket().receive({ result: null, id: 1 });
    expect(take()).toEqual([]);
    socket().receive({ result: null, id: 2 });
    expect(take()).toEqual([`connected ${BTC.id}`]);
  });
});

describe('a planned change-over', () => {
  it('is prepared at 23 h, and when the exchange announces its end', () => {
    const { want, socket } = openStream();
    want([BTC]);
    expect(socket().options.renewAfterMs).toBe(23 * 3_600_000);
    socket().options.onOpen();
    socket().receive({ stream: '!serverShutdown', data: { e: 'serverShutdown', E: 1700000000000 } });
    socket().receive({ e: 'serverShutdown', E: 1700000000000 });
    expect(socket().renewals).toHaveLength(2);
  });

  it('breaks nothing: what was connected stays so while it is acknowledged again', () => {
    const { want, take, socket } = openStream();
    want(MANY.slice(0, 50), MANY.slice(0, 50));
    socket().options.onOpen();
    acknowledge(socket());
    take();
    socket().options.onOpen();
    const frames = acknowledge(socket());
    expect(new Set(frames.flat()).size).toBe(200);
    expect(take()).toEqual([]);
  });

  it('that is not acknowledged is a break', async () => {
    const { want, take, socket, timers } = openStream();
    want([BTC]);
    socket().options.onOpen();
    acknowledge(socket());
    socket().options.onOpen();
    socket().receive(trade('BTCUSDT', '5'));
    await timers.run(10_000);
    expect(take().at(-1)).toBe(`broken ${BTC.id}: no answer to SUBSCRIBE within 10000 ms`);
  });
});

describe('signs of life', () => {
  it('a quiet instrument lives as long as something comes over its connection', async () => {
    const { want, take, socket, timers } = openStream();
    want([BTC, ETH]);
    socket().options.onOpen();
    acknowledge(socket());
    take();
    socket().receive(trade('BTCUSDT', '5'));
    await timers.run(2_000);
    expect(take()).toEqual([`trade ${BTC.id} 5`, `alive ${BTC.id} ${ETH.id}`]);
  });

  it('a quiet connection is asked for one, which is told at once', async () => {
    const { want, take, socket, timers } = openStream();
    want([BTC]);
    socket().options.onOpen();
    acknowledge(socket());
    await timers.run(2_000);
    take();
    await timers.run(4_000);
    expect(socket().takeSent()).toEqual([{ method: 'LIST_SUBSCRIPTIONS', id: 2 }]);
    socket().receive({ result: BTC_TOPICS, id: 2 });
    expect(take()).toEqual([`alive ${BTC.id}`]);
  });

  it('never leaves an instrument without one for the 10 s after which it is stale', async () => {
    const { want, take, socket, timers } = openStream();
    want([BTC]);
    socket().options.onOpen();
    acknowledge(socket());
    await timers.run(2_000);
    take();
    let longestMs = 0;
    let lastMs = timers.monotonicMs();
    for (let step = 0; step < 600; step++) {
      await timers.run(100);
      for (const { id } of socket().takeSent()) socket().receive({ result: BTC_TOPICS, id });
      if (take().length === 0) continue;
      longestMs = Math.max(longestMs, timers.monotonicMs() - lastMs);
      lastMs = timers.monotonicMs();
    }
    expect(longestMs).toBeLessThanOrEqual(4_100);
    expect(longestMs).toBeGreaterThan(0);
  });

  it('a question that is not answered ends a connection that is half open', async () => {
    const { want, take, socket, timers } = openStream();
    want([BTC]);
    socket().options.onOpen();
    acknowledge(socket());
    await timers.run(2_000);
    take();
    await timers.run(14_000);
    expect(socket().reconnects).toEqual(['no answer to LIST_SUBSCRIPTIONS within 10000 ms']);
    expect(take()).toEqual([`broken ${BTC.id}: no answer to LIST_SUBSCRIPTIONS within 10000 ms`]);
  });

  it('a topic that the exchange forgot is told as broken and subscribed again', async () => {
    const { want, take, socket, timers } = openStream();
    want([BTC, ETH]);
    socket().options.onOpen();
    acknowledge(socket());
    await timers.run(6_000);
    const [probe] = socket().takeSent();
    take();
    const left = [...BTC_TOPICS, 'ethusdt@trade', 'ethusdt@bookTicker'];
    socket().receive({ result: left, id: probe?.id });
    expect(take().filter((line) => !line.startsWith('alive'))).toEqual([
      `broken ${ETH.id}: the exchange forgot the subscription`,
    ]);
    expect(acknowledge(socket())).toEqual([['ethusdt@kline_1m']]);
    expect(take()).toEqual([`connected ${ETH.id}`]);
  });

  it('an answer that lists nothing readable takes nothing away', async () => {
    const { want, take, socket, timers } = openStream();
    want([BTC]);
    socket().options.onOpen();
    acknowledge(socket());
    await timers.run(6_000);
    const [probe] = socket().takeSent();
    take();
    socket().receive({ code: 2, msg: 'unknown method', id: probe?.id });
    expect(take()).toEqual([`alive ${BTC.id}`]);
    expect(socket().reconnects).toEqual([]);
  });
});

describe('frames', () => {
  it('of each kind are told; a quote has the exchange’s time of now', () => {
    const { want, take, socket, timers, stream } = openStream();
    want([BTC]);
    socket().receive({ stream: 'btcusdt@bookTicker', data: { u: 1, s: 'BTCUSDT', b: '1', B: '1', a: '2', A: '1' } });
    const k = { t: 1699999980000, i: '1m', o: '1', c: '2', h: '3', l: '0.5', v: '10', x: true };
    socket().receive({ stream: 'btcusdt@kline_1m', data: { e: 'kline', E: 1, s: 'BTCUSDT', k } });
    expect(take()).toEqual([`quote ${BTC.id} 1 2 ${timers.nowMs() + 100}`, `candle ${BTC.id} 2 true`]);
    expect(stream.counts).toEqual({ frames: 2, malformed: 0, foreign: 0 });
  });

  it('times in microseconds are milliseconds', () => {
    const { bench, want, socket } = openStream();
    want([BTC]);
    const times: number[] = [];
    const stream = openMarketStream(bench.parts, createPublicRest(bench.parts), {
      trade: ({ timeMs }) => void times.push(timeMs),
      quote: () => undefined,
      candle: () => undefined,
      connected: () => undefined,
      broken: () => undefined,
      alive: () => undefined,
    });
    stream.want({ market: new Set([BTC.id]), books: new Set() });
    const frame = trade('BTCUSDT', '5');
    socket(1).receive({ ...frame, data: { ...frame.data, T: 1700000000099123 } });
    expect(times).toEqual([1700000000099]);
  });

  it('that cannot be read are counted, and said once a minute', async () => {
    const { bench, want, socket, stream, timers } = openStream();
    want([BTC]);
    for (const frame of ['{', '[]', 'null', '7', trade('BTCUSDT', '-5')]) socket().receive(frame);
    socket().receive(trade('DOGEUSDT', '5'));
    expect(stream.counts).toEqual({ frames: 6, malformed: 5, foreign: 1 });
    await timers.run(121_000);
    expect(bench.log.lines.filter((line) => line.includes('could not be read'))).toHaveLength(1);
  });
});

it('dispose ends timers and connections', async () => {
  const { bench, stream, want, socket, timers } = openStream();
  want([BTC], [BTC]);
  socket().options.onOpen();
  await stream.dispose();
  expect(bench.transport.sockets.every(({ isDisposed }) => isDisposed)).toBe(true);
  expect(timers.pending()).toBe(0);
});
