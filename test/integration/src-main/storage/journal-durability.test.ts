import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { fillOf } from './journal-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const CHILD = join(import.meta.dirname, 'journal-writer-child.ts');

describe('durability of journal.db', () => {
  it('asks for synchronous=FULL at every open, also of a file that exists, and reads it back', () => {
    const folder = temporaryFolder();
    for (const time of ['first', 'second', 'third']) {
      const pragma = vi.spyOn(Database.prototype, 'pragma');
      const journal = unwrap(openJournal(folder));
      const asked = pragma.mock.calls.map(([text]) => text);
      const answers = new Map(pragma.mock.calls.map(([text], call) => [text, pragma.mock.results[call]?.value]));
      expect(asked, time).toContain('synchronous = FULL');
      expect(answers.get('synchronous'), time).toBe(2);
      expect(answers.get('locking_mode'), time).toBe('exclusive');
      expect(asked.indexOf('locking_mode = EXCLUSIVE'), time).toBeLessThan(asked.indexOf('journal_mode = WAL'));
      pragma.mockRestore();
      journal.close();
    }
  });

  it('loses no acknowledged row when the process is killed between writes', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    let acknowledged = 0;
    for (const killAfter of [1, 7, 40]) {
      acknowledged = await writeUntilKilled(folder, acknowledged, killAfter);
      const journal = unwrap(openJournal(folder));
      const fills = journal.load().fills;
      expect(journal.notices).toEqual([]);
      // The row being written at the kill may be there too, whole; nothing acknowledged is missing.
      expect(fills.length).toBeGreaterThanOrEqual(acknowledged);
      expect(fills).toEqual(fills.map((_, index) => fillOf(`fill-${index}`, { timeMs: index })));
      acknowledged = fills.length;
      journal.close();
    }
  });
});

/** Starts a process that writes fills from number `from` and kills it after `count` acknowledgements; the next number due. */
async function writeUntilKilled(folder: string, from: number, count: number): Promise<number> {
  const child = spawn(process.execPath, [CHILD, folder, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let last = from - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last - from + 1 >= count) child.kill('SIGKILL');
  }
  await ended;
  return last + 1;
}
