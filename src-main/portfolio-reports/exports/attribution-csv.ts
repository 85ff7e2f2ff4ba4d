import { moneyToText } from '../../model/money.ts';
import type { Attribution, AttributionRow, Grouping } from '../attribution/attribution.ts';
import type { CsvColumn, CsvHead } from './csv-file.ts';
import { csvFile } from './csv-file.ts';

const COLUMNS: readonly CsvColumn<AttributionRow>[] = [
  ['key', ({ key }) => ({ text: key })],
  ['realised', ({ realised }) => ({ number: moneyToText(realised) })],
  ['unrealised', ({ unrealised }) => ({ number: moneyToText(unrealised) })],
  ['fees', ({ fees }) => ({ number: moneyToText(fees) })],
  ['funding', ({ funding }) => ({ number: moneyToText(funding) })],
  ['total', ({ total }) => ({ number: moneyToText(total) })],
  ['trades', ({ trades }) => ({ number: trades })],
  ['wins', ({ wins }) => ({ number: wins })],
];

/** One row a group, and `all` at the end: their sums to the last digit. */
export function attributionToCsv({ rows, whole }: Attribution, grouping: Grouping, head: CsvHead): string {
  const all = [...rows, { key: 'all', ...whole }];
  return csvFile([['file', 'attribution'], ['grouped by', grouping], ...head], COLUMNS, all);
}
