import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { Interval } from '../../model/time.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { CandlePageRequest, MarketProtocol } from '../connection/market-protocol.ts';
import { CANDLE_ROWS, MAX_PAGES, STALE_AFTER_MS } from './limits.ts';
import { asObject, countIn, type Json, objectsIn, priceIn, textIn, timeMsOf } from './parse.ts';
import { GRANULARITIES, readCandles } from './parse-candles.ts';
import { readProduct, VENUE } from './parse-products.ts';
import { createRest, type Rest } from './rest.ts';
import { openMarketStream, type ProductNames } from './stream.ts';

const PRODUCT_ROWS = 500;
/** Of the products left out, so many are named. */
const NAMED_PRODUCTS = 5;

/** Public market data: products, candles and quotes over REST, everything live over sockets; no key. */
export function createCoinbaseMarket(parts: ProtocolParts): MarketProtocol {
  const rest = createRest(parts);
  /** Public ids that differ from the product's own, as of the latest list of products. */
  const aliases = new Map<string, string>();
  const productOf = (instrumentId: string): string =>
    parts.findInstrument(instrumentId)?.symbol ?? instrumentId.slice(VENUE.length + 1);
  const publicIdOf = (instrumentId: string): string => aliases.get(productOf(instrumentId)) ?? productOf(instrumentId);
  const names: ProductNames = { productOf, publicIdOf };
  return {
    venue: VENUE,
    candleIntervals: Object.keys(GRANULARITIES) as readonly Interval[],
    pageRows: CANDLE_ROWS,
    streamsCandles: false,
    staleAfterMs: STALE_AFTER_MS,
    serverTimeMs: () => readServerTime(rest),
    instruments: () => readInstruments(parts, rest, aliases),
    candlePage: (request) => readCandlePage(parts, rest, request),
    quotes: (instruments) => readBestPrices(rest, instruments),
    openStream: (listener) => openMarketStream(parts, names, listener),
  };
}

async function readServerTime(rest: Rest): Promise<Outcome<number>> {
  const reply = await rest.send({ path: '/time', group: 'market', priority: 'data' });
  if (!reply.ok) return reply;
  const { body } = reply.value;
  const timeMs = countIn(body, 'epochMillis') ?? timeMsOf(body.iso);
  return timeMs === undefined ? fail('replyUnreadable', 'GET /time has neither epochMillis nor iso') : succeed(timeMs);
}

/**
 * Page by page until one brings nothing new: neither the size of a page that is really sent nor whether pages are known
 * at all is documented.
 */
async function readInstruments(
  parts: ProtocolParts,
  rest: Rest,
  aliases: Map<string, string>,
): Promise<Outcome<readonly Instrument[]>> {
  const products = new Map<string, Json>();
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = { product_type: 'SPOT', limit: String(PRODUCT_ROWS), offset: String(products.size) };
    const reply = await rest.send({ path: '/market/products', query, group: 'market', priority: 'data' });
    if (!reply.ok) return reply;
    const before = products.size;
    for (const product of objectsIn(reply.value.body, 'products')) {
      products.set(textIn(product, 'product_id') ?? '', product);
    }
    if (products.size === before) return succeed(instrumentsOf(parts, [...products.values()], aliases));
  }
  return fail('replyUnreadable', `GET /market/products has more than ${MAX_PAGES} pages`);
}

function instrumentsOf({ log }: ProtocolParts, products: readonly Json[], aliases: Map<string, string>) {
  const reads = products.map(readProduct);
  const leftOut = reads.filter((read) => read.kind === 'left out');
  if (leftOut.length > 0) {
    const named = leftOut.slice(0, NAMED_PRODUCTS).map(({ productId, reason }) => `${productId}: ${reason}`);
    log.warn('products of Coinbase that cannot be told in our numbers are left out', { count: leftOut.length, named });
  }
  const kept = reads.filter((read) => read.kind === 'instrument');
  const known = new Set(kept.map(({ instrument }) => instrument.symbol));
  aliases.clear();
  for (const { instrument, publicId } of kept) {
    if (publicId !== instrument.symbol && known.has(publicId)) aliases.set(instrument.symbol, publicId);
  }
  return kept.map(({ instrument }) => instrument);
}

async function readCandlePage(
  { log }: ProtocolParts,
  rest: Rest,
  request: CandlePageRequest,
): Promise<Outcome<CandleColumns>> {
  const { instrument, interval, fromMs, toMs, priority, signal } = request;
  const granularity = GRANULARITIES[interval];
  if (granularity === undefined) {
    return fail('badArgument', `interval is ${interval}, expected one of ${Object.keys(GRANULARITIES).join(', ')}`);
  }
  /** Both ends may be counted by the exchange: the last second of the window is inside it in either reading. */
  const query = { start: String(Math.ceil(fromMs / 1000)), end: String(Math.ceil(toMs / 1000) - 1), granularity };
  const path = `/market/products/${encodeURIComponent(instrument.symbol)}/candles`;
  const reply = await rest.send({
    path,
    query,
    group: 'market',
    priority,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!reply.ok) return reply;
  const read = readCandles(reply.value.body, { interval, fromMs, toMs });
  if (read === undefined) return fail('replyUnreadable', `GET ${path} has no list of candles`);
  if (read.dropped > 0)
    log.warn('candles of Coinbase cannot be read', { product: instrument.symbol, count: read.dropped });
  return succeed(read.columns);
}

/** One request each; those that can be had, and a failure only when none can. */
async function readBestPrices(rest: Rest, instruments: readonly Instrument[]): Promise<Outcome<readonly Quote[]>> {
  const outcomes = await Promise.all(instruments.map((instrument) => readBestPrice(rest, instrument)));
  const quotes = outcomes.filter((outcome) => outcome.ok).flatMap(({ value }) => value);
  const failed = outcomes.find((outcome) => !outcome.ok);
  return quotes.length === 0 && failed !== undefined ? failed : succeed(quotes);
}

/** Empty for a book without one of its sides. */
async function readBestPrice(rest: Rest, { symbol, id }: Instrument): Promise<Outcome<readonly Quote[]>> {
  const query = { product_id: symbol, limit: '1' };
  const reply = await rest.send({ path: '/market/product_book', query, group: 'market', priority: 'data' });
  if (!reply.ok) return reply;
  const book = asObject(reply.value.body.pricebook);
  if (book === undefined) return fail('replyUnreadable', `GET /market/product_book has no pricebook of ${symbol}`);
  const [bid, ask] = (['bids', 'asks'] as const).map((side) => {
    const best = objectsIn(book, side)[0];
    return best === undefined ? undefined : priceIn(best, 'price');
  });
  if (bid === undefined || ask === undefined || bid > ask) return succeed([]);
  return succeed([{ instrumentId: id, timeMs: timeMsOf(book.time) ?? reply.value.receivedMs, bid, ask }]);
}
