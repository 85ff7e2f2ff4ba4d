import type { ExchangeKeys } from '../../engine/ports/exchange.ts';
import type { ExchangeUrls, ProtocolParts } from '../connection/exchange-definition.ts';
import { createCcxtFetch } from './call.ts';
import type { CcxtClass, CcxtClient } from './client.ts';
import { type CcxtCredential, credentialsByField } from './venue-table.ts';

/** Waiting for a turn counts here too: our transport keeps the time of the request itself. */
const CCXT_TIMEOUT_MS = 300_000;
/** Half of what a dead socket may go unnoticed. */
export const KEEP_ALIVE_MS = 20_000;

export type ClientOptions = {
  readonly parts: ProtocolParts;
  /** The addresses the class has by itself. */
  readonly ownUrls: ExchangeUrls;
  readonly keys?: ExchangeKeys;
  /** Text for what is money, numbers for market data. */
  readonly amounts: 'text' | 'number';
};

/** An exchange of ccxt that sends through our transport, at the addresses it is given, by the exchange's clock. */
export function createCcxtClient(exchangeClass: CcxtClass, options: ClientOptions): CcxtClient {
  const { parts, ownUrls, keys, amounts } = options;
  const client = new exchangeClass({
    enableRateLimit: true,
    timeout: CCXT_TIMEOUT_MS,
    number: amounts === 'text' ? String : Number,
    fetchImplementation: createCcxtFetch(parts.transport),
    streaming: { keepAlive: KEEP_ALIVE_MS },
    options: { maxRetriesOnFailure: 0, defaultType: 'spot', warnOnFetchOpenOrdersWithoutSymbol: false },
  });
  // Networks and deposits are none of ours, and some exchanges ask for a key before they tell them.
  client.has = { ...client.has, fetchCurrencies: false };
  keepToSpot(client);
  if (parts.urls.rest !== ownUrls.rest || parts.urls.stream !== ownUrls.stream) {
    client.urls = { ...client.urls, api: redirect(client.urls.api, parts.urls) };
  }
  if (keys !== undefined) giveKeys(client, keys);
  const nowMs = (): number => Math.floor(parts.serverNowMs() ?? parts.timers.nowMs());
  client.milliseconds = nowMs;
  client.seconds = () => Math.floor(nowMs() / 1000);
  client.microseconds = () => nowMs() * 1000;
  return client;
}

/** Where the class goes by itself: the first address of each kind. */
export function urlsOf(client: CcxtClient): ExchangeUrls {
  const all = textsIn(client.urls.api).map((url) => url.replace('{hostname}', client.hostname ?? ''));
  const rest = all.find((url) => url.startsWith('http')) ?? '';
  const stream = all.find((url) => url.startsWith('ws')) ?? '';
  return { rest, stream, userStream: stream };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Every address with another beginning and its own path, so that nothing goes to the exchange itself. */
function redirect(api: unknown, urls: ExchangeUrls): unknown {
  if (typeof api === 'string') {
    return api.startsWith('ws')
      ? api.replace(/^wss?:\/\/[^/]+/, urls.stream)
      : api.replace(/^https?:\/\/[^/]+/, urls.rest);
  }
  if (typeof api !== 'object' || api === null) return api;
  return Object.fromEntries(Object.entries(api).map(([name, value]) => [name, redirect(value, urls)]));
}

/** Markets of futures are many requests, and none of ours. */
function keepToSpot(client: CcxtClient): void {
  const { fetchMarkets } = client.options as { fetchMarkets?: { types?: unknown } | string[] };
  if (Array.isArray(fetchMarkets)) {
    if (fetchMarkets.includes('spot')) client.options.fetchMarkets = ['spot'];
    return;
  }
  const types = fetchMarkets?.types;
  if (fetchMarkets === undefined || types === undefined) return;
  if (Array.isArray(types)) fetchMarkets.types = types.includes('spot') ? ['spot'] : types;
  else if (typeof types === 'object' && types !== null && 'spot' in types) {
    fetchMarkets.types = Object.fromEntries(Object.keys(types).map((name) => [name, name === 'spot']));
  }
}

function giveKeys(client: CcxtClient, keys: ExchangeKeys): void {
  const needed = Object.entries(client.requiredCredentials).filter(([, isNeeded]) => isNeeded);
  const byField = credentialsByField(needed.map(([name]) => name as CcxtCredential));
  const target = client as unknown as Record<string, string>;
  for (const [field, credential] of byField) target[credential] = keys[field] ?? '';
}
