import { describe, expect, it } from 'vitest';
import { readUserFrame } from '../../../../../src-main/exchanges/kraken/parse-executions.ts';
import { readMarketFrame } from '../../../../../src-main/exchanges/kraken/parse-stream.ts';
import { hasRecorded, hasRecordedV1, recordedText, recordedV1 } from './recorded.ts';

describe.skipIf(!hasRecorded)('recorded frames', () => {
  it('trades', () => {
    expect(readMarketFrame(recordedText('ws_trade_update.json'))).toEqual({
      kind: 'trades',
      rows: [
        {
          symbol: 'BTC/USD',
          side: 'buy',
          price: 105944.2,
          qty: 0.00027625,
          trade_id: '10218208',
          timestamp: Date.UTC(2023, 9, 6, 17, 35, 55, 440),
        },
        {
          symbol: 'BTC/USD',
          side: 'sell',
          price: 105910.5,
          qty: 0.0001246,
          trade_id: '10218209',
          timestamp: Date.UTC(2023, 9, 6, 17, 35, 56, 123),
        },
      ],
    });
  });

  it('best prices', () => {
    expect(readMarketFrame(recordedText('ws_ticker_snapshot.json'))).toEqual({
      kind: 'tickers',
      rows: [{ symbol: 'BTC/USD', bid: 105944.2, ask: 105944.3, timestamp: Date.UTC(2022, 11, 25, 9, 30, 59, 123) }],
    });
  });

  it('minutes', () => {
    expect(readMarketFrame(recordedText('ws_ohlc_update.json'))).toMatchObject({
      kind: 'candles',
      isSnapshot: false,
      rows: [
        {
          symbol: 'BTC/USD',
          interval: 1,
          interval_begin: Date.UTC(2023, 9, 4, 16, 25),
          open: 106038.2,
          high: 106044.3,
          low: 106038.1,
          close: 106040.1,
          volume: 30927.68066226,
        },
      ],
    });
  });

  it('books, with prices and quantities as they were sent', () => {
    expect(readMarketFrame(recordedText('ws_book_snapshot.json'))).toMatchObject({
      kind: 'books',
      isSnapshot: true,
      rows: [{ symbol: 'BTC/USD', bids: [{ price: '105944.20', qty: '0.136' }, {}, {}], checksum: 2439117997 }],
    });
    expect(readMarketFrame(recordedText('ws_book_update.json'))).toMatchObject({ kind: 'books', isSnapshot: false });
  });

  it('acknowledgements, pongs, and what nobody asked for', () => {
    expect(readMarketFrame(recordedText('ws_subscribe_response.json'))).toEqual({
      kind: 'answer',
      method: 'subscribe',
      isOk: true,
      error: '',
      requestId: 1,
      channel: 'ticker',
      symbol: 'BTC/USD',
    });
    expect(readMarketFrame(recordedText('ws_pong.json'))).toEqual({ kind: 'signOfLife' });
    expect(readMarketFrame(recordedText('ws_l3_snapshot.json'))).toEqual({ kind: 'signOfLife' });
    expect(readMarketFrame(recordedText('ws_add_order_response_failure.json'))).toMatchObject({
      kind: 'answer',
      isOk: false,
      error: 'EOrder:Insufficient funds',
    });
  });
});

describe.skipIf(!hasRecordedV1)('the first protocol', () => {
  it('is dropped without error, frame by frame', () => {
    const texts = ['KRAKEN.ws.48.0', 'KRAKEN.ws.49.0', 'KRAKEN.ws.50.0.gz'].flatMap(recordedV1);
    expect(texts.length).toBeGreaterThan(4000);
    const kinds = new Set(texts.flatMap((text) => [readMarketFrame(text).kind, readUserFrame(text).kind]));
    expect([...kinds]).toEqual(['unreadable']);
  });
});

describe('readMarketFrame', () => {
  it('knows heartbeats and the state of trading', () => {
    expect(readMarketFrame('{"channel":"heartbeat"}')).toEqual({ kind: 'signOfLife' });
    const status = '{"channel":"status","type":"update","data":[{"system":"maintenance","api_version":"v2"}]}';
    expect(readMarketFrame(status)).toEqual({ kind: 'status', system: 'maintenance' });
  });

  it('takes no row that says less than it must', () => {
    const trade = (row: string): string => `{"channel":"trade","type":"update","data":[${row}]}`;
    for (const row of [
      '{}',
      '{"symbol":"BTC/USD","side":"up","price":1,"qty":1,"trade_id":1,"timestamp":"2023"}',
      'null',
    ]) {
      expect(readMarketFrame(trade(row))).toEqual({ kind: 'unreadable' });
    }
  });
});

describe('acknowledgements', () => {
  it('are read on channels whose numbers are kept as texts too', () => {
    const text = (channel: string): string =>
      `{"method":"subscribe","result":{"channel":"${channel}","symbol":"BTC/USD"},"success":true,"req_id":4}`;
    const expected = { kind: 'answer', method: 'subscribe', isOk: true, requestId: 4 };
    expect(readMarketFrame(text('book'))).toMatchObject({ ...expected, channel: 'book' });
    expect(readUserFrame(text('executions'))).toMatchObject({ ...expected, channel: 'executions' });
  });
});

describe('readUserFrame', () => {
  it('keeps money as the text that was sent, and texts that look like numbers untouched', () => {
    const frame = readUserFrame(
      '{"channel":"executions","type":"update","data":[{"order_id":"O1","exec_type":"trade","exec_id":"T1","last_qty":0.10000000,"last_price":27012.10,"cum_cost":123456789012.12345678,"reason":"a \\"cost\\": 5, b","fees":[{"asset":"USD","qty":0.0000001}],"timestamp":"2023-09-22T10:33:05.709982Z"}],"sequence":12}',
    );
    expect(frame).toMatchObject({
      kind: 'executions',
      isSnapshot: false,
      sequence: 12,
      rows: [
        {
          last_qty: '0.10000000',
          last_price: '27012.10',
          cum_cost: '123456789012.12345678',
          reason: 'a "cost": 5, b',
          fees: [{ asset: 'USD', qty: '0.0000001' }],
        },
      ],
    });
  });

  it('tells an unreadable event of an order from one of another channel', () => {
    expect(readUserFrame('{"channel":"executions","type":"update","data":[{}]}')).toEqual({
      kind: 'unreadable',
      isExecution: true,
    });
    expect(readUserFrame('[1,2]')).toEqual({ kind: 'unreadable', isExecution: false });
    expect(readUserFrame('{"channel":"heartbeat"}')).toEqual({ kind: 'signOfLife' });
  });
});

describe('values no exchange means', () => {
  it.each([
    ['trade', '{"symbol":"BTC/USD","side":"buy","price":-1,"qty":1,"trade_id":1,"timestamp":"2026-11-21T00:00:00Z"}'],
    ['trade', '{"symbol":"BTC/USD","side":"buy","price":0,"qty":1,"trade_id":1,"timestamp":"2026-11-21T00:00:00Z"}'],
    ['trade', '{"symbol":"BTC/USD","side":"buy","price":1,"qty":-1,"trade_id":1,"timestamp":"2026-11-21T00:00:00Z"}'],
    ['trade', '{"symbol":"BTC/USD","side":"buy","price":1,"qty":1,"trade_id":1,"timestamp":"9999-12-31T23:59:59Z"}'],
  ])('a %s %s is unreadable', (channel, row) => {
    expect(readMarketFrame(`{"channel":"${channel}","type":"update","data":[${row}]}`).kind).toBe('unreadable');
  });

  it('a fill for nothing is unreadable', () => {
    const row = '{"order_id":"O1","exec_type":"trade","exec_id":"T1","last_qty":1,"last_price":-5}';
    const frame = `{"channel":"executions","type":"update","data":[${row}]}`;
    expect(readUserFrame(frame)).toEqual({ kind: 'unreadable', isExecution: true });
  });
});
