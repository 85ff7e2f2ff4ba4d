import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from '../../../../../scripts/runtime/project.mjs';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { readCsvCandles } from '../../../../../src-main/data-import/csv-candles.ts';
import { STRUCTURE_KINDS } from '../../../../../src-main/engine/structure/registry.ts';
import type { StructureSeries } from '../../../../../src-main/engine/structure/structure-kind.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';

export const EXTRACT = join(projectRoot, 'test/payloads/smc');
export const FULL = join(resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data'), 'smc/EURUSD');

export async function readReferenceCandles(path: string): Promise<CandleColumns> {
  return unwrap(await readCsvCandles({ path, interval: '15m' })).columns;
}

/** Columns of numbers by name, NaN where a cell is empty. */
export function readReference(path: string): Map<string, Float64Array> {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const rows = lines.map((line) => line.split(',').map((cell) => (cell === '' ? Number.NaN : Number(cell))));
  return new Map(header.split(',').map((name, k) => [name, Float64Array.from(rows, (row) => row[k] ?? Number.NaN)]));
}

/** How a kind compares with a reference: rows of it, rows that hold something in its first column, rows that differ. */
export type Comparison = { readonly rows: number; readonly marked: number; readonly different: number };

/** Numbers are equal when they are the same double, or the same in single precision where the package keeps that. */
export function compareWith(reference: Map<string, Float64Array>, name: string, series: StructureSeries): Comparison {
  const columns = STRUCTURE_KINDS.get(name)?.columns ?? [];
  const pairs = columns.map(({ name: column }, k) => {
    const [own, expected] = [series.values[k], reference.get(column)];
    if (own === undefined || expected === undefined) throw new Error(`no column ${column} to compare in ${name}`);
    return { own, expected: own instanceof Float32Array ? Float32Array.from(expected) : expected };
  });
  const rows = pairs[0]?.expected.length ?? 0;
  let [marked, different] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (!Number.isNaN(pairs[0]?.expected[row])) marked++;
    if (pairs.some(({ own, expected }) => own.length !== rows || !Object.is(own[row], expected[row]))) different++;
  }
  return { rows, marked, different };
}
