import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import { BUDGETS, depthWeight, WEIGHTS } from '../../../../../src-main/exchanges/binance/limits.ts';
import { createSymbolLookup, wireSymbol } from '../../../../../src-main/exchanges/binance/symbols.ts';
import { priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import { BTC, createBench, ETH, instrumentOf, type ScriptedReply } from './scripted-transport.ts';

function openFeed(body: ScriptedReply['body']) {
  const bench = createBench();
  bench.transport.answer = () => ({ body });
  return { bench, feed: binance.market(bench.parts) };
}

describe('limits', () => {
  it('budgets are half of what the exchange allows', () => {
    expect(Object.fromEntries(BUDGETS.map(({ name, limit, windowMs }) => [name, [limit, windowMs]]))).toEqual({
      requestWeight: [3_000, 60_000],
      rawRequests: [150_000, 300_000],
      orders10s: [25, 10_000],
      orders1d: [80_000, 86_400_000],
    });
  });

  it('weights are the documented ones', () => {
    expect([100, 101, 500, 501, 1_000, 1_001, 5_000].map(depthWeight)).toEqual([5, 25, 25, 50, 50, 250, 250]);
    expect(WEIGHTS).toMatchObject({
      exchangeInfo: 20,
      klines: 2,
      openOrders: 80,
      myTrades: 20,
      account: 20,
      findOrder: 4,
    });
  });
});

describe('candles', () => {
  const row = (openTimeMs: number, close = '2') => [
    openTimeMs,
    '1',
    '3',
    '0.5',
    close,
    '10',
    0,
    '15',
    2,
    '4',
    '6',
    '0',
  ];
  const FROM_MS = 1_700_000_040_000;
  const request = {
    instrument: BTC,
    interval: '1m' as const,
    fromMs: FROM_MS,
    toMs: FROM_MS + 180_000,
    priority: 'history' as const,
  };

  it('are asked for with both ends, the last one included', async () => {
    const { bench, feed } = openFeed([]);
    await feed.candlePage(request);
    expect(bench.transport.lastUrl.search).toBe(
      `?symbol=BTCUSDT&interval=1m&startTime=${FROM_MS}&endTime=${FROM_MS + 179_999}&limit=1000`,
    );
    expect(bench.transport.sent[0]?.request).toMatchObject({ cost: { requestWeight: 2 }, priority: 'history' });
  });

  it('come in order, each once, the last word counts, and only those asked for', async () => {
    const rows = [
      row(FROM_MS + 60_000),
      row(FROM_MS),
      row(FROM_MS + 60_000, '3'),
      row(FROM_MS - 60_000),
      row(FROM_MS + 180_000),
    ];
    const columns = unwrap(await openFeed(rows).feed.candlePage(request));
    expect([...columns.openTimeMs]).toEqual([FROM_MS, FROM_MS + 60_000]);
    expect([...columns.close]).toEqual([2, 3]);
  });

  it.each([
    ['a high below its close', row(FROM_MS, '4')],
    ['a negative price', row(FROM_MS, '-2')],
    ['a price that is a number', row(FROM_MS, 2 as never)],
    ['a time that is none', row(Number.NaN)],
    ['no list', 'row'],
  ])('with %s are refused whole', async (_, bad) => {
    const outcome = await openFeed([row(FROM_MS + 60_000), bad]).feed.candlePage(request);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });
});

describe('best prices over REST', () => {
  const rowOf = (symbol: string, bidPrice: string, askPrice: string) => ({
    symbol,
    bidPrice,
    bidQty: '1',
    askPrice,
    askQty: '1',
  });

  it.each([
    [[BTC], '?symbol=BTCUSDT', 2],
    [[BTC, ETH], `?symbols=${encodeURIComponent('["BTCUSDT","ETHUSDT"]')}`, 4],
    [Array.from({ length: 101 }, (_, index) => instrumentOf(`COIN${index}-USDT`)), '', 4],
  ])('are asked for one, several or all', async (instruments, search, weight) => {
    const { bench, feed } = openFeed([]);
    await feed.quotes(instruments);
    expect(bench.transport.lastUrl.search).toBe(search);
    expect(bench.transport.sent[0]?.request.cost.requestWeight).toBe(weight);
  });

  it('of none ask nothing', async () => {
    const { bench, feed } = openFeed([]);
    expect(await feed.quotes([])).toEqual({ ok: true, value: [] });
    expect(bench.transport.sent).toEqual([]);
  });

  it('have the exchange’s time; empty and crossed ones are left out', async () => {
    const { bench, feed } = openFeed([
      rowOf('BTCUSDT', '10', '11'),
      rowOf('ETHUSDT', '0.00', '0.00'),
      rowOf('DOGEUSDT', '1', '2'),
    ]);
    expect(await feed.quotes([BTC, ETH])).toEqual({
      ok: true,
      value: [{ instrumentId: BTC.id, timeMs: bench.timers.nowMs() + 100, bid: 10, ask: 11 }],
    });
  });
});

it('the exchange’s time', async () => {
  expect(await openFeed({ serverTime: 1_700_000_000_123 }).feed.serverTimeMs()).toEqual({
    ok: true,
    value: 1_700_000_000_123,
  });
  expect(await openFeed({ serverTime: 'now' }).feed.serverTimeMs()).toMatchObject({ ok: false });
});

describe('instruments', () => {
  const symbolInfo = (more: object = {}) => ({
    symbol: 'BTCUSDT',
    status: 'TRADING',
    baseAsset: 'BTC',
    quoteAsset: 'USDT',
    isSpotTradingAllowed: true,
    permissions: [],
    permissionSets: [['SPOT', 'MARGIN']],
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: '0.01000000', maxPrice: '1000000.00000000', tickSize: '0.01000000' },
      { filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.00000000', stepSize: '0.00001000' },
      { filterType: 'MARKET_LOT_SIZE', minQty: '0.00000000', maxQty: '84.62', stepSize: '0.00000000' },
      {
        filterType: 'NOTIONAL',
        minNotional: '5.00',
        applyMinToMarket: true,
        maxNotional: '9000000.00',
        applyMaxToMarket: false,
        avgPriceMins: 5,
      },
      { filterType: 'TRAILING_DELTA', minTrailingAboveDelta: 10 },
    ],
    ...more,
  });
  const load = async (...symbols: object[]) => {
    const { bench, feed } = openFeed({ symbols });
    return { instruments: unwrap(await feed.instruments()), log: bench.log.lines.join('\n') };
  };

  it('have grid, bounds and the exchange’s names of them', async () => {
    const { instruments } = await load(symbolInfo());
    expect(instruments).toMatchObject([
      {
        id: 'binance:BTC-USDT',
        venue: 'binance',
        tick: priceFromText('0.01'),
        step: quantityFromText('0.00001'),
        rules: {
          status: 'trading',
          minPrice: priceFromText('0.01'),
          maxPrice: priceFromText('1000000'),
          minQuantity: quantityFromText('0.00001'),
          maxQuantity: quantityFromText('9000'),
          maxMarketQuantity: quantityFromText('84.62'),
          notionalOfMarketOrders: true,
          filterNames: { tick: 'PRICE_FILTER', step: 'LOT_SIZE', minNotional: 'NOTIONAL' },
        },
      },
    ]);
  });

  it.each([
    ['TRADING', 'trading'],
    ['CANCEL_ONLY', 'cancelOnly'],
    ['HALT', 'halted'],
    ['BREAK', 'halted'],
    ['END_OF_DAY', 'halted'],
    ['SOMETHING_NEW', 'halted'],
  ])('in status %s: %s', async (status, expected) => {
    expect((await load(symbolInfo({ status }))).instruments[0]?.rules?.status).toBe(expected);
  });

  it.each([
    ['not spot by flag', { isSpotTradingAllowed: false }],
    ['not spot by permission', { permissionSets: [['MARGIN', 'LEVERAGED']] }],
    ['not spot by the older list', { permissions: ['MARGIN'], permissionSets: [] }],
  ])('%s: no instrument, and nothing said', async (_, more) => {
    const { instruments, log } = await load(symbolInfo(more));
    expect([instruments.length, log]).toEqual([0, '']);
  });

  it.each([
    ['a tick of 13 places', { filters: [{ filterType: 'PRICE_FILTER', tickSize: '0.0000000000001' }] }],
    ['a step of 9 places', { filters: [{ filterType: 'LOT_SIZE', stepSize: '0.000000001' }] }],
    ['assets in other letters', { symbol: '币USDT', baseAsset: '币' }],
    ['a symbol of another form', { symbol: 'BTC_USDT' }],
    ['a bound that is none', { filters: [{ filterType: 'LOT_SIZE', minQty: '-1' }] }],
    ['no filters', { filters: undefined }],
  ])('with %s are left out and said', async (_, more) => {
    const { instruments, log } = await load(symbolInfo(more), symbolInfo({ symbol: 'ETHUSDT', baseAsset: 'ETH' }));
    expect(instruments.map(({ id }) => id)).toEqual(['binance:ETH-USDT']);
    expect(log).toContain('left out');
  });

  it('bounds of 0 are none; where no grid is named it is eight places', async () => {
    const filters = [{ filterType: 'PRICE_FILTER', minPrice: '0', maxPrice: '0.00', tickSize: '0' }];
    const { instruments } = await load(symbolInfo({ filters }));
    expect(instruments[0]).toMatchObject({
      tick: priceFromText('0.00000001'),
      step: quantityFromText('0.00000001'),
      rules: { minPrice: null, maxPrice: null, minQuantity: null, minNotional: null, notionalOfMarketOrders: false },
    });
  });
});

describe('symbols', () => {
  it('of the exchange find their instrument, wherever the base ends', () => {
    const instruments = ['BTC-USDT', 'B-TCU', '1000SATS-USDT', 'USDT-TRY'].map(instrumentOf);
    const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
    let looks = 0;
    const find = createSymbolLookup((id) => {
      looks++;
      return byId.get(id);
    });
    for (const instrument of instruments) expect(find(wireSymbol(instrument))).toBe(instrument);
    expect(find('NOTHING')).toBeUndefined();
    expect(find('')).toBeUndefined();
    looks = 0;
    find('1000SATSUSDT');
    expect(looks).toBe(1);
  });
});
