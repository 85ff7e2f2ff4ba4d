import type { ColDef } from 'ag-grid-community';
import type { ComponentProps, ReactNode } from 'react';
import { formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount, TimeText } from '../../ui/index.ts';
import type { RowBot } from './activity-rows.ts';
import { baseAssetOf } from './activity-rows.ts';
import { InstrumentPrice } from './instrument-price.tsx';
import { Side } from './side.tsx';

const { columns } = wording.dashboard;

export type ColumnOptions = { readonly width?: number; readonly isNumber?: boolean; readonly grows?: boolean };

/** A column drawn by `draw`; `sortBy` is what it sorts by and what says that it must be drawn anew. */
export function column<Row>(
  headerName: string,
  sortBy: (row: Row) => string | number | null,
  draw: (row: Row) => ReactNode,
  { width = 110, isNumber = false, grows = false }: ColumnOptions = {},
): ColDef<Row> {
  return {
    headerName,
    valueGetter: ({ data }) => (data === undefined ? null : sortBy(data)),
    cellRenderer: ({ data }: { data: Row | undefined }) => (data === undefined ? null : draw(data)),
    ...(grows ? { flex: 1, minWidth: width } : { width }),
    ...(isNumber ? { type: 'rightAligned' } : {}),
  };
}

export const NUMBER = { isNumber: true, width: 150 } as const;

/** A column that shows the text it sorts by. */
export function textColumn<Row>(name: string, textOf: (row: Row) => string, options?: ColumnOptions): ColDef<Row> {
  return column(name, textOf, textOf, options);
}

export function timeColumn<Row>(name: string, timeOf: (row: Row) => number): ColDef<Row> {
  return column(name, timeOf, (row) => <TimeText timeMs={timeOf(row)} pattern="full" />, { width: 165 });
}

export const botColumn = <Row extends RowBot>(): ColDef<Row> =>
  textColumn<Row>(columns.bot, ({ botName }) => botName, { width: 120, grows: true });

export const symbolColumn = <Row extends RowBot>(): ColDef<Row> =>
  textColumn<Row>(columns.symbol, ({ symbol }) => symbol, { width: 150 });

export function sideColumn<Row>(sideOf: (row: Row) => ComponentProps<typeof Side>['side']): ColDef<Row> {
  return column(columns.side, sideOf, (row) => <Side side={sideOf(row)} />, { width: 75 });
}

/** Of the symbol's base asset. */
export function quantityColumn<Row extends RowBot>(quantityOf: (row: Row) => string): ColDef<Row> {
  return column(
    columns.quantity,
    (row) => Number(quantityOf(row)),
    (row) => `${formatQuantity(quantityOf(row))} ${baseAssetOf(row.symbol)}`,
    NUMBER,
  );
}

type PriceOf<Row> = (row: Row) => Pick<ComponentProps<typeof InstrumentPrice>, 'instrumentId' | 'price' | 'isAverage'>;

export function priceColumn<Row extends RowBot>(name: string, priceOf: PriceOf<Row>): ColDef<Row> {
  return column(
    name,
    (row) => Number(priceOf(row).price ?? 0),
    (row) => <InstrumentPrice {...priceOf(row)} asset={row.quoteAsset} />,
    NUMBER,
  );
}

/** Of the quote asset; null where nobody knows. */
export function amountColumn<Row extends RowBot>(
  name: string,
  amountOf: (row: Row) => string | null,
  { signed = false, width = NUMBER.width }: { readonly signed?: boolean; readonly width?: number } = {},
): ColDef<Row> {
  return column(
    name,
    (row) => Number(amountOf(row) ?? 0),
    (row) => <Amount value={amountOf(row)} asset={row.quoteAsset} signed={signed} />,
    { isNumber: true, width },
  );
}

export function feeColumn<Row extends RowBot & { readonly fee: string }>(): ColDef<Row> {
  return amountColumn<Row>(columns.fee, ({ fee }) => fee, { width: 100 });
}
