import { create } from 'zustand';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { CsvPreviewView, ImportResultView } from '../../../src-preload/contract/research-views.ts';
import { ask } from '../../bridge/index.ts';
import { formOfPreview, type ImportForm, importRequestOf } from './import-form.ts';

/** Where an import is, from choosing a file to reading what became of it. */
export type ImportStage =
  | { readonly kind: 'choosing'; readonly failure: Failure | null; readonly wasCancelled: boolean }
  | { readonly kind: 'looking' }
  | {
      readonly kind: 'preview';
      readonly preview: CsvPreviewView;
      readonly form: ImportForm;
      readonly failure: Failure | null;
    }
  | { readonly kind: 'running'; readonly jobId: string; readonly form: ImportForm; readonly preview: CsvPreviewView }
  | { readonly kind: 'done'; readonly form: ImportForm; readonly result: ImportResultView };

const CHOOSING: ImportStage = { kind: 'choosing', failure: null, wasCancelled: false };

/** Outlives the page, so that an import goes on while other pages are looked at. `stored` counts changes of what is stored. */
export const useImport = create<{ readonly stage: ImportStage; readonly stored: number }>(() => ({
  stage: CHOOSING,
  stored: 0,
}));

const enter = (stage: ImportStage): void => useImport.setState({ stage });

export const startOver = (): void => enter(CHOOSING);

export const storedChanged = (): void => useImport.setState(({ stored }) => ({ stored: stored + 1 }));

export async function chooseFile(): Promise<void> {
  const outcome = await ask('data.chooseFile', {});
  if (!outcome.ok) enter({ kind: 'choosing', failure: outcome.error, wasCancelled: false });
  else if (outcome.value.path !== null) await lookAt(outcome.value.path);
}

async function lookAt(path: string): Promise<void> {
  enter({ kind: 'looking' });
  const outcome = await ask('data.preview', { path });
  if (outcome.ok) enter({ kind: 'preview', preview: outcome.value, form: formOfPreview(outcome.value), failure: null });
  else enter({ kind: 'choosing', failure: outcome.error, wasCancelled: false });
}

export function changeImport(change: Partial<ImportForm>): void {
  const { stage } = useImport.getState();
  if (stage.kind === 'preview') enter({ ...stage, form: { ...stage.form, ...change } });
}

export async function startImport(): Promise<void> {
  const { stage } = useImport.getState();
  if (stage.kind !== 'preview') return;
  const request = importRequestOf(stage.form, stage.preview);
  if (request === undefined) return;
  const outcome = await ask('data.import', request);
  const { preview, form } = stage;
  if (outcome.ok) enter({ kind: 'running', jobId: outcome.value.jobId, form, preview });
  else enter({ kind: 'preview', preview, form, failure: outcome.error });
}

export async function cancelImport(jobId: string): Promise<void> {
  await ask('jobs.cancel', { jobId });
}

/** Called when the job is over; a job that is no longer the page's own changes nothing. */
export async function finishImport(
  jobId: string,
  end: 'done' | 'failed' | 'cancelled',
  error: Failure | null,
): Promise<void> {
  const { stage } = useImport.getState();
  if (stage.kind !== 'running' || stage.jobId !== jobId) return;
  const { form, preview } = stage;
  if (end === 'cancelled') {
    enter({ kind: 'choosing', failure: null, wasCancelled: true });
    return;
  }
  const outcome =
    end === 'failed' && error !== null ? ({ ok: false, error } as const) : await ask('data.importResult', { jobId });
  if (useImport.getState().stage !== stage) return;
  enter(
    outcome.ok
      ? { kind: 'done', form, result: outcome.value }
      : { kind: 'preview', preview, form, failure: outcome.error },
  );
  storedChanged();
}
