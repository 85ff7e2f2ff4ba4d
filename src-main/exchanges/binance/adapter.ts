import type { ExchangeDefinition } from '../connection/exchange-definition.ts';
import { createMarketProtocol } from './feed.ts';
import { BUDGETS } from './limits.ts';
import { VENUE } from './symbols.ts';
import { createOrderProtocol } from './venue.ts';

/** Binance Spot. */
export const binance: ExchangeDefinition = {
  venue: VENUE,
  name: 'Binance',
  urls: {
    rest: 'https://api.binance.com',
    stream: 'wss://stream.binance.com:9443',
    userStream: 'wss://ws-api.binance.com:443',
  },
  budgets: BUDGETS,
  keyFields: ['apiKey', 'secret'],
  feeAssets: ['BNB'],
  market: createMarketProtocol,
  orders: createOrderProtocol,
};
