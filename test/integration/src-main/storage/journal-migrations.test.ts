import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { relink } from '../../../../src-main/storage/journal/chain/relink.ts';
import { JOURNAL_SCHEMA } from '../../../../src-main/storage/journal/journal-schema.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { migrate } from '../../../../src-main/storage/sqlite/migrate.ts';
import { fillOf, orderOf } from './journal-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const VERSIONS = JOURNAL_SCHEMA.migrations.map((migration) => migration.version);

/** A journal as the program of that version left it, with an open order and a fill in it. */
function writeVersion(folder: string, version: number): void {
  const db = new Database(join(folder, 'journal.db'));
  migrate(db, { ...JOURNAL_SCHEMA, migrations: JOURNAL_SCHEMA.migrations.filter((step) => step.version <= version) });
  const tagged = version >= 40;
  db.exec(`
    INSERT INTO order_intents (sequence, client_order_id, bot_id, instrument_id, side, type, price, size_kind, size, purpose, reduce_only, created_ms${tagged ? ', tag, closes_opposite' : ''})
      VALUES (1, 'order-1', 'bot-1', 'demo:BTC-USDT', 'buy', 'market', NULL, 'quote', '2500.12345678901234567891', 'entry', 0, 1700000000000${tagged ? ", '', 0" : ''});
    INSERT INTO open_orders VALUES ('order-1', 'intent');
    INSERT INTO order_states VALUES (1, 'order-1', 'intent', 'written down', 1700000000000);
    INSERT INTO fills (sequence, fill_id, client_order_id, bot_id, instrument_id, side, price, quantity, fee, purpose, liquidity, time_ms${tagged ? ', tag' : ''})
      VALUES (1, 'f', 'order-1', 'bot-1', 'demo:BTC-USDT', 'buy', '64123.000000000001', '0.03898765', '-2.49999999', 'entry', 'taker', 1700000000123${tagged ? ", ''" : ''});
  `);
  // The rows above were written by hand; that program would have linked them.
  if (version >= 70) relink(db, 1);
  db.close();
}

function schemaOf(folder: string): unknown {
  const db = new Database(join(folder, 'journal.db'), { readonly: true });
  const rows = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
  db.close();
  return rows;
}

describe('migrations of journal.db', () => {
  it('are numbered in tens that rise, gaps allowed', () => {
    expect(VERSIONS.every((version) => version % 10 === 0)).toBe(true);
    expect(VERSIONS).toEqual([...new Set(VERSIONS)].sort((left, right) => left - right));
  });

  it.each(VERSIONS)('bring version %i to the present form with everything in it', (version) => {
    const fresh = temporaryFolder();
    unwrap(openJournal(fresh)).close();
    const folder = temporaryFolder();
    writeVersion(folder, version);
    const journal = unwrap(openJournal(folder));
    expect(journal.load()).toMatchObject({
      fills: [fillOf('f', { tag: '' })],
      openOrders: [{ order: orderOf('order-1'), state: 'intent' }],
    });
    journal.recordFill(fillOf('g'));
    const isOld = version < (VERSIONS.at(-1) ?? 0);
    expect(journal.notices.map((notice) => notice.kind)).toEqual(isOld ? ['migrated'] : []);
    journal.close();
    expect(schemaOf(folder)).toEqual(schemaOf(fresh));
    if (isOld)
      expect(readdirSync(join(folder, 'backups'))).toEqual([expect.stringContaining(`journal-version-${version}-`)]);
  });

  it('are not taken when the copy from before is not sound', () => {
    const folder = temporaryFolder();
    writeVersion(folder, 50);
    // A copy that cannot be read again, as on a disk that loses what it was given.
    const real = Database.prototype.prepare;
    const prepare = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function copying(
      this: Database.Database,
      sql: string,
    ) {
      const statement = Reflect.apply(real, this, [sql]) as Database.Statement;
      if (sql !== 'VACUUM INTO ?') return statement;
      const run = (path: string) => {
        const result = statement.run(path);
        truncateSync(path, 8192);
        return result;
      };
      return Object.assign(Object.create(statement), { run });
    });
    expect(openJournal(folder)).toMatchObject({ ok: false, error: { code: 'databaseDamaged' } });
    prepare.mockRestore();
    const db = new Database(join(folder, 'journal.db'), { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(50);
    db.close();
    expect(readdirSync(folder)).not.toContain('quarantine');
  });

  it('leave the file at the version before when a step fails half-way', () => {
    const folder = temporaryFolder();
    writeVersion(folder, 10);
    const broken = { version: 20, sql: 'CREATE TABLE half (a TEXT) STRICT; INSERT INTO nowhere VALUES (1);' };
    const db = new Database(join(folder, 'journal.db'));
    expect(() => migrate(db, { ...JOURNAL_SCHEMA, migrations: [broken] })).toThrow(/nowhere/);
    expect(db.pragma('user_version', { simple: true })).toBe(10);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
    db.close();
  });

  it('refuse a file of a newer program with databaseNewer and leave it as it is', () => {
    const folder = temporaryFolder();
    unwrap(openJournal(folder)).close();
    const db = new Database(join(folder, 'journal.db'));
    db.pragma('user_version = 9990');
    db.close();
    expect(openJournal(folder)).toMatchObject({
      ok: false,
      error: { code: 'databaseNewer', details: { version: 9990 } },
    });
    expect(readdirSync(folder)).not.toContain('quarantine');
  });
});
