import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../../../src-main/exchanges/kraken/checked-book.ts';
import { KrakenStream } from '../../../../../src-main/exchanges/kraken/stream.ts';
import { acknowledge, asked, type DeskSocket, krakenDesk, noting } from './kraken-desk.ts';
import { PAIR_ROWS } from './recorded.ts';

const BTC = 'kraken:BTC-USD';
const DOGE = 'kraken:DOGE-USD';
const wanted = (market: readonly string[], books: readonly string[] = []) => ({
  market: new Set(market),
  books: new Set(books),
});

function openStream(rows = PAIR_ROWS) {
  const desk = krakenDesk(rows);
  const listener = noting();
  const stream = new KrakenStream(desk.parts, listener);
  return { ...desk, listener, stream, told: listener.told };
}

/** Live with one instrument, everything acknowledged. */
function liveStream(books: readonly string[] = []) {
  const session = openStream();
  session.stream.want(wanted([BTC, DOGE], books));
  const socket = session.sockets[0] as DeskSocket;
  socket.options.onOpen();
  acknowledge(socket);
  return { ...session, socket };
}

const DAY_MS = Date.UTC(2026, 10, 21);
const minute = (symbol: string, at: number, close: number): string =>
  `{"channel":"ohlc","type":"update","data":[{"symbol":"${symbol}","interval":1,"interval_begin":"${new Date(DAY_MS + at * 60_000).toISOString()}","open":1,"high":9,"low":1,"close":${close},"volume":1}]}`;
const bookText = (type: string, sum: number): string =>
  `{"channel":"book","type":"${type}","data":[{"symbol":"BTC/USD","bids":[{"price":1.0,"qty":1.00000000}],"asks":[],"checksum":${sum}}]}`;
const GOOD = crc32('10100000000');

describe('KrakenStream', () => {
  it('asks a channel for all symbols at once and is connected when all three are acknowledged', () => {
    const { stream, sockets, told } = openStream();
    stream.want(wanted([BTC, DOGE]));
    const socket = sockets[0] as DeskSocket;
    expect(socket.sent).toEqual([]);
    socket.options.onOpen();
    const requests = asked(socket.sent);
    expect(requests.map(({ params }) => [params.channel, params.symbol])).toEqual(
      ['trade', 'ticker', 'ohlc'].map((channel) => [channel, ['BTC/USD', 'DOGE/USD']]),
    );
    const ack = (channel: string, index: number, symbol: string): void =>
      socket.options.onMessage(
        JSON.stringify({
          method: 'subscribe',
          success: true,
          result: { channel, symbol },
          req_id: requests[index]?.req_id,
        }),
      );
    ack('trade', 0, 'BTC/USD');
    ack('ticker', 1, 'BTC/USD');
    expect(told).toEqual([]);
    ack('ohlc', 2, 'BTC/USD');
    expect(told).toEqual([`connected ${BTC}`, `alive ${BTC}`]);
  });

  it('any message speaks for all instruments of its connection, once a second', () => {
    const { socket, told, timers } = liveStream();
    told.length = 0;
    const heartbeat = (): void => socket.options.onMessage('{"channel":"heartbeat"}');
    timers.advance(1000);
    heartbeat();
    heartbeat();
    timers.advance(1000);
    socket.options.onMessage(
      '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":2.5,"qty":1,"ord_type":"limit","trade_id":7,"timestamp":"2026-11-21T12:00:00.5Z"}]}',
    );
    expect(told).toEqual([`alive ${BTC},${DOGE}`, `trade ${BTC} 7 2.5`, `alive ${BTC},${DOGE}`]);
  });

  it('a price without a time of its own has the time it came', () => {
    const { socket, told, timers } = liveStream();
    told.length = 0;
    const ticker = (more: string): string =>
      `{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":1.5,"ask":2.5${more}}]}`;
    socket.options.onMessage(ticker(''));
    socket.options.onMessage(ticker(',"timestamp":"2026-11-21T12:00:00Z"'));
    socket.options.onMessage('{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":null,"ask":2.5}]}');
    expect(told.filter((line) => line.startsWith('quote'))).toEqual([
      `quote ${BTC} 1.5 2.5 ${timers.nowMs()}`,
      `quote ${BTC} 1.5 2.5 ${Date.UTC(2026, 10, 21, 12)}`,
    ]);
  });

  it('after a break everything is asked for again, and the minute that formed is not closed', () => {
    const { socket, told } = liveStream();
    socket.options.onMessage(minute('BTC/USD', 10, 5));
    told.length = 0;
    socket.options.onBreak('gone');
    expect(told).toEqual([`broken ${BTC},${DOGE}: gone`]);
    socket.options.onOpen();
    expect(asked(socket.sent)).toHaveLength(3);
    acknowledge(socket);
    socket.options.onMessage(minute('BTC/USD', 12, 6));
    expect(told.filter((line) => line.startsWith('c'))).toEqual([
      `connected ${BTC}`,
      `connected ${DOGE}`,
      `candle ${BTC} ${DAY_MS + 720_000} 6 false`,
    ]);
  });

  it('of a snapshot of minutes only the newest is news', () => {
    const { socket, told } = liveStream();
    told.length = 0;
    const rows = [8, 10, 9].map((at) =>
      JSON.stringify((JSON.parse(minute('BTC/USD', at, at)) as { data: unknown[] }).data[0]),
    );
    socket.options.onMessage(`{"channel":"ohlc","type":"snapshot","data":[${rows}]}`);
    socket.options.onMessage(minute('BTC/USD', 11, 1));
    expect(told.filter((line) => line.startsWith('candle'))).toEqual([
      `candle ${BTC} ${DAY_MS + 600_000} 10 false`,
      `candle ${BTC} ${DAY_MS + 600_000} 10 true`,
      `candle ${BTC} ${DAY_MS + 660_000} 1 false`,
    ]);
  });

  it('ends what is not wanted any more, and its socket with the last of it', async () => {
    const { stream, socket, told, timers } = liveStream();
    stream.want(wanted([DOGE]));
    expect(asked(socket.sent).map(({ method, params }) => [method, params.channel, ...params.symbol])).toEqual([
      ['unsubscribe', 'trade', 'BTC/USD'],
      ['unsubscribe', 'ticker', 'BTC/USD'],
      ['unsubscribe', 'ohlc', 'BTC/USD'],
    ]);
    told.length = 0;
    socket.options.onMessage(minute('BTC/USD', 10, 5));
    expect(told.filter((line) => line.startsWith('candle'))).toEqual([]);
    stream.want(wanted([]));
    await timers.run(0);
    expect(socket.isGone).toBe(true);
  });

  it('spreads instruments over sockets', async () => {
    const rows = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `A${index}USD`,
        { ...(PAIR_ROWS.XDGUSD as object), altname: `A${index}USD`, wsname: `A${index}/USD`, base: `A${index}` },
      ]),
    );
    const { stream, sockets, timers } = openStream(rows);
    const ids = Array.from({ length: 30 }, (_, index) => `kraken:A${index}-USD`);
    stream.want(wanted(ids));
    expect(sockets.map(({ options }) => options.topics())).toEqual([36, 36, 18]);
    expect(new Set(sockets.map(({ options }) => options.name)).size).toBe(3);
    stream.want(wanted(ids.slice(12)));
    await timers.run(0);
    expect(sockets.map(({ isGone }) => isGone)).toEqual([true, false, false]);
  });

  it('reconnects when a subscription is not acknowledged in time', () => {
    const { stream, sockets, timers } = openStream();
    stream.want(wanted([BTC]));
    const socket = sockets[0] as DeskSocket;
    socket.options.onOpen();
    timers.advance(9_999);
    expect(socket.reconnects).toEqual([]);
    timers.advance(1);
    expect(socket.reconnects).toEqual(['3 subscriptions were not acknowledged']);
  });

  it('says which subscription was refused, and does not reconnect for it', () => {
    const { stream, sockets, timers, log, told } = openStream();
    stream.want(wanted([BTC, DOGE]));
    const socket = sockets[0] as DeskSocket;
    socket.options.onOpen();
    for (const { params, req_id: id } of asked(socket.sent.splice(0))) {
      socket.options.onMessage(
        JSON.stringify({
          method: 'subscribe',
          success: true,
          result: { channel: params.channel, symbol: 'DOGE/USD' },
          req_id: id,
        }),
      );
      socket.options.onMessage(
        JSON.stringify({
          method: 'subscribe',
          success: false,
          error: 'Currency pair not supported BTC/USD',
          symbol: 'BTC/USD',
          req_id: id,
        }),
      );
    }
    timers.advance(60_000);
    expect(socket.reconnects).toEqual([]);
    expect(told.filter((line) => line.startsWith('connected'))).toEqual([`connected ${DOGE}`]);
    expect(log.lines.filter((line) => line.includes('Currency pair not supported'))).toHaveLength(3);
  });

  it('drops what it cannot read, and says so once', () => {
    const { socket, told, log } = liveStream();
    told.length = 0;
    for (const text of ['', 'null', '[1,2]', '{"channel":"trade","type":"update","data":[{}]}'])
      socket.options.onMessage(text);
    expect(told).toEqual([]);
    expect(log.lines.filter((line) => line.includes('unreadable'))).toHaveLength(1);
  });

  it('leaves nothing running', async () => {
    const { stream, socket, timers } = liveStream([BTC]);
    socket.options.onMessage(bookText('snapshot', GOOD + 1));
    await stream.dispose();
    expect(timers.pending()).toBe(0);
    expect(socket.isGone).toBe(true);
  });
});

describe('books of a KrakenStream', () => {
  const resubscribed = (socket: DeskSocket): string[] =>
    asked(socket.sent.splice(0)).map(({ method, params }) => `${method} ${params.channel}`);

  it('are whole after a snapshot that adds up, and gone after a break', () => {
    const { stream, socket } = liveStream([BTC]);
    expect(stream.book(BTC, 5)).toBeUndefined();
    socket.options.onMessage(bookText('snapshot', GOOD));
    expect(stream.book(BTC, 5)?.bids.prices).toEqual(Float64Array.of(1));
    socket.options.onBreak('gone');
    expect(stream.book(BTC, 5)).toBeUndefined();
  });

  it('are asked for anew when they do not add up: at once, then later and later', () => {
    const { stream, socket, timers } = liveStream([BTC]);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      socket.options.onMessage(bookText('snapshot', GOOD + 1));
      const beganMs = timers.monotonicMs();
      while (asked(socket.sent).length === 0 && timers.monotonicMs() < beganMs + 100_000) timers.advance(500);
      expect(asked(socket.sent).map(({ method, params }) => `${method} ${params.channel}`)).toEqual([
        'unsubscribe book',
        'subscribe book',
      ]);
      socket.sent.splice(0, socket.sent.length, ...socket.sent.filter((text) => !text.includes('ping')));
      acknowledge(socket);
      waits.push(timers.monotonicMs() - beganMs);
    }
    expect(waits).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    socket.options.onMessage(bookText('snapshot', GOOD));
    expect(stream.book(BTC, 5)).toBeDefined();
  });

  it('can be called wrong from outside, and are built anew', () => {
    const { stream, socket } = liveStream([BTC]);
    socket.options.onMessage(bookText('snapshot', GOOD));
    stream.resyncBook(BTC);
    stream.resyncBook('kraken:NOTHING-USD');
    expect(stream.book(BTC, 5)).toBeUndefined();
    expect(resubscribed(socket)).toEqual(['unsubscribe book', 'subscribe book']);
    socket.options.onMessage(bookText('update', GOOD));
    expect(stream.book(BTC, 5)).toBeUndefined();
    socket.options.onMessage(bookText('snapshot', GOOD));
    expect(stream.book(BTC, 5)).toBeDefined();
  });

  it('a book alone connects its instrument; its trouble breaks no prices', () => {
    const { stream, sockets, told } = openStream();
    stream.want(wanted([], [BTC]));
    const socket = sockets[0] as DeskSocket;
    socket.options.onOpen();
    acknowledge(socket);
    expect(told[0]).toBe(`connected ${BTC}`);
    socket.options.onMessage(bookText('snapshot', GOOD + 1));
    expect(told.filter((line) => line.startsWith('broken'))).toEqual([]);
    stream.want(wanted([BTC], [BTC]));
    acknowledge(socket);
    expect(told.filter((line) => line.startsWith('connected'))).toHaveLength(2);
  });
});
