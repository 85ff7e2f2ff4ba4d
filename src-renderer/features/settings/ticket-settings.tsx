import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SettingsView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import { changeSettings } from './change-settings.ts';
import classes from './settings-page.module.css';

const texts = wording.ticket;
const CHOICES = [
  'always',
  'aboveAmount',
  'neverForPaper',
] as const satisfies readonly SettingsView['ticket']['confirm'][];

/** When an order by hand is asked about before it leaves. */
export function TicketSettings() {
  const ticket = useReplica(({ settings }) => settings.ticket);
  return (
    <Panel title={texts.settings}>
      <div className={classes.fields}>
        <Radio.Group
          label={texts.confirmWhen}
          description={texts.confirmHint}
          value={ticket.confirm}
          onChange={(value) => {
            const confirm = CHOICES.find((known) => known === value) ?? 'always';
            void changeSettings({ ticket: { ...ticket, confirm } });
          }}
        >
          <Stack gap={8} mt={6}>
            {CHOICES.map((choice) => (
              <Radio key={choice} size="xs" value={choice} label={texts.confirmChoices[choice]} />
            ))}
          </Stack>
        </Radio.Group>
        {ticket.confirm === 'aboveAmount' && <AmountField key={ticket.amount} ticket={ticket} />}
      </div>
    </Panel>
  );
}

/** Kept when the field is left. */
function AmountField({ ticket }: { readonly ticket: SettingsView['ticket'] }) {
  const [text, setText] = useState(ticket.amount);
  const isGood = /^\d+(\.\d+)?$/.test(text);
  const keep = (): void => {
    if (isGood && text !== ticket.amount) void changeSettings({ ticket: { ...ticket, amount: text } });
  };
  return (
    <TextInput
      label={texts.confirmAmount}
      description={texts.confirmAmountHint}
      inputMode="decimal"
      value={text}
      error={isGood ? undefined : wording.ui.notNumber}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
    />
  );
}
