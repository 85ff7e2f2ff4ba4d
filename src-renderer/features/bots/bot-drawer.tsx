import { Button, Drawer } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useInstruments, useReplica } from '../../replica/index.ts';
import { Loading } from '../../ui/index.ts';
import { openStory } from '../story/index.ts';
import { BotForm } from './bot-form.tsx';
import { closeBotForm, NEW_BOT, useBotForm } from './bot-form-store.ts';
import { fitsAccount } from './fits-account.ts';
import { loadStrategies, useStrategies } from './use-strategies.ts';

/** Makes and changes bots, beside the page it was opened from. */
export function BotDrawer() {
  const subject = useBotForm((form) => form.subject);
  const bot = useReplica(({ bots }) => (subject === null ? undefined : bots[subject]));
  const title = bot === undefined ? wording.bots.form.createTitle : wording.bots.form.editTitle(bot.config.name);
  const isGone = subject !== null && subject !== NEW_BOT && bot === undefined;
  useEffect(() => {
    if (isGone) closeBotForm();
  }, [isGone]);
  return (
    <Drawer
      opened={subject !== null && !isGone}
      onClose={closeBotForm}
      title={title}
      position="right"
      size={500}
      closeButtonProps={{ 'aria-label': wording.ui.close }}
    >
      {bot?.position != null && <PositionStory botId={bot.config.id} openedMs={bot.position.openedMs} />}
      {subject !== null && !isGone && <BotFormLoader key={subject} botId={subject === NEW_BOT ? null : subject} />}
    </Drawer>
  );
}

function PositionStory({ botId, openedMs }: { readonly botId: string; readonly openedMs: number }) {
  const open = (): void => {
    closeBotForm();
    void openStory({ botId, timeMs: openedMs });
  };
  return (
    <Button size="xs" variant="default" mb="sm" onClick={open}>
      {wording.story.ofPosition}
    </Button>
  );
}

function BotFormLoader({ botId }: { readonly botId: string | null }) {
  const instruments = useTradable(botId);
  const strategies = useStrategies();
  useEffect(() => void loadStrategies(), []);
  if (instruments === undefined || strategies === undefined) return <Loading />;
  return <BotForm botId={botId} instruments={instruments} strategies={strategies} />;
}

/** What has a market and fits an account, and what the bot is on already. */
function useTradable(botId: string | null): readonly InstrumentView[] | undefined {
  const instruments = useInstruments();
  const connections = useReplica((state) => state.connections);
  const accounts = useReplica((state) => state.accounts);
  const own = useReplica(({ bots }) => (botId === null ? undefined : bots[botId]?.config.instrumentId));
  return useMemo(
    () =>
      instruments?.filter(
        (one) =>
          one.id === own ||
          ((one.simulated || connections[one.venue] !== undefined) &&
            Object.values(accounts).some((account) => fitsAccount(account, one))),
      ),
    [instruments, connections, accounts, own],
  );
}
