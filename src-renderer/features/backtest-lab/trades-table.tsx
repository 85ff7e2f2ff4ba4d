import type { ColDef } from 'ag-grid-community';
import { useMemo } from 'react';
import type { BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import { formatQuantity, formatTime } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import { useTimeZone } from '../../ui/index.ts';
import classes from './backtest-page.module.css';
import { compareDecimals } from './compare-decimals.ts';

type Trade = BacktestResultView['trades'][number];
export type TradeRow = Trade & { readonly number: number };

/** All digits of the ledger: prices have up to 12 decimals, money up to 20. */
const ALL_DECIMALS = 20;

/** Every trade, oldest first; each column sorts, decimals by their exact value. */
export function TradesTable({ result }: { readonly result: BacktestResultView }) {
  const timeZone = useTimeZone();
  const rows = useMemo(
    () => result.trades.map((trade, index): TradeRow => ({ ...trade, number: index + 1 })),
    [result],
  );
  const columns = useMemo(() => columnsOf(result, timeZone), [result, timeZone]);
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

function columnsOf({ symbol, quoteAsset }: BacktestResultView, timeZone: string): ColDef<TradeRow>[] {
  const { columns } = en.backtest;
  const baseAsset = symbol.split('-')[0] ?? symbol;
  const time = (field: 'entryTimeMs' | 'exitTimeMs', headerName: string): ColDef<TradeRow> => ({
    field,
    headerName,
    minWidth: 140,
    flex: 1,
    valueFormatter: ({ value }) => formatTime(value, timeZone, 'dateTime'),
  });
  const decimal = (field: 'entryPrice' | 'exitPrice' | 'quantity' | 'fee', headerName: string): ColDef<TradeRow> => ({
    field,
    headerName,
    type: 'rightAligned',
    minWidth: 120,
    flex: 1,
    comparator: compareDecimals,
    valueFormatter: ({ value }) => formatQuantity(value, ALL_DECIMALS),
  });
  return [
    { field: 'number', headerName: columns.number, type: 'rightAligned', width: 70 },
    { field: 'side', headerName: columns.side, width: 80, valueFormatter: ({ value }) => sideName(value) },
    time('entryTimeMs', columns.entryTime),
    decimal('entryPrice', columns.entryPrice(quoteAsset)),
    time('exitTimeMs', columns.exitTime),
    decimal('exitPrice', columns.exitPrice(quoteAsset)),
    decimal('quantity', columns.quantity(baseAsset)),
    decimal('fee', columns.fee(quoteAsset)),
    {
      field: 'profit',
      headerName: columns.profit(quoteAsset),
      type: 'rightAligned',
      minWidth: 130,
      flex: 1,
      comparator: compareDecimals,
      valueFormatter: ({ value }) => formatQuantity(value),
      cellClass: ({ value }) => (String(value).startsWith('-') ? classes.loss : classes.gain) ?? '',
    },
    {
      field: 'exitReason',
      headerName: columns.exitReason,
      width: 110,
      valueFormatter: ({ value }) => reasonName(value),
    },
  ];
}

const sideName = (side: Trade['side']): string => en.backtest.sides[side];
const reasonName = (reason: Trade['exitReason']): string => en.backtest.exitReasons[reason];
