import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { CsvReadOptions, CsvReadReport, CsvReadResult } from '../../../../src-main/data-import/csv-candles.ts';
import { readCsvCandles } from '../../../../src-main/data-import/csv-candles.ts';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';

let folder: Promise<string> | null = null;
let written = 0;

afterAll(async () => {
  if (folder !== null) await rm(await folder, { recursive: true, force: true });
});

/** Writes a file of its own for a test; all are deleted after the test file's last one. */
export async function writeCsv(content: string | Uint8Array, name = 'prices.csv'): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'bellwether-csv-'));
  const path = join(await folder, `${written++}-${name}`);
  await writeFile(path, content);
  return path;
}

export type ReadWishes = Partial<Omit<CsvReadOptions, 'path'>>;

export async function readText(content: string | Uint8Array, wishes: ReadWishes = {}): Promise<Outcome<CsvReadResult>> {
  return readCsvCandles({ path: await writeCsv(content), interval: '1m', ...wishes });
}

export async function readGood(content: string | Uint8Array, wishes: ReadWishes = {}): Promise<CsvReadResult> {
  return unwrap(await readText(content, wishes));
}

/** The kinds that were rejected, with their counts. */
export function countsOf(report: CsvReadReport): Record<string, number> {
  const entries = Object.entries(report.rejected).filter(([, rejection]) => rejection.count > 0);
  return Object.fromEntries(entries.map(([kind, rejection]) => [kind, rejection.count]));
}

export function rowsOf(columns: CandleColumns): number[][] {
  return Array.from(columns.openTimeMs, (timeMs, index) => [
    timeMs,
    columns.open[index] as number,
    columns.high[index] as number,
    columns.low[index] as number,
    columns.close[index] as number,
    columns.volume[index] as number,
  ]);
}
