import { Button, Progress } from '@mantine/core';
import { useEffect } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { DownloadResultView } from '../../../src-preload/contract/exchange-views.ts';
import type { JobView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { formatDecimal, formatDuration, formatPercent, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { jobEnd, useJob, useReplicaShallow } from '../../replica/index.ts';
import { FailureAlert } from '../../ui/index.ts';
import classes from './data-page.module.css';
import { followDownload, putAway, takeDownloadResult, useDownloads } from './download-store.ts';

const texts = wording.data.download;

/** Downloads under way and what came of those that are over, newest first. */
export function DownloadJobs() {
  const jobIds = useDownloads((downloads) => downloads.jobIds);
  const running = useReplicaShallow(({ jobs }) =>
    Object.values(jobs)
      .filter(({ kind, state }) => kind === 'download' && state === 'running')
      .map(({ jobId }) => jobId),
  );
  // Those that began before this window did.
  useEffect(() => {
    const known = useDownloads.getState().jobIds;
    for (const jobId of running) if (!known.includes(jobId)) followDownload(jobId);
  }, [running]);
  return (
    <ul className={classes.downloads} aria-label={texts.jobs}>
      {jobIds.map((jobId) => (
        <DownloadJob key={jobId} jobId={jobId} />
      ))}
    </ul>
  );
}

function DownloadJob({ jobId }: { readonly jobId: string }) {
  const job = useJob(jobId);
  const result = useDownloads(({ results }) => results[jobId]);
  const end = jobEnd(job);
  useEffect(() => {
    if (end !== null) void takeDownloadResult(jobId, end === 'done');
  }, [jobId, end]);
  if (job === undefined) return null;
  return (
    <li data-testid="download" data-state={job.state}>
      <div className={classes.downloadHead}>
        <strong>{job.title}</strong>
        {job.state === 'running' ? <Running job={job} /> : <Over job={job} />}
      </div>
      {job.error !== null && job.state === 'failed' && <FailureAlert failure={job.error as Failure} />}
      {result !== undefined && <Result result={result} />}
    </li>
  );
}

function Running({ job }: { readonly job: JobView }) {
  const { progress, startedMs, jobId } = job;
  const leftMs = progress > 0.01 ? ((Date.now() - startedMs) / progress) * (1 - progress) : null;
  return (
    <>
      <Progress value={progress * 100} size="md" aria-label={job.title} />
      <span role="status">
        {formatPercent(progress, { decimals: 0 })}
        {leftMs !== null && ` · ${texts.left(formatDuration(leftMs))}`}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => void call('jobs.cancel', { jobId })}>
        {wording.data.cancel}
      </Button>
    </>
  );
}

function Over({ job }: { readonly job: JobView }) {
  return (
    <>
      <span className={classes.hint} role="status">
        {texts.states[job.state]}
      </span>
      <Button size="compact-sm" variant="subtle" onClick={() => putAway(job.jobId)}>
        {texts.putAway}
      </Button>
    </>
  );
}

function Result({ result }: { readonly result: DownloadResultView }) {
  const columns = texts.columns;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{columns.symbol}</th>
          <th scope="col" className={classes.right}>
            {columns.fetched}
          </th>
          <th scope="col" className={classes.right}>
            {columns.alreadyThere}
          </th>
          <th scope="col" className={classes.right}>
            {columns.requests}
          </th>
          <th scope="col" className={classes.right}>
            {columns.gaps}
          </th>
          <th scope="col">{columns.problem}</th>
        </tr>
      </thead>
      <tbody>
        {result.series.map(({ instrumentId, fetched, alreadyThere, requests, gaps, missingBars, problem }) => (
          <tr key={instrumentId}>
            <th scope="row">{symbolText(instrumentId)}</th>
            <td className={classes.right}>{formatDecimal(fetched, { decimals: 0 })}</td>
            <td className={classes.right}>{formatDecimal(alreadyThere, { decimals: 0 })}</td>
            <td className={classes.right}>{requests}</td>
            <td className={classes.right}>{gaps === 0 ? texts.noGaps : texts.gaps(gaps, missingBars)}</td>
            <td>{problem ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
