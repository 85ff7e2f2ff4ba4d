import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { VenueId } from '../../model/instrument.ts';
import type { ExchangeDefinition } from '../connection/exchange-definition.ts';
import { CCXT_VENUES, type CcxtVenue } from './venue-table.ts';

/** Exchanges that can be reached through ccxt, without loading any of it. */
export function listCcxtVenues(): readonly CcxtVenue[] {
  return CCXT_VENUES;
}

const loading = new Map<VenueId, Promise<Outcome<ExchangeDefinition>>>();

/** What an exchange of ccxt looks like; its file is imported the first time. Fails with `unknownExchange` for others. */
export function loadCcxtDefinition(venue: VenueId): Promise<Outcome<ExchangeDefinition>> {
  const known = loading.get(venue);
  if (known !== undefined) return known;
  const wanted = CCXT_VENUES.find((one) => one.venue === venue);
  if (wanted === undefined) {
    return Promise.resolve(fail('unknownExchange', `venue is "${venue}", expected an exchange of ccxt with minutes`));
  }
  const loaded = load(wanted);
  loading.set(venue, loaded);
  return loaded;
}

async function load(venue: CcxtVenue): Promise<Outcome<ExchangeDefinition>> {
  // Imported here, so that listing what there is loads nothing.
  const [{ loadCcxtClass }, { ccxtDefinition }] = await Promise.all([
    import('./load-class.ts'),
    import('./definition.ts'),
  ]);
  const exchangeClass = await loadCcxtClass(venue.venue);
  if (!exchangeClass.ok) loading.delete(venue.venue);
  return exchangeClass.ok ? succeed(ccxtDefinition(venue, exchangeClass.value)) : exchangeClass;
}
