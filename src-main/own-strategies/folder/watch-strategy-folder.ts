import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import type { Disposable } from '../../base/disposable.ts';
import type { StrategyFile } from './read-strategy-files.ts';
import { folderSignature, readStrategyFiles } from './read-strategy-files.ts';

export type WatchOptions = {
  readonly folder: string;
  /** All strategies of the folder: at the beginning, and whenever one came, went or changed. */
  readonly onFiles: (files: readonly StrategyFile[]) => void;
  /** One look went wrong; the next ones are taken all the same. */
  readonly onFailure: (error: unknown) => void;
  /** Editors save in several steps: so long it must have been quiet. */
  readonly settleMs?: number;
  /** How often it is looked where the system cannot tell of changes. */
  readonly lookEveryMs?: number;
};

const SETTLE_MS = 150;
const LOOK_EVERY_MS = 2000;

/** Watches the folder as a whole: editors write a new file and rename it, and the watch of one file would be left behind. */
export function watchStrategyFolder(options: WatchOptions): Disposable {
  const { folder, onFiles, onFailure, settleMs = SETTLE_MS, lookEveryMs = LOOK_EVERY_MS } = options;
  let told: string | null = null;
  let signature = '';
  let isOver = false;
  let settling: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    signature = await folderSignature(folder);
    const files = await readStrategyFiles(folder);
    const now = JSON.stringify(files.map(({ fileName, source }) => [fileName, source]));
    if (isOver || now === told) return;
    told = now;
    onFiles(files);
  };
  const readIfDifferent = async (): Promise<void> => {
    if ((await folderSignature(folder)) !== signature) await read();
  };
  const next = (work: () => Promise<void>): void => {
    reading = reading.then(work).catch(onFailure);
  };
  const settle = (): void => {
    clearTimeout(settling);
    settling = setTimeout(() => next(read), settleMs);
  };
  const watcher = openWatch(folder, settle);
  // Also where changes are told: a folder that is taken away takes its watch with it, and network drives tell nothing.
  const timer = setInterval(() => next(readIfDifferent), lookEveryMs);
  next(read);
  return {
    async dispose() {
      isOver = true;
      clearTimeout(settling);
      clearInterval(timer);
      watcher?.close();
      await reading;
    },
  };
}

/** Null where there is no watch to be had: then it is looked now and then. */
function openWatch(folder: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
