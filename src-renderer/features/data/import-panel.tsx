import { Button, Progress, Text } from '@mantine/core';
import { useEffect } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import { formatPercent } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { useJob } from '../../replica/index.ts';
import { FailureAlert, Loading, Panel } from '../../ui/index.ts';
import classes from './data-page.module.css';
import { ImportResult } from './import-result.tsx';
import { cancelImport, chooseFile, finishImport, type ImportStage, useImport } from './import-store.ts';
import { PreviewForm } from './preview-form.tsx';

/** From a file to stored candles, one step at a time. */
export function ImportPanel() {
  const stage = useImport((state) => state.stage);
  return (
    <Panel title={en.data.importTitle} note={en.data.importHint} className={classes.import}>
      <ImportStep stage={stage} />
    </Panel>
  );
}

function ImportStep({ stage }: { readonly stage: ImportStage }) {
  switch (stage.kind) {
    case 'choosing':
      return <ChooseFile failure={stage.failure} wasCancelled={stage.wasCancelled} />;
    case 'looking':
      return <Loading label={en.data.looking} />;
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
      <Button onClick={() => void chooseFile()}>{en.data.chooseFile}</Button>
      {failure !== null && <FailureAlert failure={failure} />}
      {wasCancelled && (
        <Text mt="sm" role="status">
          {en.data.cancelled}
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
      <span>{job?.title ?? en.data.importing}</span>
      <Progress value={progress * 100} size="md" aria-label={en.data.importing} />
      <span>{formatPercent(progress, { decimals: 0 })}</span>
      <Button variant="default" onClick={() => void cancelImport(jobId)}>
        {en.data.cancel}
      </Button>
    </div>
  );
}

/** Takes the result as soon as the import is over, whichever page is in sight. */
export function useFinishingImport(): void {
  const jobId = useImport(({ stage }) => (stage.kind === 'running' ? stage.jobId : null));
  const job = useJob(jobId);
  const state = job?.state;
  // The contract's code is any text; what the main side puts there is one of the closed union.
  const error = (job?.error ?? null) as Failure | null;
  useEffect(() => {
    if (jobId === null || state === undefined || state === 'running') return;
    void finishImport(jobId, state, error);
  }, [jobId, state, error]);
}
