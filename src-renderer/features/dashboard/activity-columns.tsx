import type { ColDef } from 'ag-grid-community';
import type { ReactNode } from 'react';
import type { OrderView } from '../../../src-preload/contract/views.ts';
import { formatQuantity } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { Amount, StateBadge, TimeText, type Tone } from '../../ui/index.ts';
import {
  baseAssetOf,
  type FillRow,
  type OrderRow,
  type PositionRow,
  type RefusalRow,
  type RowBot,
  type TradeRow,
} from './activity-rows.ts';
import { InstrumentPrice } from './instrument-price.tsx';
import { Side } from './side.tsx';

const { columns } = en.dashboard;

type ColumnOptions = { readonly width?: number; readonly isNumber?: boolean; readonly grows?: boolean };

/** A column drawn by `draw`; `sortBy` is what it sorts by and what says that it must be drawn anew. */
function column<Row>(
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

const NUMBER = { isNumber: true, width: 150 } as const;
const FEE = { isNumber: true, width: 100 } as const;
const timeColumn = <Row,>(name: string, timeOf: (row: Row) => number): ColDef<Row> =>
  column(name, timeOf, (row) => <TimeText timeMs={timeOf(row)} pattern="full" />, { width: 165 });
const botColumn = <Row extends RowBot>(): ColDef<Row> =>
  column<Row>(
    columns.bot,
    (row) => row.botName,
    (row) => row.botName,
    { width: 120, grows: true },
  );
const symbolColumn = <Row extends RowBot>(): ColDef<Row> =>
  column<Row>(
    columns.symbol,
    (row) => row.symbol,
    (row) => row.symbol,
  );
const quantity = (text: string, symbol: string): string => `${formatQuantity(text)} ${baseAssetOf(symbol)}`;

export const POSITION_COLUMNS: ColDef<PositionRow>[] = [
  botColumn(),
  symbolColumn(),
  column(
    columns.side,
    (row) => row.position.quantity,
    ({ position }) => <Side side={position.quantity.startsWith('-') ? 'short' : 'long'} />,
    { width: 75 },
  ),
  column(
    columns.quantity,
    (row) => Number(row.position.quantity),
    (row) => quantity(row.position.quantity, row.symbol),
    NUMBER,
  ),
  column(
    columns.entry,
    (row) => Number(row.position.averagePrice),
    (row) => (
      <InstrumentPrice
        instrumentId={row.position.instrumentId}
        price={row.position.averagePrice}
        asset={row.quoteAsset}
        isAverage
      />
    ),
    NUMBER,
  ),
  column(
    columns.mark,
    (row) => row.position.markPrice,
    (row) => (
      <InstrumentPrice instrumentId={row.position.instrumentId} price={row.position.markPrice} asset={row.quoteAsset} />
    ),
    NUMBER,
  ),
  column(
    columns.value,
    (row) => Number(row.position.value),
    (row) => <Amount value={row.position.value} asset={row.quoteAsset} />,
    NUMBER,
  ),
  column(
    columns.unrealised,
    (row) => Number(row.position.unrealisedProfit),
    (row) => <Amount value={row.position.unrealisedProfit} asset={row.quoteAsset} signed />,
    NUMBER,
  ),
  timeColumn(columns.opened, (row) => row.position.openedMs),
];

const ORDER_TONES = {
  intent: 'neutral',
  sent: 'accent',
  working: 'accent',
  unknown: 'warning',
  filled: 'good',
  cancelled: 'neutral',
  refused: 'bad',
} as const satisfies Record<OrderView['state'], Tone>;

export const ORDER_COLUMNS: ColDef<OrderRow>[] = [
  timeColumn(columns.time, (row) => row.createdMs),
  botColumn(),
  symbolColumn(),
  column(
    columns.side,
    (row) => row.side,
    (row) => <Side side={row.side} />,
    { width: 75 },
  ),
  column(
    columns.type,
    (row) => row.type,
    (row) => en.trading.orderTypes[row.type],
    { width: 85 },
  ),
  column(
    columns.size,
    (row) => Number(row.size),
    (row) => `${formatQuantity(row.size)} ${row.sizeAsset}`,
    NUMBER,
  ),
  column(
    columns.price,
    (row) => Number(row.price ?? 0),
    (row) => <InstrumentPrice instrumentId={row.instrumentId} price={row.price} asset={row.quoteAsset} />,
    NUMBER,
  ),
  column(
    columns.purpose,
    (row) => row.purpose,
    (row) => en.trading.purposes[row.purpose],
  ),
  column(
    columns.state,
    (row) => row.state,
    (row) => <StateBadge tone={ORDER_TONES[row.state]} label={en.trading.orderStates[row.state]} />,
  ),
  column(
    columns.reason,
    (row) => row.reason,
    (row) => row.reason,
    { width: 120, grows: true },
  ),
];

export const FILL_COLUMNS: ColDef<FillRow>[] = [
  timeColumn(columns.time, (row) => row.timeMs),
  botColumn(),
  symbolColumn(),
  column(
    columns.side,
    (row) => row.side,
    (row) => <Side side={row.side} />,
    { width: 75 },
  ),
  column(
    columns.quantity,
    (row) => Number(row.quantity),
    (row) => quantity(row.quantity, row.symbol),
    NUMBER,
  ),
  column(
    columns.price,
    (row) => Number(row.price),
    (row) => <InstrumentPrice instrumentId={row.instrumentId} price={row.price} asset={row.quoteAsset} />,
    NUMBER,
  ),
  column(
    columns.fee,
    (row) => Number(row.fee),
    (row) => <Amount value={row.fee} asset={row.quoteAsset} />,
    FEE,
  ),
  column(
    columns.purpose,
    (row) => row.purpose,
    (row) => en.trading.purposes[row.purpose],
  ),
  column(
    columns.liquidity,
    (row) => row.liquidity,
    (row) => en.trading.liquidity[row.liquidity],
    { width: 90 },
  ),
];

export const TRADE_COLUMNS: ColDef<TradeRow>[] = [
  timeColumn(columns.exitTime, (row) => row.exitTimeMs),
  botColumn(),
  symbolColumn(),
  column(
    columns.side,
    (row) => row.side,
    (row) => <Side side={row.side} />,
    { width: 75 },
  ),
  column(
    columns.quantity,
    (row) => Number(row.quantity),
    (row) => quantity(row.quantity, row.symbol),
    NUMBER,
  ),
  column(
    columns.entry,
    (row) => Number(row.entryPrice),
    (row) => (
      <InstrumentPrice instrumentId={row.instrumentId} price={row.entryPrice} asset={row.quoteAsset} isAverage />
    ),
    NUMBER,
  ),
  column(
    columns.exit,
    (row) => Number(row.exitPrice),
    (row) => <InstrumentPrice instrumentId={row.instrumentId} price={row.exitPrice} asset={row.quoteAsset} />,
    NUMBER,
  ),
  column(
    columns.fee,
    (row) => Number(row.fee),
    (row) => <Amount value={row.fee} asset={row.quoteAsset} />,
    FEE,
  ),
  column(
    columns.profit,
    (row) => Number(row.profit),
    (row) => <Amount value={row.profit} asset={row.quoteAsset} signed />,
    NUMBER,
  ),
  column(
    columns.exitReason,
    (row) => row.exitReason,
    (row) => en.trading.exitReasons[row.exitReason],
  ),
];

export const REFUSAL_COLUMNS: ColDef<RefusalRow>[] = [
  timeColumn(columns.time, (row) => row.timeMs),
  botColumn(),
  symbolColumn(),
  column(
    columns.rule,
    (row) => row.rule,
    (row) => en.trading.rules[row.rule] ?? row.rule,
    { width: 150 },
  ),
  column(
    columns.limit,
    (row) => row.limit,
    (row) => row.limit,
    { width: 240, grows: true },
  ),
  column(
    columns.actual,
    (row) => row.actual,
    (row) => row.actual,
    { width: 200, grows: true },
  ),
];
