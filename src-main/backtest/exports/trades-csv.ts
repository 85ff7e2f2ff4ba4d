import { csvNumberCell, csvText, csvTextCell } from '../../base/csv-cell.ts';
import { formatDecimal, parseDecimal } from '../../model/decimal.ts';
import { moneyToText, priceToText, quantityToText } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';
import type { Excursion } from '../statistics/excursions.ts';
import type { RunResult } from './run-result.ts';

const COLUMNS = [
  'number',
  'symbol',
  'side',
  'entryTime',
  'entryPrice',
  'exitTime',
  'exitPrice',
  'quantity',
  'fee',
  'profit',
  'exitReason',
  'adverseExcursion',
  'favourableExcursion',
  'entryTag',
  'exitTag',
  'entryRegime',
];
/** Places of fractions: far below a tick of anything. */
const FRACTION_SCALE = 12;

type TradesOfRun = Pick<RunResult, 'run' | 'statistics' | 'entryRegimes'>;

/**
 * One row a trade in order of exits. Times ISO 8601 in UTC; prices, quantity, fee and profit exact decimals in the quote
 * and base asset; excursions fractions of the entry price to 12 places; the regime at entry is empty where it
 * was not known.
 */
export function tradesToCsv({ run, statistics, entryRegimes }: TradesOfRun): string {
  const symbol = csvTextCell(run.request.instrument.symbol);
  const rows = run.trades.map((trade, index) => [
    ...rowOf(trade, statistics.excursions[index] as Excursion, [String(index + 1), symbol]),
    csvTextCell(entryRegimes[index] ?? ''),
  ]);
  return csvText([COLUMNS, ...rows]);
}

function rowOf(trade: ClosedTrade, excursion: Excursion, beginning: readonly string[]): string[] {
  return [
    ...beginning,
    csvTextCell(trade.side),
    csvTextCell(new Date(trade.entryTimeMs).toISOString()),
    csvNumberCell(priceToText(trade.entryPrice)),
    csvTextCell(new Date(trade.exitTimeMs).toISOString()),
    csvNumberCell(priceToText(trade.exitPrice)),
    csvNumberCell(quantityToText(trade.quantity)),
    csvNumberCell(moneyToText(trade.fee)),
    csvNumberCell(moneyToText(trade.profit)),
    csvTextCell(trade.exitReason),
    fractionCell(excursion.adverse),
    fractionCell(excursion.favourable),
    csvTextCell(trade.entryTag),
    csvTextCell(trade.exitTag),
  ];
}

function fractionCell(value: number): string {
  return csvNumberCell(formatDecimal(parseDecimal(String(value), FRACTION_SCALE), FRACTION_SCALE));
}
