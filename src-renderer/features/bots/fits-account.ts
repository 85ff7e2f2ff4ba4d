import type { AccountView, InstrumentView } from '../../../src-preload/contract/views.ts';

/** An account trades what is quoted in its asset, a live one only what its own exchange lists. */
export function fitsAccount(
  { venue, quoteAsset }: Pick<AccountView, 'venue' | 'quoteAsset'>,
  instrument: Pick<InstrumentView, 'venue' | 'quoteAsset'>,
): boolean {
  return instrument.quoteAsset === quoteAsset && (venue === null || instrument.venue === venue);
}
