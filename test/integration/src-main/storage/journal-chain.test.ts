import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import { readSidecar } from '../../../../src-main/storage/journal/chain/chain-sidecar.ts';
import { chainedTables } from '../../../../src-main/storage/journal/chain/chained-tables.ts';
import { checkChain } from '../../../../src-main/storage/journal/chain/check-chain.ts';
import { storedHead } from '../../../../src-main/storage/journal/chain/hash-chain.ts';
import { relink } from '../../../../src-main/storage/journal/chain/relink.ts';
import type { JournalDatabase } from '../../../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();

/** Every table gets rows. */
function fillAll(journal: JournalDatabase, from = 0): void {
  for (let index = from; index < from + 20; index++) {
    journal.recordBot(BOT, index % 2 === 0 ? 'stopped' : 'running', index);
    journal.recordBracket(`order-${index}`, { stopLoss: { price: index + 0.5 } });
    journal.recordIntent(orderOf(`order-${index}`), 'sent', index);
    journal.recordOrderState(`order-${index}`, index % 3 === 0 ? 'working' : 'filled', '', index);
    journal.recordFill(fillOf(`fill-${index}`, { clientOrderId: `order-${index}` }));
    journal.recordEquity(index, moneyFromText(`${index}.5`));
    journal.recordAudit({ timeMs: index, actor: 'person', action: 'test', detail: { index } });
  }
  journal.recordHalt('a reason', 1);
  journal.recordRelease('a person', 2);
  journal.recordSettings({ theme: 'dark' }, 3);
}

function journalFolder(): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder();
  const journal = unwrap(openJournal(folder));
  fillAll(journal);
  journal.close();
  return { folder, path: join(folder, 'journal.db') };
}

/** As a person with an SQLite shell would, who takes the guards away first. */
function edit(path: string, sql: string): void {
  const db = new Database(path);
  const guards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  for (const guard of guards) db.exec(guard.sql);
  db.close();
}

function opened<T>(folder: string, work: (journal: JournalDatabase) => T): T {
  const journal = unwrap(openJournal(folder));
  try {
    return work(journal);
  } finally {
    journal.close();
  }
}

function inside<T>(path: string, work: (db: Database.Database) => T): T {
  const db = new Database(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

describe('the hash chain', () => {
  it('has a link for every row of every table that nothing may change', () => {
    const { path } = journalFolder();
    inside(path, (db) => {
      const linked = db.prepare('SELECT DISTINCT table_name FROM chain_links ORDER BY 1').pluck().all();
      expect(linked).toEqual(
        expect.arrayContaining(['audit', 'bot_history', 'bracket_history', 'equity_samples', 'fills', 'halts']),
      );
      expect(linked).toEqual(expect.arrayContaining(['order_intents', 'order_states', 'settings_history']));
      expect(checkChain(db)).toEqual({ kind: 'sound', head: storedHead(db) });
    });
  });

  it('leaves out no table that counts its rows: each is guarded against change', () => {
    const { path } = journalFolder();
    inside(path, (db) => {
      const counting = db
        .prepare("SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name")
        .pluck();
      expect(chainedTables(db).map(({ name }) => name)).toEqual(counting.all());
    });
  });

  it.each([
    ['a changed value', "UPDATE fills SET price = '1' WHERE sequence = 7", /row 7 of fills is not what was written/],
    ['a value moved between columns', 'UPDATE fills SET tag = fee, fee = tag WHERE sequence = 7', /row 7 of fills/],
    ['a row taken out', 'DELETE FROM order_states WHERE sequence = 5', /row 5 of order_states is missing/],
    ['the last row taken out', 'DELETE FROM audit WHERE sequence = 20', /row 20 of audit is missing/],
    [
      'a row put in',
      "INSERT INTO halts (sequence, event, reason, time_ms) VALUES (99, 'release', 'nobody', 1)",
      /halts has 3 rows, the hash chain 2/,
    ],
    ['a link taken out', 'DELETE FROM chain_links WHERE position = 9', /link 9 of the hash chain is missing/],
    ['the last rows and their links', 'DELETE FROM chain_links WHERE position > 9', /the hash chain/],
  ])('tells %s at the next open, and the file is moved aside', (_, sql, finding) => {
    const { folder, path } = journalFolder();
    edit(path, sql);
    opened(folder, (journal) => {
      expect(journal.notices).toMatchObject([{ kind: 'quarantined', reason: expect.stringMatching(finding) }]);
      expect(journal.load().halt?.reason).toMatch(/journal\.db was quarantined/);
    });
  });

  it('tells a history that was rewritten together with its chain, by the head kept beside the file', () => {
    const { folder, path } = journalFolder();
    edit(path, "UPDATE fills SET price = '1' WHERE sequence = 7");
    inside(path, (db) => {
      relink(db, 1);
      expect(checkChain(db).kind).toBe('sound');
    });
    opened(folder, ({ notices }) =>
      expect(notices).toMatchObject([{ kind: 'quarantined', reason: expect.stringMatching(/noted beside the file/) }]),
    );
  });

  it('tells an older copy put in place of the file, keeps it, and halts', () => {
    const { folder, path } = journalFolder();
    copyFileSync(path, join(folder, 'older'));
    opened(folder, (journal) => fillAll(journal, 20));
    copyFileSync(join(folder, 'older'), path);
    opened(folder, (journal) => {
      expect(journal.notices).toMatchObject([{ kind: 'shortened', missingRows: expect.any(Number) }]);
      expect(journal.load().fills).toHaveLength(20);
      expect(journal.load().halt?.reason).toMatch(/shortened/);
      journal.recordRelease('a person', 1);
      fillAll(journal, 20);
    });
    opened(folder, ({ notices }) => expect(notices).toEqual([]));
  });

  it('tells a write-ahead log that was lost with the rows in it', () => {
    const { folder, path } = journalFolder();
    const left = temporaryFolder();
    opened(folder, (journal) => {
      fillAll(journal, 20);
      for (const file of ['journal.db', 'journal.db-chain']) copyFileSync(join(folder, file), join(left, file));
    });
    expect(readFileSync(path).length).toBeGreaterThan(0);
    opened(left, ({ notices }) => expect(notices).toMatchObject([{ kind: 'shortened' }]));
  });

  it.each([
    ['bots', "UPDATE bots SET state = 'stopped'", 'bots'],
    ['open orders', "INSERT INTO open_orders VALUES ('order-1', 'working')", 'open_orders'],
    ['brackets', "UPDATE brackets SET bracket = '{}'", 'brackets'],
  ])('makes %s anew when they contradict the record', (_, sql, table) => {
    const { folder, path } = journalFolder();
    const before = opened(folder, (journal) => journal.load());
    edit(path, sql);
    opened(folder, (journal) => {
      expect(journal.notices.find(({ kind }) => kind === 'mended')).toMatchObject({ tables: [table] });
      expect({ ...journal.load(), halt: null }).toEqual(before);
      expect(journal.load().halt?.reason).toMatch(/mended/);
    });
  });

  it('only notes a change of bytes that hold nothing', () => {
    const { folder, path } = journalFolder();
    const bytes = readFileSync(path);
    // Reserved for growth in the file header.
    bytes[80] = 1;
    writeFileSync(path, bytes);
    opened(folder, (journal) => {
      expect(journal.notices).toMatchObject([{ kind: 'altered' }]);
      expect(journal.load().halt).toBeNull();
    });
  });

  it('goes on without the file beside it, whatever became of that', () => {
    const { folder, path } = journalFolder();
    rmSync(`${path}-chain`);
    opened(folder, ({ notices }) => expect(notices).toEqual([]));
    truncateSync(`${path}-chain`, 100);
    opened(folder, ({ notices }) => expect(notices).toEqual([]));
    writeFileSync(`${path}-chain`, Buffer.alloc(8192, 0xee));
    opened(folder, ({ notices }) => expect(notices).toEqual([]));
    expect(readSidecar(`${path}-chain`)?.fileHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps the head it wrote before when a write beside the file was cut off', () => {
    const { folder, path } = journalFolder();
    opened(folder, (journal) => journal.recordHalt('one more', 9));
    const bytes = readFileSync(`${path}-chain`);
    const whole = readSidecar(`${path}-chain`);
    const heads = [0, 1].map((place) => {
      const torn = Buffer.from(bytes);
      torn.fill(0, place * 4096 + 60, (place + 1) * 4096);
      writeFileSync(`${path}-chain`, torn);
      return readSidecar(`${path}-chain`)?.head.position;
    });
    expect(heads).toContain(whole?.head.position);
    expect(heads.every((position) => position !== undefined)).toBe(true);
  });
});

describe('the hash chain of a long journal', () => {
  const DAY_MS = 86_400_000;
  const long = { rowsCheckedAtOpen: 10 };

  /** As a killed process leaves it: what was noted beside the file does not say that it was closed. */
  function killed(): { readonly folder: string; readonly path: string } {
    const { folder } = journalFolder();
    const left = temporaryFolder();
    opened(folder, (journal) => {
      journal.recordHalt('one more', 9);
      for (const file of ['journal.db', 'journal.db-wal', 'journal.db-chain'])
        copyFileSync(join(folder, file), join(left, file));
    });
    return { folder: left, path: join(left, 'journal.db') };
  }

  it('is read again from the last check on, and whole elsewhere once a week or after it was not closed', () => {
    const { folder } = journalFolder();
    const dueAfter = (days: number): boolean => {
      const journal = unwrap(openJournal(folder, { ...long, nowMs: () => Date.now() + days * DAY_MS }));
      journal.close();
      return journal.isWholeCheckDue;
    };
    expect(dueAfter(1)).toBe(false);
    expect(dueAfter(8)).toBe(true);
    const unclean = unwrap(openJournal(killed().folder, long));
    expect(unclean.isWholeCheckDue).toBe(true);
    unclean.noteWholeCheck(true);
    expect(unclean.isWholeCheckDue).toBe(false);
    unclean.close();
  });

  it('tells a changed row after the last check at once, an older one by the backup that reads all of them', async () => {
    const recent = killed();
    edit(recent.path, "UPDATE halts SET reason = 'another' WHERE reason = 'one more'");
    const moved = unwrap(openJournal(recent.folder, long));
    expect(moved.notices).toMatchObject([{ kind: 'quarantined' }]);
    moved.close();

    const older = killed();
    edit(older.path, "UPDATE fills SET price = '1' WHERE sequence = 7");
    const journal = unwrap(openJournal(older.folder, long));
    expect(journal.notices).toEqual([]);
    const backup = await journal.backup(join(older.folder, 'backups', 'copy.db'));
    expect(backup).toMatchObject({
      ok: false,
      error: { code: 'databaseDamaged', message: expect.stringMatching(/row 7 of fills/) },
    });
    journal.noteWholeCheck(false);
    journal.close();
    const again = unwrap(openJournal(older.folder, long));
    expect(again.notices).toMatchObject([{ kind: 'quarantined', reason: expect.stringMatching(/row 7 of fills/) }]);
    again.close();
  });
});

describe('the hash chain over a change of the layout', () => {
  it('does not change with a column that may be empty, nor with the order of columns', () => {
    const { path } = journalFolder();
    edit(
      path,
      `ALTER TABLE fills ADD COLUMN later TEXT;
       CREATE TABLE kept AS SELECT * FROM halts; DROP TABLE halts;
       CREATE TABLE halts (reason TEXT NOT NULL, time_ms INTEGER NOT NULL, event TEXT NOT NULL, sequence INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
       INSERT INTO halts (sequence, event, reason, time_ms) SELECT sequence, event, reason, time_ms FROM kept ORDER BY sequence DESC;
       DROP TABLE kept;`,
    );
    inside(path, (db) => expect(checkChain(db).kind).toBe('sound'));
  });

  it('is linked anew in the same order when a step changed what rows say, and keeps the old head in the audit', () => {
    const { path } = journalFolder();
    inside(path, (db) => {
      const before = storedHead(db);
      const order = db.prepare('SELECT table_name, row_sequence FROM chain_links ORDER BY position').all();
      db.exec("ALTER TABLE fills ADD COLUMN kind TEXT NOT NULL DEFAULT 'spot'");
      expect(checkChain(db).kind).toBe('damaged');
      relink(db, 77);
      expect(checkChain(db).kind).toBe('sound');
      expect(
        db.prepare('SELECT table_name, row_sequence FROM chain_links ORDER BY position').all().slice(0, order.length),
      ).toEqual(order);
      expect(db.prepare('SELECT detail FROM audit ORDER BY sequence DESC LIMIT 1').pluck().get()).toBe(
        JSON.stringify(before),
      );
    });
  });
});
