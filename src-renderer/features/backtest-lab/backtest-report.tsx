import { Tabs } from '@mantine/core';
import { useEffect } from 'react';
import type { JobView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { jobEnd, useReplica } from '../../replica/index.ts';
import { EmptyState, ErrorState, Loading } from '../../ui/index.ts';
import { RunHistory } from '../run-history/index.ts';
import classes from './backtest-page.module.css';
import { adoptRun, LAB_TABS, openLabTab, useBacktestLab } from './backtest-store.ts';
import { ResultPanel } from './report/result-panel.tsx';
import { RunQueue } from './run-queue.tsx';
import { RunState, useFinishing } from './run-state.tsx';

/** What the run came to, beside those that wait and all that were kept. */
export function BacktestReport() {
  const jobId = useBacktestLab(({ stage }) => (stage.kind === 'running' ? stage.jobId : null));
  useFinishing(jobId);
  const jobs = useReplica((state) => state.jobs);
  useEffect(() => adoptRun(Object.values(jobs)), [jobs]);
  const tab = useBacktestLab((lab) => lab.tab);
  const underWay = Object.values(jobs).filter(isUnderWay).length;
  const open = (value: string | null): void => {
    const chosen = LAB_TABS.find((one) => one === value);
    if (chosen !== undefined) openLabTab(chosen);
  };
  return (
    <Tabs value={tab} onChange={open} className={classes.outcomeTabs ?? ''} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="result">{wording.runs.resultTab}</Tabs.Tab>
        <Tabs.Tab value="queue">{wording.backtest.queue.tab(underWay)}</Tabs.Tab>
        <Tabs.Tab value="history">{wording.runs.historyTab}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="result" className={classes.outcomePanel ?? ''}>
        <Outcome />
      </Tabs.Panel>
      <Tabs.Panel value="queue" className={classes.outcomePanel ?? ''}>
        <RunQueue />
      </Tabs.Panel>
      <Tabs.Panel value="history" className={classes.outcomePanel ?? ''}>
        <RunHistory />
      </Tabs.Panel>
    </Tabs>
  );
}

const isUnderWay = (job: JobView): boolean => job.kind === 'backtest' && jobEnd(job) === null;

function Outcome() {
  const stage = useBacktestLab((lab) => lab.stage);
  switch (stage.kind) {
    case 'idle':
      return <EmptyState title={wording.backtest.emptyTitle} hint={wording.backtest.emptyHint} />;
    case 'starting':
      return <Loading label={wording.backtest.running} />;
    case 'running':
      return <RunState jobId={stage.jobId} />;
    case 'cancelled':
      return <EmptyState title={wording.backtest.cancelled} />;
    case 'failed':
      return <ErrorState failure={stage.failure} />;
    case 'done':
      return <ResultPanel result={stage.result} jobId={stage.jobId} />;
  }
}
