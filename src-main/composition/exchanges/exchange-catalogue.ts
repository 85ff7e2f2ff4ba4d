import type { VenueView } from '../../../src-preload/contract/exchange-views.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import { binance } from '../../exchanges/binance/adapter.ts';
import { listCcxtVenues, loadCcxtDefinition } from '../../exchanges/ccxt/adapter.ts';
import { coinbase } from '../../exchanges/coinbase/adapter.ts';
import type { ExchangeDefinition } from '../../exchanges/connection/exchange-definition.ts';
import { kraken } from '../../exchanges/kraken/adapter.ts';
import type { VenueId } from '../../model/instrument.ts';

/** Exchanges with an adapter of their own. To add one, copy its folder and name it here. */
const OWN: readonly ExchangeDefinition[] = [binance, coinbase, kraken];

/** Every exchange that can be connected: our own first, then those of ccxt by name. */
export function listVenues(): readonly VenueView[] {
  const own = OWN.map(({ venue, name, keyFields, urls }) => ({ venue, name, isOwn: true, keyFields, urls }));
  const known = new Set(own.map(({ venue }) => venue));
  const others = listCcxtVenues().filter(({ venue }) => !known.has(venue));
  return [...own, ...others.map((other) => ({ ...other, isOwn: false, urls: null }))];
}

/** What an exchange looks like; one of ccxt is loaded when it is first asked for. */
export async function findDefinition(venue: VenueId): Promise<Outcome<ExchangeDefinition>> {
  const own = OWN.find((definition) => definition.venue === venue);
  if (own !== undefined) return succeed(own);
  if (listCcxtVenues().some((other) => other.venue === venue)) return loadCcxtDefinition(venue);
  return fail('unknownExchange', `venue is "${venue}", expected an exchange that can be connected`);
}
