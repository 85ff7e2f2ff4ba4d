import { wording } from '../../language/index.ts';
import { StateBadge, type Tone } from '../../ui/index.ts';
import type { BotTier } from './bot-tier.ts';

export const TIER_TONES = {
  hot: 'good',
  earning: 'accent',
  idle: 'neutral',
  losing: 'bad',
  halted: 'warning',
} as const satisfies Record<BotTier, Tone>;

/** The tier in a word; pointing at it says its rule. */
export function TierBadge({ tier }: { readonly tier: BotTier }) {
  return (
    <span title={wording.bots.tiers.rules[tier]}>
      <StateBadge tone={TIER_TONES[tier]} label={wording.bots.tiers.names[tier]} />
    </span>
  );
}
