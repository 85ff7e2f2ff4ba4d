import type { ExchangeDefinition } from '../connection/exchange-definition.ts';
import { createMarketProtocol } from './feed.ts';
import { BUDGETS } from './limits.ts';
import { VENUE } from './parse-market.ts';
import { createOrderProtocol } from './venue.ts';

export const kraken: ExchangeDefinition = {
  venue: VENUE,
  name: 'Kraken',
  urls: {
    rest: 'https://api.kraken.com',
    stream: 'wss://ws.kraken.com/v2',
    userStream: 'wss://ws-auth.kraken.com/v2',
  },
  budgets: BUDGETS,
  keyFields: ['apiKey', 'secret'],
  market: createMarketProtocol,
  orders: createOrderProtocol,
};
