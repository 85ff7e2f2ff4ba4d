import type { BotView } from '../../../src-preload/contract/views.ts';
import type { FeedOf } from '../../replica/index.ts';

/** The feed a bot lives on, listed by its exchange now or not. */
export function feedOf({ config: { instrumentId }, simulated }: BotView): FeedOf {
  return { id: instrumentId, venue: instrumentId.split(':')[0] ?? '', simulated };
}
