import { succeed } from '../../base/outcome.ts';
import { INTERVALS } from '../../model/time.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { CandlePageRequest, MarketProtocol } from '../connection/market-protocol.ts';
import { KLINES_PER_PAGE, STALE_AFTER_MS, SYMBOLS_PER_REQUEST, WEIGHTS } from './limits.ts';
import { parseInstruments } from './parse-instruments.ts';
import { parseKlines, parseQuotes, parseServerTime } from './parse-market.ts';
import type { Rest, RestRequest } from './rest.ts';
import { createPublicRest } from './rest.ts';
import type { QueryParams } from './sign.ts';
import { openMarketStream } from './stream.ts';
import { VENUE, wireSymbol } from './symbols.ts';

/** Binance Spot's market data. */
export function createMarketProtocol(parts: ProtocolParts): MarketProtocol {
  const rest = createPublicRest(parts);
  return {
    venue: VENUE,
    candleIntervals: INTERVALS,
    pageRows: KLINES_PER_PAGE,
    streamsCandles: true,
    staleAfterMs: STALE_AFTER_MS,
    serverTimeMs: () => rest.ask(get('/api/v3/time', [], WEIGHTS.time), parseServerTime),
    instruments: () => loadInstruments(parts, rest),
    candlePage: (request) =>
      rest.ask(klinesRequest(request), (body) => parseKlines(body, request.fromMs, request.toMs)),
    quotes: (instruments) => loadQuotes(parts, rest, instruments),
    openStream: (listener) => openMarketStream(parts, rest, listener),
  };
}

function get(path: string, params: QueryParams, weight: number): RestRequest {
  return { method: 'GET', path, params, weight, priority: 'data', group: 'market' };
}

async function loadInstruments({ log }: ProtocolParts, rest: Rest): ReturnType<MarketProtocol['instruments']> {
  const outcome = await rest.ask(get('/api/v3/exchangeInfo', [], WEIGHTS.exchangeInfo), parseInstruments);
  if (!outcome.ok) return outcome;
  const { instruments, leftOut } = outcome.value;
  if (leftOut.length > 0)
    log.info('symbols of Binance left out', { count: leftOut.length, leftOut: leftOut.slice(0, 20) });
  return succeed(instruments);
}

function klinesRequest({ instrument, interval, fromMs, toMs, priority, signal }: CandlePageRequest): RestRequest {
  const params: QueryParams = [
    ['symbol', wireSymbol(instrument)],
    ['interval', interval],
    ['startTime', String(fromMs)],
    // The exchange's end is included.
    ['endTime', String(toMs - 1)],
    ['limit', String(KLINES_PER_PAGE)],
  ];
  return { ...get('/api/v3/klines', params, WEIGHTS.klines), priority, ...(signal === undefined ? {} : { signal }) };
}

async function loadQuotes(
  { serverNowMs }: ProtocolParts,
  rest: Rest,
  instruments: Parameters<MarketProtocol['quotes']>[0],
): ReturnType<MarketProtocol['quotes']> {
  if (instruments.length === 0) return succeed([]);
  const { params, weight } = quotesScope(instruments.map(wireSymbol));
  return rest.ask(get('/api/v3/ticker/bookTicker', params, weight), (body, receivedMs) =>
    parseQuotes(body, instruments, serverNowMs() ?? receivedMs),
  );
}

function quotesScope(symbols: readonly string[]): { params: QueryParams; weight: number } {
  const [only] = symbols;
  if (symbols.length === 1 && only !== undefined) return { params: [['symbol', only]], weight: WEIGHTS.bookTickerOne };
  const params: QueryParams = symbols.length > SYMBOLS_PER_REQUEST ? [] : [['symbols', JSON.stringify(symbols)]];
  return { params, weight: WEIGHTS.bookTickerSeveral };
}
