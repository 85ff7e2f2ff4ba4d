import { describe, expect, it } from 'vitest';
import { createCoinbaseMarket } from '../../../../../src-main/exchanges/coinbase/feed.ts';
import { SequenceCheck } from '../../../../../src-main/exchanges/coinbase/stream-sequence.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';
import { BTC, createCoinbaseBench, createKeeper, ETH, FakeServer, tradeEvent } from './coinbase-bench.ts';

function createCheck() {
  const timers = createManualTimers();
  const log = createTestLog();
  const check = new SequenceCheck(timers, log, 'coinbase market 1');
  check.opened();
  return { timers, log, check };
}

/** What becomes of these numbers, said one after the other. */
const verdicts = (check: SequenceCheck, ...numbers: number[]) => numbers.map((number) => check.message(number));

/** Every connection of this server has a hole at once. */
function fiveHoles(check: SequenceCheck): void {
  for (let connection = 0; connection < 5; connection++) {
    check.opened();
    verdicts(check, 0, 1, 5);
  }
}

describe('sequence_num', () => {
  it('counts by ones from wherever it begins, anew on each connection', () => {
    const { check } = createCheck();
    expect(verdicts(check, 7, 8, 9)).toEqual(['next', 'next', 'next']);
    check.opened();
    expect(verdicts(check, 0, 1)).toEqual(['next', 'next']);
  });

  it('one that is left out is a hole; one that was said is a repeat', () => {
    const { check } = createCheck();
    expect(verdicts(check, 0, 1, 1, 0, 2)).toEqual(['next', 'next', 'repeat', 'repeat', 'next']);
    expect(verdicts(check, 4)).toEqual(['hole']);
  });

  it('a counter that begins anew on its own is no row of repeats', () => {
    const { check } = createCheck();
    check.message(1000);
    const said = Array.from({ length: 12 }, (_, index) => check.message(index));
    expect(said).toContain('hole');
  });

  it('holes now and then are believed', () => {
    const { check, timers, log } = createCheck();
    for (let hole = 0; hole < 20; hole++) {
      check.opened();
      expect(verdicts(check, 0, 2)).toEqual(['next', 'hole']);
      timers.advance(40_000);
    }
    expect(check.proof).toBe('connection');
    expect(log.lines).toEqual([]);
  });

  it('holes that come constantly are doubted: heartbeats are the proof for an hour, and that is logged once', () => {
    const { check, timers, log } = createCheck();
    fiveHoles(check);
    expect(check.proof).toBe('heartbeat');
    expect(log.lines).toHaveLength(1);
    check.opened();
    expect(verdicts(check, 0, 0, 17, 3)).toEqual(['next', 'next', 'next', 'next']);
    timers.advance(3_600_000);
    check.opened();
    expect(check.proof).toBe('connection');
    expect(verdicts(check, 0, 2)).toEqual(['next', 'hole']);
  });
});

describe('heartbeat_counter', () => {
  it('is looked at only where it is the proof', () => {
    const { check } = createCheck();
    expect([1, 5, 9].map((counter) => check.heartbeat(counter))).toEqual(['next', 'next', 'next']);
    fiveHoles(check);
    check.opened();
    expect([40, 41, 41, 42, 44].map((counter) => check.heartbeat(counter))).toEqual([
      'next',
      'next',
      'repeat',
      'next',
      'hole',
    ]);
  });
});

function liveSession() {
  const bench = createCoinbaseBench();
  const { told, listener } = createKeeper();
  const stream = createCoinbaseMarket(bench.parts).openStream(listener);
  stream.want({ market: new Set([BTC.id, ETH.id]), books: new Set([BTC.id, ETH.id]) });
  const [market, books] = bench.transport.sockets.map((socket) => new FakeServer(socket));
  if (market === undefined || books === undefined) throw new Error('two sockets expected');
  for (const server of [market, books]) server.open();
  market.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'], ticker: ['BTC-USD', 'ETH-USD'] });
  for (const id of ['BTC-USD', 'ETH-USD']) books.book('snapshot', id, [['bid', '100', '1']]);
  books.beat(1);
  return { ...bench, stream, told, market, books };
}

describe('a stream with a hole', () => {
  it('drops every book of that connection and begins anew', () => {
    const { stream, books } = liveSession();
    expect([BTC, ETH].map(({ id }) => stream.book(id, 1) !== undefined)).toEqual([true, true]);
    books.sequence++;
    books.book('update', 'BTC-USD', [['bid', '99', '1']]);
    expect([BTC, ETH].map(({ id }) => stream.book(id, 1))).toEqual([undefined, undefined]);
    expect(books.socket.reconnects).toEqual(['sequence_num 4 does not follow: messages are missing']);
  });

  it('says so of prices, tells nothing after the hole, and connected when all stands again', () => {
    const { told, market } = liveSession();
    told.states.length = 0;
    market.say('market_trades', [tradeEvent({ trade_id: '1' })]);
    market.sequence++;
    market.say('market_trades', [tradeEvent({ trade_id: '3' })]);
    market.say('market_trades', [tradeEvent({ trade_id: '4' })]);
    expect(told.trades.map(({ tradeId }) => tradeId)).toEqual(['1']);
    expect(told.states).toEqual([`broken ${BTC.id} ${ETH.id}: sequence_num 3 does not follow: messages are missing`]);
    expect(market.socket.reconnects).toHaveLength(1);
    market.open();
    market.say('market_trades', [tradeEvent({ trade_id: '5' })]);
    market.acknowledge({ market_trades: ['BTC-USD', 'ETH-USD'], ticker: ['BTC-USD', 'ETH-USD'] });
    expect(told.states.at(-1)).toBe(`connected ${BTC.id} ${ETH.id}`);
    expect(told.trades.map(({ tradeId }) => tradeId)).toEqual(['1', '5']);
  });

  it('any channel counts: a heartbeat or an acknowledgement that is missing is a hole as well', () => {
    const { market } = liveSession();
    market.sequence++;
    market.beat(7);
    expect(market.socket.reconnects).toHaveLength(1);
  });

  it('a message that comes twice is told once', () => {
    const { told, market } = liveSession();
    market.say('market_trades', [tradeEvent()], market.sequence);
    market.say('market_trades', [tradeEvent()], market.sequence++);
    market.say('market_trades', [tradeEvent({ trade_id: '2' })]);
    expect(told.trades.map(({ tradeId }) => tradeId)).toEqual(['1', '2']);
    expect(market.socket.reconnects).toEqual([]);
  });
});
