import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { CandlePageRequest, MarketProtocol } from '../connection/market-protocol.ts';
import { failureOf } from './errors.ts';
import { CANDLE_ROWS, PAIRS_PER_REQUEST, STALE_AFTER_MS } from './limits.ts';
import { pairTableOf } from './pair-table.ts';
import {
  CANDLE_INTERVALS,
  candlesOf,
  INTERVAL_MINUTES,
  pairsOf,
  quotesOf,
  rowsResult,
  serverTimeResult,
  VENUE,
} from './parse-market.ts';
import { publicCalls } from './rest.ts';
import { KrakenStream } from './stream.ts';

/** Server time is cut to the second: the middle of it is wrong by half a second at most. */
const HALF_SECOND_MS = 500;

export function createMarketProtocol(parts: ProtocolParts): MarketProtocol {
  return {
    venue: VENUE,
    candleIntervals: CANDLE_INTERVALS,
    pageRows: CANDLE_ROWS,
    streamsCandles: true,
    staleAfterMs: STALE_AFTER_MS,
    serverTimeMs: () => serverTimeMs(parts),
    instruments: () => instruments(parts),
    candlePage: (request) => candlePage(parts, request),
    quotes: (wanted) => quotes(parts, wanted),
    openStream: (listener) => new KrakenStream(parts, listener),
  };
}

async function serverTimeMs(parts: ProtocolParts): Promise<Outcome<number>> {
  const reply = await publicCalls(parts)({ endpoint: 'Time', result: serverTimeResult, priority: 'order' });
  if (!reply.ok) return failureOf("Kraken's clock", reply.problem);
  return succeed(reply.value.unixtime * 1000 + HALF_SECOND_MS);
}

async function instruments(parts: ProtocolParts): Promise<Outcome<readonly Instrument[]>> {
  const reply = await publicCalls(parts)({ endpoint: 'AssetPairs', result: rowsResult, priority: 'data' });
  if (!reply.ok) return failureOf("Kraken's pairs", reply.problem);
  const pairs = pairsOf(reply.value);
  if (pairs.length === 0) return fail('replyUnreadable', "Kraken's pairs: none of them could be read");
  pairTableOf(parts.transport).replace(pairs);
  return succeed(pairs.map(({ instrument }) => instrument));
}

async function candlePage(parts: ProtocolParts, request: CandlePageRequest): Promise<Outcome<CandleColumns>> {
  const { instrument, interval, fromMs, priority, signal } = request;
  const pair = pairTableOf(parts.transport).ofInstrument(instrument.id);
  if (pair === undefined)
    return fail('unknownInstrument', `instrument is ${instrument.id}, expected one that Kraken lists`);
  const minutes = INTERVAL_MINUTES[interval];
  if (minutes === undefined)
    return fail('badArgument', `interval is ${interval}, expected ${CANDLE_INTERVALS.join(', ')}`);
  const what = `Kraken's candles of ${instrument.symbol}, ${interval}`;
  const reply = await publicCalls(parts)({
    endpoint: 'OHLC',
    // The second itself is left out by `since`.
    fields: { pair: pair.altName, interval: String(minutes), since: String(Math.floor(fromMs / 1000) - 1) },
    result: rowsResult,
    priority,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!reply.ok) return failureOf(what, reply.problem);
  const columns = candlesOf(reply.value, request);
  return columns === undefined ? fail('replyUnreadable', `${what}: a reply without rows`) : succeed(columns);
}

async function quotes(parts: ProtocolParts, wanted: readonly Instrument[]): Promise<Outcome<readonly Quote[]>> {
  const table = pairTableOf(parts.transport);
  const names = wanted.flatMap(({ id }) => table.ofInstrument(id)?.altName ?? []);
  const found: Quote[] = [];
  for (let from = 0; from < names.length; from += PAIRS_PER_REQUEST) {
    const fields = { pair: names.slice(from, from + PAIRS_PER_REQUEST).join(',') };
    const reply = await publicCalls(parts)({ endpoint: 'Ticker', fields, result: rowsResult, priority: 'data' });
    if (!reply.ok) return failureOf("Kraken's best prices", reply.problem);
    found.push(...quotesOf(reply.value, table, parts.serverNowMs() ?? reply.receivedMs));
  }
  return succeed(found);
}
