import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';

export type PromotionPort = {
  readonly checks: (asked: ParsedInput<'promotion.checks'>) => Promise<Outcome<ChannelOutput<'promotion.checks'>>>;
  readonly promote: (asked: ParsedInput<'promotion.promote'>) => Promise<Outcome<ChannelOutput<'promotion.promote'>>>;
};

/** From paper to real money. */
export function promotionHandlers(promotion: PromotionPort) {
  return {
    'promotion.checks': (asked) => promotion.checks(asked),
    'promotion.promote': (asked) => promotion.promote(asked),
  } satisfies AreaHandlers<'promotion'>;
}
