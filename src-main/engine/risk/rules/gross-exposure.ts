import { exposureLimit } from '../exposure-limit.ts';

/** Long and short added up, over every bot. */
export const grossExposure = exposureLimit({
  name: 'grossExposure',
  of: ({ gross }) => gross,
  words: () => 'in all positions together',
});
