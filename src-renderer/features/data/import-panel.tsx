import { Button, Progress, Text } from '@mantine/core';
import { useEffect } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import { formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { jobEnd, useJob } from '../../replica/index.ts';
import { FailureAlert, Loading, Panel } from '../../ui/index.ts';
import classes from './data-page.module.css';
import { ImportResult } from './import-result.tsx';
import { cancelImport, chooseFile, finishImport, type ImportStage, useImport } from './import-store.ts';
import { PreviewForm } from './preview-form.tsx';

/** From a file to stored candles, one step at a time. */
export function ImportPanel() {
  const stage = useImport((state) => state.stage);
  return (
    <Panel title={wording.data.importTitle} note={wording.data.importHint} className={classes.import}>
      <ImportStep stage={stage} />
    </Panel>
  );
}

function ImportStep({ stage }: { readonly stage: ImportStage }) {
  switch (stage.kind) {
    case 'choosing':
      return <ChooseFile failure={stage.failure} wasCancelled={stage.wasCancelled} />;
    case 'looking':
      return <Loading label={wording.data.looking} />;
    case 'preview':
      return <PreviewForm preview={stage.preview} form={stage.form} failure={stage.failure} />;
    case 'running':
      return <Running jobId={stage.jobId} />;
    case 'done':
      return <ImportResult form={stage.form} result={stage.result} />;
  }
}

function ChooseFile({ failure, wasCancelled }: { readonly failure: Failure | null; readonly wasCancelled: boolean }) {
  return (
    <>
      <Button onClick={() => void chooseFile()}>{wording.data.chooseFile}</Button>
      {failure !== null && <FailureAlert failure={failure} />}
      {wasCancelled && (
        <Text mt="sm" role="status">
          {wording.data.cancelled}
        </Text>
      )}
    </>
  );
}

function Running({ jobId }: { readonly jobId: string }) {
  const job = useJob(jobId);
  const progress = job?.progress ?? 0;
  return (
    <div className={classes.running} role="status">
      <span>{job?.title ?? wording.data.importing}</span>
      <Progress value={progress * 100} size="md" aria-label={wording.data.importing} />
      <span>{formatPercent(progress, { decimals: 0 })}</span>
      <Button variant="default" onClick={() => void cancelImport(jobId)}>
        {wording.data.cancel}
      </Button>
    </div>
  );
}

/** Takes the result as soon as the import is over, whichever page is in sight. */
export function useFinishingImport(): void {
  const jobId = useImport(({ stage }) => (stage.kind === 'running' ? stage.jobId : null));
  const job = useJob(jobId);
  const end = jobEnd(job);
  // The contract's code is any text; what the main side puts there is one of the closed union.
  const error = (job?.error ?? null) as Failure | null;
  useEffect(() => {
    if (jobId === null || end === null) return;
    void finishImport(jobId, end, error);
  }, [jobId, end, error]);
}
