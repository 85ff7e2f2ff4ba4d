import type { ExchangeDefinition } from '../connection/exchange-definition.ts';
import { BUDGET } from './call.ts';
import type { CcxtClass, CcxtClient } from './client.ts';
import { createCcxtClient, urlsOf } from './create-client.ts';
import { createMarketProtocol } from './feed.ts';
import { createOrderProtocol } from './venue.ts';
import type { CcxtVenue } from './venue-table.ts';

const WINDOW_MS = 10_000;
const LEAST_REQUESTS = 5;

/** One exchange of ccxt as every other: its own limiter stays on below our budget. */
export function ccxtDefinition({ venue, name, keyFields }: CcxtVenue, exchangeClass: CcxtClass): ExchangeDefinition {
  const plain = new exchangeClass({});
  const ownUrls = urlsOf(plain);
  return {
    venue,
    name,
    urls: ownUrls,
    budgets: [{ name: BUDGET, limit: requestsPerWindow(plain), windowMs: WINDOW_MS }],
    keyFields,
    market: (parts) =>
      createMarketProtocol(venue, parts, createCcxtClient(exchangeClass, { parts, ownUrls, amounts: 'number' })),
    orders: (parts, keys) =>
      createOrderProtocol(venue, parts, createCcxtClient(exchangeClass, { parts, ownUrls, keys, amounts: 'text' })),
  };
}

/** Half of what ccxt paces itself to. */
function requestsPerWindow({ rateLimit }: CcxtClient): number {
  return Math.max(LEAST_REQUESTS, Math.floor(WINDOW_MS / Math.max(1, rateLimit) / 2));
}
