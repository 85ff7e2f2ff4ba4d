import { csvNumberCell, csvText, csvTextCell } from '../../base/csv-cell.ts';

/** Text, an exact decimal or a count, a moment in epoch ms, or nothing. */
export type CsvValue =
  | { readonly text: string }
  | { readonly number: string | number }
  | { readonly timeMs: number }
  | null;

export type CsvColumn<Row> = readonly [name: string, value: (row: Row) => CsvValue];

/** What stands above the columns: each a row of its own, its first cell `# name`. */
export type CsvHead = readonly (readonly [name: string, value: string])[];

export function csvFile<Row>(head: CsvHead, columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  return csvText([
    ...head.map(([name, value]) => [csvTextCell(`# ${name}`), csvTextCell(value)]),
    columns.map(([name]) => csvTextCell(name)),
    ...rows.map((row) => columns.map(([, read]) => cellOf(read(row)))),
  ]);
}

function cellOf(value: CsvValue): string {
  if (value === null) return '';
  if ('text' in value) return csvTextCell(value.text);
  if ('timeMs' in value) return csvTextCell(new Date(value.timeMs).toISOString());
  return csvNumberCell(String(value.number));
}
