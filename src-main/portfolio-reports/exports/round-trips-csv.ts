import { symbolOf } from '../../model/instrument.ts';
import { moneyToText, priceToText, quantityToText } from '../../model/money.ts';
import type { RoundTrip } from '../round-trips.ts';
import { netOf } from '../round-trips.ts';
import type { CsvColumn, CsvHead } from './csv-file.ts';
import { csvFile } from './csv-file.ts';

const COLUMNS: readonly CsvColumn<RoundTrip>[] = [
  ['account', ({ accountId }) => ({ text: accountId })],
  ['bot', ({ botId }) => ({ text: botId })],
  ['symbol', ({ instrumentId }) => ({ text: symbolOf(instrumentId) })],
  ['side', ({ side }) => ({ text: side })],
  ['quantity', ({ quantity }) => ({ number: quantityToText(quantity) })],
  ['entryTime', ({ entryTimeMs }) => ({ timeMs: entryTimeMs })],
  ['entryPrice', ({ entryPrice }) => ({ number: priceToText(entryPrice) })],
  ['exitTime', ({ exitTimeMs }) => ({ timeMs: exitTimeMs })],
  ['exitPrice', ({ exitPrice }) => ({ number: priceToText(exitPrice) })],
  ['cost', ({ cost }) => ({ number: moneyToText(cost) })],
  ['proceeds', ({ proceeds }) => ({ number: moneyToText(proceeds) })],
  ['realised', ({ realised }) => ({ number: moneyToText(realised) })],
  ['fees', ({ fees }) => ({ number: moneyToText(fees) })],
  ['funding', ({ funding }) => ({ number: moneyToText(funding) })],
  ['net', (trip) => ({ number: moneyToText(netOf(trip)) })],
  ['entryTag', ({ entryTag }) => ({ text: entryTag })],
  ['exitTag', ({ exitTag }) => ({ text: exitTag })],
  ['exitReason', ({ exitReason }) => ({ text: exitReason })],
];

/** One row for each entry that a fill closed, in order of exits; net = realised − fees − funding. */
export function roundTripsToCsv(trips: readonly RoundTrip[], head: CsvHead): string {
  return csvFile([['file', 'round trips'], ['lots', 'fifo'], ...head], COLUMNS, trips);
}
