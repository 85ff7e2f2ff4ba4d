import { TextInput, UnstyledButton } from '@mantine/core';
import type { ICellRendererParams } from 'ag-grid-community';
import { type KeyboardEvent, useState } from 'react';
import type { RunSummaryView } from '../../../src-preload/contract/run-views.ts';
import { wording } from '../../language/index.ts';
import classes from './run-history.module.css';
import { renameRun } from './run-history-store.ts';

/** The name, and a press on it to type another in its place: Enter keeps it, Escape does not. */
export function NameCell({ data }: ICellRendererParams<RunSummaryView>) {
  const [typed, setTyped] = useState<string | null>(null);
  if (data === undefined) return null;
  const { runId, name } = data;
  if (typed === null) {
    return (
      <UnstyledButton className={classes.name ?? ''} title={wording.runs.rename} onClick={() => setTyped(name)}>
        {name}
        <span className={classes.caption}>{` #${runId}`}</span>
      </UnstyledButton>
    );
  }
  const keep = async (): Promise<void> => {
    const wanted = typed.trim();
    if (wanted === '' || wanted === name || (await renameRun(runId, wanted))) setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') void keep();
    else if (event.key === 'Escape') setTyped(null);
  };
  return (
    <TextInput
      size="xs"
      autoFocus
      maxLength={200}
      value={typed}
      aria-label={wording.runs.newName(name)}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKeyDown}
      onBlur={() => void keep()}
    />
  );
}
