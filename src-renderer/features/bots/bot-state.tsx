import { Tooltip } from '@mantine/core';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { en } from '../../language/en.ts';
import { StateBadge, type Tone } from '../../ui/index.ts';

const TONES = {
  running: 'good',
  stopped: 'neutral',
  interrupted: 'warning',
  failed: 'bad',
} as const satisfies Record<BotView['state'], Tone>;

/** A bot's state, and on pointing at it why, when it is not by the person's own hand. */
export function BotState({ bot }: { readonly bot: BotView }) {
  const badge = <StateBadge tone={TONES[bot.state]} label={en.trading.botStates[bot.state]} />;
  if (bot.reason === '') return badge;
  return (
    <Tooltip label={bot.reason}>
      <span>{badge}</span>
    </Tooltip>
  );
}
