import { Button, Checkbox, Modal, NumberInput, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { INTERVALS, isInterval } from '../charts/index.ts';
import classes from './bot-form.module.css';
import { editAct } from './bulk-acts.ts';
import {
  BULK_DRAFT,
  BULK_FIELDS,
  type BulkDraft,
  type BulkField,
  bulkProblem,
  sharedChangeOf,
} from './bulk-edit-draft.ts';
import { runBulk } from './bulk-run.ts';

const texts = wording.bots.bulk;

/** Changes what bots share: only what is ticked, the rest stays as each bot has it. */
export function BulkEdit({ bots, onClose }: { readonly bots: readonly BotView[]; readonly onClose: () => void }) {
  const [draft, setDraft] = useState<BulkDraft>(BULK_DRAFT);
  const change = (part: Partial<BulkDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const shared = sharedChangeOf(draft);
  const running = bots.filter(({ state }) => state === 'running').length;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (shared === null) return;
    onClose();
    void runBulk(texts.changing(bots.length), bots, editAct(shared, draft.restartsRunning));
  };
  return (
    <Modal opened onClose={onClose} title={texts.editTitle(bots.length)}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p className={classes.hint}>{texts.editHint}</p>
        <IntervalLine draft={draft} change={change} />
        {BULK_FIELDS.map((field) => (
          <NumberLine key={field} field={field} draft={draft} change={change} />
        ))}
        {running > 0 && (
          <Checkbox
            label={texts.restart(running)}
            checked={draft.restartsRunning}
            onChange={(event) => change({ restartsRunning: event.currentTarget.checked })}
          />
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {wording.bots.form.cancel}
          </Button>
          <Button type="submit" disabled={shared === null}>
            {texts.apply(bots.length)}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type LineProps = { readonly draft: BulkDraft; readonly change: (part: Partial<BulkDraft>) => void };

function Tick({ field, draft, change }: LineProps & { readonly field: BulkField | 'interval' }) {
  const toggle = (isChanged: boolean): void => {
    const changes = new Set(draft.changes);
    if (isChanged) changes.add(field);
    else changes.delete(field);
    change({ changes });
  };
  return (
    <Checkbox
      label={texts.fields[field]}
      checked={draft.changes.has(field)}
      onChange={(event) => toggle(event.currentTarget.checked)}
    />
  );
}

function IntervalLine({ draft, change }: LineProps) {
  return (
    <div className={classes.bulkLine}>
      <Tick field="interval" draft={draft} change={change} />
      <Select
        aria-label={texts.newValue(texts.fields.interval)}
        data={INTERVALS.map((interval) => interval)}
        value={draft.interval}
        allowDeselect={false}
        disabled={!draft.changes.has('interval')}
        onChange={(value) => {
          if (value !== null && isInterval(value)) change({ interval: value });
        }}
      />
    </div>
  );
}

function NumberLine({ field, draft, change }: LineProps & { readonly field: BulkField }) {
  const bounds = bulkProblem(draft, field);
  return (
    <div className={classes.bulkLine}>
      <Tick field={field} draft={draft} change={change} />
      <NumberInput
        aria-label={texts.newValue(texts.fields[field])}
        suffix={field === 'leverage' ? '×' : '%'}
        value={draft[field]}
        disabled={!draft.changes.has(field)}
        error={bounds === undefined ? undefined : wording.bots.sizing.range(bounds.least, bounds.most)}
        clampBehavior="none"
        hideControls
        onChange={(value) => change({ [field]: value })}
      />
    </div>
  );
}
