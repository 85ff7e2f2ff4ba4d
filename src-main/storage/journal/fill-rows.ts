import type { Fill } from '../../model/fill.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  priceToText,
  quantityFromText,
  quantityToText,
} from '../../model/money.ts';

/** A fill as the `fills` table holds it. */
export type FillRow = {
  readonly fill_id: string;
  readonly client_order_id: string;
  readonly bot_id: string;
  readonly instrument_id: string;
  readonly side: Fill['side'];
  readonly price: string;
  readonly quantity: string;
  readonly fee: string;
  readonly purpose: Fill['purpose'];
  readonly tag: string;
  readonly liquidity: Fill['liquidity'];
  readonly time_ms: number;
};

export const FILL_COLUMNS = [
  'fill_id',
  'client_order_id',
  'bot_id',
  'instrument_id',
  'side',
  'price',
  'quantity',
  'fee',
  'purpose',
  'tag',
  'liquidity',
  'time_ms',
] as const satisfies readonly (keyof FillRow)[];

export function toFillRow(fill: Fill): FillRow {
  return {
    fill_id: fill.fillId,
    client_order_id: fill.clientOrderId,
    bot_id: fill.botId,
    instrument_id: fill.instrumentId,
    side: fill.side,
    price: priceToText(fill.price),
    quantity: quantityToText(fill.quantity),
    fee: moneyToText(fill.fee),
    purpose: fill.purpose,
    tag: fill.tag,
    liquidity: fill.liquidity,
    time_ms: fill.timeMs,
  };
}

export function fromFillRow(row: FillRow): Fill {
  return {
    fillId: row.fill_id,
    clientOrderId: row.client_order_id,
    botId: row.bot_id,
    instrumentId: row.instrument_id,
    side: row.side,
    price: priceFromText(row.price),
    quantity: quantityFromText(row.quantity),
    fee: moneyFromText(row.fee),
    purpose: row.purpose,
    tag: row.tag,
    liquidity: row.liquidity,
    timeMs: row.time_ms,
  };
}

/** The first column in which two rows differ, or undefined when they tell the same. */
export function differingColumn(left: FillRow, right: FillRow): keyof FillRow | undefined {
  return FILL_COLUMNS.find((column) => left[column] !== right[column]);
}
