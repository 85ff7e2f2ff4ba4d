import { exposureLimit } from '../exposure-limit.ts';

/** All positions in one base asset, on whatever exchange and against whatever quote. */
export const assetExposure = exposureLimit({
  name: 'assetExposure',
  of: ({ asset }) => asset,
  words: ({ market }) => `in ${market.instrument.baseAsset}`,
});
