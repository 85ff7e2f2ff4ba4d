import { join } from 'node:path';
import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import { DAY_MS } from '../model/time.ts';
import type { BackupCause } from '../storage/journal/backup-files.ts';
import { backupName, listBackups, rotateBackups } from '../storage/journal/backup-files.ts';
import type { JournalDatabase } from '../storage/journal/open-journal.ts';
import type { MarketData } from './market-data.ts';

const LOOK_EVERY_MS = 10 * 60_000;

export type BackupKeeping = {
  readonly journal: Pick<JournalDatabase, 'backup' | 'broken' | 'head' | 'isWholeCheckDue' | 'noteWholeCheck'>;
  readonly folder: string;
  readonly verify: MarketData['verifyJournal'];
  readonly clock: Clock;
  readonly log: Log;
  /** A copy was not sound: the rows it was made of are in doubt. */
  readonly onDamage: (message: string) => void;
};

/**
 * A verified backup a day, one at the clean end, and one at the start when all rows are to be read again; each only when
 * something was written since the latest. `dispose` makes the last one and waits for it.
 */
export function keepBackups(keeping: BackupKeeping): Disposable {
  const { journal, folder, clock } = keeping;
  let running: Promise<void> | null = null;
  const start = (cause: BackupCause): Promise<void> => {
    running ??= backUp(keeping, cause).finally(() => {
      running = null;
    });
    return running;
  };
  const isDue = (): boolean => {
    const newest = listBackups(folder)[0];
    return newest === undefined || clock.nowMs() - newest.timeMs >= DAY_MS;
  };
  const stack = new DisposableStack();
  stack.defer(async () => {
    await running;
    await start('exit');
  });
  stack.use(clock.every(LOOK_EVERY_MS, () => void (isDue() && start('daily'))));
  if (journal.isWholeCheckDue) void start('check');
  return stack;
}

async function backUp(keeping: BackupKeeping, cause: BackupCause): Promise<void> {
  const { journal, folder, clock, log, verify } = keeping;
  const { position } = journal.head;
  const isKept = listBackups(folder).some((backup) => backup.position === position);
  if (journal.broken !== null || (isKept && cause !== 'check')) return;
  const path = join(folder, backupName(clock.nowMs(), position, cause));
  const outcome = await journal.backup(path, { verify });
  if (outcome.ok) {
    journal.noteWholeCheck(true);
    rotateBackups(folder, clock.nowMs());
    log.info('the journal was backed up', { path, pages: outcome.value.pages });
    return;
  }
  log.warn('the journal was not backed up', { cause, error: outcome.error.message });
  if (outcome.error.code !== 'databaseDamaged') return;
  journal.noteWholeCheck(false);
  keeping.onDamage(outcome.error.message);
}
