import type { Fill } from '../../model/fill.ts';
import { moneyToText } from '../../model/money.ts';
import { assetsOf } from '../assets-of.ts';
import { inOrder } from '../fill-order.ts';
import type { Posting } from '../postings.ts';
import { postingsOf } from '../postings.ts';
import type { CsvColumn, CsvHead } from './csv-file.ts';
import { csvFile } from './csv-file.ts';

type Row = { readonly fill: Fill; readonly posting: Posting };

const COLUMNS: readonly CsvColumn<Row>[] = [
  ['time', ({ fill }) => ({ timeMs: fill.timeMs })],
  ['account', ({ fill }) => ({ text: fill.accountId })],
  ['fill', ({ fill }) => ({ text: fill.fillId })],
  ['ledger', ({ posting }) => ({ text: posting.account })],
  ['asset', ({ posting }) => ({ text: posting.asset })],
  ['amount', ({ posting }) => ({ number: moneyToText(posting.amount) })],
];

/** Double entry: the legs of each fill add up to 0 in each asset; the rows of `wallet` are what a venue's statement has. */
export function postingsToCsv(fills: readonly Fill[], head: CsvHead): string {
  const rows = inOrder(fills).flatMap((fill) =>
    postingsOf(fill, assetsOf(fill.instrumentId)).map((posting): Row => ({ fill, posting })),
  );
  return csvFile([['file', 'postings'], ...head], COLUMNS, rows);
}
