import { Button, Drawer } from '@mantine/core';
import { useEffect } from 'react';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Loading } from '../../ui/index.ts';
import { openStory } from '../story/index.ts';
import { BotDetails } from './bot-details.tsx';
import { BotForm } from './bot-form.tsx';
import { BOT_WIZARD, closeBotForm, NEW_BOT, useBotForm } from './bot-form-store.ts';
import { BotWizard } from './bot-wizard.tsx';
import { loadStrategies, useStrategies } from './use-strategies.ts';
import { useTradable } from './use-tradable.ts';

/** Makes and changes bots, beside the page it was opened from. */
export function BotDrawer() {
  return (
    <>
      <FormDrawer />
      <BotDetails />
    </>
  );
}

/** One drawer for the form and the steps: who goes from one to the other gets the focus back where it came from. */
function FormDrawer() {
  const subject = useBotForm((form) => form.subject);
  const bot = useReplica(({ bots }) => (subject === null ? undefined : bots[subject]));
  const isNew = subject === NEW_BOT || subject === BOT_WIZARD;
  const title =
    subject === BOT_WIZARD
      ? wording.bots.wizard.title
      : bot === undefined
        ? wording.bots.form.createTitle
        : wording.bots.form.editTitle(bot.config.name);
  const isGone = subject !== null && !isNew && bot === undefined;
  useEffect(() => {
    if (isGone) closeBotForm();
  }, [isGone]);
  return (
    <Drawer
      opened={subject !== null && !isGone}
      onClose={closeBotForm}
      title={title}
      position="right"
      size={subject === BOT_WIZARD ? 640 : 500}
    >
      {bot?.position != null && <PositionStory botId={bot.config.id} openedMs={bot.position.openedMs} />}
      {subject === BOT_WIZARD && <BotWizard />}
      {subject !== null && subject !== BOT_WIZARD && !isGone && (
        <BotFormLoader key={subject} botId={subject === NEW_BOT ? null : subject} />
      )}
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
