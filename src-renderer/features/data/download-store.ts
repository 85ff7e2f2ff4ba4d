import { create } from 'zustand';
import type { DownloadResultView } from '../../../src-preload/contract/exchange-views.ts';
import { call } from '../../bridge/index.ts';
import { storedChanged } from './import-store.ts';

type Downloads = {
  /** Newest first, until a person has put them away. */
  readonly jobIds: readonly string[];
  readonly results: Readonly<Record<string, DownloadResultView>>;
};

/** Outlives the page, so that downloads go on while other pages are looked at. */
export const useDownloads = create<Downloads>(() => ({ jobIds: [], results: {} }));

export function followDownload(jobId: string): void {
  useDownloads.setState(({ jobIds }) => ({ jobIds: [jobId, ...jobIds.filter((known) => known !== jobId)] }));
}

export function putAway(jobId: string): void {
  useDownloads.setState(({ jobIds }) => ({ jobIds: jobIds.filter((known) => known !== jobId) }));
}

/** Asked once the job is over, whatever way: what was written stays written. */
export async function takeDownloadResult(jobId: string, isDone: boolean): Promise<void> {
  storedChanged();
  if (!isDone || useDownloads.getState().results[jobId] !== undefined) return;
  const result = await call('data.downloadResult', { jobId });
  if (result === undefined) return;
  useDownloads.setState(({ results }) => ({ results: { ...results, [jobId]: result } }));
}
