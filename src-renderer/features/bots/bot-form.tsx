import { Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { BotView, InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { RegimeFields } from '../regimes/index.ts';
import { saveBot, startBot } from './bot-commands.ts';
import { type BotDraft, configOf, draftOf, newDraft, problemsOf } from './bot-draft.ts';
import { MarketFields, RiskFields, StrategyFields } from './bot-fields.tsx';
import classes from './bot-form.module.css';
import { BotFormButtons } from './bot-form-buttons.tsx';
import { closeBotForm, useBotForm } from './bot-form-store.ts';
import { draftOfRun, withOrigin } from './bot-of-run.ts';
import { BotState } from './bot-state.tsx';
import { ExecutionFields } from './execution-fields.tsx';

import { SizingFields } from './sizing-fields.tsx';

export type BotFormProps = {
  /** null makes a new one. */
  readonly botId: string | null;
  readonly instruments: readonly InstrumentView[];
  readonly strategies: readonly StrategyView[];
};

const texts = wording.bots.form;

export function BotForm({ botId, instruments, strategies }: BotFormProps) {
  const bot = useReplica(({ bots }) => (botId === null ? undefined : bots[botId]));
  const [first] = useState<BotDraft>(() => {
    if (bot !== undefined) return draftOf(bot.config);
    const { run } = useBotForm.getState();
    const id = crypto.randomUUID();
    return run === null ? newDraft(id, instruments, strategies) : draftOfRun(run, id, instruments);
  });
  const [draft, setDraft] = useState(first);
  const [isTried, setTried] = useState(false);
  const isRunning = bot?.state === 'running';
  const change = (part: Partial<BotDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const save = async (thenStart: boolean): Promise<void> => {
    setTried(true);
    const config = configOf(draft, strategies);
    if (config === undefined || !(await saveBot(withOrigin(config, bot?.config ?? configOf(first, strategies)))))
      return;
    if (!thenStart || (await startBot(config.id))) closeBotForm();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save(false);
  };
  const problems = isTried ? problemsOf(draft, strategies) : {};
  const fields = { draft, change, problems, isLocked: isRunning, instruments, strategies };
  return (
    <form ref={focusFirst} className={classes.form} onSubmit={submit} noValidate>
      {bot !== undefined && bot.reason !== '' && <StateReason bot={bot} />}
      {isRunning && <Text c="dimmed">{texts.running}</Text>}
      {draft.fromRun !== undefined && <Text size="sm">{texts.fromRun(draft.fromRun)}</Text>}
      <MarketFields {...fields} />
      <StrategyFields {...fields} />
      <RiskFields {...fields} />
      <SizingFields
        draft={draft.sizing}
        isTried={isTried}
        isLocked={isRunning}
        onChange={(sizing) => change({ sizing })}
      />
      <ExecutionFields
        draft={draft.execution}
        isTried={isTried}
        isLocked={isRunning}
        onChange={(execution) => change({ execution })}
      />
      <RegimeFields
        draft={draft.regimes}
        isTried={isTried}
        isLocked={isRunning}
        onChange={(regimes) => change({ regimes })}
      />
      <BotFormButtons bot={bot} onStart={() => void save(true)} />
    </form>
  );
}

/** The drawer gives the focus when it opens; who comes from the steps is in it already. */
function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
}

/** Why the bot is in its state, for those who cannot point at it in the grid. */
function StateReason({ bot }: { readonly bot: BotView }) {
  return (
    <div className={classes.question} role="status">
      <BotState bot={bot} />
      <Text>{bot.reason}</Text>
    </div>
  );
}
