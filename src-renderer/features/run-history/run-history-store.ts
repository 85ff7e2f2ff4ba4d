import { create } from 'zustand';
import type { RepeatView, RunSummaryView, RunView } from '../../../src-preload/contract/run-views.ts';
import { call } from '../../bridge/index.ts';

/** What lies over the list; one of these, never two. */
export type RunDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'note'; readonly run: RunSummaryView }
  | { readonly kind: 'remove'; readonly runIds: readonly number[] }
  | { readonly kind: 'repeating'; readonly run: RunSummaryView; readonly jobId: string }
  | { readonly kind: 'repeated'; readonly run: RunSummaryView; readonly verdict: RepeatView };

export type RunHistoryState = {
  /** Newest first; undefined before they were read. */
  readonly runs: readonly RunSummaryView[] | undefined;
  readonly ticked: ReadonlySet<number>;
  /** The runs compared instead of the list. */
  readonly compared: readonly RunView[] | null;
  readonly dialog: RunDialog;
};

export const useRunHistory = create<RunHistoryState>(() => ({
  runs: undefined,
  ticked: new Set<number>(),
  compared: null,
  dialog: { kind: 'none' },
}));

const set = useRunHistory.setState;
const PAGE = 500;
/** More would not fit beside each other. */
export const MOST_COMPARED = 6;

let reads = 0;

/** Reads the whole list, page by page; a later call takes the place of one under way. */
export async function loadRuns(): Promise<void> {
  const own = ++reads;
  const runs: RunSummaryView[] = [];
  for (;;) {
    const page = await call('runs.list', { beforeRunId: runs.at(-1)?.runId ?? null, limit: PAGE });
    if (own !== reads) return;
    if (page === undefined) break;
    runs.push(...page.runs);
    if (page.runs.length < PAGE) break;
  }
  const ids = new Set(runs.map(({ runId }) => runId));
  set(({ ticked }) => ({ runs, ticked: new Set([...ticked].filter((runId) => ids.has(runId))) }));
}

export function tick(runId: number, on: boolean): void {
  set(({ ticked }) => {
    const next = new Set(ticked);
    if (on) next.add(runId);
    else next.delete(runId);
    return { ticked: next };
  });
}

export const openDialog = (dialog: RunDialog): void => set({ dialog });
export const closeDialog = (): void => set({ dialog: { kind: 'none' } });

function changeRow(runId: number, change: Partial<RunSummaryView>): void {
  set(({ runs }) => ({ runs: runs?.map((run) => (run.runId === runId ? { ...run, ...change } : run)) }));
}

/** False when it could not be kept; the person was told why. */
export async function renameRun(runId: number, name: string): Promise<boolean> {
  const kept = await call('runs.rename', { runId, name });
  if (kept !== undefined) changeRow(runId, { name });
  return kept !== undefined;
}

export async function noteRun(runId: number, note: string): Promise<void> {
  if ((await call('runs.note', { runId, note })) === undefined) return;
  changeRow(runId, { note });
  closeDialog();
}

export async function removeRuns(runIds: readonly number[]): Promise<void> {
  await call('runs.remove', { runIds: [...runIds] });
  closeDialog();
  await loadRuns();
}

/** Older first, as they were made. */
export async function compareTicked(): Promise<void> {
  const runIds = [...useRunHistory.getState().ticked].sort((left, right) => left - right).slice(0, MOST_COMPARED);
  const read = await Promise.all(runIds.map((runId) => call('runs.read', { runId })));
  const compared = read.filter((run) => run !== undefined);
  if (compared.length > 1) set({ compared });
}

export const endComparison = (): void => set({ compared: null });

export async function repeatRun(run: RunSummaryView): Promise<void> {
  const started = await call('runs.repeat', { runId: run.runId });
  if (started !== undefined) openDialog({ kind: 'repeating', run, jobId: started.jobId });
}

export async function cancelRepeat(jobId: string): Promise<void> {
  await call('jobs.cancel', { jobId });
  closeDialog();
}

/** A job is over: if it is the run being repeated, its verdict is shown. */
export async function finishRepeat(jobId: string): Promise<void> {
  const { dialog } = useRunHistory.getState();
  if (dialog.kind !== 'repeating' || dialog.jobId !== jobId) return;
  const verdict = await call('runs.repeatResult', { jobId });
  if (useRunHistory.getState().dialog !== dialog) return;
  if (verdict === undefined) closeDialog();
  else openDialog({ kind: 'repeated', run: dialog.run, verdict });
}
