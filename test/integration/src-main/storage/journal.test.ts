import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { FailureError, unwrap } from '../../../../src-main/base/outcome.ts';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import { verifyJournalFile } from '../../../../src-main/storage/journal/journal-backup.ts';
import { APPEND_ONLY_TABLES } from '../../../../src-main/storage/journal/migrations/0030-equity-and-guards.ts';
import type { JournalDatabase } from '../../../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { describeJournalContract } from './journal-contract.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();

describeJournalContract('journal.db', () => {
  let folder = temporaryFolder();
  let open = unwrap(openJournal(folder));
  const reopen = (maxPages?: number) => {
    open.close();
    open = unwrap(openJournal(folder, maxPages === undefined ? {} : { maxPages }));
    return open;
  };
  return {
    journal: open,
    reopen: () => reopen(),
    crash() {
      // What lies on the disk while the first is still open is what a killed process leaves.
      const left = temporaryFolder();
      for (const file of readdirSync(folder)) {
        if (file.startsWith('journal.db')) copyFileSync(join(folder, file), join(left, file));
      }
      folder = left;
      return reopen();
    },
    reopenOnFullDisk: () => reopen(70),
    dispose: () => open.close(),
  };
});

function using<T>(folder: string, work: (journal: JournalDatabase) => T): T {
  const journal = unwrap(openJournal(folder));
  try {
    return work(journal);
  } finally {
    journal.close();
  }
}

function fillAll(journal: JournalDatabase): void {
  journal.recordBot(BOT, 'stopped', 1);
  journal.recordIntent(orderOf('order-1'), 'intent', 1);
  journal.recordOrderState('order-1', 'sent', '', 2);
  journal.recordFill(fillOf('f'));
  journal.recordHalt('r', 3);
  journal.recordDay('paper', { startMs: 0, equity: moneyFromText('1') });
  journal.recordSettings({ theme: 'dark' }, 4);
  journal.recordAudit({ timeMs: 5, actor: 'person', action: 'halt', detail: { flatten: true } });
}

describe('journal.db', () => {
  it('lets one opener in and refuses the second with dataFolderInUse', () => {
    const folder = temporaryFolder();
    using(folder, () => {
      expect(openJournal(folder)).toMatchObject({ ok: false, error: { code: 'dataFolderInUse' } });
    });
    using(folder, (journal) => expect(journal.notices).toEqual([]));
  });

  it('makes no shared memory file: its lock is exclusive', () => {
    const folder = temporaryFolder();
    using(folder, (journal) => {
      journal.recordHalt('r', 1);
      const files = ['journal.db', 'journal.db-chain', 'journal.db-pages', 'journal.db-wal', 'journal.lock'];
      expect(readdirSync(folder).sort()).toEqual(files);
    });
  });

  it('remembers settings and audit', () => {
    const folder = temporaryFolder();
    using(folder, (journal) => {
      expect(journal.readSettings()).toBeUndefined();
      journal.recordSettings({ theme: 'dark' }, 1);
      journal.recordSettings({ theme: 'light' }, 2);
      for (const timeMs of [1, 2, 3])
        journal.recordAudit({ timeMs, actor: 'person', action: 'test', detail: { timeMs } });
    });
    using(folder, (journal) => {
      expect(journal.readSettings()).toEqual({ theme: 'light' });
      expect(journal.readAudit(2).map((entry) => entry.detail)).toEqual([{ timeMs: 2 }, { timeMs: 3 }]);
    });
  });

  it('gives the equity curve from first to last, thinned to what a chart can draw', () => {
    using(temporaryFolder(), (journal) => {
      expect(journal.readEquity().timeMs).toHaveLength(0);
      journal.recordEquity(0, moneyFromText('0.1'));
      expect([...journal.readEquity().equity]).toEqual([0.1]);
      for (let sample = 1; sample <= 100; sample++) journal.recordEquity(sample, moneyFromText(String(sample)));
      expect(journal.readEquity().timeMs).toHaveLength(101);
      expect([...journal.readEquity(5).timeMs]).toEqual([0, 25, 50, 75, 100]);
    });
  });

  it('gives the orders and the settings that a bot ever had, page by page', () => {
    using(temporaryFolder(), (journal) => {
      const other = { ...orderOf('order-x'), botId: 'somebody else' };
      const all = ['order-1', 'order-2', 'order-3'].map((id) => orderOf(id));
      journal.recordBot(BOT, 'running', 1);
      for (const order of [...all.slice(0, 2), other, ...all.slice(2)]) journal.recordIntent(order, 'sent', 1);
      const first = journal.ordersOf(BOT.id, 0, 2);
      expect(first.map(({ order }) => order)).toEqual(all.slice(0, 2));
      const rest = journal.ordersOf(BOT.id, first.at(-1)?.sequence ?? 0, 2);
      expect(rest.map(({ order }) => order)).toEqual(all.slice(2));
      journal.removeBot(BOT.id, 2);
      expect(journal.botHistory().map(({ config, event, state, timeMs }) => [config, event, state, timeMs])).toEqual([
        [BOT, 'saved', 'running', 1],
        [BOT, 'removed', 'running', 2],
      ]);
      journal.recordBot({ ...BOT, id: 'another' }, 'stopped', 3);
      expect(journal.botHistoryOf(BOT.id).map(({ event, timeMs }) => [event, timeMs])).toEqual([
        ['saved', 1],
        ['removed', 2],
      ]);
    });
  });

  it('gives each live account its own equity curve, thinned over time, its ends always told', () => {
    const folder = temporaryFolder();
    using(folder, (journal) => {
      expect(journal.readLiveEquity('binance').timeMs).toHaveLength(0);
      expect(journal.liveEquityAt('binance', 5)).toBeNull();
      for (let sample = 0; sample <= 100; sample++) {
        journal.recordLiveEquity('binance', sample, moneyFromText(String(sample)));
        journal.recordLiveEquity('kraken', sample, moneyFromText('7'));
      }
      journal.recordEquity(3, moneyFromText('9'));
    });
    using(folder, (journal) => {
      expect(journal.readLiveEquity('binance').timeMs).toHaveLength(101);
      expect([...journal.readLiveEquity('binance', 5).timeMs]).toEqual([0, 25, 50, 75, 100]);
      expect([...journal.readLiveEquity('binance', 5).equity]).toEqual([0, 25, 50, 75, 100]);
      expect(journal.liveEquityAt('binance', 41)).toEqual({ timeMs: 41, equity: moneyFromText('41') });
      expect(journal.liveEquityAt('kraken', 1000)?.equity).toBe(moneyFromText('7'));
      expect([...journal.readEquity().equity]).toEqual([9]);
      expect(journal.equityAt(3)).toEqual({ timeMs: 3, equity: moneyFromText('9') });
      expect(journal.equityAt(2)).toBeNull();
    });
  });

  it('refuses to change or replace a row of an append-only table', () => {
    const folder = temporaryFolder();
    using(folder, fillAll);
    const db = new Database(join(folder, 'journal.db'));
    db.pragma('recursive_triggers = ON');
    for (const table of APPEND_ONLY_TABLES) {
      expect(() => db.exec(`UPDATE ${table} SET sequence = sequence + 1`), table).toThrow(/append-only/);
      expect(() => db.exec(`DELETE FROM ${table}`), table).toThrow(/append-only/);
      expect(() => db.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`), table).toThrow(/append-only/);
    }
    db.close();
  });

  it('goes on after an error that is of one call alone', () => {
    using(temporaryFolder(), (journal) => {
      expect(() => journal.recordOrderState('nobody', 'sent', '', 1)).toThrow(FailureError);
      expect(journal.broken).toBeNull();
      journal.recordHalt('still writing', 1);
      expect(journal.load().halt?.reason).toBe('still writing');
    });
  });

  it('backs up while it is written to, and the copy is a sound journal', async () => {
    const folder = temporaryFolder();
    const copy = join(folder, 'backups', 'journal-copy.db');
    const journal = unwrap(openJournal(folder));
    fillAll(journal);
    for (let index = 0; index < 3000; index++) journal.recordFill(fillOf(`bulk-${index}`));
    let steps = 0;
    const outcome = await journal.backup(copy, {
      onProgress: () => void journal.recordFill(fillOf(`during-${steps++}`)),
    });
    expect(unwrap(outcome).pages).toBeGreaterThan(100);
    expect(steps).toBeGreaterThan(0);
    expect(existsSync(`${copy}.partial`)).toBe(false);
    expect(await journal.backup(copy)).toMatchObject({ ok: false, error: { code: 'badArgument' } });
    const fills = journal.load().fills.length;
    journal.close();
    expect(unwrap(verifyJournalFile(copy)).fills).toBeGreaterThanOrEqual(3001);
    expect(unwrap(verifyJournalFile(copy)).fills).toBeLessThanOrEqual(fills);
  });
});
