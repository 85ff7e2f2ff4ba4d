import { describe, expect, it } from 'vitest';
import { decodeFrame, type FrameCounts } from '../../../../../src-main/exchanges/binance/parse.ts';
import { parseInstruments } from '../../../../../src-main/exchanges/binance/parse-instruments.ts';
import {
  parseDepth,
  parseKlines,
  parseQuotes,
  parseServerTime,
} from '../../../../../src-main/exchanges/binance/parse-market.ts';
import {
  parseAccountPermissions,
  parseBalances,
  parseOrder,
  parseOrders,
  parsePlaced,
  parseTrades,
} from '../../../../../src-main/exchanges/binance/parse-orders.ts';
import {
  parseUserEvent,
  parseUserFrame,
  type UserFrame,
} from '../../../../../src-main/exchanges/binance/parse-user-event.ts';
import { createSymbolLookup } from '../../../../../src-main/exchanges/binance/symbols.ts';
import { candleAt } from '../../../../../src-main/model/candle.ts';
import { moneyToText, priceToText, quantityToText } from '../../../../../src-main/model/money.ts';
import { hasTestData } from '../../../../fakes/candle-files.ts';
import { instrumentOf } from '../../../../unit/src-main/exchanges/binance/scripted-transport.ts';
import { createKeeper, testDataText } from './recorded-sessions.ts';

const HTTP = 'ws/nautilus/binance/spot/http_json';
const USER = 'ws/nautilus/binance/spot/user_data_json';
const MORE_HTTP = 'ws/nautilus/binance-integration/http_responses';
const MORE_WS = 'ws/nautilus/binance-integration/ws_messages';
const FOREVER = Number.MAX_SAFE_INTEGER;

const known = new Map(
  ['BTC-USDT', 'ETH-USDT', 'ETH-BTC', 'LTC-BTC', 'BNB-BTC'].map((symbol) => [
    `binance:${symbol}`,
    instrumentOf(symbol),
  ]),
);
const findSymbol = createSymbolLookup((id) => known.get(id));

const json = (path: string): unknown => JSON.parse(testDataText(path)) as unknown;
/** The text of a field as it stands in the file. */
const field = (text: string, name: string): string =>
  new RegExp(`"${name}"\\s*:\\s*"?([^",}\\]\\n]*)`).exec(text)?.[1] ?? '';
/** Decimal text without what does not change its value. */
const plain = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text);

describe.skipIf(!hasTestData(HTTP))('REST answers', () => {
  it('orders: as placed, as asked for, as cancelled, all of a list', () => {
    const placedText = testDataText(`${HTTP}/new_order_full_response.json`);
    const placed = parsePlaced(JSON.parse(placedText), instrumentOf('BTC-USDT'));
    expect(placed.order).toMatchObject({
      venueOrderId: '28',
      clientOrderId: '6gCrw2kRUAF9CvJDGP16IP',
      status: 'filled',
    });
    const rows = [...placedText.matchAll(/"price": "([\d.]+)",\s+"qty": "([\d.]+)",\s+"commission": "([\d.]+)"/g)];
    expect(rows).toHaveLength(5);
    expect(
      placed.fills.map(({ price, quantity, fee }) => [
        priceToText(price),
        quantityToText(quantity),
        moneyToText(fee.amount),
      ]),
    ).toEqual(rows.map(([, price = '', quantity = '', fee = '']) => [plain(price), plain(quantity), plain(fee)]));
    expect(quantityToText(placed.order.filledQuantity)).toBe(plain(field(placedText, 'executedQty')));

    expect(parseOrder(json(`${HTTP}/order_response.json`), findSymbol)).toMatchObject({
      venueOrderId: '1',
      clientOrderId: 'myOrder1',
      instrumentId: 'binance:LTC-BTC',
      status: 'working',
      updatedMs: 1499827319559,
    });
    expect(parseOrder(json(`${HTTP}/cancel_order_response.json`), findSymbol)).toMatchObject({
      clientOrderId: 'myOrder1',
      status: 'cancelled',
      statusText: 'CANCELED',
    });
    for (const list of ['all_orders_response', 'open_orders_response']) {
      expect(parseOrders(json(`${HTTP}/${list}.json`), findSymbol)).toHaveLength(1);
    }
  });

  it('trades and the account', () => {
    const text = testDataText(`${HTTP}/account_trades_response.json`);
    const [row] = parseTrades(JSON.parse(text), instrumentOf('BNB-BTC'));
    expect(row?.tradeId).toBe(28457);
    expect(priceToText(row?.fill.price as never)).toBe(plain(field(text, 'price')));
    expect(row?.fill).toMatchObject({
      venueOrderId: '100234',
      liquidity: 'taker',
      fee: { asset: 'BNB' },
      timeMs: 1499865549590,
    });
    for (const path of [`${HTTP}/account_response.json`, `${MORE_HTTP}/http_spot_wallet_account.json`]) {
      expect(parseBalances(json(path))).toEqual([
        { asset: 'BTC', free: '4723846.89208129', locked: '0.00000000' },
        { asset: 'LTC', free: '4763368.68006011', locked: '0.00000000' },
      ]);
      expect(parseAccountPermissions(json(path))).toMatchObject({ canTrade: true, canWithdraw: null });
    }
  });

  it.each([`${HTTP}/klines_response.json`, `${MORE_HTTP}/http_spot_market_klines.json`])('candles of %s', (path) => {
    const text = testDataText(path);
    const columns = parseKlines(JSON.parse(text), 0, FOREVER);
    const rows = [
      ...text.matchAll(/\[\s*(\d{13}),\s*"([\d.]+)",\s*"([\d.]+)",\s*"([\d.]+)",\s*"([\d.]+)",\s*"([\d.]+)"/g),
    ];
    expect(columns.openTimeMs).toHaveLength(rows.length);
    rows.forEach(([, ...texts], index) => {
      const { openTimeMs, open, high, low, close, volume } = candleAt(columns, index);
      expect([openTimeMs, open, high, low, close, volume]).toEqual(texts.map(Number));
    });
  });

  it.each([`${HTTP}/depth_response.json`, `${MORE_HTTP}/http_spot_market_depth.json`])('the book of %s', (path) => {
    const text = testDataText(path);
    const { lastId, bids, asks } = parseDepth(JSON.parse(text));
    expect(String(lastId)).toBe(field(text, 'lastUpdateId'));
    const rows = [...text.matchAll(/\[\s*"([\d.]+)",\s*"([\d.]+)"\s*\]/g)].map(([, price, quantity]) => [
      price,
      quantity,
    ]);
    expect([...bids, ...asks]).toEqual(rows);
  });

  it('best prices and the time', () => {
    const btc = instrumentOf('BTC-USDT');
    const [quote] = parseQuotes(json(`${MORE_HTTP}/http_spot_market_book_ticker.json`), [btc], 1);
    expect(quote).toEqual({ instrumentId: btc.id, timeMs: 1, bid: 60741.67, ask: 60741.68 });
    expect(parseServerTime(json(`${MORE_HTTP}/http_spot_market_time.json`))).toBe(1633835466289);
  });
});

describe.skipIf(!hasTestData('ws/cryptofeed/BINANCE.0.gz'))('exchangeInfo', () => {
  it('of 2021, whole: every spot symbol with its grid and its rules', () => {
    const [line = ''] = testDataText('ws/cryptofeed/BINANCE.0.gz').split('\n');
    const text = line.slice(line.indexOf(': {') + 2);
    const { instruments, leftOut } = parseInstruments(JSON.parse(text));
    const spot =
      [...text.matchAll(/"symbol":"([^"]+)","status"/g)].length -
      [...text.matchAll(/"isSpotTradingAllowed":false/g)].length;
    expect(instruments.length + leftOut.length).toBe(spot);
    expect(instruments.length).toBeGreaterThan(1_500);
    expect(leftOut).toEqual([]);
    for (const { baseAsset, quoteAsset, tick, step, rules } of instruments) {
      const from = text.indexOf(`"symbol":"${baseAsset}${quoteAsset}","status"`);
      const part = text.slice(
        from,
        text.indexOf('"symbol":"', from + 10) > 0 ? text.indexOf('"symbol":"', from + 10) : undefined,
      );
      const minNotional = rules?.minNotional ?? null;
      expect([
        priceToText(tick),
        quantityToText(step),
        minNotional === null ? '' : moneyToText(minNotional),
        rules?.status,
      ]).toEqual([
        plain(field(part, 'tickSize')),
        plain(/"LOT_SIZE"[^}]*"stepSize":"([\d.]+)"/.exec(part)?.[1] ?? ''),
        plain(field(part, 'minNotional')),
        field(part, 'status') === 'TRADING' ? 'trading' : 'halted',
      ]);
    }
  });

  it.skipIf(!hasTestData(MORE_HTTP))('of the examples, one without any filter among them', () => {
    expect(parseInstruments(json(`${HTTP}/exchange_info_response.json`)).instruments).toMatchObject([
      { id: 'binance:ETH-BTC', rules: { status: 'trading', minNotional: null, notionalOfMarketOrders: false } },
    ]);
    const { instruments } = parseInstruments(json(`${MORE_HTTP}/http_spot_market_exchange_info.json`));
    expect(instruments.map(({ symbol }) => symbol)).toEqual(['BTC-USDT', 'ETH-USDT']);
    expect(instruments[0]?.rules).toMatchObject({
      notionalOfMarketOrders: true,
      filterNames: { minNotional: 'MIN_NOTIONAL', step: 'LOT_SIZE' },
    });
  });
});

const eventIn = (text: string): { e: string } => {
  const frame = JSON.parse(text) as { event?: { e: string }; data?: { e: string }; e: string };
  return frame.event ?? frame.data ?? frame;
};

const REPORTS: readonly (readonly [path: string, client: string, status: string, fills: boolean])[] = [
  [`${USER}/execution_report_new.json`, 'x-TD67BGP9-T0000000000000', 'working', false],
  [`${USER}/execution_report_trade.json`, 'x-TD67BGP9-T0000000000000', 'filled', true],
  [`${USER}/execution_report_canceled.json`, 'x-TD67BGP9-T0000000000000', 'cancelled', false],
  [`${USER}/execution_report_expired.json`, 'x-TD67BGP9-T0000000000000', 'cancelled', false],
  [`${USER}/execution_report_stop_loss.json`, 'x-TD67BGP9-T0000000000001', 'working', false],
  [`${USER}/execution_report_wrapped.json`, 'mUvoqJxFIILMdfAW5iGSOW', 'working', false],
  [`${MORE_WS}/ws_spot_execution_report_binance_us.json`, 'T0ESHzso0banw0QiPFZYgj', 'filled', false],
  [`${MORE_WS}/ws_spot_execution_report_calculated.json`, 'autoclose-123456789', 'filled', false],
  [`${MORE_WS}/ws_spot_execution_report_canceled.json`, 'O-12345-test-cancel', 'cancelled', false],
  [`${MORE_WS}/ws_spot_execution_report_custom_client_id.json`, 'INIT-BTC-1234567890', 'working', true],
  [`${MORE_WS}/ws_spot_execution_report_empty_client_id.json`, '', 'working', true],
  [`${MORE_WS}/ws_spot_execution_report_expired.json`, 'O-12345-test-expired', 'cancelled', false],
  [`${MORE_WS}/ws_spot_execution_report_new.json`, 'O-12345-test-new', 'working', false],
  [`${MORE_WS}/ws_spot_execution_report_pending_cancel.json`, 'O-12345-test-cancel', 'working', false],
  [`${MORE_WS}/ws_spot_execution_report_rejected.json`, 'O-12345-test-reject', 'refused', false],
  [`${MORE_WS}/ws_spot_execution_report_trade.json`, 'O-12345-test-trade', 'working', true],
  [`${MORE_WS}/ws_spot_execution_report_trade_l_zero.json`, 'O-12345-test-trade-l-zero', 'filled', false],
  [
    `${MORE_WS}/ws_spot_execution_report_trade_l_zero_canceled.json`,
    'O-12345-test-l-zero-canceled',
    'cancelled',
    false,
  ],
  [`${MORE_WS}/ws_spot_execution_report_trade_l_zero_partial.json`, 'O-12345-test-l-zero-partial', 'working', false],
  [`${MORE_WS}/ws_spot_execution_report_trade_prevention.json`, 'O-12345-test-stp', 'cancelled', false],
];

describe.skipIf(!hasTestData(USER) || !hasTestData(MORE_WS))('user data', () => {
  it.each(REPORTS)('%s', (path, clientOrderId, status, hasFill) => {
    const text = testDataText(path);
    const event = eventIn(text);
    const frame = parseUserEvent(event, findSymbol);
    if (frame.kind !== 'order') throw new Error(`it was read as ${frame.kind}`);
    expect(frame.order).toMatchObject({ clientOrderId, status, venueOrderId: field(text, 'i') });
    expect(quantityToText(frame.order.filledQuantity)).toBe(plain(field(text, 'z')));
    expect(moneyToText(frame.order.filledValue)).toBe(plain(field(text, 'Z')));
    expect(frame.order.statusText.startsWith(field(text, 'X'))).toBe(true);
    expect(frame.fill !== null).toBe(hasFill);
    if (frame.fill === null) return;
    const { price, quantity, fee, liquidity } = frame.fill;
    expect([priceToText(price), quantityToText(quantity), moneyToText(fee.amount), fee.asset, liquidity]).toEqual([
      plain(field(text, 'L')),
      plain(field(text, 'l')),
      plain(field(text, 'n')),
      field(text, 'N'),
      field(text, 'm') === 'true' ? 'maker' : 'taker',
    ]);
  });

  it.each([
    ['account_position_wrapped', 'ignored'],
    ['balance_update_wrapped', 'ignored'],
    ['list_status_wrapped', 'ignored'],
    ['execution_report_wrapped', 'order'],
  ] as const)('%s in its envelope', (name, kind) => {
    expect(parseUserFrame(testDataText(`${USER}/${name}.json`), findSymbol).kind satisfies UserFrame['kind']).toBe(
      kind,
    );
  });

  it('the reason of an expiry is told', () => {
    const frame = parseUserEvent(eventIn(testDataText(`${USER}/execution_report_expired.json`)), findSymbol);
    expect(frame).toMatchObject({ order: { statusText: 'EXPIRED (INSUFFICIENT_LIQUIDITY)' } });
  });
});

describe.skipIf(!hasTestData(MORE_WS))('single stream messages', () => {
  it('a trade and a best price are told as they stand, what we do not ask for is counted', () => {
    const { told, listener } = createKeeper();
    const counts: FrameCounts = { frames: 0, malformed: 0, foreign: 0 };
    const frames = ['trade', 'ticker_book', 'agg_trade', 'ticker_24hr'].map((name) =>
      testDataText(`${MORE_WS}/ws_spot_${name}.json`),
    );
    for (const frame of frames) {
      decodeFrame(
        frame,
        {
          ...listener,
          instrumentOf: (symbol) => findSymbol(symbol)?.id,
          nowMs: () => 7,
          quote: (quote) => listener.quote(quote),
          depth: () => undefined,
          control: () => undefined,
          shutdown: () => undefined,
        },
        counts,
      );
    }
    expect(counts).toEqual({ frames: 4, malformed: 0, foreign: 2 });
    expect(told.trades).toEqual([
      {
        instrumentId: 'binance:ETH-USDT',
        timeMs: 1639351062243,
        price: 4149.74,
        quantity: 0.4387,
        takerSide: 'sell',
        tradeId: '705291099',
      },
    ]);
    expect(told.quotes).toEqual([{ instrumentId: 'binance:ETH-USDT', timeMs: 7, bid: 4507.24, ask: 4507.25 }]);
  });
});
