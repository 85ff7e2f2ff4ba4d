import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { formatDecimal } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { jobEnd, useFact } from '../../replica/index.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import { Loading, Panel, useTimeZone } from '../../ui/index.ts';
import { runColumns } from './run-columns.tsx';
import { RunComparison } from './run-comparison.tsx';
import { RunDialogs } from './run-dialogs.tsx';
import classes from './run-history.module.css';
import {
  compareTicked,
  finishRepeat,
  loadRuns,
  MOST_COMPARED,
  openDialog,
  useRunHistory,
} from './run-history-store.ts';

/** Every backtest of the past: named, noted, compared, run again. */
export function RunHistory() {
  useKeptUpToDate();
  const compared = useRunHistory((history) => history.compared);
  return (
    <>
      {compared === null ? <RunList /> : <RunComparison runs={compared} />}
      <RunDialogs />
    </>
  );
}

/** A backtest that ends has been taken into the history before its job is said to be over. */
function useKeptUpToDate(): void {
  useEffect(() => void loadRuns(), []);
  useFact('job', ({ job }) => {
    const end = jobEnd(job);
    if (end === null) return;
    if (job.kind === 'research') void finishRepeat(job.jobId);
    if (job.kind === 'backtest' && end === 'done') void loadRuns();
  });
}

function RunList() {
  const runs = useRunHistory((history) => history.runs);
  const timeZone = useTimeZone();
  if (runs === undefined) return <Loading />;
  return (
    <Panel
      title={wording.runs.title}
      note={formatDecimal(runs.length, { decimals: 0 })}
      flush
      actions={<ListActions />}
      className={classes.list}
    >
      <DataGrid
        label={wording.runs.title}
        rows={runs}
        columns={runColumns(timeZone)}
        rowId={({ runId }) => String(runId)}
        emptyTitle={wording.runs.emptyTitle}
        emptyHint={wording.runs.emptyHint}
        hasControls
      />
    </Panel>
  );
}

function ListActions() {
  const ticked = useRunHistory((history) => history.ticked);
  if (ticked.size === 0) return <span className={classes.hint}>{wording.runs.tickHint}</span>;
  return (
    <>
      <Button
        size="compact-xs"
        disabled={ticked.size < 2 || ticked.size > MOST_COMPARED}
        onClick={() => void compareTicked()}
      >
        {ticked.size > MOST_COMPARED ? wording.runs.tooMany(MOST_COMPARED) : wording.runs.compare(ticked.size)}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => openDialog({ kind: 'remove', runIds: [...ticked] })}>
        {wording.runs.removeTicked(ticked.size)}
      </Button>
    </>
  );
}
