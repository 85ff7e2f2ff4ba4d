import { exposureLimit } from '../exposure-limit.ts';

/** All positions quoted in one asset: what is at stake if that asset is not worth its name. */
export const quoteExposure = exposureLimit({
  name: 'quoteExposure',
  of: ({ quote }) => quote,
  words: ({ market }) => `quoted in ${market.instrument.quoteAsset}`,
});
