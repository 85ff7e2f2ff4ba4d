import { describe, expect, it } from 'vitest';
import { createCoinbaseMarket } from '../../../../../src-main/exchanges/coinbase/feed.ts';
import type { CoinbaseStream } from '../../../../../src-main/exchanges/coinbase/stream.ts';
import type { MarketStream } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import { createBench } from '../binance/scripted-transport.ts';
import {
  BTC,
  BTC_USDC,
  coinbaseInstrument,
  createCoinbaseBench,
  createKeeper,
  ETH,
  FakeServer,
  TIME_MS,
  tradeEvent,
} from './coinbase-bench.ts';

const ids = (...instruments: { id: string }[]): ReadonlySet<string> => new Set(instruments.map(({ id }) => id));

function openStream(bench = createCoinbaseBench()) {
  const { told, listener } = createKeeper();
  const market = createCoinbaseMarket(bench.parts);
  const stream: MarketStream = market.openStream(listener);
  const server = (index: number): FakeServer => {
    const socket = bench.transport.sockets[index];
    if (socket === undefined) throw new Error(`socket ${index} is not open`);
    return new FakeServer(socket);
  };
  return { ...bench, told, market, stream, server };
}

/** A stream of trades and quotes of BTC and ETH whose subscriptions stand. */
function liveStream() {
  const session = openStream();
  session.stream.want({ market: ids(BTC, ETH), books: new Set() });
  const server = session.server(0);
  server.open();
  server.socket.takeSent();
  server.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'], ticker: ['BTC-USD', 'ETH-USD'] });
  session.told.states.length = 0;
  return { ...session, server };
}

/** A book of BTC: 100 × 1 bid, 101 × 2 ask, whole. */
function liveBook() {
  const session = openStream();
  session.stream.want({ market: new Set(), books: ids(BTC) });
  const server = session.server(0);
  server.open();
  server.socket.takeSent();
  server.book('snapshot', 'BTC-USD', [
    ['bid', '100.00', '1'],
    ['offer', '101.00', '2'],
  ]);
  server.beat(1);
  return { ...session, server };
}

const best = (stream: MarketStream, id = BTC.id) => {
  const book = stream.book(id, 5);
  return book && { bids: [...book.bids.prices], asks: [...book.asks.prices] };
};

describe('subscribing', () => {
  it('happens as the connection opens: heartbeats first, one channel a message, without a token', () => {
    const { stream, server } = openStream();
    stream.want({ market: ids(BTC, ETH), books: new Set() });
    const { socket } = server(0);
    expect(socket.takeSent()).toEqual([]);
    socket.options.onOpen();
    expect(socket.takeSent()).toEqual([
      { type: 'subscribe', channel: 'heartbeats' },
      { type: 'subscribe', channel: 'market_trades', product_ids: ['BTC-USD', 'ETH-USD'] },
      { type: 'subscribe', channel: 'ticker', product_ids: ['BTC-USD', 'ETH-USD'] },
    ]);
    expect(socket.options).toMatchObject({ maxFramesPerSecond: 5, idleAlarmMs: 5000, renewAfterMs: null });
    expect(socket.options.maxMessageBytes).toBeGreaterThanOrEqual(16 * 1024 * 1024);
    expect(socket.options.url()).toBe('ws://127.0.0.1:1');
    expect(socket.options.topics()).toBe(5);
  });

  it('stands when trades and quotes are both acknowledged, in however many messages', () => {
    const { stream, server: at, told } = openStream();
    stream.want({ market: ids(BTC, ETH), books: new Set() });
    const server = at(0);
    server.open();
    server.acknowledge({ heartbeats: ['heartbeats'] });
    server.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'] });
    expect(told.states).toEqual([]);
    server.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'], ticker: ['ETH-USD'] });
    server.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'], ticker: ['ETH-USD', 'BTC-USD'] });
    server.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'], ticker: ['ETH-USD', 'BTC-USD'] });
    expect(told.states).toEqual([`connected ${ETH.id}`, `connected ${BTC.id}`]);
  });

  it('data stand for an acknowledgement that never comes', () => {
    const { stream, server: at, told } = openStream();
    stream.want({ market: ids(BTC), books: new Set() });
    const server = at(0);
    server.open();
    server.say('market_trades', [tradeEvent({}, 'snapshot')]);
    server.say('ticker', [
      { type: 'snapshot', tickers: [{ product_id: 'BTC-USD', best_bid: '100', best_ask: '101' }] },
    ]);
    expect(told.states).toEqual([`connected ${BTC.id}`]);
    expect(told.trades).toEqual([]);
  });

  it('what is not acknowledged is asked for again, and that alone', () => {
    const { stream, server: at, timers } = openStream();
    stream.want({ market: ids(BTC, ETH), books: new Set() });
    const server = at(0);
    server.open();
    server.socket.takeSent();
    server.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'], ticker: ['BTC-USD'] });
    timers.advance(10_000);
    expect(server.socket.takeSent()).toEqual([{ type: 'subscribe', channel: 'ticker', product_ids: ['ETH-USD'] }]);
    server.acknowledge({ ticker: ['BTC-USD', 'ETH-USD'] });
    timers.advance(60_000);
    expect(server.socket.takeSent()).toEqual([]);
  });

  it('after a refusal each product is asked for by itself: one that is refused does not keep the others', () => {
    const { stream, server: at, timers, log, told } = openStream();
    stream.want({ market: ids(BTC, ETH), books: new Set() });
    const server = at(0);
    const refuse = () => server.socket.receive({ type: 'error', message: 'invalid product_id: BTC-USD' });
    server.open();
    server.socket.takeSent();
    refuse();
    refuse();
    timers.advance(10_000);
    expect(server.socket.takeSent().map(({ channel, product_ids }) => `${channel} ${product_ids}`)).toEqual([
      'market_trades BTC-USD',
      'market_trades ETH-USD',
      'ticker BTC-USD',
      'ticker ETH-USD',
    ]);
    refuse();
    server.acknowledge({ market_trades: ['ETH-USD'], ticker: ['ETH-USD'] });
    expect(told.states).toEqual([`connected ${ETH.id}`]);
    timers.advance(10_000);
    expect(server.socket.takeSent()).toHaveLength(2);
    expect(log.lines).toHaveLength(1);
  });

  it('a list of subscriptions that lacks one is the end of it, when it is no answer of ours', () => {
    const { stream, server: at, told } = openStream();
    stream.want({ market: ids(BTC, ETH), books: new Set() });
    const server = at(0);
    server.open();
    const both = ['BTC-USD', 'ETH-USD'];
    server.acknowledge({});
    server.acknowledge({ market_trades: both });
    server.acknowledge({ ticker: both });
    expect(told.states).toEqual([`connected ${BTC.id} ${ETH.id}`]);
    server.acknowledge({ ticker: both, market_trades: both });
    expect(server.socket.reconnects).toEqual([]);
    server.acknowledge({ ticker: ['ETH-USD'], market_trades: both });
    expect(server.socket.reconnects).toEqual(['the exchange ended a subscription']);
  });

  it('follows what is wanted: more is added, less is dropped, nothing drops the socket', () => {
    const { stream, server, transport } = liveStream();
    stream.want({ market: ids(ETH), books: ids(BTC) });
    expect(server.socket.takeSent()).toEqual([
      { type: 'unsubscribe', channel: 'market_trades', product_ids: ['BTC-USD'] },
      { type: 'unsubscribe', channel: 'ticker', product_ids: ['BTC-USD'] },
    ]);
    expect(transport.sockets).toHaveLength(2);
    transport.sockets[1]?.options.onOpen();
    expect(transport.sockets[1]?.takeSent()).toEqual([
      { type: 'subscribe', channel: 'heartbeats' },
      { type: 'subscribe', channel: 'level2', product_ids: ['BTC-USD'] },
    ]);
    stream.want({ market: new Set(), books: new Set() });
    expect(server.socket.takeSent()).toEqual([]);
    expect(transport.sockets.map(({ isDisposed }) => isDisposed)).toEqual([true, true]);
  });

  it('books stand 20 a socket, prices 100 a socket', () => {
    const many = Array.from({ length: 130 }, (_, index) => coinbaseInstrument(`A${index}-USD`));
    const session = openStream(createBench(many));
    session.stream.want({ market: ids(...many), books: ids(...many.slice(0, 41)) });
    const counts = session.transport.sockets.map(({ options }) => {
      const socket = session.transport.sockets.find((one) => one.options === options);
      options.onOpen();
      const sent = socket?.takeSent() ?? [];
      return sent.map(
        ({ channel, product_ids }) => `${String(channel)} ${(product_ids as string[] | undefined)?.length ?? ''}`,
      );
    });
    expect(counts).toEqual([
      ['heartbeats ', 'market_trades 100', 'ticker 100'],
      ['heartbeats ', 'market_trades 30', 'ticker 30'],
      ['heartbeats ', 'level2 20'],
      ['heartbeats ', 'level2 20'],
      ['heartbeats ', 'level2 1'],
    ]);
  });

  it('after a break begins anew with everything, and connected is told again', () => {
    const { server, told } = liveStream();
    server.socket.options.onBreak('closed with 1006');
    expect(told.states).toEqual([`broken ${BTC.id} ${ETH.id}: closed with 1006`]);
    server.open();
    expect(server.socket.takeSent()).toHaveLength(3);
    server.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'], ticker: ['BTC-USD', 'ETH-USD'] });
    expect(told.states.at(-1)).toBe(`connected ${BTC.id} ${ETH.id}`);
  });

  it('disposed, it leaves no timer and no socket', async () => {
    const { stream, transport, timers } = liveStream();
    await stream.dispose();
    expect(transport.sockets.every(({ isDisposed }) => isDisposed)).toBe(true);
    expect(timers.pending()).toBe(0);
  });
});

describe('trades', () => {
  it('tell the taker, who is on the other side than the exchange says', () => {
    const { server, told } = liveStream();
    server.say('market_trades', [tradeEvent({ trade_id: '7', side: 'BUY' })]);
    server.say('market_trades', [tradeEvent({ trade_id: '8', side: 'SELL' })]);
    expect(told.trades).toEqual([
      { tradeId: '7', instrumentId: BTC.id, timeMs: TIME_MS, price: 100.5, quantity: 0.1, takerSide: 'sell' },
      { tradeId: '8', instrumentId: BTC.id, timeMs: TIME_MS, price: 100.5, quantity: 0.1, takerSide: 'buy' },
    ]);
  });

  it('of the snapshot are history: not told', () => {
    const { server, told } = liveStream();
    server.say('market_trades', [tradeEvent({}, 'snapshot')]);
    expect(told.trades).toEqual([]);
  });

  it('of one message are told in order, whatever order they come in', () => {
    const { server, told } = liveStream();
    const trade = (trade_id: string, time: string, product_id = 'BTC-USD') =>
      tradeEvent({ trade_id, time, product_id }).trades[0];
    const trades = [
      trade('1000', '2026-11-21T00:00:03Z'),
      trade('999', '2026-11-21T00:00:03Z'),
      trade('998', '2026-11-21T00:00:02Z', 'ETH-USD'),
    ];
    server.say('market_trades', [{ type: 'update', trades }]);
    expect(told.trades.map(({ tradeId }) => tradeId)).toEqual(['998', '999', '1000']);
  });

  it('broken ones are left out, and those of products that nobody wants', () => {
    const { server, told } = liveStream();
    const bad = [{ price: '0' }, { price: 'x' }, { size: '-1' }, { side: 'buy' }, { time: 'now' }, { trade_id: 5 }];
    for (const more of bad) server.say('market_trades', [tradeEvent(more)]);
    server.say('market_trades', [tradeEvent({ product_id: 'DOGE-USD' })]);
    server.say('market_trades', [{ type: 'update', trades: 'none' }, null, { type: 'update' }]);
    expect(told.trades).toEqual([]);
    server.say('market_trades', [tradeEvent()]);
    expect(told.trades).toHaveLength(1);
  });
});

describe('quotes', () => {
  it('carry the time of their message; empty sides and crossed ones are none', () => {
    const { server, told } = liveStream();
    const ticker = (best_bid: string, best_ask: string) => ({
      type: 'update',
      tickers: [{ type: 'ticker', product_id: 'ETH-USD', price: '1', best_bid, best_ask }],
    });
    for (const event of [ticker('', '101'), ticker('0', '101'), ticker('102', '101'), ticker('100.5', '101')]) {
      server.say('ticker', [event]);
    }
    expect(told.quotes).toEqual([{ instrumentId: ETH.id, timeMs: TIME_MS, bid: 100.5, ask: 101 }]);
  });
});

describe('USDC products', () => {
  async function aliasStream() {
    const session = openStream();
    const product = { base_increment: '0.00000001', price_increment: '0.01', product_type: 'SPOT', status: 'online' };
    const products = [
      { ...product, product_id: 'BTC-USD', alias: '', alias_to: ['BTC-USDC'] },
      { ...product, product_id: 'BTC-USDC', alias: 'BTC-USD', alias_to: [] },
    ];
    session.transport.answer = () => ({ body: { products } });
    await session.market.instruments();
    return session;
  }

  it('are subscribed under the USD name and told under their own', async () => {
    const { stream, server: at, told } = await aliasStream();
    stream.want({ market: ids(BTC_USDC), books: ids(BTC_USDC) });
    const server = at(0);
    server.open();
    expect(server.socket.takeSent()[1]).toMatchObject({ channel: 'market_trades', product_ids: ['BTC-USD'] });
    server.acknowledge({ market_trades: ['BTC-USD'], ticker: ['BTC-USD'] });
    server.say('market_trades', [tradeEvent()]);
    expect(told.states).toEqual([`connected ${BTC_USDC.id}`]);
    expect(told.trades.map(({ instrumentId }) => instrumentId)).toEqual([BTC_USDC.id]);
    const books = at(1);
    books.open();
    books.book('snapshot', 'BTC-USD', [['bid', '100', '1']]);
    books.beat(1);
    expect(stream.book(BTC_USDC.id, 1)).toMatchObject({ instrumentId: BTC_USDC.id });
    expect(stream.book(BTC.id, 1)).toMatchObject({ instrumentId: BTC.id });
  });

  it('beside the USD product share its subscription: each is told what comes, once', async () => {
    const { stream, server: at, told } = await aliasStream();
    stream.want({ market: ids(BTC), books: new Set() });
    const server = at(0);
    server.open();
    server.acknowledge({ market_trades: ['BTC-USD'], ticker: ['BTC-USD'] });
    server.socket.takeSent();
    stream.want({ market: ids(BTC, BTC_USDC), books: new Set() });
    expect(server.socket.takeSent()).toEqual([]);
    expect(told.states).toEqual([`connected ${BTC.id}`, `connected ${BTC_USDC.id}`]);
    server.say('market_trades', [tradeEvent()]);
    expect(told.trades.map(({ instrumentId }) => instrumentId)).toEqual([BTC.id, BTC_USDC.id]);
  });

  it('answered under their own name are understood too', async () => {
    const { stream, server: at, told } = await aliasStream();
    stream.want({ market: ids(BTC_USDC), books: new Set() });
    const server = at(0);
    server.open();
    server.say('market_trades', [tradeEvent({ product_id: 'BTC-USDC' })]);
    expect(told.trades.map(({ instrumentId }) => instrumentId)).toEqual([BTC_USDC.id]);
  });
});

describe('books', () => {
  it('are whole after their snapshot, and follow changes; absent levels are deleted without a word', () => {
    const { stream, server } = liveBook();
    expect(best(stream)).toEqual({ bids: [100], asks: [101] });
    server.book('update', 'BTC-USD', [
      ['bid', '100.50', '3'],
      ['offer', '101.00', '0.00000000'],
      ['offer', '102', '1'],
      ['bid', '42', '0'],
    ]);
    expect(best(stream)).toEqual({ bids: [100.5, 100], asks: [102] });
    expect(stream.book(BTC.id, 1)?.timeMs).toBe(TIME_MS);
    expect([...(stream.book(BTC.id, 1)?.bids.quantities ?? [])]).toEqual([3]);
  });

  it('of a snapshot in parts are whole when something else is said', () => {
    const { stream, server: at } = openStream();
    stream.want({ market: new Set(), books: ids(BTC, ETH) });
    const server = at(0);
    server.open();
    server.book('snapshot', 'BTC-USD', [['bid', '100', '1']]);
    server.book('snapshot', 'BTC-USD', [['offer', '101', '1']]);
    expect(best(stream)).toBeUndefined();
    server.book('snapshot', 'ETH-USD', [['bid', '10', '1']]);
    expect(best(stream)).toBeUndefined();
    server.book('update', 'BTC-USD', [['bid', '99', '1']]);
    expect(best(stream)).toEqual({ bids: [100, 99], asks: [101] });
    expect(best(stream, ETH.id)).toEqual({ bids: [10], asks: [] });
  });

  it('a snapshot after changes replaces what was there', () => {
    const { stream, server } = liveBook();
    server.book('update', 'BTC-USD', [['bid', '99', '1']]);
    server.book('snapshot', 'BTC-USD', [['bid', '50', '1']]);
    server.beat(2);
    expect(best(stream)).toEqual({ bids: [50], asks: [] });
  });

  it('changes before any snapshot are no book', () => {
    const { stream, server: at } = openStream();
    stream.want({ market: new Set(), books: ids(BTC) });
    const server = at(0);
    server.open();
    server.book('update', 'BTC-USD', [['bid', '100', '1']]);
    server.beat(1);
    expect(stream.book(BTC.id, 1)).toBeUndefined();
  });

  it('a change that cannot be read makes an end of the connection, not of the truth', () => {
    const { stream, server } = liveBook();
    server.say('l2_data', [
      { type: 'update', product_id: 'BTC-USD', updates: [{ side: 'bid', price_level: '1', new_quantity: '?' }] },
    ]);
    expect(stream.book(BTC.id, 1)).toBeUndefined();
    expect(server.socket.reconnects).toHaveLength(1);
  });

  it('asked for anew is dropped, and built of the next snapshot', () => {
    const { stream, server } = liveBook();
    stream.resyncBook(BTC.id);
    expect(server.socket.takeSent()).toEqual([
      { type: 'unsubscribe', channel: 'level2', product_ids: ['BTC-USD'] },
      { type: 'subscribe', channel: 'level2', product_ids: ['BTC-USD'] },
    ]);
    server.book('update', 'BTC-USD', [['bid', '100.50', '3']]);
    expect(stream.book(BTC.id, 1)).toBeUndefined();
    server.book('snapshot', 'BTC-USD', [['bid', '100.25', '1']]);
    server.beat(2);
    expect(best(stream)).toEqual({ bids: [100.25], asks: [] });
    stream.resyncBook('coinbase:DOGE-USD');
    expect(server.socket.takeSent()).toEqual([]);
  });

  it('lost with their connection are unknown until the next snapshot; prices go on', () => {
    const { stream, told, transport } = openStream();
    stream.want({ market: ids(BTC), books: ids(BTC) });
    const market = new FakeServer(transport.sockets[0] as never);
    const books = new FakeServer(transport.sockets[1] as never);
    market.open();
    market.acknowledge({ market_trades: ['BTC-USD'], ticker: ['BTC-USD'] });
    books.open();
    books.book('snapshot', 'BTC-USD', [['bid', '100', '1']]);
    books.beat(1);
    expect(stream.book(BTC.id, 1)).toBeDefined();
    books.socket.options.onBreak('closed');
    expect(stream.book(BTC.id, 1)).toBeUndefined();
    expect(told.states.filter((state) => !state.startsWith('alive'))).toEqual([`connected ${BTC.id}`]);
  });
});

describe('frames of other kinds', () => {
  it('heartbeats are a sign of life of all that stands on their socket, counted in numbers or in text', () => {
    const { server, told } = liveStream();
    server.beat(3049);
    server.beat('3050');
    expect(told.states).toEqual([`alive ${BTC.id} ${ETH.id}`, `alive ${BTC.id} ${ETH.id}`]);
  });

  it('heartbeats of a book say nothing of prices', () => {
    const { stream, server: at, told } = openStream();
    stream.want({ market: ids(BTC), books: ids(BTC, ETH) });
    for (const index of [0, 1]) {
      at(index).open();
      at(index).beat(1);
    }
    expect(told.states).toEqual([`alive ${BTC.id}`, `alive ${ETH.id}`]);
  });

  it('an error is logged without what looks like a token', () => {
    const { server, log } = liveStream();
    server.socket.receive({ type: 'error', message: 'bad jwt eyJhbGciOi.eyJzdWIi.c2ln' });
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain('bad jwt [token]');
  });

  it('what is not of this protocol is dropped', () => {
    const { server, stream, told } = liveStream();
    const strange = [
      '',
      'null',
      '[]',
      '{',
      '{"channel":"ticker"}',
      '{"type":"l2update","product_id":"BTC-USD","changes":[]}',
    ];
    for (const text of strange) server.socket.receive(text);
    expect(told.states).toEqual([]);
    expect((stream as CoinbaseStream).dropped).toBe(strange.length);
    server.say('market_trades', [tradeEvent()]);
    expect(told.trades).toHaveLength(1);
  });
});
