import { Button, Group, Modal, NumberInput, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import type { BreachActionView, LimitName } from '../../../src-preload/contract/risk-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import {
  draftsOf,
  isCount,
  LIMIT_NAMES,
  type LimitDraft,
  type LimitDrafts,
  limitsOf,
  problemOf,
} from './limit-draft.ts';
import classes from './risk-page.module.css';

const texts = wording.risk;
const ACTIONS = Object.entries(texts.actions).map(([value, label]) => ({ value, label }));

/** Every limit with what its breach causes. */
export function LimitsForm({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const limits = useReplica(({ settings }) => settings.governor);
  return (
    <Modal opened={isOpen} onClose={onClose} title={texts.editTitle} size={860} centered>
      <Fields key={JSON.stringify(limits)} saved={draftsOf(limits)} onClose={onClose} />
    </Modal>
  );
}

function Fields({ saved, onClose }: { readonly saved: LimitDrafts; readonly onClose: () => void }) {
  const [drafts, setDrafts] = useState(saved);
  const governor = limitsOf(drafts);
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(saved);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (governor === undefined) return;
    if ((await call('settings.change', { governor })) === undefined) return;
    notifications.show({ message: texts.saved, color: 'green' });
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p className={classes.hint}>{texts.editHint}</p>
      <div className={classes.fields}>
        {LIMIT_NAMES.map((name) => (
          <LimitRow
            key={name}
            name={name}
            draft={drafts[name]}
            onChange={(draft) => setDrafts((before) => ({ ...before, [name]: draft }))}
          />
        ))}
      </div>
      <Group justify="flex-end" className={classes.formEnd}>
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button type="submit" disabled={!isChanged || governor === undefined}>
          {texts.save}
        </Button>
      </Group>
    </form>
  );
}

type RowProps = {
  readonly name: LimitName;
  readonly draft: LimitDraft;
  readonly onChange: (draft: LimitDraft) => void;
};

function LimitRow({ name, draft, onChange }: RowProps) {
  const label = texts.limitNames[name];
  return (
    <div className={classes.field}>
      <div>
        <div>{label}</div>
        <div className={classes.hint}>{texts.limitHints[name]}</div>
      </div>
      <NumberInput
        aria-label={texts.most(label)}
        placeholder={texts.off}
        suffix={isCount(name) ? '' : '%'}
        value={draft.most}
        error={problemOf(name, draft)}
        clampBehavior="none"
        hideControls
        onChange={(most) => onChange({ ...draft, most })}
      />
      <Select
        aria-label={texts.action(label)}
        data={ACTIONS}
        value={draft.onBreach}
        disabled={draft.most === ''}
        allowDeselect={false}
        comboboxProps={{ withinPortal: true }}
        onChange={(onBreach) => onChange({ ...draft, onBreach: (onBreach ?? 'refuse') as BreachActionView })}
      />
    </div>
  );
}
