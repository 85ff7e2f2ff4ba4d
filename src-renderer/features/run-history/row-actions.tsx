import { Button, UnstyledButton } from '@mantine/core';
import type { ICellRendererParams } from 'ag-grid-community';
import type { RunSummaryView } from '../../../src-preload/contract/run-views.ts';
import { en } from '../../language/en.ts';
import classes from './run-history.module.css';
import { openDialog, repeatRun } from './run-history-store.ts';

type Cell = ICellRendererParams<RunSummaryView>;

/** The note's beginning; a press opens all of it. */
export function NoteCell({ data }: Cell) {
  if (data === undefined) return null;
  return (
    <UnstyledButton
      className={`${classes.name} ${data.note === '' ? classes.caption : ''}`}
      title={data.note}
      aria-label={en.runs.noteOf(data.name)}
      onClick={() => openDialog({ kind: 'note', run: data })}
    >
      {data.note === '' ? en.runs.addNote : data.note}
    </UnstyledButton>
  );
}

export function RowActions({ data }: Cell) {
  if (data === undefined) return null;
  return (
    <div className={classes.actions}>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={en.runs.repeatNamed(data.name)}
        onClick={() => void repeatRun(data)}
      >
        {en.runs.repeat}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={en.runs.removeNamed(data.name)}
        onClick={() => openDialog({ kind: 'remove', runIds: [data.runId] })}
      >
        {en.runs.remove}
      </Button>
    </div>
  );
}
