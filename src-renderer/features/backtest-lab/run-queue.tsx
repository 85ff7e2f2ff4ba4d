import { Button, Progress } from '@mantine/core';
import type { JobView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { jobEnd, useReplicaShallow } from '../../replica/index.ts';
import { EmptyState, Panel } from '../../ui/index.ts';
import classes from './backtest-page.module.css';
import { cancelBacktest, moveRun, showRun } from './backtest-store.ts';
import { progressText } from './progress-text.ts';
import { inQueueOrder } from './queue-order.ts';

const { queue: texts } = wording.backtest;

/** The backtests of this session: what runs, what waits in the order it will run, and what is over. */
export function RunQueue() {
  const jobs = useReplicaShallow(({ jobs }) => inQueueOrder(Object.values(jobs)));
  if (jobs.length === 0) return <EmptyState title={texts.emptyTitle} hint={texts.emptyHint} />;
  const waiting = jobs.filter(({ state }) => state === 'queued').length;
  return (
    <Panel title={texts.title} note={texts.count(waiting)} flush className={classes.queuePanel}>
      <ul className={classes.queue} aria-label={texts.title}>
        {jobs.map((job) => (
          <QueuedRun key={job.jobId} job={job} waiting={waiting} />
        ))}
      </ul>
    </Panel>
  );
}

type QueuedRunProps = { readonly job: JobView; readonly waiting: number };

function QueuedRun({ job, waiting }: QueuedRunProps) {
  const { title, state, progress, error } = job;
  return (
    <li data-state={state} data-testid="queued-run">
      <div className={classes.queuedText}>
        <strong>{title}</strong>
        <span className={classes.queuedState}>
          {texts.states[state]}
          {jobEnd(job) === null && ` · ${progressText(job)}`}
          {state === 'failed' && error !== null && ` · ${error.message}`}
        </span>
        {state === 'running' && <Progress value={progress * 100} size="sm" aria-label={title} />}
      </div>
      <div className={classes.queuedActions}>
        <Actions job={job} waiting={waiting} />
      </div>
    </li>
  );
}

function Actions({ job: { jobId, title, state, place }, waiting }: QueuedRunProps) {
  const small = { size: 'compact-xs', variant: 'default' } as const;
  return (
    <>
      {place !== null && (
        <>
          <Button
            {...small}
            disabled={place === 0}
            aria-label={texts.earlierNamed(title)}
            onClick={() => void moveRun(jobId, -1)}
          >
            {texts.earlier}
          </Button>
          <Button
            {...small}
            disabled={place === waiting - 1}
            aria-label={texts.laterNamed(title)}
            onClick={() => void moveRun(jobId, 1)}
          >
            {texts.later}
          </Button>
        </>
      )}
      {(state === 'queued' || state === 'running') && (
        <Button {...small} aria-label={texts.cancelNamed(title)} onClick={() => void cancelBacktest(jobId)}>
          {wording.backtest.cancel}
        </Button>
      )}
      {(state === 'running' || state === 'done') && (
        <Button {...small} aria-label={texts.showNamed(title)} onClick={() => showRun(jobId)}>
          {texts.show}
        </Button>
      )}
    </>
  );
}
