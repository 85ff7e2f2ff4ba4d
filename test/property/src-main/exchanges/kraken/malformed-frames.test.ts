import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckedBook } from '../../../../../src-main/exchanges/kraken/checked-book.ts';
import { ownClientId, venueClientId } from '../../../../../src-main/exchanges/kraken/client-ids.ts';
import { ExecutionTrack } from '../../../../../src-main/exchanges/kraken/execution-track.ts';
import { PairTable } from '../../../../../src-main/exchanges/kraken/pair-table.ts';
import { readEnvelope } from '../../../../../src-main/exchanges/kraken/parse.ts';
import { balancesOf, fillsOf, ordersOf } from '../../../../../src-main/exchanges/kraken/parse-account.ts';
import { readUserFrame } from '../../../../../src-main/exchanges/kraken/parse-executions.ts';
import { candlesOf, pairsOf, quotesOf } from '../../../../../src-main/exchanges/kraken/parse-market.ts';
import { readMarketFrame } from '../../../../../src-main/exchanges/kraken/parse-stream.ts';

const FRAMES = [
  '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":105944.20,"qty":0.00027625,"ord_type":"limit","trade_id":10218208,"timestamp":"2023-10-06T17:35:55.440295Z"}]}',
  '{"channel":"ticker","type":"snapshot","data":[{"symbol":"BTC/USD","bid":105944.20,"bid_qty":2.5,"ask":105944.30,"ask_qty":3.2,"timestamp":"2022-12-25T09:30:59.123456Z"}]}',
  '{"channel":"ohlc","type":"update","data":[{"symbol":"BTC/USD","interval":1,"interval_begin":"2023-10-04T16:25:00.000000000Z","open":1,"high":2,"low":0.5,"close":1.5,"volume":3,"vwap":1,"trades":12}]}',
  '{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":105944.20,"qty":0.136}],"asks":[{"price":105944.30,"qty":0.136}],"checksum":2439117997,"timestamp":"2023-10-06T17:35:55.440295Z"}]}',
  '{"channel":"status","type":"update","data":[{"system":"online","api_version":"v2"}]}',
  '{"method":"subscribe","success":true,"result":{"channel":"book","symbol":"BTC/USD"},"req_id":1}',
  '{"channel":"executions","type":"update","data":[{"order_id":"O1","cl_ord_id":"mine-1","symbol":"BTC/USD","exec_type":"trade","exec_id":"T1","order_status":"filled","last_qty":0.1,"last_price":100.5,"cum_qty":0.1,"cum_cost":10.05,"liquidity_ind":"t","fees":[{"asset":"USD","qty":0.04}],"timestamp":"2023-09-22T10:33:05.709950Z"}],"sequence":8}',
  '{"error":[],"result":{"XXBTZUSD":[[1762777020,"1.0","2.0","0.5","1.5","1.0","0.1",3]],"last":1}}',
  '{"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","aclass_base":"currency","base":"XXBT","quote":"ZUSD","pair_decimals":1,"lot_decimals":8,"cost_decimals":5,"fees":[[0,0.4]],"ordermin":"0.00005","costmin":"0.5","tick_size":"0.1","status":"online"}}}',
  '{"error":[],"result":{"O1":{"status":"open","cl_ord_id":"a","opentm":1.5,"closetm":null,"descr":{"pair":"XBTUSD"},"vol_exec":"0.1","cost":"1","oflags":"fciq"}}}',
  '{"error":[],"result":{"T1":{"ordertxid":"O1","pair":"XXBTZUSD","time":1.5,"price":"1","vol":"1","fee":"0.1","maker":true}}}',
];

/** A frame whose characters were cut, replaced or repeated, or whose values were exchanged for others. */
const mangled = fc
  .record({
    text: fc.constantFrom(...FRAMES),
    at: fc.nat(),
    length: fc.nat(12),
    by: fc.oneof(
      fc.constantFrom(
        '',
        '"',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        'null',
        '-',
        '1e999',
        '1e-400',
        '"\\',
        '\u0000',
        '9'.repeat(400),
      ),
      fc.string(),
    ),
  })
  .map(({ text, at, length, by }) => text.slice(0, at % text.length) + by + text.slice((at % text.length) + length));
const swapped = fc
  .record({ text: fc.constantFrom(...FRAMES), at: fc.nat(), value: fc.jsonValue() })
  .map(({ text, at, value }) => {
    const values = [...text.matchAll(/:("[^"]*"|[\d.]+|\[\]|true)/g)];
    const hit = values[at % values.length];
    if (hit === undefined) return text;
    const from = hit.index + 1;
    return text.slice(0, from) + JSON.stringify(value) + text.slice(from + (hit[1] ?? '').length);
  });
const anything = fc.oneof(mangled, swapped, fc.json(), fc.string());

const pairs = new PairTable();
pairs.replace(pairsOf((readEnvelope(FRAMES[8] as string)?.result ?? {}) as Record<string, unknown>));

describe('malformed messages of Kraken', () => {
  it('throw nowhere and leave only finite numbers behind', () => {
    const book = new CheckedBook('kraken:BTC-USD', { priceDecimals: 1, lotDecimals: 8 });
    fc.assert(
      fc.property(anything, (text) => {
        const frame = readMarketFrame(text);
        if (frame.kind === 'books') for (const row of frame.rows) book.take(row, frame.isSnapshot, 0);
        if (frame.kind === 'trades') {
          for (const { price, qty, timestamp } of frame.rows)
            expect([price, qty, timestamp].every(Number.isFinite)).toBe(true);
        }
        if (frame.kind === 'candles') {
          for (const { open, high, low, close, volume } of frame.rows) {
            expect([open, high, low, close, volume].every(Number.isFinite)).toBe(true);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('of the account are read or refused, never half', () => {
    const track = new ExecutionTrack(pairs);
    fc.assert(
      fc.property(anything, (text) => {
        const frame = readUserFrame(text);
        if (frame.kind === 'executions') for (const row of frame.rows) track.take(row, 0);
        const result = readEnvelope(text)?.result;
        if (typeof result !== 'object' || result === null || Array.isArray(result)) return;
        const rows = result as Record<string, unknown>;
        pairsOf(rows);
        candlesOf(rows, { interval: '1m', fromMs: 0, toMs: 9e15 });
        quotesOf(rows, pairs, 0);
        ordersOf(rows, pairs);
        fillsOf(rows, pairs);
        balancesOf(rows, pairs);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('client ids', () => {
  it('of our own making come back whatever their numbers', () => {
    const id = fc
      .tuple(fc.bigInt(0n, 2n ** 42n - 1n), fc.bigInt(0n, 2n ** 32n - 1n), fc.bigInt(0n, 2n ** 32n - 1n))
      .map(
        ([start, chance, count]) =>
          `bw-${start.toString(36)}-${chance.toString(16).padStart(8, '0')}-${count.toString(36)}`,
      );
    fc.assert(fc.property(id, (own) => ownClientId(venueClientId(own)) === own));
  });

  it('either fit Kraken and come back, or are not sent', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,32}$/), (own) => {
        const told = venueClientId(own);
        if (told === undefined) return true;
        return (told.length <= 18 || /^[0-9a-f-]{36}$/.test(told)) && ownClientId(told) === own;
      }),
    );
  });
});
