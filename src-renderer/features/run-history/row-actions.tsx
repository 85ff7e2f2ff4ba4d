import { Button } from '@mantine/core';
import type { ICellRendererParams } from 'ag-grid-community';
import type { RunSummaryView } from '../../../src-preload/contract/run-views.ts';
import { wording } from '../../language/index.ts';
import classes from './run-history.module.css';
import { openDialog, repeatRun } from './run-history-store.ts';
import { makeBotOfRun } from './run-to-bot.ts';

type Cell = ICellRendererParams<RunSummaryView>;

/** The note's beginning; all of it is in the title and behind the button. */
export function NoteCell({ data }: Cell) {
  if (data === undefined) return null;
  return (
    <span className={data.note === '' ? classes.caption : undefined} title={data.note}>
      {data.note === '' ? wording.runs.addNote : data.note}
    </span>
  );
}

export function RowActions({ data }: Cell) {
  if (data === undefined) return null;
  return (
    <div className={classes.actions}>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={wording.runs.noteOf(data.name)}
        onClick={() => openDialog({ kind: 'note', run: data })}
      >
        {wording.runs.note}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={wording.runs.botNamed(data.name)}
        onClick={() => void makeBotOfRun(data.runId)}
      >
        {wording.runs.bot}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={wording.runs.repeatNamed(data.name)}
        onClick={() => void repeatRun(data)}
      >
        {wording.runs.repeat}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={wording.runs.removeNamed(data.name)}
        onClick={() => openDialog({ kind: 'remove', runIds: [data.runId] })}
      >
        {wording.runs.remove}
      </Button>
    </div>
  );
}
