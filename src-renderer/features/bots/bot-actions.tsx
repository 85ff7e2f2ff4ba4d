import { useState } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { actionOf, startBot, stopBot } from './bot-commands.ts';
import { openBotDetails } from './bot-details-store.ts';
import { openBotForm } from './bot-form-store.ts';
import classes from './bot-grid.module.css';

const LABELS = { start: wording.bots.startBot, resume: wording.bots.resumeBot, stop: wording.bots.stopBot } as const;

/** Start, resume or stop, and edit. While trading is halted nothing can be started. */
export function BotActions({ bot }: { readonly bot: BotView }) {
  const isHalted = useReplica(({ halt }) => halt !== null);
  const [isBusy, setBusy] = useState(false);
  const { id, name } = bot.config;
  const action = actionOf(bot.state);
  const act = async (): Promise<void> => {
    setBusy(true);
    await (action === 'stop' ? stopBot(id) : startBot(id));
    setBusy(false);
  };
  return (
    <span className={classes.actions}>
      <button
        type="button"
        className={classes.action}
        data-action={action}
        aria-label={LABELS[action](name)}
        disabled={isBusy || (isHalted && action !== 'stop')}
        onClick={() => void act()}
      >
        {wording.bots[action]}
      </button>
      <button
        type="button"
        className={classes.action}
        aria-label={wording.bots.editBot(name)}
        onClick={() => openBotForm(id)}
      >
        {wording.bots.edit}
      </button>
      <button
        type="button"
        className={classes.action}
        aria-label={wording.bots.detailsOf(name)}
        onClick={() => openBotDetails(id)}
      >
        {wording.bots.openDetails}
      </button>
    </span>
  );
}
