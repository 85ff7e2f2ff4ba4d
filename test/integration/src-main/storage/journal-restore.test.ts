import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { JournalState } from '../../../../src-main/engine/ports/journal.ts';
import { backupName } from '../../../../src-main/storage/journal/backup-files.ts';
import { verifyJournalFile } from '../../../../src-main/storage/journal/journal-backup.ts';
import type { JournalDatabase } from '../../../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const START_MS = Date.UTC(2026, 4, 20);

function write(journal: JournalDatabase, from: number, count: number): void {
  for (let index = from; index < from + count; index++) {
    journal.recordIntent(orderOf(`order-${index}`), 'sent', index);
    journal.recordFill(fillOf(`fill-${index}`, { clientOrderId: `order-${index}` }));
    journal.recordOrderState(`order-${index}`, index % 3 === 0 ? 'working' : 'filled', '', index);
  }
}

/** Ten orders, a backup, ten more, another backup, ten more. */
async function journalWithBackups(): Promise<{ folder: string; path: string; states: JournalState[] }> {
  const folder = temporaryFolder();
  const journal = unwrap(openJournal(folder));
  journal.recordBot(BOT, 'running', 1);
  const states: JournalState[] = [];
  for (const part of [0, 1]) {
    write(journal, part * 10, 10);
    states.push(journal.load());
    const path = join(folder, 'backups', backupName(START_MS + part, journal.head.position, 'daily'));
    unwrap(await journal.backup(path));
  }
  write(journal, 20, 10);
  journal.close();
  return { folder, path: join(folder, 'journal.db'), states };
}

function spoil(path: string): Buffer {
  const bytes = readFileSync(path);
  bytes.fill(0xee, 4096 * 6, 4096 * 9);
  writeFileSync(path, bytes);
  return bytes;
}

describe('a damaged journal with backups', () => {
  it('is moved aside whole, and the newest backup is in its place; trading waits for a person', async () => {
    const { folder, path, states } = await journalWithBackups();
    const damaged = spoil(path);
    const sidecar = readFileSync(`${path}-chain`);
    const backups = readdirSync(join(folder, 'backups'));
    const journal = unwrap(openJournal(folder));
    const [notice] = journal.notices;
    if (notice?.kind !== 'quarantined') throw new Error(`expected a quarantined notice, got ${JSON.stringify(notice)}`);
    expect(notice.restoredFrom).toMatch(new RegExp(`${backups.at(-1)}$`));
    expect(journal.load().fills.slice(0, 20)).toEqual(states[1]?.fills);
    expect(journal.load().halt?.reason).toMatch(/quarantined/);
    expect(readFileSync(join(notice.movedTo, 'journal.db')).equals(damaged)).toBe(true);
    expect(readFileSync(join(notice.movedTo, 'journal.db-chain')).equals(sidecar)).toBe(true);
    expect(readdirSync(join(folder, 'backups'))).toEqual(backups);
    journal.recordRelease('a person', 5);
    const { length: found } = journal.load().fills;
    write(journal, 90, 3);
    journal.close();
    const again = unwrap(openJournal(folder));
    expect(again.notices).toEqual([]);
    expect(again.load().fills).toHaveLength(found + 3);
    again.close();
  });

  it('takes the newest backup that is sound, and keeps the others', async () => {
    const { folder, path, states } = await journalWithBackups();
    spoil(path);
    const [older = '', newer = ''] = readdirSync(join(folder, 'backups')).sort();
    const spoiled = spoil(join(folder, 'backups', newer));
    const journal = unwrap(openJournal(folder));
    expect(journal.notices).toMatchObject([{ kind: 'quarantined', restoredFrom: expect.stringContaining(older) }]);
    expect(journal.load().fills.slice(0, 10)).toEqual(states[0]?.fills);
    expect(readFileSync(join(folder, 'backups', newer)).equals(spoiled)).toBe(true);
    journal.close();
  });

  it('is begun anew where no backup is sound', async () => {
    const { folder, path } = await journalWithBackups();
    spoil(path);
    for (const name of readdirSync(join(folder, 'backups'))) spoil(join(folder, 'backups', name));
    const journal = unwrap(openJournal(folder));
    expect(journal.notices).toMatchObject([{ kind: 'quarantined', restoredFrom: null }]);
    expect(journal.load()).toMatchObject({ halt: { reason: expect.any(String) } });
    journal.close();
  });
});

describe('a backup under write load', () => {
  it('holds the state at its own place in the chain, to the last digit (restore drill)', async () => {
    const folder = temporaryFolder();
    const journal = unwrap(openJournal(folder));
    for (let index = 0; index < 1500; index++) journal.recordFill(fillOf(`before-${index}`));
    const states = new Map<number, JournalState>([[journal.head.position, journal.load()]]);
    let writes = 0;
    const copy = join(folder, 'backups', 'copy.db');
    const onProgress = (): void => {
      write(journal, writes++, 1);
      states.set(journal.head.position, journal.load());
    };
    unwrap(await journal.backup(copy, { onProgress }));
    write(journal, writes, 5);
    journal.close();
    expect(writes).toBeGreaterThan(0);
    const { head } = unwrap(verifyJournalFile(copy));
    const restored = join(temporaryFolder(), 'data', 'journal.db');
    mkdirSync(dirname(restored));
    copyFileSync(copy, restored);
    const again = unwrap(openJournal(dirname(restored)));
    expect(again.notices).toEqual([]);
    expect(again.head).toEqual(head);
    expect(again.load()).toEqual(states.get(head.position));
    again.close();
  });

  it('that is not sound does not get its name', async () => {
    const folder = temporaryFolder();
    const journal = unwrap(openJournal(folder));
    write(journal, 0, 30);
    const copy = join(folder, 'backups', 'copy.db');
    const verify = async (path: string) => {
      spoil(path);
      return verifyJournalFile(path);
    };
    expect(await journal.backup(copy, { verify })).toMatchObject({ ok: false, error: { code: 'databaseDamaged' } });
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
    journal.close();
  });
});
