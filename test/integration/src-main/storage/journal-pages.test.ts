import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { copyJournal, leaveKilled, writeOrders, writeSampleJournal } from './bit-flips.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();

const noticesOf = (folder: string): readonly string[] => {
  const journal = unwrap(openJournal(folder));
  journal.close();
  return journal.notices.map(({ kind }) => kind);
};

describe('checksums of the journal’s pages', () => {
  it('find nothing in what a killed process leaves, wherever it was between two checkpoints', () => {
    const folder = temporaryFolder();
    writeSampleJournal(folder, 20);
    const journal = unwrap(openJournal(folder));
    const found: string[] = [];
    for (let order = 0; order < 500; order += 50) {
      writeOrders(journal, 1_000 + order, 1_050 + order);
      const left = mkdtempSync(join(folder, 'left-'));
      copyJournal(folder, left);
      found.push(...noticesOf(left));
      rmSync(left, { recursive: true });
    }
    journal.close();
    expect(found).toEqual([]);
  });

  it('find nothing when the process is killed again while it starts, or after its last write', () => {
    const folder = temporaryFolder();
    writeSampleJournal(folder, 20);
    let left = leaveKilled(folder, 200);
    for (let again = 0; again < 2; again++) {
      left = leaveKilled(left, 0);
      expect(existsSync(join(left, 'journal.db-pages'))).toBe(true);
    }
    expect(noticesOf(left)).toEqual([]);
    expect(noticesOf(left)).toEqual([]);
  });

  it('find nothing where the pages were not noted, or not all of them', () => {
    const folder = temporaryFolder();
    writeSampleJournal(folder, 20);
    const left = leaveKilled(folder, 200);
    const notes = readFileSync(join(left, 'journal.db-pages'));
    writeFileSync(join(left, 'journal.db-pages'), notes.subarray(0, 6));
    expect(noticesOf(left)).toEqual([]);
    rmSync(join(left, 'journal.db-pages'));
    expect(noticesOf(left)).toEqual([]);
  });

  it('tell of an older file under a newer log, once every row was read again', () => {
    const folder = temporaryFolder();
    writeSampleJournal(folder, 20);
    const older = leaveKilled(folder, 0);
    const left = leaveKilled(folder, 400);
    copyFileSync(join(older, 'journal.db'), join(left, 'journal.db'));
    expect(noticesOf(left)).not.toEqual([]);
  });
});
