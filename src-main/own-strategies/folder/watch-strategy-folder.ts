import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import type { Disposable } from '../../base/disposable.ts';
import type { StrategyFile } from './read-strategy-files.ts';
import { folderSignature, readStrategyFiles } from './read-strategy-files.ts';

export type WatchOptions = {
  readonly folder: string;
  /** All strategies of the folder: at the beginning, and whenever one came, went or changed. */
  readonly onFiles: (files: readonly StrategyFile[]) => void;
  /** Editors save in several steps: so long it must have been quiet. */
  readonly settleMs?: number;
  /** How often it is looked where the system cannot tell of changes. */
  readonly lookEveryMs?: number;
};

const SETTLE_MS = 150;
const LOOK_EVERY_MS = 2000;

/** Watches the folder as a whole: editors write a new file and rename it, and the watch of one file would be left behind. */
export function watchStrategyFolder(options: WatchOptions): Disposable {
  const { folder, onFiles, settleMs = SETTLE_MS, lookEveryMs = LOOK_EVERY_MS } = options;
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
  const readNext = (): void => {
    reading = reading.then(read);
  };
  const look = (): void => {
    reading = reading.then(async () => {
      if ((await folderSignature(folder)) !== signature) await read();
    });
  };
  const settle = (): void => {
    clearTimeout(settling);
    settling = setTimeout(readNext, settleMs);
  };
  const watcher = openWatch(folder, settle);
  // Also where changes are told: a folder that is taken away takes its watch with it, and network drives tell nothing.
  const timer = setInterval(look, lookEveryMs);
  readNext();
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
