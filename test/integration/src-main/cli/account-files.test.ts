import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { fillsToCsv } from '../../../../src-main/portfolio-reports/exports/fills-csv.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { accountFills } from '../../../fakes/account-fills.ts';
import { readCsvFile } from '../../../fakes/read-csv.ts';
import { runCli } from './cli-child.ts';

const fills = accountFills('command line', { count: 120 });
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-account-'));
  const journal = unwrap(openJournal(folder));
  for (const fill of fills) journal.recordFill(fill);
  journal.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const DATA = ['--data-dir'];

describe('files of an account on the command line', () => {
  it('trades prints what the journal holds, to the last digit', async () => {
    const { code, stdout } = await runCli(['trades', ...DATA, folder], folder);
    expect(code).toBe(0);
    expect(stdout).toBe(
      fillsToCsv(fills, [
        ['account', 'all'],
        ['year', 'all'],
      ]),
    );
  });

  it('of one account and year, of every kind, into a file', async () => {
    for (const kind of ['fills', 'round-trips', 'postings']) {
      const options = ['--account', 'live', '--year', '2024', '--kind', kind, '--out', 'out.csv'];
      const { code, stdout } = await runCli(['trades', ...DATA, folder, ...options], folder);
      expect([code, JSON.parse(stdout)]).toEqual([0, { file: join(folder, 'out.csv') }]);
      const { head, rows } = readCsvFile(readFileSync(join(folder, 'out.csv'), 'utf8'));
      expect(head).toMatchObject({ account: 'live', year: '2024' });
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(({ account }) => account))).toEqual(new Set(['live']));
      expect(rows.every((row) => (row.exitTime ?? row.time ?? '').startsWith('2024'))).toBe(true);
    }
  });

  it('tax lots name the method they were counted by', async () => {
    for (const method of ['fifo', 'lifo', 'average']) {
      const { code, stdout } = await runCli(
        ['tax-lots', ...DATA, folder, '--method', method, '--account', 'paper'],
        folder,
      );
      expect([code, readCsvFile(stdout).head]).toEqual([
        0,
        { file: 'tax lots', method, account: 'paper', year: 'all' },
      ]);
    }
  });

  it.each([
    [['trades', '--kind', 'dreams'], '--kind is \\"dreams\\"'],
    [['trades', '--account', 'nobody'], '--account is \\"nobody\\", expected one that has traded: '],
    [['tax-lots', '--method', 'hifo'], '--method is \\"hifo\\", expected one of fifo, lifo, average'],
    [['tax-lots', '--year', '1'], '--year is \\"1\\"'],
  ])('%j is refused', async (args, message) => {
    const { code, stdout } = await runCli([...args, ...DATA, folder], folder);
    expect(code).toBe(2);
    expect(stdout).toContain(message);
  });

  it('a folder that is in use is left alone', async () => {
    const journal = unwrap(openJournal(folder));
    try {
      const { code, stdout } = await runCli(['trades', ...DATA, folder], folder);
      expect([code, JSON.parse(stdout).error.code]).toEqual([2, 'dataFolderInUse']);
    } finally {
      journal.close();
    }
  });
});
