import type { VenueId } from '../../model/instrument.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { CcxtClient, CcxtTicker } from './client.ts';
import type { SymbolBook } from './markets.ts';

/** What market data of one exchange is made with. */
export type MarketDesk = {
  readonly venue: VenueId;
  readonly parts: ProtocolParts;
  readonly client: CcxtClient;
  readonly symbols: SymbolBook;
};

/** Undefined for a ticker that tells no bid and ask. */
export function quoteOf({ symbols, parts }: MarketDesk, ticker: CcxtTicker): Quote | undefined {
  const instrumentId = symbols.instrumentIdOf(ticker.symbol);
  const [bid, ask] = [Number(ticker.bid), Number(ticker.ask)];
  if (instrumentId === undefined || !(bid > 0) || !(ask >= bid)) return undefined;
  const timeMs = ticker.timestamp ?? Math.floor(parts.serverNowMs() ?? parts.timers.nowMs());
  return { instrumentId, timeMs, bid, ask };
}
