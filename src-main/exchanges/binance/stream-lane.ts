import type { Instrument } from '../../model/instrument.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import { DepthSync } from './depth-sync.ts';
import type { Rest } from './rest.ts';
import { wireSymbol } from './symbols.ts';

/** One instrument on a connection: what is wanted of it, and whether it is coming. */
export type StreamLane = {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly marketTopics: readonly string[];
  readonly depthTopic: string;
  readonly depth: DepthSync;
  wants: { readonly market: boolean; readonly book: boolean };
  /** It was told that nothing is missed. */
  isConnected: boolean;
};

type LaneWants = { readonly instrument: Instrument; readonly wants: StreamLane['wants'] };

export function createStreamLane(parts: ProtocolParts, rest: Rest, { instrument, wants }: LaneWants): StreamLane {
  const symbol = wireSymbol(instrument);
  const topic = symbol.toLowerCase();
  return {
    instrumentId: instrument.id,
    symbol,
    marketTopics: [`${topic}@trade`, `${topic}@kline_1m`, `${topic}@bookTicker`],
    depthTopic: `${topic}@depth@100ms`,
    depth: new DepthSync(parts, rest, instrument),
    wants,
    isConnected: false,
  };
}

export function topicsOf({ wants, marketTopics, depthTopic }: StreamLane): readonly string[] {
  return [...(wants.market ? marketTopics : []), ...(wants.book ? [depthTopic] : [])];
}
