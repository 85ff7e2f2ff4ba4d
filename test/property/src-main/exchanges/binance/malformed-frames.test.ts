import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../../../src-main/base/outcome.ts';
import { decodeFrame, type FrameCounts, type FrameListener } from '../../../../../src-main/exchanges/binance/parse.ts';
import { parseInstruments } from '../../../../../src-main/exchanges/binance/parse-instruments.ts';
import { parseDepth, parseKlines, parseQuotes } from '../../../../../src-main/exchanges/binance/parse-market.ts';
import {
  parseBalances,
  parseOrders,
  parsePlaced,
  parseTrades,
} from '../../../../../src-main/exchanges/binance/parse-orders.ts';
import { parseUserFrame } from '../../../../../src-main/exchanges/binance/parse-user-event.ts';
import { BTC } from '../../../../unit/src-main/exchanges/binance/scripted-transport.ts';

const CRYPTOFEED = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data', 'ws/cryptofeed/BINANCE.ws.1.0');

const EXAMPLES = [
  '{"e":"trade","E":1700000000100,"s":"BTCUSDT","t":5001,"p":"100.50","q":"0.010","T":1700000000099,"m":true,"M":true}',
  '{"e":"kline","E":1700000001000,"s":"BTCUSDT","k":{"t":1699999980000,"T":1700000039999,"s":"BTCUSDT","i":"1m","f":1,"L":2,"o":"1","c":"2","h":"3","l":"0.5","v":"10","n":2,"x":false,"q":"15","V":"4","Q":"6","B":"0"}}',
  '{"e":"depthUpdate","E":1700000000100,"s":"BTCUSDT","U":101,"u":102,"b":[["100.00","1.5"]],"a":[["101.00","0"]]}',
  '{"u":102,"s":"BTCUSDT","b":"100.00","B":"1","a":"101.00","A":"1"}',
  '{"stream":"btcusdt@trade","data":{"e":"trade","E":1700000000100,"s":"BTCUSDT","t":5001,"p":"100.50","q":"0.010","T":1700000000099,"m":false,"M":true}}',
  '{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1700000000100}}',
  '{"result":null,"id":1}',
  '{"result":["btcusdt@trade"],"id":2}',
  '{"code":2,"msg":"Invalid request: unknown method","id":3}',
  '{"error":{"code":2,"msg":"Invalid request"},"id":4}',
];

const RECORDED = existsSync(CRYPTOFEED)
  ? readFileSync(CRYPTOFEED, 'utf8')
      .split('\n')
      .slice(1, 400)
      .filter((line) => line.includes('{'))
      .map((line) => line.slice(line.indexOf('{')).replaceAll('NKNUSDT', 'BTCUSDT'))
  : [];

const USER_EXAMPLES = [
  '{"subscriptionId":0,"event":{"e":"executionReport","E":1700000000200,"s":"BTCUSDT","c":"my-1","S":"BUY","o":"LIMIT","f":"GTC","q":"0.00100000","p":"100.00","P":"0","F":"0","g":-1,"C":"","x":"TRADE","X":"PARTIALLY_FILLED","r":"NONE","i":1001,"l":"0.00050000","z":"0.00050000","L":"100.00","n":"0.00000100","N":"BNB","T":1700000000199,"t":5002,"I":9001,"w":true,"m":true,"M":false,"O":1700000000000,"Z":"0.05000000","Y":"0.05000000","Q":"0","W":1700000000000,"V":"EXPIRE_MAKER"}}',
  '{"id":"1","status":200,"result":{"subscriptionId":0},"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000,"count":7}]}',
  '{"id":"1","status":400,"error":{"code":-1021,"msg":"Timestamp","data":{"retryAfter":1700000000000}}}',
  '{"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1700000000200}}',
];

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    ...['', ' ', '-1', '-0.5', '+1', '0x10', '1e5', '1e400', 'NaN', 'Infinity', '.', '1.', '.5', '1.2.3', '1,5', '٣'],
    ...['99999999999999999999999999', '0', '0.00000000', 'TRADE', 'BTCUSDT', '__proto__'],
    ...[null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, -0, [], {}, [[]], [['1']], [['1', '-1']], [[1, 2]], [null]],
    ...[{ toString: 1, valueOf: 1 }, { code: { toString: 1 } }, { e: {} }, 1_700_000_000_000_123],
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.double().map(String),
);

type Path = readonly (string | number)[];

/** Every place in a value where something else may stand. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, other);
  return copy;
}

/** A frame with other values in some places, or with its text cut, joined or spoiled. */
const spoiled = (examples: readonly string[]): fc.Arbitrary<string> => {
  const swapped = fc
    .tuple(fc.constantFrom(...examples), fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 3 }))
    .map(([text, swaps]) => {
      const whole = swaps.reduce<unknown>((value, [place, other]) => {
        const paths = pathsOf(value);
        return replaced(value, paths[place % paths.length] ?? [], other);
      }, JSON.parse(text));
      return JSON.stringify(whole) ?? '';
    });
  const cut = fc
    .tuple(fc.constantFrom(...examples), fc.nat(), fc.nat(8), fc.string({ maxLength: 4 }))
    .map(([text, at, length, more]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + more + text.slice(from + length);
    });
  return fc.oneof(swapped, cut, fc.string());
};

const isPrice = (value: number): boolean => Number.isFinite(value) && value > 0 && value <= 1e12;
const isQuantity = (value: number): boolean => Number.isFinite(value) && value >= 0 && value <= 1e18;
const isTime = (value: number): boolean => Number.isSafeInteger(value) && value > 1e12 && value < 5e12;

/** Checks everything that comes through, and counts it. */
function createInspector(): FrameListener & { told: number } {
  const check = (...facts: readonly boolean[]): void => {
    inspector.told++;
    expect(facts).not.toContain(false);
  };
  const areRows = (rows: readonly (readonly [unknown, unknown])[]): boolean =>
    rows.every(([price, quantity]) => isPrice(Number(price)) && isQuantity(Number(quantity)));
  const inspector: FrameListener & { told: number } = {
    told: 0,
    instrumentOf: (symbol) => (symbol === 'BTCUSDT' ? 'binance:BTC-USDT' : undefined),
    nowMs: () => 1_700_000_000_000,
    trade: ({ price, quantity, timeMs, tradeId }) =>
      check(isPrice(price), isQuantity(quantity), quantity > 0, isTime(timeMs), /^\d+$/.test(tradeId)),
    quote: ({ bid, ask }, updateId) => check(isPrice(bid), isPrice(ask), bid < ask, Number.isSafeInteger(updateId)),
    candle: (_, { openTimeMs, open, high, low, close, volume }) =>
      check(
        ...[open, high, low, close].map(isPrice),
        isQuantity(volume),
        isTime(openTimeMs),
        openTimeMs % 60_000 === 0,
        high >= Math.max(open, close),
        low <= Math.min(open, close),
      ),
    depth: (_, { firstId, lastId, timeMs, bids, asks }) =>
      check(
        firstId <= lastId,
        firstId >= 0,
        Number.isSafeInteger(lastId),
        isTime(timeMs),
        areRows(bids),
        areRows(asks),
      ),
    control: ({ error }) => check(typeof error === 'string'),
    shutdown: () => check(true),
  };
  return inspector;
}

describe('frames of the market stream', () => {
  it('malformed ones never throw, never yield a bad number, and are counted', () => {
    const inspector = createInspector();
    const counts: FrameCounts = { frames: 0, malformed: 0, foreign: 0 };
    fc.assert(
      fc.property(spoiled([...EXAMPLES, ...RECORDED]), (text) => {
        decodeFrame(text, inspector, counts);
      }),
      { numRuns: 20_000, seed: 7 },
    );
    expect(inspector.told + counts.malformed + counts.foreign).toBe(counts.frames);
    expect(counts.frames).toBe(20_000);
    expect(counts.malformed).toBeGreaterThan(5_000);
    expect(inspector.told).toBeGreaterThan(1_000);
  });

  it('whole ones all come through', () => {
    const inspector = createInspector();
    const counts: FrameCounts = { frames: 0, malformed: 0, foreign: 0 };
    for (const text of EXAMPLES) decodeFrame(text, inspector, counts);
    expect(inspector.told).toBe(EXAMPLES.length);
    expect(counts).toEqual({ frames: EXAMPLES.length, malformed: 0, foreign: 0 });
  });
});

it('frames of the user stream never throw and never yield a negative amount', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(spoiled(USER_EXAMPLES), (text) => {
      const frame = parseUserFrame(text, (symbol) => (symbol === 'BTCUSDT' ? BTC : undefined));
      kinds.add(frame.kind);
      if (frame.kind !== 'order') return;
      expect(frame.order.filledQuantity >= 0n && frame.order.filledValue >= 0n).toBe(true);
      expect(isTime(frame.order.updatedMs)).toBe(true);
      if (frame.fill !== null) expect(frame.fill.price > 0n && frame.fill.quantity > 0n).toBe(true);
    }),
    { numRuns: 10_000, seed: 7 },
  );
  expect([...kinds].sort()).toEqual(expect.arrayContaining(['foreign', 'malformed', 'order', 'reply', 'terminated']));
});

const REPLIES: readonly (readonly [name: string, text: string, parse: (body: unknown) => unknown])[] = [
  [
    'candles',
    '[[1700000040000,"1","3","0.5","2","10",1700000099999,"15",2,"4","6","0"]]',
    (body) => parseKlines(body, 0, 5e12),
  ],
  ['a book', '{"lastUpdateId":7,"bids":[["4.0","431.0"]],"asks":[["4.1","12.0"]]}', parseDepth],
  [
    'best prices',
    '[{"symbol":"BTCUSDT","bidPrice":"4","bidQty":"1","askPrice":"5","askQty":"1"}]',
    (body) => parseQuotes(body, [BTC], 1),
  ],
  [
    'symbols',
    '{"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","isSpotTradingAllowed":true,"permissions":[],"permissionSets":[["SPOT"]],"filters":[{"filterType":"PRICE_FILTER","minPrice":"0.01","maxPrice":"1000","tickSize":"0.01"},{"filterType":"LOT_SIZE","minQty":"0.1","maxQty":"9","stepSize":"0.1"},{"filterType":"NOTIONAL","minNotional":"5","applyMinToMarket":true,"maxNotional":"9000000"}]}]}',
    parseInstruments,
  ],
  [
    'orders',
    '[{"symbol":"BTCUSDT","orderId":1,"clientOrderId":"a","executedQty":"0.0","cummulativeQuoteQty":"0.0","status":"NEW","updateTime":1700000000000}]',
    (body) => parseOrders(body, () => BTC),
  ],
  [
    'a new order',
    '{"symbol":"BTCUSDT","orderId":1,"clientOrderId":"a","transactTime":1700000000000,"executedQty":"1.0","cummulativeQuoteQty":"1.0","status":"FILLED","fills":[{"price":"1","qty":"1","commission":"0","commissionAsset":"BNB","tradeId":5}]}',
    (body) => parsePlaced(body, BTC),
  ],
  [
    'trades',
    '[{"symbol":"BTCUSDT","id":1,"orderId":2,"price":"1","qty":"1","commission":"0","commissionAsset":"BNB","time":1700000000000,"isMaker":true}]',
    (body) => parseTrades(body, BTC),
  ],
  ['balances', '{"balances":[{"asset":"BTC","free":"1","locked":"0"}]}', parseBalances],
];

describe('replies over REST', () => {
  it.each(REPLIES)('%s: whole or refused, never something else', (_, text, parse) => {
    let read = 0;
    let refused = 0;
    expect(() => parse(JSON.parse(text))).not.toThrow();
    fc.assert(
      fc.property(spoiled([text]), (other) => {
        let body: unknown;
        try {
          body = JSON.parse(other);
        } catch {
          return;
        }
        try {
          parse(body);
          read++;
        } catch (error) {
          expect(error).toBeInstanceOf(FailureError);
          refused++;
        }
      }),
      { numRuns: 1_000, seed: 7 },
    );
    expect(read).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });
});
