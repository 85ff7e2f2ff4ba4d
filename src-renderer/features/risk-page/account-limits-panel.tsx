import { Button, NumberInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import type { SettingsView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import { type AccountLimitsDraft, accountRiskOf, draftOfRisk, problemsOfRisk } from './account-limits-draft.ts';
import classes from './risk-page.module.css';

const texts = wording.settings;

/** What holds for each account by itself, beside the limits over a group; a change from elsewhere starts the form anew. */
export function AccountLimitsPanel() {
  const risk = useReplica(({ settings }) => settings.accountRisk);
  return (
    <Panel title={texts.risk}>
      <AccountLimitsForm key={JSON.stringify(risk)} risk={risk} />
    </Panel>
  );
}

function AccountLimitsForm({ risk }: { readonly risk: SettingsView['accountRisk'] }) {
  const saved = draftOfRisk(risk);
  const [draft, setDraft] = useState<AccountLimitsDraft>(saved);
  const problems = problemsOfRisk(draft);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  const change = (part: Partial<AccountLimitsDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const accountRisk = accountRiskOf(draft);
    if (accountRisk === undefined) return;
    if ((await call('settings.change', { accountRisk })) !== undefined) {
      notifications.show({ message: texts.saved, color: 'green' });
    }
  };
  return (
    <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
      <p className={classes.hint}>{texts.riskHint}</p>
      <NumberInput
        label={texts.maxPosition}
        description={texts.maxPositionHint}
        suffix="%"
        value={draft.maxPositionPercent}
        error={problems.maxPositionPercent}
        clampBehavior="none"
        hideControls
        onChange={(maxPositionPercent) => change({ maxPositionPercent })}
      />
      <NumberInput
        label={texts.maxDailyLoss}
        description={texts.maxDailyLossHint}
        suffix="%"
        value={draft.maxDailyLossPercent}
        error={problems.maxDailyLossPercent}
        clampBehavior="none"
        hideControls
        onChange={(maxDailyLossPercent) => change({ maxDailyLossPercent })}
      />
      <TextInput
        label={texts.dayRoll}
        description={texts.dayRollHint}
        value={draft.dayBegins}
        error={problems.dayBegins}
        onChange={(event) => change({ dayBegins: event.currentTarget.value })}
      />
      <div className={classes.buttons}>
        <Button variant="default" disabled={!isChanged} onClick={() => setDraft(saved)}>
          {texts.revert}
        </Button>
        <Button type="submit" disabled={!isChanged || Object.keys(problems).length > 0}>
          {texts.save}
        </Button>
      </div>
    </form>
  );
}
