import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { JournalState } from '../../../../src-main/engine/ports/journal.ts';
import { createSeededRandom } from '../../../../src-main/engine/random/seeded-random.ts';
import { backupName } from '../../../../src-main/storage/journal/backup-files.ts';
import type { JournalDatabase } from '../../../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const START_MS = Date.UTC(2026, 4, 20);
const PAGE_BYTES = 4096;
const ORDERS = { before: 20, after: 60 };
/** The intent that left as it was written down, its fill, and its state after that. */
const ROWS_AN_ORDER = 3;

type Written = { readonly folder: string; readonly path: string; readonly bytes: Buffer; readonly state: JournalState };

/** Twenty orders, a backup, and three times as many after it. */
async function journalBeyondBackup(): Promise<Written> {
  const folder = temporaryFolder();
  const path = join(folder, 'journal.db');
  const journal = unwrap(openJournal(folder));
  journal.recordBot(BOT, 'running', 1);
  write(journal, 0, ORDERS.before);
  unwrap(await journal.backup(join(folder, 'backups', backupName(START_MS, journal.head.position, 'daily'))));
  write(journal, ORDERS.before, ORDERS.after);
  const state = journal.load();
  journal.close();
  return { folder, path, bytes: readFileSync(path), state };
}

function write(journal: JournalDatabase, from: number, count: number): void {
  for (let index = from; index < from + count; index++) {
    journal.recordIntent(orderOf(`order-${index}`), 'sent', index);
    journal.recordFill(fillOf(`fill-${index}.`, { clientOrderId: `order-${index}` }));
    journal.recordOrderState(`order-${index}`, index % 3 === 0 ? 'working' : 'filled', '', index);
  }
}

/** What an open makes of a damaged journal: always with the damaged file kept as it was, and sound from then on. */
function opened({ folder, path }: Written) {
  const damaged = readFileSync(path);
  const journal = unwrap(openJournal(folder));
  const [notice] = journal.notices;
  const state = journal.load();
  journal.close();
  if (notice?.kind !== 'quarantined') throw new Error(`expected a quarantined notice, got ${JSON.stringify(notice)}`);
  expect(readFileSync(join(notice.movedTo, 'journal.db')).equals(damaged)).toBe(true);
  expect(readdirSync(notice.movedTo).filter((name) => !name.startsWith('journal.db'))).toEqual([]);
  expect(state.halt?.reason).toMatch(/quarantined/);
  const again = unwrap(openJournal(folder));
  expect(again.notices).toEqual([]);
  expect(again.load()).toEqual(state);
  again.close();
  return { salvaged: notice.salvaged, state, reason: notice.reason, restoredFrom: notice.restoredFrom };
}

/** Nothing that was not written, and everything of the backup. */
function expectPartOf(found: JournalState, whole: JournalState, least: number): void {
  const written = new Map(whole.fills.map((fill) => [fill.fillId, fill]));
  for (const fill of found.fills) expect(fill).toEqual(written.get(fill.fillId));
  expect(new Set(found.fills.map(({ fillId }) => fillId)).size).toBe(found.fills.length);
  expect(found.fills.length).toBeGreaterThanOrEqual(least);
}

describe('what a damaged journal still holds', () => {
  it('is brought over row by row: of an edited row alone what it said is lost', async () => {
    const written = await journalBeyondBackup();
    const at = written.bytes.indexOf('fill-50.');
    expect(at).toBeGreaterThan(0);
    // In the row itself and, were it there too, in its index.
    const edited = Buffer.from(written.bytes.toString('latin1').replaceAll('fill-50.', 'fill-x0.'), 'latin1');
    writeFileSync(written.path, edited);
    const { state, salvaged, restoredFrom } = opened(written);
    expect(restoredFrom).not.toBeNull();
    expect(salvaged).toEqual({ rows: ROWS_AN_ORDER * ORDERS.after - 1, unreadable: 1 });
    const expected = written.state.fills.filter(({ fillId }) => fillId !== 'fill-50.');
    expect(state.fills).toEqual(expected);
    expect(state.openOrders).toEqual(written.state.openOrders);
    expect(state.bots.map(({ config }) => config)).toEqual(written.state.bots.map(({ config }) => config));
  });

  it('is all brought over where the first page was overwritten', async () => {
    const written = await journalBeyondBackup();
    writeFileSync(written.path, Buffer.from(written.bytes).fill(0x7f, 0, PAGE_BYTES));
    const { state, salvaged } = opened(written);
    expect(salvaged).toEqual({ rows: ROWS_AN_ORDER * ORDERS.after, unreadable: 0 });
    expect({ ...state, halt: null }).toEqual(written.state);
  });

  it('is brought over as far as it is there where the file was cut off, and counted where the links tell how many', async () => {
    const counted: (number | null)[] = [];
    for (const share of [0.7, 0.8, 0.9, 0.97]) {
      const written = await journalBeyondBackup();
      truncateSync(written.path, Math.floor((written.bytes.length * share) / PAGE_BYTES) * PAGE_BYTES);
      const { state, salvaged } = opened(written);
      expectPartOf(state, written.state, ORDERS.before);
      const lost = ROWS_AN_ORDER * ORDERS.after - (salvaged?.rows ?? 0);
      // Without the page that the links begin on nobody knows how many there were.
      expect([lost, null]).toContain(salvaged?.unreadable);
      counted.push(salvaged?.unreadable ?? null);
    }
    expect(counted.some((count) => count !== null && count > 0)).toBe(true);
  });

  it('is brought over into a new journal where there is no backup', async () => {
    const written = await journalBeyondBackup();
    rmSync(join(written.folder, 'backups'), { recursive: true });
    const edited = written.bytes.toString('latin1').replaceAll('fill-50.', 'fill-x0.');
    writeFileSync(written.path, Buffer.from(edited, 'latin1'));
    const { state, salvaged, restoredFrom } = opened(written);
    expect(restoredFrom).toBeNull();
    expect(salvaged?.unreadable).toBe(1);
    expect(state.fills).toHaveLength(written.state.fills.length - 1);
  });

  it('is looked for no further than the file can hold, whatever number a damaged link has', async () => {
    const written = await journalBeyondBackup();
    const db = new Database(written.path);
    db.exec(`INSERT INTO chain_links VALUES (${2 ** 40}, 'fills', 1, zeroblob(32))`);
    db.close();
    expect(opened(written).salvaged).toEqual({ rows: ROWS_AN_ORDER * ORDERS.after, unreadable: 0 });
  });

  it('is not believed where its chain is another than was noted beside the file', async () => {
    const [written, other] = [await journalBeyondBackup(), await journalBeyondBackup()];
    const journal = unwrap(openJournal(other.folder));
    journal.recordFill(fillOf('never'));
    write(journal, 1000, 30);
    journal.close();
    const longer = unwrap(openJournal(written.folder));
    write(longer, 2000, 30);
    longer.close();
    writeFileSync(written.path, readFileSync(other.path));
    const { state, salvaged } = opened(written);
    expect(salvaged).toEqual({ rows: 0, unreadable: null });
    expect(state.fills).toHaveLength(ORDERS.before);
  });

  it('never brings a row that was not written, whatever page is damaged', async () => {
    const written = await journalBeyondBackup();
    const random = createSeededRandom('salvage');
    let brought = 0;
    for (let round = 0; round < 8; round++) {
      const page = 1 + Math.floor(random.next() * (written.bytes.length / PAGE_BYTES - 1));
      const damaged = Buffer.from(written.bytes).fill(0xa5, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
      for (const name of ['journal.db', 'journal.db-wal', 'journal.db-chain', 'quarantine'])
        rmSync(join(written.folder, name), { recursive: true, force: true });
      writeFileSync(written.path, damaged);
      const { state, salvaged } = opened(written);
      expectPartOf(state, written.state, ORDERS.before);
      brought += salvaged?.rows ?? 0;
    }
    expect(brought).toBeGreaterThan(8 * 2 * ORDERS.after);
  });
});
