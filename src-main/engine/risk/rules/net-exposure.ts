import { exposureLimit } from '../exposure-limit.ts';

/**
 * Long less short, as far as it would go to the order's side if every entry there filled and none on the other: what is
 * only ordered hedges nothing. A close is never refused, though it may leave a hedge behind.
 */
export const netExposure = exposureLimit({
  name: 'netExposure',
  of: ({ net, buys, sells }, { order }) => (order.side === 'buy' ? net + buys : sells - net),
  words: ({ order }) => (order.side === 'buy' ? 'net long' : 'net short'),
});
