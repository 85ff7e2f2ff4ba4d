import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { fillOf } from './journal-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();

/** A folder with a journal of `fills` fills, and its path. */
function journalWith(fills: number): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder();
  const journal = unwrap(openJournal(folder));
  for (let index = 0; index < fills; index++) journal.recordFill(fillOf(`fill-${index}`));
  journal.close();
  return { folder, path: join(folder, 'journal.db') };
}

/** Opens a damaged journal: it must open without a row nobody wrote, and writable, tell where the old one is, and have every byte of it. */
function expectQuarantined(folder: string, original: Buffer | null): string {
  const journal = unwrap(openJournal(folder));
  const ids = journal.load().fills.map(({ fillId }) => fillId);
  expect(ids.filter((id) => !/^(fill-\d+|in the log)$/.test(id))).toEqual([]);
  journal.recordFill(fillOf('after'));
  const [notice] = journal.notices;
  journal.close();
  if (notice?.kind !== 'quarantined') throw new Error(`expected a quarantined notice, got ${JSON.stringify(notice)}`);
  if (original !== null) expect(readFileSync(join(notice.movedTo, 'journal.db')).equals(original)).toBe(true);
  return notice.movedTo;
}

const DAMAGES: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['a garbage header', (bytes) => Buffer.concat([Buffer.alloc(100, 'x'), bytes.subarray(100)])],
  ['a short text file', () => Buffer.from('not a database')],
  ['a long text file', () => Buffer.alloc(50_000, 'nothing like SQLite ')],
  [
    'an overwritten schema page',
    (bytes) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(3996, 0x7f), bytes.subarray(4096)]),
  ],
  ['overwritten inner pages', (bytes) => Buffer.from(bytes).fill(0xee, 4096 * 4, 4096 * 30)],
  ['a missing second half', (bytes) => Buffer.from(bytes.subarray(0, Math.floor(bytes.length / 8192) * 4096))],
  ['a ragged end', (bytes) => Buffer.from(bytes.subarray(0, bytes.length - 5000))],
];

describe('a damaged journal.db', () => {
  it.each(DAMAGES)('with %s is moved aside, never deleted, and a fresh one is made', (_, damage) => {
    const { folder, path } = journalWith(400);
    const damaged = damage(readFileSync(path));
    writeFileSync(path, damaged);
    expectQuarantined(folder, damaged);
  });

  it('is moved aside together with its write-ahead log, byte for byte', () => {
    const { folder, path } = journalWith(400);
    const damaged = Buffer.from(readFileSync(path)).fill(0xee, 4096 * 4, 4096 * 30);
    const log = walOf(folder);
    writeFileSync(path, damaged);
    writeFileSync(`${path}-wal`, log);
    const moved = expectQuarantined(folder, damaged);
    expect(readFileSync(join(moved, 'journal.db-wal')).equals(log)).toBe(true);
  });

  it.each(['truncated to nothing', 'gone'])('that is %s does not take its write-ahead log with it', (how) => {
    const { folder, path } = journalWith(5);
    const log = walOf(folder);
    writeFileSync(`${path}-wal`, log);
    if (how === 'gone') rmSync(path);
    else truncateSync(path, 0);
    const moved = expectQuarantined(folder, null);
    expect(readFileSync(join(moved, 'journal.db-wal')).equals(log)).toBe(true);
  });

  it('whose place a folder took is made anew beside it', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'journal.db'));
    writeFileSync(join(folder, 'journal.db', 'inside'), 'kept');
    const moved = expectQuarantined(folder, null);
    expect(readFileSync(join(moved, 'journal.db', 'inside'), 'utf8')).toBe('kept');
  });

  it('that is a database of another program is moved aside', () => {
    const folder = temporaryFolder();
    const db = new Database(join(folder, 'journal.db'));
    db.exec('CREATE TABLE strangers (a TEXT)');
    db.close();
    expectQuarantined(folder, readFileSync(join(folder, 'journal.db')));
  });

  it('is kept apart from one that was damaged before', () => {
    const { folder, path } = journalWith(1);
    for (const text of ['first', 'second']) {
      writeFileSync(path, text);
      expectQuarantined(folder, Buffer.from(text));
    }
    expect(readdirSync(join(folder, 'quarantine'))).toHaveLength(2);
  });

  it('survives any single damaged page: it opens whole, or is moved aside', () => {
    const { path } = journalWith(60);
    const bytes = readFileSync(path);
    let moved = 0;
    for (let page = 0; page < bytes.length / 4096; page++) {
      const folder = temporaryFolder();
      const damaged = Buffer.from(bytes).fill(0xa5, page * 4096, page * 4096 + 600);
      writeFileSync(join(folder, 'journal.db'), damaged);
      const journal = unwrap(openJournal(folder));
      if (journal.notices.length > 0) moved++;
      else expect(journal.load().fills).toHaveLength(60);
      journal.close();
    }
    expect(moved).toBeGreaterThan(bytes.length / 4096 / 2);
  });
});

/** A log with committed rows in it, copied while its database was open. */
function walOf(folder: string): Buffer {
  const journal = unwrap(openJournal(folder));
  journal.recordFill(fillOf('in the log'));
  const copy = join(folder, 'copy-of-wal');
  copyFileSync(join(folder, 'journal.db-wal'), copy);
  journal.close();
  return readFileSync(copy);
}
