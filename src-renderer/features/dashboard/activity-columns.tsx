import type { ColDef } from 'ag-grid-community';
import type { OrderView } from '../../../src-preload/contract/views.ts';
import { formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { StateBadge, type Tone } from '../../ui/index.ts';
import {
  amountColumn,
  botColumn,
  column,
  feeColumn,
  NUMBER,
  priceColumn,
  quantityColumn,
  sideColumn,
  symbolColumn,
  textColumn,
  timeColumn,
} from './activity-column.tsx';
import type { FillRow, OrderRow, PositionRow, RefusalRow, TradeRow } from './activity-rows.ts';

const { columns } = wording.dashboard;

const ORDER_TONES = {
  intent: 'neutral',
  sent: 'accent',
  working: 'accent',
  unknown: 'warning',
  filled: 'good',
  cancelled: 'neutral',
  refused: 'bad',
} as const satisfies Record<OrderView['state'], Tone>;

const purposeColumn = <Row extends { readonly purpose: OrderView['purpose'] }>(): ColDef<Row> =>
  column<Row>(
    columns.purpose,
    ({ purpose }) => purpose,
    ({ purpose }) => wording.trading.purposes[purpose],
  );

export const POSITION_COLUMNS: ColDef<PositionRow>[] = [
  botColumn(),
  symbolColumn(),
  sideColumn(({ position }) => (position.quantity.startsWith('-') ? 'short' : 'long')),
  quantityColumn(({ position }) => position.quantity),
  priceColumn(columns.entry, ({ position: { instrumentId, averagePrice } }) => {
    return { instrumentId, price: averagePrice, isAverage: true };
  }),
  priceColumn(columns.mark, ({ position: { instrumentId, markPrice } }) => ({ instrumentId, price: markPrice })),
  amountColumn(columns.value, ({ position }) => position.value),
  amountColumn(columns.unrealised, ({ position }) => (position.markPrice === null ? null : position.unrealisedProfit), {
    signed: true,
  }),
  timeColumn(columns.opened, ({ position }) => position.openedMs),
];

/** With where a stop-limit rests once touched and how far a trailing stop stays behind; ours says so. */
function orderTypeText({ type, limitPrice, trailBps, handling }: OrderRow): string {
  const name = wording.trading.orderTypes[type];
  const detail = limitPrice ?? (trailBps === null ? null : wording.trading.basisPoints(formatQuantity(trailBps)));
  const told = detail === null ? name : `${name} ${detail}`;
  return handling === 'native' ? told : wording.trading.emulated(told);
}

export const ORDER_COLUMNS: ColDef<OrderRow>[] = [
  timeColumn(columns.time, ({ createdMs }) => createdMs),
  botColumn(),
  symbolColumn(),
  sideColumn(({ side }) => side),
  column(columns.type, ({ type }) => type, orderTypeText, { width: 110 }),
  column(
    columns.size,
    ({ size }) => Number(size),
    ({ size, sizeAsset }) => `${formatQuantity(size)} ${sizeAsset}`,
    NUMBER,
  ),
  priceColumn(columns.price, ({ instrumentId, price }) => ({ instrumentId, price })),
  purposeColumn(),
  column(
    columns.state,
    ({ state }) => state,
    ({ state }) => <StateBadge tone={ORDER_TONES[state]} label={wording.trading.orderStates[state]} />,
  ),
  textColumn(columns.reason, ({ reason }) => reason, { width: 120, grows: true }),
];

export const FILL_COLUMNS: ColDef<FillRow>[] = [
  timeColumn(columns.time, ({ timeMs }) => timeMs),
  botColumn(),
  symbolColumn(),
  sideColumn(({ side }) => side),
  quantityColumn(({ quantity }) => quantity),
  priceColumn(columns.price, ({ instrumentId, price }) => ({ instrumentId, price })),
  feeColumn(),
  purposeColumn(),
  column(
    columns.liquidity,
    ({ liquidity }) => liquidity,
    ({ liquidity }) => wording.trading.liquidity[liquidity],
    { width: 90 },
  ),
];

export const TRADE_COLUMNS: ColDef<TradeRow>[] = [
  timeColumn(columns.exitTime, ({ exitTimeMs }) => exitTimeMs),
  botColumn(),
  symbolColumn(),
  sideColumn(({ side }) => side),
  quantityColumn(({ quantity }) => quantity),
  priceColumn(columns.entry, ({ instrumentId, entryPrice }) => ({ instrumentId, price: entryPrice, isAverage: true })),
  priceColumn(columns.exit, ({ instrumentId, exitPrice }) => ({ instrumentId, price: exitPrice })),
  feeColumn(),
  amountColumn(columns.profit, ({ profit }) => profit, { signed: true }),
  column(
    columns.exitReason,
    ({ exitReason }) => exitReason,
    ({ exitReason }) => wording.trading.exitReasons[exitReason],
  ),
];

export const REFUSAL_COLUMNS: ColDef<RefusalRow>[] = [
  timeColumn(columns.time, ({ timeMs }) => timeMs),
  botColumn(),
  symbolColumn(),
  column(
    columns.rule,
    ({ rule }) => rule,
    ({ rule }) => wording.trading.rules[rule] ?? rule,
    { width: 150 },
  ),
  textColumn(columns.limit, ({ limit }) => limit, { width: 240, grows: true }),
  textColumn(columns.actual, ({ actual }) => actual, { width: 200, grows: true }),
];
