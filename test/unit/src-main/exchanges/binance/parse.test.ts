import { describe, expect, it } from 'vitest';
import { decodeFrame, type FrameListener } from '../../../../../src-main/exchanges/binance/parse.ts';
import { parseOrder, parseTrades } from '../../../../../src-main/exchanges/binance/parse-orders.ts';
import { copyCandle } from '../../../../../src-main/model/candle.ts';
import { BTC } from './scripted-transport.ts';

/** What one frame says, and how it was counted. */
function decode(frame: unknown): { told: unknown[]; counted: string } {
  const told: unknown[] = [];
  const listener: FrameListener = {
    instrumentOf: (symbol) => (symbol === 'BTCUSDT' ? BTC.id : undefined),
    nowMs: () => 7,
    trade: (trade) => told.push(trade),
    quote: (quote, updateId) => told.push({ ...quote, updateId }),
    candle: (instrumentId, candle, isClosed) => told.push({ instrumentId, ...copyCandle(candle), isClosed }),
    depth: (instrumentId, event) => told.push({ instrumentId, ...event }),
    control: (reply) => told.push(reply),
    shutdown: () => told.push('shutdown'),
  };
  const counts = { frames: 0, malformed: 0, foreign: 0 };
  decodeFrame(JSON.stringify(frame), listener, counts);
  const counted = counts.malformed > 0 ? 'malformed' : counts.foreign > 0 ? 'foreign' : 'told';
  return { told, counted };
}

const TRADE = {
  e: 'trade',
  E: 1700000000100,
  s: 'BTCUSDT',
  t: 5001,
  p: '100.50',
  q: '0.010',
  T: 1700000000099,
  m: true,
};
const QUOTE = { u: 102, s: 'BTCUSDT', b: '100.00', B: '1', a: '101.00', A: '0' };
const K = { t: 1699999980000, i: '1m', o: '1', h: '3', l: '0.5', c: '2', v: '10', x: true };
const KLINE = { e: 'kline', E: 1700000001000, s: 'BTCUSDT', k: K };
const DEPTH = {
  e: 'depthUpdate',
  E: 1700000000100,
  s: 'BTCUSDT',
  U: 101,
  u: 102,
  b: [['100.00', '1.5']],
  a: [['101', '0']],
};

describe('a trade', () => {
  it.each([
    [true, 'sell'],
    [false, 'buy'],
  ])('whose buyer was the maker (%s): the taker’s side is %s', (m, takerSide) => {
    expect(decode({ ...TRADE, m }).told).toEqual([
      { instrumentId: BTC.id, timeMs: 1700000000099, price: 100.5, quantity: 0.01, takerSide, tradeId: '5001' },
    ]);
  });

  it.each([
    { p: '0' },
    { p: '-1' },
    { p: 'NaN' },
    { p: '1e3' },
    { p: '0x10' },
    { p: ' 1' },
    { p: '' },
    { p: 100.5 },
    { p: '10000000000000' },
    { p: null },
    { q: '0.000' },
    { q: '1.2.3' },
    { T: 1 },
    { T: '1700000000099' },
    { T: 1700000000099.5 },
    { t: -1 },
    { t: 2 ** 60 },
    { m: 1 },
    { s: 7 },
  ])('with %j is malformed', (spoiled) => {
    expect(decode({ ...TRADE, ...spoiled })).toEqual({ told: [], counted: 'malformed' });
  });

  it('of another symbol is foreign', () => {
    expect(decode({ ...TRADE, s: 'ETHUSDT' }).counted).toBe('foreign');
  });
});

describe('best prices', () => {
  it('are told with their update, at the time of now', () => {
    expect(decode(QUOTE).told).toEqual([{ instrumentId: BTC.id, timeMs: 7, bid: 100, ask: 101, updateId: 102 }]);
  });

  it.each([{ b: '101.00' }, { b: '102' }, { b: '0.00' }, { a: '' }, { u: 1.5 }, { B: '-1' }, { A: 7 }])(
    'with %j are malformed',
    (spoiled) => {
      expect(decode({ ...QUOTE, ...spoiled })).toEqual({ told: [], counted: 'malformed' });
    },
  );
});

describe('a minute', () => {
  it('is told with its closing', () => {
    const minute = {
      instrumentId: BTC.id,
      openTimeMs: 1699999980000,
      open: 1,
      high: 3,
      low: 0.5,
      close: 2,
      volume: 10,
    };
    expect(decode(KLINE).told).toEqual([{ ...minute, isClosed: true }]);
    expect(decode({ ...KLINE, k: { ...K, x: false } }).told).toEqual([{ ...minute, isClosed: false }]);
  });

  it.each([
    { t: 1699999980001 },
    { h: '1.5' },
    { l: '1.5' },
    { c: '4' },
    { o: '0.4' },
    { v: '-1' },
    { x: 'true' },
    { t: null },
    { c: '0' },
  ])('with %j is malformed', (spoiled) => {
    expect(decode({ ...KLINE, k: { ...K, ...spoiled } })).toEqual({ told: [], counted: 'malformed' });
  });

  it('of another interval is foreign', () => {
    expect(decode({ ...KLINE, k: { ...K, i: '5m' } }).counted).toBe('foreign');
  });
});

describe('changes of a book', () => {
  it('are told with their rows', () => {
    expect(decode(DEPTH).told).toEqual([
      { instrumentId: BTC.id, firstId: 101, lastId: 102, timeMs: 1700000000100, bids: DEPTH.b, asks: DEPTH.a },
    ]);
  });

  it.each([
    { U: 103 },
    { u: '102' },
    { E: 0 },
    { b: [['0', '1']] },
    { b: [['1', '-1']] },
    { b: [['1']] },
    { a: [[1, 1]] },
    { a: 'rows' },
    { a: undefined },
  ])('with %j are malformed', (spoiled) => {
    expect(decode({ ...DEPTH, ...spoiled })).toEqual({ told: [], counted: 'malformed' });
  });
});

it('what a refused control frame says may be anything', () => {
  expect(decode({ id: 1, code: { toString: 1 }, msg: [] }).told).toEqual([{ id: 1, result: undefined, error: '? ?' }]);
  expect(decode({ id: 1, error: { code: 2, msg: 'no' } }).told).toEqual([{ id: 1, result: undefined, error: '2 no' }]);
  expect(decode({ id: 'one', result: null }).counted).toBe('malformed');
});

it('an order that its cancel names anew keeps our id', () => {
  const row = {
    symbol: 'BTCUSDT',
    orderId: 4,
    origClientOrderId: 'ours',
    clientOrderId: 'of-the-cancel',
    executedQty: '0',
    cummulativeQuoteQty: '0',
    status: 'CANCELED',
    expiryReason: 'NONE',
  };
  const timeMs = 1_780_000_000_000;
  const order = parseOrder({ ...row, transactTime: timeMs }, () => BTC);
  expect(order).toMatchObject({ clientOrderId: 'ours', statusText: 'CANCELED', updatedMs: timeMs });
  // One that names no time is not an order as the exchange tells them.
  expect(() => parseOrder(row, () => BTC)).toThrow('the reply is not an order');
});

it('a trade of ours at no price is no trade', () => {
  const row = { symbol: 'BTCUSDT', id: 1, orderId: 2, qty: '1', commission: '0', commissionAsset: 'BNB' };
  const more = { time: 1_780_000_000_000, isMaker: true };
  expect(parseTrades([{ ...row, ...more, price: '5' }], BTC)).toHaveLength(1);
  expect(() => parseTrades([{ ...row, ...more, price: '0' }], BTC)).toThrow('not a list of trades');
});
