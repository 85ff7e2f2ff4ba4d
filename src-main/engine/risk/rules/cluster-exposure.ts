import { exposureLimit } from '../exposure-limit.ts';

/** All positions in assets whose returns go together: many bots on them are one large bot. */
export const clusterExposure = exposureLimit({
  name: 'clusterExposure',
  of: ({ cluster }) => cluster,
  words: ({ market }) => `in what moves with ${market.instrument.baseAsset}`,
});
