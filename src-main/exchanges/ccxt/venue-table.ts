import type { ExchangeDefinition } from '../connection/exchange-definition.ts';

/** What ccxt calls the parts of a key. */
export type CcxtCredential = 'apiKey' | 'secret' | 'password' | 'uid' | 'login' | 'privateKey' | 'walletAddress';

export type CcxtVenue = {
  readonly venue: string;
  readonly name: string;
  readonly keyFields: ExchangeDefinition['keyFields'];
};

/**
 * Exchanges of ccxt that trade for cash and have minutes: id, name, what a key consists of. Those with an adapter of their
 * own are left out. A table, because asking ccxt itself takes a second and 90 MB; a test holds it to what ccxt says.
 */
const ROWS: readonly (readonly [id: string, name: string, credentials: string])[] = [
  ['alpaca', 'Alpaca', 'apiKey+secret'],
  ['aster', 'Aster', 'privateKey'],
  ['backpack', 'Backpack', 'apiKey+secret'],
  ['bequant', 'Bequant', 'apiKey+secret'],
  ['bigone', 'BigONE', 'apiKey+secret'],
  ['binanceus', 'Binance US', 'apiKey+secret'],
  ['bingx', 'BingX', 'apiKey+secret'],
  ['bitbank', 'bitbank', 'apiKey+secret'],
  ['bitfinex', 'Bitfinex', 'apiKey+secret'],
  ['bitget', 'Bitget', 'apiKey+secret+password'],
  ['bithumb', 'Bithumb', 'apiKey+secret'],
  ['bitopro', 'BitoPro', 'apiKey+secret+login'],
  ['bitrue', 'Bitrue', 'apiKey+secret'],
  ['bitso', 'Bitso', 'apiKey+secret'],
  ['bitstamp', 'Bitstamp', 'apiKey+secret'],
  ['bitteam', 'BIT.TEAM', 'apiKey+secret'],
  ['bittrade', 'BitTrade', 'apiKey+secret'],
  ['bitvavo', 'Bitvavo', 'apiKey+secret'],
  ['btcmarkets', 'BTC Markets', 'apiKey+secret'],
  ['btcturk', 'BTCTurk', 'apiKey+secret'],
  ['btse', 'BTSE', 'apiKey+secret'],
  ['bullish', 'Bullish', 'apiKey+secret'],
  ['bybit', 'Bybit', 'apiKey+secret'],
  ['bybiteu', 'Bybit EU', 'apiKey+secret'],
  ['bybitid', 'Bybit Indonesia', 'apiKey+secret'],
  ['cex', 'CEX.IO', 'apiKey+secret'],
  ['coinbaseexchange', 'Coinbase Exchange', 'apiKey+secret+password'],
  ['coinbaseinternational', 'Coinbase International', 'apiKey+secret+password'],
  ['coinex', 'CoinEx', 'apiKey+secret'],
  ['coinsph', 'Coins.ph', 'apiKey+secret'],
  ['cryptocom', 'Crypto.com', 'apiKey+secret'],
  ['deepcoin', 'DeepCoin', 'apiKey+secret+password'],
  ['delta', 'Delta Exchange', 'apiKey+secret'],
  ['deribit', 'Deribit', 'apiKey+secret'],
  ['digifinex', 'DigiFinex', 'apiKey+secret'],
  ['fmfwio', 'FMFW.io', 'apiKey+secret'],
  ['foxbit', 'Foxbit', 'apiKey+secret'],
  ['gate', 'Gate', 'apiKey+secret'],
  ['gateeu', 'Gate EU', 'apiKey+secret'],
  ['gemini', 'Gemini', 'apiKey+secret'],
  ['hashkey', 'HashKey Global', 'apiKey+secret'],
  ['hitbtc', 'HitBTC', 'apiKey+secret'],
  ['hollaex', 'HollaEx', 'apiKey+secret'],
  ['htx', 'HTX', 'apiKey+secret'],
  ['hyperliquid', 'Hyperliquid', 'privateKey+walletAddress'],
  ['indodax', 'INDODAX', 'apiKey+secret'],
  ['kucoin', 'KuCoin', 'apiKey+secret+password'],
  ['lbank', 'LBank', 'apiKey+secret'],
  ['lighter', 'Lighter', 'privateKey'],
  ['luno', 'Luno', 'apiKey+secret'],
  ['mexc', 'MEXC Global', 'apiKey+secret'],
  ['myokx', 'MyOKX (EEA)', 'apiKey+secret+password'],
  ['nado', 'Nado', 'privateKey+walletAddress'],
  ['okx', 'OKX', 'apiKey+secret+password'],
  ['okxus', 'OKX (US)', 'apiKey+secret+password'],
  ['onetrading', 'One Trading', 'apiKey'],
  ['p2b', 'p2b', 'apiKey+secret'],
  ['pacifica', 'Pacifica', 'privateKey'],
  ['phemex', 'Phemex', 'apiKey+secret'],
  ['poloniex', 'Poloniex', 'apiKey+secret'],
  ['revolutx', 'Revolut X', 'apiKey+privateKey'],
  ['tokocrypto', 'Tokocrypto', 'apiKey+secret'],
  ['toobit', 'Toobit', 'apiKey+secret'],
  ['upbit', 'Upbit', 'apiKey+secret'],
  ['weex', 'Weex', 'apiKey+secret+password'],
  ['whitebit', 'WhiteBit', 'apiKey+secret'],
  ['woo', 'WOO X', 'apiKey+secret+uid'],
  ['xt', 'XT', 'apiKey+secret'],
  ['zebpay', 'Zebpay', 'apiKey+secret'],
];

/** Our three fields, each with what it may stand for at an exchange, the likeliest first. */
const FIELDS: Readonly<Record<'apiKey' | 'secret' | 'passphrase', readonly CcxtCredential[]>> = {
  apiKey: ['apiKey', 'walletAddress', 'uid'],
  secret: ['secret', 'privateKey'],
  passphrase: ['password', 'uid', 'login'],
};

/** Which of an exchange's credentials goes into which of our fields. */
export function credentialsByField(
  credentials: readonly CcxtCredential[],
): ReadonlyMap<'apiKey' | 'secret' | 'passphrase', CcxtCredential> {
  const left = new Set(credentials);
  const byField = new Map<'apiKey' | 'secret' | 'passphrase', CcxtCredential>();
  for (const field of ['apiKey', 'secret', 'passphrase'] as const) {
    const credential = FIELDS[field].find((name) => left.has(name));
    if (credential === undefined) continue;
    byField.set(field, credential);
    left.delete(credential);
  }
  return byField;
}

export const CCXT_VENUES: readonly CcxtVenue[] = ROWS.map(([venue, name, credentials]) => ({
  venue,
  name,
  keyFields: [...credentialsByField(credentials.split('+') as CcxtCredential[]).keys()],
}));
