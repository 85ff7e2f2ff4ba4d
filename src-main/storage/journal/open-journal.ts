import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Failure, Outcome } from '../../base/outcome.ts';
import { FailureError, succeed } from '../../base/outcome.ts';
import type { Journal, JournalState } from '../../engine/ports/journal.ts';
import { tableNames } from '../sqlite/migrate.ts';
import type { OwnedDatabase } from '../sqlite/open-owned-database.ts';
import { openOwnedDatabase } from '../sqlite/open-owned-database.ts';
import { failureOfSqlite } from '../sqlite/sqlite-failure.ts';
import type { StorageNotice } from '../sqlite/storage-notice.ts';
import type { WriteGuard } from '../sqlite/write-guard.ts';
import { createWriteGuard } from '../sqlite/write-guard.ts';
import type { AccountRecords } from './account-records.ts';
import { createAccountRecords } from './account-records.ts';
import type { BotRecords } from './bot-records.ts';
import { createBotRecords } from './bot-records.ts';
import type { EquityRecords } from './equity-records.ts';
import { createEquityRecords } from './equity-records.ts';
import { createGovernorRecords } from './governor-records.ts';
import type { InstrumentRecords } from './instrument-records.ts';
import { createInstrumentRecords } from './instrument-records.ts';
import type { BackupProgress } from './journal-backup.ts';
import { backupJournal } from './journal-backup.ts';
import { JOURNAL_SCHEMA } from './journal-schema.ts';
import { createOrderRecords } from './order-records.ts';

/**
 * The engine's journal on disk, and beside it settings, audit and the equity curve. Writes return after the row is
 * synced; they throw FailureError, and after `databaseFull` or `databaseDamaged` every later write throws the same.
 */
export interface JournalDatabase
  extends Journal,
    Pick<AccountRecords, 'recordSettings' | 'readSettings' | 'recordAudit' | 'readAudit'>,
    EquityRecords,
    Pick<BotRecords, 'botHistory'>,
    InstrumentRecords {
  readonly notices: readonly StorageNotice[];
  /** Why writing is over, or null. */
  readonly broken: Failure | null;
  backup(toPath: string, onProgress?: (progress: BackupProgress) => void): Promise<Outcome<{ readonly pages: number }>>;
  /** May be called twice. */
  close(): void;
}

export type JournalOptions = {
  /** Upper limit of the file in pages of 4 KiB; writing beyond it fails as a full disk does. */
  readonly maxPages?: number;
};

const JOURNAL_FILE = 'journal.db';
const SYNCHRONOUS_FULL = 2;

/** Opens or makes `journal.db` in `dataDir`; see openOwnedDatabase for how it fails and what it mends. */
export function openJournal(dataDir: string, options: JournalOptions = {}): Outcome<JournalDatabase> {
  const path = join(dataDir, JOURNAL_FILE);
  const opened = openOwnedDatabase({
    path,
    lockPath: join(dataDir, 'journal.lock'),
    schema: JOURNAL_SCHEMA,
    busyTimeoutMs: 500,
    locking: 'EXCLUSIVE',
    configure,
    checkedTables: tableNames,
  });
  if (!opened.ok) return opened;
  const { db, close } = opened.value;
  try {
    if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`);
    return succeed(createJournal(opened.value, path));
  } catch (error) {
    close();
    return { ok: false, error: failureOfSqlite(error, path) };
  }
}

/**
 * better-sqlite3 reopens WAL files at synchronous=NORMAL, which loses acknowledged rows at a power cut, so FULL is set at
 * every open and read back.
 */
function configure(db: Database.Database): void {
  db.pragma('mmap_size = 0');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('wal_autocheckpoint = 1000');
  const expected = {
    journal_mode: 'wal',
    synchronous: SYNCHRONOUS_FULL,
    locking_mode: 'exclusive',
    recursive_triggers: 1,
    foreign_keys: 1,
  };
  for (const [name, value] of Object.entries(expected)) {
    const actual = db.pragma(name, { simple: true });
    if (actual !== value) throw new Error(`pragma ${name} is ${String(actual)}, expected ${value}`);
  }
}

function createJournal({ db, notices, close }: OwnedDatabase, path: string): JournalDatabase {
  const guard = createWriteGuard(path);
  const bots = createBotRecords(db);
  const orders = createOrderRecords(db);
  const account = createAccountRecords(db);
  const equity = createEquityRecords(db);
  const instruments = createInstrumentRecords(db);
  const governors = createGovernorRecords(db);
  const read = <T>(work: () => T): T => reading(work, path);
  const load = (): JournalState => ({
    bots: bots.bots(),
    fills: orders.fills(),
    openOrders: orders.openOrders(),
    brackets: orders.brackets(),
    halt: account.halt(),
    days: account.days(),
    governors: governors.governors(),
    latestOrdersMs: governors.latestOrdersMs(),
  });
  return {
    notices,
    close,
    get broken() {
      return guard.broken;
    },
    load: () => read(load),
    recordBot: guarded(guard, bots.recordBot),
    removeBot: guarded(guard, bots.removeBot),
    recordIntent: guarded(guard, orders.recordIntent),
    recordOrderState: guarded(guard, orders.recordOrderState),
    recordBracket: guarded(guard, orders.recordBracket),
    recordFill: guarded(guard, orders.recordFill),
    recordHalt: guarded(guard, account.recordHalt),
    recordRelease: guarded(guard, account.recordRelease),
    recordDay: guarded(guard, account.recordDay),
    recordRiskMode: guarded(guard, governors.recordRiskMode),
    recordMarks: guarded(guard, governors.recordMarks),
    recordSettings: guarded(guard, account.recordSettings),
    recordAudit: guarded(guard, account.recordAudit),
    recordEquity: guarded(guard, equity.recordEquity),
    recordInstrument: guarded(guard, instruments.recordInstrument),
    botHistory: () => read(bots.botHistory),
    instruments: () => read(instruments.instruments),
    readSettings: () => read(account.readSettings),
    readAudit: (limit) => read(() => account.readAudit(limit)),
    readEquity: (maxPoints) => read(() => equity.readEquity(maxPoints)),
    backup: (toPath, onProgress) => backupJournal(db, toPath, onProgress),
  };
}

function guarded<Inputs extends readonly unknown[], Result>(
  guard: WriteGuard,
  write: (...inputs: Inputs) => Result,
): (...inputs: Inputs) => Result {
  return (...inputs) => guard.run(() => write(...inputs));
}

function reading<T>(work: () => T, path: string): T {
  try {
    return work();
  } catch (error) {
    throw new FailureError(failureOfSqlite(error, path));
  }
}
