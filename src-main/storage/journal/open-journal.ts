import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Failure, Outcome } from '../../base/outcome.ts';
import { FailureError, succeed } from '../../base/outcome.ts';
import type { Journal, JournalState } from '../../engine/ports/journal.ts';
import type { Transfer } from '../../model/transfer.ts';
import { tableNames } from '../sqlite/migrate.ts';
import type { OwnedDatabase } from '../sqlite/open-owned-database.ts';
import { openOwnedDatabase } from '../sqlite/open-owned-database.ts';
import { failureOfSqlite } from '../sqlite/sqlite-failure.ts';
import type { StorageNotice } from '../sqlite/storage-notice.ts';
import { createWriteGuard } from '../sqlite/write-guard.ts';
import type { AccountRecords } from './account-records.ts';
import { createAccountRecords } from './account-records.ts';
import type { BotRecords } from './bot-records.ts';
import { createBotRecords } from './bot-records.ts';
import type { ChainHead } from './chain/chain-row.ts';
import { openChain } from './chain/hash-chain.ts';
import type { ChainedWriting } from './chained-writing.ts';
import { createChainedWriting } from './chained-writing.ts';
import { configureConnection } from './connection-settings.ts';
import type { EquityRecords } from './equity-records.ts';
import { createEquityRecords } from './equity-records.ts';
import { createGovernorRecords } from './governor-records.ts';
import type { InstrumentRecords } from './instrument-records.ts';
import { createInstrumentRecords } from './instrument-records.ts';
import type { BackupOptions } from './journal-backup.ts';
import { backupJournal } from './journal-backup.ts';
import type { JournalIntegrity } from './journal-integrity.ts';
import { createIntegrity, ROWS_CHECKED_AT_OPEN } from './journal-integrity.ts';
import { JOURNAL_SCHEMA } from './journal-schema.ts';
import type { LiveAccountRecords } from './live-account-records.ts';
import { createLiveAccountRecords } from './live-account-records.ts';
import type { LiveEquityRecords } from './live-equity-records.ts';
import { createLiveEquityRecords } from './live-equity-records.ts';
import type { OrderRecords } from './order-records.ts';
import { createOrderRecords } from './order-records.ts';
import type { ReserveFile } from './reserve-file.ts';
import { openReserve } from './reserve-file.ts';
import type { StoryRecords } from './story-records.ts';
import { createStoryRecords } from './story-records.ts';

/**
 * The engine's journal on disk, and beside it settings, audit and the equity curve. Writes return after the row is
 * synced; they throw FailureError, and after `databaseFull` or `databaseDamaged` every later write throws the same.
 */
export interface JournalDatabase
  extends Journal,
    Pick<AccountRecords, 'recordSettings' | 'readSettings' | 'recordAudit' | 'readAudit'>,
    EquityRecords,
    LiveEquityRecords,
    Pick<BotRecords, 'botHistory' | 'botHistoryOf'>,
    Pick<OrderRecords, 'ordersOf'>,
    StoryRecords,
    InstrumentRecords {
  /** Of all accounts, oldest first. */
  transfers(): readonly Transfer[];
  readonly notices: readonly StorageNotice[];
  /** Why writing is over, or null. */
  readonly broken: Failure | null;
  /** Told when writing is over, from within the write that failed. */
  onBroken(listener: (failure: Failure) => void): void;
  /** The latest link of the hash chain: another one than before means that something was written. */
  readonly head: ChainHead;
  /** All rows are to be read again away from this thread, by a verified backup. */
  readonly isWholeCheckDue: boolean;
  noteWholeCheck(isSound: boolean): void;
  backup(toPath: string, options?: BackupOptions): Promise<Outcome<{ readonly pages: number }>>;
  /** May be called twice. */
  close(): void;
}

export type JournalOptions = {
  /** Upper limit of the file in pages of 4 KiB; writing beyond it fails as a full disk does. */
  readonly maxPages?: number;
  /** Room kept beside the file for the last words on a full disk; none when left out. */
  readonly reserveBytes?: number;
  /** A journal with more rows is read again from its last check on alone, and whole by a backup now and then. */
  readonly rowsCheckedAtOpen?: number;
  /** The machine's clock when left out. */
  readonly nowMs?: () => number;
};

const JOURNAL_FILE = 'journal.db';

/** Opens or makes `journal.db` in `dataDir`; see openOwnedDatabase for how it fails and what it mends. */
export function openJournal(dataDir: string, options: JournalOptions = {}): Outcome<JournalDatabase> {
  const path = join(dataDir, JOURNAL_FILE);
  const integrity = createIntegrity(path, {
    nowMs: options.nowMs ?? Date.now,
    rowsCheckedAtOpen: options.rowsCheckedAtOpen ?? ROWS_CHECKED_AT_OPEN,
  });
  const opened = openOwnedDatabase({
    path,
    lockPath: join(dataDir, 'journal.lock'),
    schema: JOURNAL_SCHEMA,
    busyTimeoutMs: 500,
    locking: 'EXCLUSIVE',
    configure: configureConnection,
    checkedTables: tableNames,
    hooks: integrity.hooks,
  });
  if (!opened.ok) return opened;
  const { db, close } = opened.value;
  try {
    if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`);
    const reserve = openReserve(join(dataDir, 'journal.reserve'), options.reserveBytes ?? 0);
    const journal = createJournal(opened.value, { path, integrity, reserve });
    haltFor(journal, options.nowMs?.() ?? Date.now());
    return succeed(journal);
  } catch (error) {
    close();
    return { ok: false, error: failureOfSqlite(error, path) };
  }
}

/** What was lost or mended is for a person to judge, so trading waits for a release. */
function haltFor(journal: JournalDatabase, nowMs: number): void {
  const finding = journal.notices.find(({ kind }) => ['quarantined', 'shortened', 'mended'].includes(kind));
  if (finding === undefined || journal.load().halt !== null) return;
  journal.recordHalt(`journal.db was ${finding.kind}: compare orders and positions first, then release`, nowMs);
}

type JournalParts = { readonly path: string; readonly integrity: JournalIntegrity; readonly reserve: ReserveFile };

function createJournal(owned: OwnedDatabase, { path, integrity, reserve }: JournalParts): JournalDatabase {
  const { db, notices, close } = owned;
  const listeners: ((failure: Failure) => void)[] = [];
  const guard = createWriteGuard(path, {
    makeRoom: reserve.free,
    onBroken: (failure) => listeners.forEach((listener) => void listener(failure)),
  });
  const chain = openChain(db);
  integrity.follow(chain, guard);
  const { writing, lastWord } = createChainedWriting(db, guard, { chain, onCommit: integrity.noteCommit });
  return {
    ...recordsOf(db, path, { writing, lastWord }),
    notices,
    close() {
      integrity.noteEnd(db);
      close();
    },
    get broken() {
      return guard.broken;
    },
    onBroken: (listener) => void listeners.push(listener),
    get head() {
      return chain.head;
    },
    get isWholeCheckDue() {
      return integrity.isWholeCheckDue;
    },
    noteWholeCheck: (isSound) => integrity.noteWholeCheck(isSound),
    backup: (toPath, options) => backupJournal(db, toPath, options),
  };
}

type Kept = 'notices' | 'broken' | 'onBroken' | 'head' | 'isWholeCheckDue' | 'noteWholeCheck' | 'backup' | 'close';

function recordsOf(
  db: Database.Database,
  path: string,
  { writing, lastWord }: ChainedWriting,
): Omit<JournalDatabase, Kept> {
  const bots = createBotRecords(db);
  const orders = createOrderRecords(db);
  const stories = createStoryRecords(db);
  const account = createAccountRecords(db);
  const equity = createEquityRecords(db);
  const liveEquity = createLiveEquityRecords(db);
  const live = createLiveAccountRecords(db);
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
    ...live.state(),
  });
  return {
    load: () => read(load),
    recordBot: writing(bots.recordBot),
    removeBot: writing(bots.removeBot),
    recordIntent: writing(orders.recordIntent),
    recordOrderState: lastWord(orders.recordOrderState),
    recordBracket: writing(orders.recordBracket),
    recordFill: lastWord(orders.recordFill),
    recordHalt: lastWord(account.recordHalt),
    recordRelease: writing(account.recordRelease),
    recordDay: writing(account.recordDay),
    recordRiskMode: lastWord(governors.recordRiskMode),
    recordMarks: writing(governors.recordMarks),
    ...writesOf(live, writing),
    recordSettings: writing(account.recordSettings),
    recordAudit: writing(account.recordAudit),
    recordEquity: writing(equity.recordEquity),
    recordLiveEquity: writing(liveEquity.recordLiveEquity),
    readLiveEquity: (accountId, maxPoints) => read(() => liveEquity.readLiveEquity(accountId, maxPoints)),
    liveEquityAt: (accountId, timeMs) => read(() => liveEquity.liveEquityAt(accountId, timeMs)),
    recordInstrument: writing(instruments.recordInstrument),
    botHistory: () => read(bots.botHistory),
    botHistoryOf: (botId) => read(() => bots.botHistoryOf(botId)),
    ordersOf: (botId, afterSequence, limit) => read(() => orders.ordersOf(botId, afterSequence, limit)),
    toldOrder: (clientOrderId) => read(() => stories.toldOrder(clientOrderId)),
    toldAround: (first, toMs) => read(() => stories.toldAround(first, toMs)),
    equityAt: (timeMs) => read(() => equity.equityAt(timeMs)),
    transfers: () => read(live.transfers),
    instruments: () => read(instruments.instruments),
    readSettings: () => read(account.readSettings),
    readAudit: (limit) => read(() => account.readAudit(limit)),
    readEquity: (maxPoints) => read(() => equity.readEquity(maxPoints)),
  };
}

/** What becomes of live accounts, each row in the chain. */
function writesOf(
  { recordAccount, recordTransfer, recordIgnored }: LiveAccountRecords,
  writing: ChainedWriting['writing'],
): Pick<Journal, 'recordAccount' | 'recordTransfer' | 'recordIgnored'> {
  return {
    recordAccount: writing(recordAccount),
    recordTransfer: writing(recordTransfer),
    recordIgnored: writing(recordIgnored),
  };
}

function reading<T>(work: () => T, path: string): T {
  try {
    return work();
  } catch (error) {
    throw new FailureError(failureOfSqlite(error, path));
  }
}
