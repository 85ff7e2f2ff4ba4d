import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers } from './handlers.ts';

export type MarketPort = { readonly watch: (instrumentId: string | null) => Outcome<void> };

/** The order book and the trades of the one instrument that a person looks at. */
export function marketHandlers(market: MarketPort) {
  return {
    'market.watch': ({ instrumentId }) => {
      const watched = market.watch(instrumentId);
      return watched.ok ? succeed({}) : watched;
    },
  } satisfies AreaHandlers<'market'>;
}
