import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { removeBot } from './bot-commands.ts';
import classes from './bot-form.module.css';

const texts = wording.bots.form;

export type BotFormButtonsProps = { readonly bot: BotView | undefined; readonly onStart: () => void };

/** Save, save and start, and for a bot that exists and does not run, remove. */
export function BotFormButtons({ bot, onStart }: BotFormButtonsProps) {
  const isHalted = useReplica(({ halt }) => halt !== null);
  const [isRemoving, setRemoving] = useState(false);
  if (bot?.state === 'running') return null;
  if (isRemoving && bot !== undefined) return <RemoveQuestion bot={bot} onBack={() => setRemoving(false)} />;
  return (
    <div className={classes.buttons}>
      {bot !== undefined && (
        <Button className={classes.left ?? ''} color="red" variant="outline" onClick={() => setRemoving(true)}>
          {texts.remove}
        </Button>
      )}
      <Button type="submit" variant="default">
        {texts.save}
      </Button>
      <Button onClick={onStart} disabled={isHalted}>
        {texts.saveAndStart}
      </Button>
    </div>
  );
}

function RemoveQuestion({ bot, onBack }: { readonly bot: BotView; readonly onBack: () => void }) {
  return (
    <div className={classes.question} role="alert">
      <Text>{texts.removeQuestion(bot.config.name)}</Text>
      {bot.position !== null && <Text c="red">{texts.removeHoldsPosition}</Text>}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onBack}>
          {texts.cancel}
        </Button>
        <Button color="red" onClick={() => void removeBot(bot.config.id)}>
          {texts.confirmRemove}
        </Button>
      </div>
    </div>
  );
}
