import type { ColDef } from 'ag-grid-community';
import { formatDecimal, formatDuration } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import {
  amountColumn,
  botColumn,
  column,
  NUMBER,
  priceColumn,
  quantityColumn,
  sideColumn,
  symbolColumn,
  textColumn,
  timeColumn,
} from './activity-column.tsx';
import type { ExecutionRow } from './activity-rows.ts';

const { columns } = wording.dashboard;

/** Entries that several orders carried out: what they cost against the price they were asked for at. */
export const EXECUTION_COLUMNS: ColDef<ExecutionRow>[] = [
  timeColumn(columns.time, ({ startedMs }) => startedMs),
  botColumn(),
  symbolColumn(),
  sideColumn(({ side }) => side),
  column(
    columns.style,
    ({ style }) => style,
    ({ style }) => wording.bots.execution.kinds[style],
    { width: 110 },
  ),
  quantityColumn(({ filled }) => filled),
  priceColumn(columns.arrival, ({ instrumentId, arrivalPrice }) => ({ instrumentId, price: arrivalPrice })),
  priceColumn(columns.average, ({ instrumentId, averagePrice }) => {
    return { instrumentId, price: averagePrice, isAverage: true };
  }),
  column(
    columns.shortfall,
    ({ shortfallBps }) => shortfallBps ?? Number.NaN,
    ({ shortfallBps }) =>
      shortfallBps === null ? '' : wording.trading.basisPoints(formatDecimal(shortfallBps, { decimals: 2 })),
    NUMBER,
  ),
  amountColumn(columns.fee, ({ fees }) => fees, { width: 100 }),
  column(
    columns.makerShare,
    ({ makerShare }) => makerShare,
    ({ makerShare }) => `${Math.round(makerShare * 100)}%`,
    NUMBER,
  ),
  column(
    columns.parts,
    ({ children }) => children,
    ({ children }) => String(children),
    NUMBER,
  ),
  column(
    columns.took,
    durationOf,
    (row) => (row.endedMs === null ? wording.trading.underWay : formatDuration(durationOf(row))),
    {
      width: 100,
    },
  ),
  textColumn(columns.reason, ({ reason }) => reason, { width: 120, grows: true }),
];

function durationOf({ startedMs, endedMs }: ExecutionRow): number {
  return (endedMs ?? startedMs) - startedMs;
}
