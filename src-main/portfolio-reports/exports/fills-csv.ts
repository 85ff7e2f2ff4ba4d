import type { Fill } from '../../model/fill.ts';
import { symbolOf } from '../../model/instrument.ts';
import { moneyToText, notionalOf, priceToText, quantityToText } from '../../model/money.ts';
import { inOrder } from '../fill-order.ts';
import type { CsvColumn, CsvHead } from './csv-file.ts';
import { csvFile } from './csv-file.ts';

const COLUMNS: readonly CsvColumn<Fill>[] = [
  ['time', ({ timeMs }) => ({ timeMs })],
  ['account', ({ accountId }) => ({ text: accountId })],
  ['bot', ({ botId }) => ({ text: botId })],
  ['instrument', ({ instrumentId }) => ({ text: instrumentId })],
  ['symbol', ({ instrumentId }) => ({ text: symbolOf(instrumentId) })],
  ['side', ({ side }) => ({ text: side })],
  ['quantity', ({ quantity }) => ({ number: quantityToText(quantity) })],
  ['price', ({ price }) => ({ number: priceToText(price) })],
  ['value', ({ price, quantity }) => ({ number: moneyToText(notionalOf(price, quantity)) })],
  ['fee', ({ fee }) => ({ number: moneyToText(fee) })],
  ['chargedAsset', ({ charged }) => (charged === undefined ? null : { text: charged.asset })],
  ['chargedAmount', ({ charged }) => (charged === undefined ? null : { number: moneyToText(charged.amount) })],
  ['chargedRate', ({ charged }) => (charged === undefined ? null : { number: priceToText(charged.rate) })],
  ['chargedRateSource', ({ charged }) => (charged === undefined ? null : { text: charged.source })],
  ['chargedRateTime', ({ charged }) => (charged === undefined ? null : { timeMs: charged.rateMs })],
  ['liquidity', ({ liquidity }) => ({ text: liquidity })],
  ['purpose', ({ purpose }) => ({ text: purpose })],
  ['tag', ({ tag }) => ({ text: tag })],
  ['order', ({ clientOrderId }) => ({ text: clientOrderId })],
  ['parentOrder', ({ parentId }) => (parentId === undefined ? null : { text: parentId })],
  ['fill', ({ fillId }) => ({ text: fillId })],
];

/** One row a fill, funding (quantity 0) among them. Value and fee in the quote asset of the symbol. */
export function fillsToCsv(fills: readonly Fill[], head: CsvHead): string {
  return csvFile([['file', 'fills'], ...head], COLUMNS, inOrder(fills));
}
