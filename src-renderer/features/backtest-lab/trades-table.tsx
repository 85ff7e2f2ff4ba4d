import type { ColDef } from 'ag-grid-community';
import { useMemo } from 'react';
import type { BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import { decimalsOf, formatDecimal, formatTime } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import { useTimeZone } from '../../ui/index.ts';
import classes from './backtest-page.module.css';
import { compareDecimals } from './compare-decimals.ts';

type Trade = BacktestResultView['trades'][number];
export type TradeRow = Trade & { readonly number: number };

type DecimalField = 'entryPrice' | 'exitPrice' | 'quantity' | 'fee' | 'profit';

/** Every trade, oldest first; each column sorts, decimals by their exact value. */
export function TradesTable({ result }: { readonly result: BacktestResultView }) {
  const timeZone = useTimeZone();
  const rows = useMemo(
    () => result.trades.map((trade, index): TradeRow => ({ ...trade, number: index + 1 })),
    [result],
  );
  const columns = useMemo(() => columnsOf(result, rows, timeZone), [result, rows, timeZone]);
  return (
    <DataGrid
      label={en.backtest.tradesTab(String(rows.length))}
      rows={rows}
      columns={columns}
      rowId={(row) => String(row.number)}
      emptyTitle={en.backtest.noTrades}
    />
  );
}

function columnsOf(
  { symbol, quoteAsset }: BacktestResultView,
  rows: readonly TradeRow[],
  timeZone: string,
): ColDef<TradeRow>[] {
  const { columns } = en.backtest;
  const baseAsset = symbol.split('-')[0] ?? symbol;
  const time = (field: 'entryTimeMs' | 'exitTimeMs', headerName: string): ColDef<TradeRow> => ({
    field,
    headerName,
    minWidth: 142,
    flex: 1,
    valueFormatter: ({ value }) => formatTime(value, timeZone, 'dateTime'),
  });
  const decimal = (field: DecimalField, headerName: string): ColDef<TradeRow> => {
    // As many places as the longest value has: nothing is rounded, and the points stand under each other.
    const decimals = rows.reduce((most, row) => Math.max(most, decimalsOf(row[field])), 0);
    return {
      field,
      headerName,
      type: 'rightAligned',
      minWidth: widthOf(rows, field, decimals, headerName),
      flex: 1,
      comparator: compareDecimals,
      valueFormatter: ({ value }) => formatDecimal(value, { decimals }),
    };
  };
  return [
    { field: 'number', headerName: columns.number, type: 'rightAligned', width: 54 },
    { field: 'side', headerName: columns.side, width: 62, valueFormatter: ({ value }) => sideName(value) },
    {
      ...decimal('profit', columns.profit(quoteAsset)),
      cellClassRules: {
        [classes.gain ?? '']: ({ value }) => !String(value).startsWith('-'),
        [classes.loss ?? '']: ({ value }) => String(value).startsWith('-'),
      },
    },
    time('entryTimeMs', columns.entryTime),
    decimal('entryPrice', columns.entryPrice(quoteAsset)),
    time('exitTimeMs', columns.exitTime),
    decimal('exitPrice', columns.exitPrice(quoteAsset)),
    decimal('quantity', columns.quantity(baseAsset)),
    decimal('fee', columns.fee(quoteAsset)),
    {
      field: 'exitReason',
      headerName: columns.exitReason,
      width: 92,
      valueFormatter: ({ value }) => reasonName(value),
    },
  ];
}

const DIGIT_WIDTH = 7.4;
const CELL_PADDING = 24;

/** Wide enough for the longest value: an amount cut short could be read as another amount. */
function widthOf(rows: readonly TradeRow[], field: DecimalField, decimals: number, headerName: string): number {
  const whole = rows.reduce(
    (most, row) => Math.max(most, row[field].split('.')[0]?.length ?? 0),
    headerName.length - decimals,
  );
  return Math.ceil((whole + Math.floor(whole / 3) + decimals + 1) * DIGIT_WIDTH) + CELL_PADDING;
}

const sideName = (side: Trade['side']): string => en.backtest.sides[side];
const reasonName = (reason: Trade['exitReason']): string => en.backtest.exitReasons[reason];
