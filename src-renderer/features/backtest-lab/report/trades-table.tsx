import { UnstyledButton } from '@mantine/core';
import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import { useMemo } from 'react';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { assetDecimals, decimalsForMagnitude, decimalsOf, formatDecimal, formatTime } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { DataGrid } from '../../../ui/data-grid.tsx';
import { useTimeZone } from '../../../ui/index.ts';
import { compareDecimals } from './compare-decimals.ts';
import { openTrade } from './open-trade-store.ts';
import classes from './report.module.css';

type Trade = BacktestResultView['trades'][number];
export type TradeRow = Trade & { readonly number: number };

type DecimalField = 'entryPrice' | 'exitPrice' | 'quantity' | 'fee' | 'profit';

/** Every trade, oldest first, rounded for reading: the exact value is in the cell's title, and each column sorts by it. */
export function TradesTable({ result }: { readonly result: BacktestResultView }) {
  const timeZone = useTimeZone();
  const rows = useMemo(
    () => result.trades.map((trade, index): TradeRow => ({ ...trade, number: index + 1 })),
    [result],
  );
  const columns = useMemo(() => columnsOf(result, rows, timeZone), [result, rows, timeZone]);
  return (
    <DataGrid
      label={wording.backtest.tradesTab(String(rows.length))}
      rows={rows}
      columns={columns}
      rowId={(row) => String(row.number)}
      emptyTitle={wording.backtest.noTrades}
      hasControls
    />
  );
}

/** The way to the chart. */
function NumberCell({ data }: ICellRendererParams<TradeRow>) {
  if (data === undefined) return null;
  return (
    <UnstyledButton
      className={classes.openTrade ?? ''}
      aria-label={wording.backtestReport.moment.open(data.number)}
      title={wording.backtestReport.moment.open(data.number)}
      onClick={() => openTrade(data.number)}
    >
      {data.number}
    </UnstyledButton>
  );
}

function columnsOf(
  { symbol, quoteAsset }: BacktestResultView,
  rows: readonly TradeRow[],
  timeZone: string,
): ColDef<TradeRow>[] {
  const { columns } = wording.backtest;
  const baseAsset = symbol.split('-')[0] ?? symbol;
  const time = (field: 'entryTimeMs' | 'exitTimeMs', headerName: string): ColDef<TradeRow> => ({
    field,
    headerName,
    minWidth: 142,
    flex: 1,
    valueFormatter: ({ value }) => formatTime(value, timeZone, 'dateTime'),
  });
  const decimal = (field: DecimalField, headerName: string): ColDef<TradeRow> => {
    const decimals = shownDecimals(rows, field, quoteAsset);
    return {
      field,
      headerName,
      type: 'rightAligned',
      minWidth: widthOf(rows, field, decimals, headerName),
      flex: 1,
      comparator: compareDecimals,
      cellRenderer: ({ value }: ICellRendererParams<TradeRow, string>) => (
        <span title={value ?? undefined}>{formatDecimal(value, { decimals })}</span>
      ),
    };
  };
  return [
    { field: 'number', headerName: columns.number, type: 'rightAligned', width: 66, cellRenderer: NumberCell },
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
    ...tagColumns(rows),
  ];
}

/** Only what the strategy named: a column of nothing is in the way. */
function tagColumns(rows: readonly TradeRow[]): ColDef<TradeRow>[] {
  const { groupKinds } = wording.backtestReport;
  return (['entryTag', 'exitTag'] as const)
    .filter((field) => rows.some((row) => row[field] !== ''))
    .map((field) => ({ field, headerName: groupKinds[field], width: 110 }));
}

/**
 * The same for the whole column, so that the points stand under each other: as many places as the longest value has,
 * but no more than money has or a price of that size is read to.
 */
function shownDecimals(rows: readonly TradeRow[], field: DecimalField, quoteAsset: string): number {
  const longest = rows.reduce((most, row) => Math.max(most, decimalsOf(row[field])), 0);
  if (field === 'quantity') return longest;
  if (field === 'fee' || field === 'profit') return Math.min(Math.max(longest, 2), assetDecimals(quoteAsset));
  const smallest = rows.reduce((least, row) => Math.min(least, Number(row[field])), Number.POSITIVE_INFINITY);
  return Math.min(longest, decimalsForMagnitude(smallest));
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

const sideName = (side: Trade['side']): string => wording.backtest.sides[side];
const reasonName = (reason: Trade['exitReason']): string => wording.backtest.exitReasons[reason];
