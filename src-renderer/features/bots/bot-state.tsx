import { Tooltip } from '@mantine/core';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useFeedState } from '../../replica/index.ts';
import { StateBadge, type Tone } from '../../ui/index.ts';
import { feedOf } from './feed-of.ts';

const TONES = {
  running: 'good',
  stopped: 'neutral',
  interrupted: 'warning',
  failed: 'bad',
} as const satisfies Record<BotView['state'], Tone>;

/** A bot's state, and on pointing at it why, when it is not by the person's own hand, and its market's regime. One without live prices does not "run". */
export function BotState({ bot }: { readonly bot: BotView }) {
  const isBlind = useIsBlind(bot);
  const badge = isBlind ? (
    <StateBadge tone="warning" label={wording.bots.blind} />
  ) : (
    <StateBadge tone={TONES[bot.state]} label={wording.trading.botStates[bot.state]} />
  );
  const regime = bot.regime === null ? '' : wording.bots.inRegime(wording.regimes.names[bot.regime.regime]);
  const why = [isBlind ? wording.bots.blindHint : '', bot.reason, regime].filter((part) => part !== '').join(' ');
  if (why === '') return badge;
  return (
    <Tooltip label={why}>
      <span>{badge}</span>
    </Tooltip>
  );
}

/** It runs, and nothing that it could decide on comes in. */
function useIsBlind(bot: BotView): boolean {
  const feed = useFeedState(feedOf(bot));
  const isOld = feed === null || feed.state === 'stale' || feed.state === 'disconnected';
  return bot.state === 'running' && isOld;
}
