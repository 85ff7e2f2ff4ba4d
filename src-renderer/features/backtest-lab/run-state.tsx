import { Button, Progress } from '@mantine/core';
import { useEffect } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import { wording } from '../../language/index.ts';
import { jobEnd, useJob } from '../../replica/index.ts';
import classes from './backtest-page.module.css';
import { cancelBacktest, finishBacktest } from './backtest-store.ts';
import { progressText } from './progress-text.ts';

/** A run under way: how far it is, how long it still takes, and the way out of it. */
export function RunState({ jobId }: { readonly jobId: string }) {
  const job = useJob(jobId);
  const progress = job?.progress ?? 0;
  return (
    <div className={classes.running}>
      <p>{job?.title ?? wording.backtest.running}</p>
      <Progress value={progress * 100} size="md" w="100%" aria-label={wording.backtest.running} />
      <p role="status">{progressText(job)}</p>
      <Button variant="default" onClick={() => void cancelBacktest(jobId)}>
        {wording.backtest.cancel}
      </Button>
    </div>
  );
}

/** Takes the result as soon as the job is over, whichever part of the page is in sight. */
export function useFinishing(jobId: string | null): void {
  const job = useJob(jobId);
  const end = jobEnd(job);
  // The contract's code is any text; what the main side puts there is one of the closed union.
  const error = (job?.error ?? null) as Failure | null;
  useEffect(() => {
    if (jobId === null || end === null) return;
    void finishBacktest(jobId, end, error);
  }, [jobId, end, error]);
}
