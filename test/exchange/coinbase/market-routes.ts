import { divide, toAmount, toText } from '../core/amount.ts';
import type { CoreTrade } from '../core/core-types.ts';
import type { Faults } from '../core/faults.ts';
import { type ApiRequest, pageOf, type Route, type WireParts } from './api.ts';
import { type Bucket, bucketCount, bucketsOf, GRANULARITIES, MOST_CANDLES } from './candles.ts';
import { timeText } from './order-view.ts';
import { productView } from './product-view.ts';
import type { Product } from './products.ts';
import { answer, invalidArgument, type Reply, refuse } from './reply.ts';

/** The same data without a key (`/market/…`) and with one. */
export function marketRoutes(parts: WireParts): readonly Route[] {
  return [
    { method: 'GET', path: /^\/time$/, access: 'public', handle: () => answer(timeView(parts.core.nowMs())) },
    ...twice('products', (request) => productList(parts, request)),
    ...twice('products/([^/]+)', (request) => oneProduct(parts, request)),
    ...twice('products/([^/]+)/candles', (request) =>
      withProduct(parts, request.id, (one) => candles(parts, one, request)),
    ),
    ...twice('products/([^/]+)/ticker', (request) =>
      withProduct(parts, request.id, (one) => ticker(parts, one, request)),
    ),
    ...twice('product_book', (request) => {
      const id = request.query.get('product_id') ?? '';
      return withProduct(parts, id, (one) => productBook(parts, one, request));
    }),
    { method: 'GET', path: /^\/best_bid_ask$/, access: 'view', handle: (request) => bestBidAsk(parts, request) },
  ];
}

function twice(path: string, handle: (request: ApiRequest) => Reply): readonly Route[] {
  return [
    { method: 'GET', path: new RegExp(`^/market/${path}$`), access: 'public', handle },
    { method: 'GET', path: new RegExp(`^/${path}$`), access: 'view', handle },
  ];
}

function timeView(nowMs: number): unknown {
  return { iso: timeText(nowMs), epochSeconds: String(Math.floor(nowMs / 1000)), epochMillis: String(nowMs) };
}

function withProduct({ catalogue }: WireParts, id: string, then: (product: Product) => Reply): Reply {
  const product = catalogue.find(id);
  return product === undefined ? invalidArgument('ProductID is invalid') : then(product);
}

function productList(parts: WireParts, { query }: ApiRequest): Reply {
  const type = query.get('product_type');
  const ids = query.getAll('product_ids');
  const isSpot = type === null || type === 'SPOT' || type === 'UNKNOWN_PRODUCT_TYPE';
  const products = parts.catalogue.all.filter(
    ({ productId }) => isSpot && (ids.length === 0 || ids.includes(productId)),
  );
  const { rows, cursor, hasNext } = pageOf(products, query, 1_000);
  return answer({
    products: rows.map((product) => productView(parts, product)),
    num_products: products.length,
    pagination: { prev_cursor: '', next_cursor: cursor, has_next: hasNext, has_prev: false },
  });
}

function oneProduct(parts: WireParts, { id }: ApiRequest): Reply {
  const product = parts.catalogue.find(id);
  return product === undefined ? refuse(404, 'NOT_FOUND', 'product not found') : answer(productView(parts, product));
}

function candles({ core, faults }: WireParts, { spec, productId }: Product, { query }: ApiRequest): Reply {
  const seconds = GRANULARITIES[query.get('granularity') ?? ''];
  const [fromSeconds, toSeconds] = [secondsOf(query.get('start')), secondsOf(query.get('end'))];
  if (seconds === undefined) return invalidArgument('granularity is invalid');
  if (fromSeconds === undefined || toSeconds === undefined)
    return invalidArgument('start and end: unix seconds expected');
  if (toSeconds < fromSeconds) return invalidArgument('start must be before end');
  const range = { symbol: spec.symbol, seconds, fromSeconds, toSeconds };
  if (bucketCount(range) > MOST_CANDLES) {
    return invalidArgument(`number of candles requested should be less than ${MOST_CANDLES}`);
  }
  const limit = Number(query.get('limit') ?? MOST_CANDLES);
  const buckets = bucketsOf(core, range).slice(0, limit);
  const lost = lostBucket(faults, productId, buckets);
  return answer({ candles: buckets.filter(({ start }) => start !== lost) });
}

/** Fault `emptyBucket`: the bucket that its value names, or the middle one, is missing though there were trades. */
function lostBucket(faults: Faults, productId: string, buckets: readonly Bucket[]): string | undefined {
  const struck = faults.strike('emptyBucket', productId);
  if (struck === undefined) return undefined;
  return struck.value === undefined ? buckets[Math.floor(buckets.length / 2)]?.start : String(struck.value);
}

function secondsOf(text: string | null): number | undefined {
  return text !== null && /^[0-9]{1,11}$/.test(text) ? Number(text) : undefined;
}

export function tradeView(trade: CoreTrade, productId: string, tradeSide: 'maker' | 'taker'): Record<string, string> {
  const isBuy = (trade.takerSide === 'buy') === (tradeSide === 'taker');
  return {
    trade_id: String(trade.id),
    product_id: productId,
    price: trade.price,
    size: trade.quantity,
    side: isBuy ? 'BUY' : 'SELL',
    time: timeText(trade.timeMs),
  };
}

function ticker({ core, options }: WireParts, { spec, productId }: Product, { query }: ApiRequest): Reply {
  const limit = Math.max(1, Math.min(1_000, Number(query.get('limit') ?? 100) || 100));
  const from = (secondsOf(query.get('start')) ?? 0) * 1000;
  const to = (secondsOf(query.get('end')) ?? Number.POSITIVE_INFINITY) * 1000;
  const trades = core.recentTrades(spec.symbol, limit).filter(({ timeMs }) => timeMs >= from && timeMs < to);
  const book = core.book(spec.symbol, 1);
  return answer({
    trades: trades.toReversed().map((trade) => ({
      ...tradeView(trade, productId, options.tradeSide),
      bid: '',
      ask: '',
      exchange: 'coinbase',
    })),
    best_bid: book.bids[0]?.[0] ?? '',
    best_ask: book.asks[0]?.[0] ?? '',
  });
}

function pricebook({ core }: WireParts, { spec, productId }: Product, levels: number): Record<string, unknown> {
  const { bids, asks } = core.book(spec.symbol, levels);
  const rows = (side: typeof bids) => side.map(([price, size]) => ({ price, size }));
  return { product_id: productId, bids: rows(bids), asks: rows(asks), time: timeText(core.nowMs()) };
}

function productBook(parts: WireParts, product: Product, { query }: ApiRequest): Reply {
  const limit = Number(query.get('limit') ?? 1_000);
  if (!Number.isInteger(limit) || limit < 1) return invalidArgument('limit is invalid');
  const { bids, asks } = parts.core.book(product.spec.symbol, 1);
  const [bid, ask] = [toAmount(bids[0]?.[0] ?? '0'), toAmount(asks[0]?.[0] ?? '0')];
  const middle = (bid + ask) / 2n;
  return answer({
    pricebook: pricebook(parts, product, limit),
    last: parts.core.lastPrice(product.spec.symbol),
    mid_market: toText(middle),
    spread_bps: middle > 0n ? toText(divide((ask - bid) * 10_000n, middle)) : '0',
    spread_absolute: toText(ask - bid),
  });
}

function bestBidAsk(parts: WireParts, { query }: ApiRequest): Reply {
  const ids = query.getAll('product_ids').flatMap((text) => text.split(','));
  const products = parts.catalogue.all.filter(({ productId }) => ids.length === 0 || ids.includes(productId));
  const unknown = ids.find((id) => parts.catalogue.find(id) === undefined);
  if (unknown !== undefined) return invalidArgument('ProductID is invalid');
  return answer({ pricebooks: products.map((product) => pricebook(parts, product, 1)) });
}
