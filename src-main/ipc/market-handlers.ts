import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers } from './handlers.ts';

export type MarketPort = { readonly watch: (windowId: number, instrumentIds: readonly string[]) => Outcome<void> };

/** The order books and the trades of the instruments that a person looks at, window by window. */
export function marketHandlers(market: MarketPort) {
  return {
    'market.watch': ({ instrumentIds }, { windowId }) => {
      const watched = market.watch(windowId, instrumentIds);
      return watched.ok ? succeed({}) : watched;
    },
  } satisfies AreaHandlers<'market'>;
}
