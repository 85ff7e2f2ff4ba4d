import { describe, expect, it } from 'vitest';
import { fail, unwrap } from '../../../../../src-main/base/outcome.ts';
import { createCoinbaseMarket } from '../../../../../src-main/exchanges/coinbase/feed.ts';
import type { CandlePageRequest } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import { priceToText, quantityToText } from '../../../../../src-main/model/money.ts';
import type { TradingStatus } from '../../../../../src-main/model/trading-rules.ts';
import { BTC, BTC_USDC, createCoinbaseBench, ETH } from './coinbase-bench.ts';

const PRODUCT = {
  product_id: 'BTC-USD',
  price: '68923.67',
  base_increment: '0.00000001',
  quote_increment: '0.01',
  price_increment: '0.01',
  quote_min_size: '1',
  quote_max_size: '150000000',
  base_min_size: '0.00000001',
  base_max_size: '3400',
  status: 'online',
  is_disabled: false,
  cancel_only: false,
  limit_only: false,
  post_only: false,
  trading_disabled: false,
  auction_mode: false,
  view_only: false,
  product_type: 'SPOT',
  alias: '',
};

const product = (more: object) => ({ ...PRODUCT, ...more });

/** A bench whose exchange has these products, told `most` at a time. */
function benchWith(products: readonly object[], most = 500) {
  const bench = createCoinbaseBench();
  bench.transport.answer = ({ url }) => {
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toBe('/api/v3/brokerage/market/products');
    const from = Number(searchParams.get('offset'));
    return { body: { products: products.slice(from, from + most), num_products: products.length } };
  };
  return { ...bench, market: createCoinbaseMarket(bench.parts) };
}

describe('instruments', () => {
  it('have the grid and the bounds of their product, under its names', async () => {
    const { market } = benchWith([PRODUCT]);
    const [btc] = unwrap(await market.instruments());
    expect(btc).toMatchObject({ id: 'coinbase:BTC-USD', venue: 'coinbase', symbol: 'BTC-USD', baseAsset: 'BTC' });
    expect(btc?.quoteAsset).toBe('USD');
    expect(priceToText(btc?.tick as never)).toBe('0.01');
    expect(quantityToText(btc?.step as never)).toBe('0.00000001');
    expect(btc?.rules).toEqual({
      status: 'trading',
      minPrice: null,
      maxPrice: null,
      minQuantity: 1n,
      maxQuantity: 3400n * 10n ** 8n,
      maxMarketQuantity: null,
      minNotional: 10n ** 20n,
      maxNotional: 150_000_000n * 10n ** 20n,
      notionalOfMarketOrders: true,
      filterNames: {
        status: 'status',
        tick: 'price_increment',
        step: 'base_increment',
        minQuantity: 'base_min_size',
        maxQuantity: 'base_max_size',
        minNotional: 'quote_min_size',
        maxNotional: 'quote_max_size',
      },
    });
  });

  it('an absent price_increment is the quote_increment', async () => {
    const { market } = benchWith([product({ price_increment: '', quote_increment: '0.05' })]);
    expect(unwrap(await market.instruments())[0]?.tick).toBe(50_000_000_000n);
  });

  it.each<[object, TradingStatus, string]>([
    [{ trading_disabled: true, post_only: true }, 'halted', 'trading_disabled'],
    [{ is_disabled: true }, 'halted', 'is_disabled'],
    [{ view_only: true }, 'halted', 'view_only'],
    [{ status: 'delisted' }, 'halted', 'status'],
    [{ status: 'offline', limit_only: true }, 'halted', 'status'],
    [{ cancel_only: true, limit_only: true }, 'cancelOnly', 'cancel_only'],
    [{ post_only: true }, 'postOnly', 'post_only'],
    [{ limit_only: true }, 'limitOnly', 'limit_only'],
    [{ auction_mode: true }, 'limitOnly', 'auction_mode'],
    [{ status: 'ONLINE' }, 'trading', 'status'],
  ])('%j is %s by %s', async (flags, status, name) => {
    const { market } = benchWith([product(flags)]);
    const rules = unwrap(await market.instruments())[0]?.rules;
    expect(rules?.status).toBe(status);
    expect(rules?.filterNames.status).toBe(name);
  });

  it('what cannot be told in our numbers is left out and logged, futures without a word', async () => {
    const { market, log } = benchWith([
      product({ product_id: 'FINE-USD', base_increment: '0.000000001' }),
      product({ product_id: 'DUST-USD', price_increment: '0.0000000000001' }),
      product({ product_id: 'ZERO-USD', base_increment: '0' }),
      product({ product_id: 'BIP-20DEC30-CDE' }),
      product({ product_id: 'BTC-PERP', product_type: 'FUTURE' }),
      product({ product_id: 'SHIB-USD', price_increment: '0.00000001', base_min_size: '0.000000000001' }),
    ]);
    const instruments = unwrap(await market.instruments());
    expect(instruments.map(({ symbol }) => symbol)).toEqual(['SHIB-USD']);
    expect(instruments[0]?.rules?.minQuantity).toBeNull();
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain('"count":4');
    expect(log.lines[0]).toContain('FINE-USD: base_increment');
    expect(log.lines[0]).not.toContain('PERP');
  });

  it('a product whose id is no text does not keep the others from being listed', async () => {
    const { market } = benchWith([product({ product_id: { toString: 1, valueOf: 2 } }), PRODUCT]);
    expect(unwrap(await market.instruments()).map(({ symbol }) => symbol)).toEqual(['BTC-USD']);
  });

  it('are asked for page by page, whatever a page really holds', async () => {
    const products = Array.from({ length: 23 }, (_, index) => product({ product_id: `A${index}-USD` }));
    const { market, transport } = benchWith(products, 10);
    expect(unwrap(await market.instruments())).toHaveLength(23);
    expect(transport.sent.map(({ built }) => new URL(built.url).searchParams.get('offset'))).toEqual([
      '0',
      '10',
      '20',
      '23',
    ]);
  });

  it('a server that knows no pages is asked twice', async () => {
    const bench = createCoinbaseBench();
    bench.transport.answer = () => ({ body: { products: [PRODUCT, product({ product_id: 'ETH-USD' })] } });
    expect(unwrap(await createCoinbaseMarket(bench.parts).instruments())).toHaveLength(2);
    expect(bench.transport.sent).toHaveLength(2);
  });
});

const MINUTE = 60_000;
const FROM = Date.UTC(2026, 10, 21);

const pageRequest = (more: Partial<CandlePageRequest> = {}): CandlePageRequest => ({
  instrument: BTC,
  interval: '1m',
  fromMs: FROM,
  toMs: FROM + 349 * MINUTE,
  priority: 'history',
  ...more,
});

const row = (minute: number, more: object = {}) => ({
  start: String((FROM + minute * MINUTE) / 1000),
  low: '99',
  high: '103',
  open: '100',
  close: '102',
  volume: '1.5',
  ...more,
});

function candleBench(candles: unknown) {
  const bench = createCoinbaseBench();
  bench.transport.answer = () => ({ body: { candles } });
  return { ...bench, market: createCoinbaseMarket(bench.parts) };
}

describe('candles', () => {
  it('are asked for in seconds, both ends inside the window, past the cache of public answers', async () => {
    const { market, transport } = candleBench([]);
    unwrap(await market.candlePage(pageRequest()));
    const url = transport.lastUrl;
    expect(url.pathname).toBe('/api/v3/brokerage/market/products/BTC-USD/candles');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      start: String(FROM / 1000),
      end: String(FROM / 1000 + 349 * 60 - 1),
      granularity: 'ONE_MINUTE',
    });
    expect(transport.sent[0]?.built.headers?.['cache-control']).toBe('no-cache');
    expect(transport.sent[0]?.request).toMatchObject({ cost: { public: 1 }, priority: 'history', group: 'market' });
  });

  it('come newest first and leave in order, once each, those of the window alone; a quiet minute is missing', async () => {
    const rows = [row(349), row(5, { close: '101' }), row(2), row(2), row(0), row(-1)];
    const columns = unwrap(await candleBench(rows).market.candlePage(pageRequest()));
    expect([...columns.openTimeMs]).toEqual([0, 2, 5].map((minute) => FROM + minute * MINUTE));
    expect([...columns.close]).toEqual([102, 102, 101]);
    expect([...columns.volume]).toEqual([1.5, 1.5, 1.5]);
  });

  it('rows that say nothing sensible are left out and counted', async () => {
    const rows = [
      row(0),
      row(1, { high: '98' }),
      row(2, { open: 'x' }),
      row(3, { start: '12' }),
      null,
      row(4, { low: 0 }),
    ];
    const { market, log } = candleBench(rows);
    expect(unwrap(await market.candlePage(pageRequest())).openTimeMs).toHaveLength(1);
    expect(log.lines[0]).toContain('"count":5');
  });

  it('an answer without a list is a failure', async () => {
    const outcome = await candleBench({}).market.candlePage(pageRequest());
    expect(outcome).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });

  it('each interval has its granularity, and no others are claimed', async () => {
    const { market, transport } = candleBench([]);
    const asked: (string | null)[] = [];
    for (const interval of market.candleIntervals) {
      unwrap(await market.candlePage(pageRequest({ interval })));
      asked.push(transport.lastUrl.searchParams.get('granularity'));
    }
    expect(asked).toEqual([
      'ONE_MINUTE',
      'FIVE_MINUTE',
      'FIFTEEN_MINUTE',
      'THIRTY_MINUTE',
      'ONE_HOUR',
      'TWO_HOUR',
      'FOUR_HOUR',
      'SIX_HOUR',
      'ONE_DAY',
    ]);
    expect(await market.candlePage(pageRequest({ interval: '3m' }))).toMatchObject({ error: { code: 'badArgument' } });
    expect(market.streamsCandles).toBe(false);
    expect(market.pageRows).toBe(349);
  });
});

describe('time and quotes', () => {
  it('the server tells ms in text', async () => {
    const { parts, transport } = createCoinbaseBench();
    transport.answer = () => ({
      body: { iso: '2026-11-21T00:00:01Z', epochSeconds: '1', epochMillis: '1795219200123' },
    });
    expect(unwrap(await createCoinbaseMarket(parts).serverTimeMs())).toBe(1_795_219_200_123);
    transport.answer = () => ({ body: { iso: '2026-11-21T00:00:01.5Z' } });
    expect(unwrap(await createCoinbaseMarket(parts).serverTimeMs())).toBe(Date.UTC(2026, 10, 21, 0, 0, 1, 500));
    transport.answer = () => ({ body: {} });
    expect(await createCoinbaseMarket(parts).serverTimeMs()).toMatchObject({ error: { code: 'replyUnreadable' } });
  });

  it('best prices come of the product books; one that cannot be had does not hold up the others', async () => {
    const { parts, transport } = createCoinbaseBench();
    transport.answer = ({ url }) => {
      const id = new URL(url).searchParams.get('product_id');
      if (id === 'ETH-USD') return fail('timedOut', 'no reply');
      const bids = id === 'BTC-USDC' ? [] : [{ price: '68923.66', size: '0.1' }];
      return {
        body: {
          pricebook: {
            product_id: id,
            bids,
            asks: [{ price: '68923.67', size: '1' }],
            time: '2026-04-07T00:28:59.662782Z',
          },
        },
      };
    };
    const market = createCoinbaseMarket(parts);
    expect(unwrap(await market.quotes([BTC, ETH, BTC_USDC]))).toEqual([
      { instrumentId: 'coinbase:BTC-USD', timeMs: Date.UTC(2026, 3, 7, 0, 28, 59, 662), bid: 68923.66, ask: 68923.67 },
    ]);
    expect(await market.quotes([ETH])).toMatchObject({ ok: false, error: { code: 'timedOut' } });
    expect(unwrap(await market.quotes([]))).toEqual([]);
  });

  it('what the exchange says is left of its limit is scaled to ours', async () => {
    const { parts, transport } = createCoinbaseBench();
    const headers = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '2' };
    transport.answer = () => ({ headers, body: { epochMillis: '1' } });
    await createCoinbaseMarket(parts).serverTimeMs();
    expect(transport.used).toEqual([['public', 4]]);
  });
});
