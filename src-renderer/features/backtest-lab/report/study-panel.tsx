import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import type { StudyView } from '../../../../src-preload/contract/study-views.ts';
import { formatPercent } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { jobEnd, useJob } from '../../../replica/index.ts';
import { ErrorState, Panel } from '../../../ui/index.ts';
import classes from './report.module.css';
import type { StudyOf, StudyStage } from './study-store.ts';
import { cancelStudy, finishStudy, stageOf, startStudy, useStudies } from './study-store.ts';

export type StudyPanelProps = {
  readonly of: StudyOf;
  /** Why it cannot be asked here; null when it can. */
  readonly unable: string | null;
  readonly children: (result: StudyView) => ReactNode;
};

/** Something more to ask of a result: a button, then how far it is, then what came of it. */
export function StudyPanel({ of, unable, children }: StudyPanelProps) {
  const stage = useStudies((all) => stageOf(all, of));
  useFinishing(of, stage);
  const texts = wording.backtestReport.studies[of.study];
  return (
    <Panel title={texts.title} flush>
      {stage.kind === 'done' && children(stage.result)}
      {stage.kind === 'failed' && <ErrorState failure={stage.failure} />}
      {stage.kind === 'running' && <StudyProgress of={of} jobId={stage.jobId} />}
      {stage.kind !== 'running' && stage.kind !== 'done' && (
        <div className={classes.studyAsk}>
          <p>{unable ?? texts.hint}</p>
          {unable === null && (
            <Button variant="default" loading={stage.kind === 'starting'} onClick={() => void startStudy(of)}>
              {texts.ask}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}

function StudyProgress({ of, jobId }: { readonly of: StudyOf; readonly jobId: string }) {
  const progress = useJob(jobId)?.progress ?? 0;
  const { cancelStudy: cancel, studies } = wording.backtestReport;
  return (
    <div className={classes.studyAsk} role="status">
      <Progress value={progress * 100} size="md" aria-label={studies[of.study].title} />
      <p>{wording.backtest.progress(formatPercent(progress, { decimals: 0 }))}</p>
      <Button variant="default" onClick={() => void cancelStudy(of, jobId)}>
        {cancel}
      </Button>
    </div>
  );
}

function useFinishing({ resultJobId, study }: StudyOf, stage: StudyStage): void {
  const jobId = stage.kind === 'running' ? stage.jobId : null;
  const end = jobEnd(useJob(jobId));
  useEffect(() => {
    if (jobId === null || end === null) return;
    void finishStudy({ resultJobId, study }, jobId, end);
  }, [resultJobId, study, jobId, end]);
}
