import type { ExchangeDefinition } from '../connection/exchange-definition.ts';
import { createCoinbaseMarket } from './feed.ts';
import { BUDGETS } from './limits.ts';
import { VENUE } from './parse-products.ts';
import { createCoinbaseOrders } from './venue.ts';

/** Coinbase Advanced Trade. `apiKey` is the key's name (organizations/…/apiKeys/…), `secret` its private key. */
export const coinbase: ExchangeDefinition = {
  venue: VENUE,
  name: 'Coinbase',
  urls: {
    rest: 'https://api.coinbase.com',
    stream: 'wss://advanced-trade-ws.coinbase.com',
    userStream: 'wss://advanced-trade-ws-user.coinbase.com',
  },
  budgets: BUDGETS,
  keyFields: ['apiKey', 'secret'],
  market: createCoinbaseMarket,
  orders: createCoinbaseOrders,
};
