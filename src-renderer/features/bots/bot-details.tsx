import { Drawer } from '@mantine/core';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { closeBotDetails, useBotDetails } from './bot-details-store.ts';
import { BotParts } from './bot-parts.tsx';

/** One bot closely, over the page it was opened from. */
export function BotDetails() {
  const { botId, tab } = useBotDetails();
  const bot = useReplica(({ bots }) => (botId === null ? undefined : bots[botId]));
  return (
    <Drawer
      opened={bot !== undefined}
      onClose={closeBotDetails}
      title={wording.bots.details.title(bot?.config.name ?? '')}
      position="right"
      size={820}
    >
      {bot !== undefined && (
        <BotParts bot={bot} tab={tab} onTab={(chosen) => useBotDetails.setState({ tab: chosen })} />
      )}
    </Drawer>
  );
}
