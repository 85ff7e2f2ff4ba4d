import { Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import { wording } from '../../language/index.ts';
import { EmptyState, ErrorState, Loading } from '../../ui/index.ts';
import { RunHistory } from '../run-history/index.ts';
import classes from './backtest-page.module.css';
import { useBacktestLab } from './backtest-store.ts';
import { ResultPanel } from './report/result-panel.tsx';
import { RunState, useFinishing } from './run-state.tsx';

/** What the run came to, beside all that were kept. A run that is started brings its result to the front. */
export function BacktestReport() {
  const jobId = useBacktestLab(({ stage }) => (stage.kind === 'running' ? stage.jobId : null));
  useFinishing(jobId);
  const [tab, setTab] = useState<string | null>('result');
  const isStarting = useBacktestLab(({ stage }) => stage.kind === 'starting');
  useEffect(() => {
    if (isStarting) setTab('result');
  }, [isStarting]);
  return (
    <Tabs value={tab} onChange={setTab} className={classes.outcomeTabs ?? ''} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="result">{wording.runs.resultTab}</Tabs.Tab>
        <Tabs.Tab value="history">{wording.runs.historyTab}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="result" className={classes.outcomePanel ?? ''}>
        <Outcome />
      </Tabs.Panel>
      <Tabs.Panel value="history" className={classes.outcomePanel ?? ''}>
        <RunHistory />
      </Tabs.Panel>
    </Tabs>
  );
}

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
