import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS } from '../../model/time.ts';
import { verifyJournalFile } from './journal-backup.ts';

/** Why a backup was made. Those from before a step of the layout have names of their own. */
export type BackupCause = 'daily' | 'exit' | 'check';

export type BackupFile = {
  readonly path: string;
  readonly timeMs: number;
  /** Links of the chain in it; null where its name does not tell. */
  readonly position: number | null;
};

/** Kept of today, and in total; of each earlier day the newest one. */
const KEPT_OF_TODAY = 3;
const KEPT = 10;

const STAMP = /(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)(?:-(\d+)-)?/;

export function backupName(timeMs: number, position: number, cause: BackupCause): string {
  return `journal-${new Date(timeMs).toISOString().replaceAll(':', '-')}-${position}-${cause}.db`;
}

/** The backups of the journal in `folder`, newest first. */
export function listBackups(folder: string): readonly BackupFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const files = names.filter((name) => name.startsWith('journal-') && name.endsWith('.db'));
  return files
    .map((name) => backupOf(folder, name))
    .filter((backup) => backup !== undefined)
    .sort((left, right) => right.timeMs - left.timeMs);
}

function backupOf(folder: string, name: string): BackupFile | undefined {
  const [, day, hour, minute, second, position] = STAMP.exec(name) ?? [];
  if (day === undefined) return undefined;
  const timeMs = Date.parse(`${day}${hour}:${minute}:${second}`);
  return { path: join(folder, name), timeMs, position: position === undefined ? null : Number(position) };
}

/** Those that need not be kept any more: all but three of today (UTC), one of each earlier day, ten in total. */
export function expiredBackups(newestFirst: readonly BackupFile[], nowMs: number): readonly BackupFile[] {
  const kept = new Map<number, number>();
  let total = 0;
  return newestFirst.filter(({ timeMs }) => {
    const day = Math.floor(timeMs / DAY_MS);
    const ofDay = kept.get(day) ?? 0;
    const isKept = total < KEPT && ofDay < (day === Math.floor(nowMs / DAY_MS) ? KEPT_OF_TODAY : 1);
    if (!isKept) return true;
    kept.set(day, ofDay + 1);
    total++;
    return false;
  });
}

/** Removes what has expired, and what a backup that was interrupted left behind. */
export function rotateBackups(folder: string, nowMs: number): void {
  for (const { path } of expiredBackups(listBackups(folder), nowMs)) rmSync(path, { force: true });
  for (const name of readdirSync(folder)) {
    if (name.startsWith('journal-') && /\.db\.partial(-journal|-wal|-shm)?$/.test(name))
      rmSync(join(folder, name), { force: true });
  }
}

/** The newest backup in which every row is what was written, or null. Reads it whole. */
export function newestSoundBackup(folder: string): string | null {
  return listBackups(folder).find(({ path }) => verifyJournalFile(path).ok)?.path ?? null;
}
