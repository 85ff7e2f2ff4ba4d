import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { CandlePageRequest, MarketProtocol } from '../connection/market-protocol.ts';
import { type CallSettings, callCcxt } from './call.ts';
import { candleIntervalsOf, fetchPage, pageRowsOf } from './candles.ts';
import type { CcxtClient, CcxtTicker } from './client.ts';
import { outcomeOfCall } from './errors.ts';
import { type MarketDesk, quoteOf } from './market-desk.ts';
import { createSymbolBook, instrumentsOf } from './markets.ts';
import { openCcxtStream } from './stream.ts';
import { streamViewsOf } from './stream-views.ts';

const ASKED: CallSettings = { priority: 'data', group: 'market', timeoutMs: 10_000 };
/** Times are asked for often and are worth nothing late. */
const TIME_ASKED: CallSettings = { ...ASKED, timeoutMs: 5000 };
/** ccxt notices a dead socket after two of its pings. */
const STALE_AFTER_MS = 15_000;
/** Exchanges that tell one price at a time are not asked for more than these. */
const MOST_SINGLE_QUOTES = 20;

/** Market data of an exchange of ccxt. */
export function createMarketProtocol(venue: VenueId, parts: ProtocolParts, client: CcxtClient): MarketProtocol {
  const desk: MarketDesk = { venue, parts, client, symbols: createSymbolBook(venue, client) };
  return {
    venue,
    candleIntervals: candleIntervalsOf(client),
    pageRows: pageRowsOf(client),
    // ccxt leaves out whether a bar is closed.
    streamsCandles: false,
    staleAfterMs: STALE_AFTER_MS,
    serverTimeMs: () => serverTimeMs(desk),
    instruments: () => instruments(desk),
    candlePage: (request) => candlePage(desk, request),
    quotes: (wanted) => quotes(desk, wanted),
    openStream: (listener) => openCcxtStream(desk, listener),
    streams: () => streamViewsOf(client),
  };
}

async function serverTimeMs({ client }: MarketDesk): Promise<Outcome<number>> {
  if (client.has.fetchTime !== true) return dateOfReply(client);
  const told = outcomeOfCall('fetchTime', await callCcxt(TIME_ASKED, () => client.fetchTime()));
  if (!told.ok) return told;
  const timeMs = Number(told.value);
  return timeMs > 0 ? succeed(timeMs) : fail('replyUnreadable', `the time told is ${told.value}, expected ms`);
}

/** The date every reply carries: whole seconds, so its middle is half a second off at most. */
async function dateOfReply(client: CcxtClient): Promise<Outcome<number>> {
  const loaded = await callCcxt(TIME_ASKED, () => client.loadMarkets());
  if (!loaded.ok) return outcomeOfCall('loadMarkets', loaded);
  const market = Object.values(client.markets ?? {}).find(({ spot, active }) => spot === true && active !== false);
  if (market === undefined) return fail('replyUnreadable', 'no market is there to ask for a time');
  const asked = await callCcxt(TIME_ASKED, () => client.fetchTicker(market.symbol));
  if (!asked.ok) return outcomeOfCall('fetchTicker', asked);
  if (asked.seen.dateMs === undefined) return fail('replyUnreadable', 'the reply carries no date');
  return succeed(asked.seen.dateMs + 500);
}

async function instruments({ venue, client }: MarketDesk): Promise<Outcome<readonly Instrument[]>> {
  const loaded = outcomeOfCall(
    'loadMarkets',
    await callCcxt({ ...ASKED, timeoutMs: 30_000 }, () => client.loadMarkets(true)),
  );
  return loaded.ok ? succeed(instrumentsOf(venue, client)) : loaded;
}

async function candlePage(desk: MarketDesk, request: CandlePageRequest): Promise<Outcome<CandleColumns>> {
  const symbol = desk.symbols.symbolOf(request.instrument);
  if (symbol === undefined) return unknownInstrument(request.instrument);
  const { priority, signal } = request;
  const settings = { ...ASKED, priority, ...(signal === undefined ? {} : { signal }) };
  return outcomeOfCall('fetchOHLCV', await callCcxt(settings, () => fetchPage(desk.client, symbol, request)));
}

const unknownInstrument = ({ id }: Instrument): Outcome<never> =>
  fail('unknownInstrument', `instrument is ${id}, expected one that the exchange has`);

async function quotes(desk: MarketDesk, wanted: readonly Instrument[]): Promise<Outcome<readonly Quote[]>> {
  const symbols = wanted
    .map((instrument) => desk.symbols.symbolOf(instrument))
    .filter((symbol) => symbol !== undefined);
  if (symbols.length === 0) return succeed([]);
  const tickers = outcomeOfCall('quotes', await callCcxt(ASKED, () => tickersOf(desk.client, symbols)));
  if (!tickers.ok) return tickers;
  return succeed(tickers.value.map((ticker) => quoteOf(desk, ticker)).filter((quote) => quote !== undefined));
}

async function tickersOf(client: CcxtClient, symbols: readonly string[]): Promise<readonly CcxtTicker[]> {
  if (client.has.fetchBidsAsks === true) return Object.values(await client.fetchBidsAsks(symbols));
  if (client.has.fetchTickers === true) return Object.values(await client.fetchTickers(symbols));
  const tickers: CcxtTicker[] = [];
  for (const symbol of symbols.slice(0, MOST_SINGLE_QUOTES)) tickers.push(await client.fetchTicker(symbol));
  return tickers;
}
