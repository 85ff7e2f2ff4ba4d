import type { Fill } from '../../model/fill.ts';
import { symbolOf } from '../../model/instrument.ts';
import { moneyToText, quantityToText } from '../../model/money.ts';
import { assetsOf } from '../assets-of.ts';
import { inOrder } from '../fill-order.ts';
import type { LotMatch, LotMethod } from '../lots/lot-book.ts';
import { LotBook } from '../lots/lot-book.ts';
import type { CsvColumn, CsvHead } from './csv-file.ts';
import { csvFile } from './csv-file.ts';

const COLUMNS: readonly CsvColumn<LotMatch>[] = [
  ['account', ({ closed }) => ({ text: closed.accountId })],
  ['symbol', ({ closed }) => ({ text: symbolOf(closed.instrumentId) })],
  ['asset', ({ closed }) => ({ text: assetsOf(closed.instrumentId).baseAsset })],
  ['currency', ({ closed }) => ({ text: assetsOf(closed.instrumentId).quoteAsset })],
  ['side', ({ side }) => ({ text: side })],
  ['quantity', ({ quantity }) => ({ number: quantityToText(quantity) })],
  ['opened', ({ opened }) => ({ timeMs: opened.timeMs })],
  ['openedFill', ({ opened }) => ({ text: opened.fillId })],
  ['closed', ({ closed }) => ({ timeMs: closed.timeMs })],
  ['closedFill', ({ closed }) => ({ text: closed.fillId })],
  ['cost', ({ cost }) => ({ number: moneyToText(cost) })],
  ['proceeds', ({ proceeds }) => ({ number: moneyToText(proceeds) })],
  ['openingFees', ({ fees }) => ({ number: moneyToText(fees) })],
  ['closingFees', ({ closingFees }) => ({ number: moneyToText(closingFees) })],
  ['funding', ({ funding }) => ({ number: moneyToText(funding) })],
  ['gain', (match) => ({ number: moneyToText(gainOf(match)) })],
  ['heldMs', ({ opened, closed }) => ({ number: closed.timeMs - opened.timeMs })],
];

export type TaxLotChoices = {
  readonly method: LotMethod;
  /** UTC, by the moment of closing; null for all years. */
  readonly year: number | null;
};

/**
 * One row for each lot that a fill closed, in order of closing: an account's lots of an instrument are counted together,
 * whichever bot bought them, from its first fill on. The method stands in the file. A short opens with its sale: its cost is
 * what that brought, its proceeds what buying it back took.
 */
export function taxLotsToCsv(fills: readonly Fill[], { method, year }: TaxLotChoices, head: CsvHead): string {
  const chosen = lotsOfAccounts(fills, method).filter(({ closed }) => year === null || yearOf(closed.timeMs) === year);
  return csvFile([['file', 'tax lots'], ['method', method], ...head], COLUMNS, chosen);
}

export const yearOf = (timeMs: number): number => new Date(timeMs).getUTCFullYear();

function lotsOfAccounts(fills: readonly Fill[], method: LotMethod): readonly LotMatch[] {
  const books = new Map<string, LotBook>();
  return inOrder(fills).flatMap((fill) => {
    const key = `${fill.accountId}\n${fill.instrumentId}`;
    const book = books.get(key) ?? new LotBook(method);
    books.set(key, book);
    return book.apply(fill).matches;
  });
}

function gainOf({ realised, fees, closingFees, funding }: LotMatch): LotMatch['realised'] {
  return (realised - fees - closingFees - funding) as LotMatch['realised'];
}
