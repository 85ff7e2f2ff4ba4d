import { Checkbox } from '@mantine/core';
import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { RunSummaryView } from '../../../src-preload/contract/run-views.ts';
import { assetDecimals, formatDecimal, formatPercent, formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { NameCell } from './name-cell.tsx';
import { NoteCell, RowActions } from './row-actions.tsx';
import classes from './run-history.module.css';
import { tick, useRunHistory } from './run-history-store.ts';

type Cell = ICellRendererParams<RunSummaryView>;
type Column = ColDef<RunSummaryView>;

/** The columns of the history; each is sorted by its exact value. */
export function runColumns(timeZone: string): Column[] {
  const { columns } = wording.runs;
  return [
    {
      colId: 'tick',
      headerName: columns.tick,
      width: 52,
      minWidth: 52,
      pinned: 'left',
      sortable: false,
      cellRenderer: TickCell,
    },
    { field: 'name', headerName: columns.name, width: 172, pinned: 'left', cellRenderer: NameCell },
    {
      field: 'symbol',
      headerName: columns.series,
      width: 116,
      valueGetter: ({ data }) => (data === undefined ? '' : `${data.symbol} ${data.interval}`),
    },
    {
      field: 'netProfit',
      headerName: columns.netProfit,
      type: 'rightAligned',
      width: 100,
      comparator: (left: string, right: string) => Number(left) - Number(right),
      cellRenderer: ProfitCell,
    },
    figure('maxDrawdown', columns.maxDrawdown, (value) => formatPercent(value, { decimals: 2 })),
    figure('sharpe', columns.sharpe, (value) => formatDecimal(value, { decimals: 2 })),
    figure('trades', columns.trades, (value) => formatDecimal(value, { decimals: 0 })),
    {
      field: 'createdMs',
      headerName: columns.createdMs,
      width: 136,
      valueFormatter: ({ value }) => formatTime(value, timeZone, 'dateTime'),
    },
    { field: 'strategyId', headerName: columns.strategyId, width: 120 },
    {
      colId: 'span',
      headerName: columns.span,
      width: 194,
      valueGetter: ({ data }) => data?.firstMs,
      valueFormatter: ({ data }) =>
        data === undefined
          ? ''
          : [data.firstMs, data.lastMs].map((timeMs) => formatTime(timeMs, timeZone, 'date')).join(' – '),
    },
    { field: 'note', headerName: columns.note, minWidth: 140, flex: 1, cellRenderer: NoteCell },
    {
      colId: 'actions',
      headerName: columns.actions,
      width: 282,
      minWidth: 282,
      pinned: 'right',
      sortable: false,
      cellRenderer: RowActions,
    },
  ];
}

function figure(
  field: 'maxDrawdown' | 'sharpe' | 'trades',
  headerName: string,
  text: (value: number | null) => string,
): Column {
  return {
    field,
    headerName,
    type: 'rightAligned',
    width: 80,
    valueFormatter: ({ value }) => (value === null || value === undefined ? wording.runs.undefined : text(value)),
  };
}

function TickCell({ data }: Cell) {
  const isTicked = useRunHistory(({ ticked }) => data !== undefined && ticked.has(data.runId));
  if (data === undefined) return null;
  return (
    <Checkbox
      size="xs"
      className={classes.tick ?? ''}
      checked={isTicked}
      aria-label={wording.runs.tick(data.name)}
      onChange={(event) => tick(data.runId, event.currentTarget.checked)}
    />
  );
}

function ProfitCell({ data }: Cell) {
  if (data === undefined) return null;
  const { netProfit, quoteAsset } = data;
  const tone = Number(netProfit) > 0 ? classes.gain : Number(netProfit) < 0 ? classes.loss : '';
  return (
    <span className={tone} title={netProfit}>
      {formatDecimal(netProfit, { decimals: assetDecimals(quoteAsset), signed: true })}
    </span>
  );
}
