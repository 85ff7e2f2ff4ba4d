import type { ChargedFee, Fill, FillCosts } from '../../model/fill.ts';
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
  readonly account_id: string;
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
  /** A fee that was charged in another asset than the quote asset: all five or none. */
  readonly charged_asset: string | null;
  readonly charged_amount: string | null;
  readonly charged_rate: string | null;
  readonly charged_source: string | null;
  readonly charged_rate_ms: number | null;
  /** Told by the simulated venue alone: both or none. */
  readonly spread_cost: string | null;
  readonly slippage_cost: string | null;
  readonly parent_id: string | null;
};

export const FILL_COLUMNS = [
  'fill_id',
  'client_order_id',
  'account_id',
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
  'charged_asset',
  'charged_amount',
  'charged_rate',
  'charged_source',
  'charged_rate_ms',
  'spread_cost',
  'slippage_cost',
  'parent_id',
] as const satisfies readonly (keyof FillRow)[];

export function toFillRow(fill: Fill): FillRow {
  return {
    fill_id: fill.fillId,
    client_order_id: fill.clientOrderId,
    account_id: fill.accountId,
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
    ...chargedColumns(fill.charged),
    parent_id: fill.parentId ?? null,
    spread_cost: fill.costs === undefined ? null : moneyToText(fill.costs.spread),
    slippage_cost: fill.costs === undefined ? null : moneyToText(fill.costs.slippage),
  };
}

function chargedColumns(charged: ChargedFee | undefined) {
  return {
    charged_asset: charged?.asset ?? null,
    charged_amount: charged === undefined ? null : moneyToText(charged.amount),
    charged_rate: charged === undefined ? null : priceToText(charged.rate),
    charged_source: charged?.source ?? null,
    charged_rate_ms: charged?.rateMs ?? null,
  };
}

export function fromFillRow(row: FillRow): Fill {
  const charged = chargedOf(row);
  const costs = costsOf(row);
  return {
    fillId: row.fill_id,
    clientOrderId: row.client_order_id,
    accountId: row.account_id,
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
    ...(charged !== null && { charged }),
    ...(costs !== null && { costs }),
    ...(row.parent_id === null ? {} : { parentId: row.parent_id }),
  };
}

function chargedOf(row: FillRow): ChargedFee | null {
  if (row.charged_asset === null) return null;
  return {
    asset: row.charged_asset,
    amount: moneyFromText(row.charged_amount ?? ''),
    rate: priceFromText(row.charged_rate ?? ''),
    source: row.charged_source ?? '',
    rateMs: row.charged_rate_ms ?? Number.NaN,
  };
}

function costsOf({ spread_cost, slippage_cost }: FillRow): FillCosts | null {
  if (spread_cost === null || slippage_cost === null) return null;
  return { spread: moneyFromText(spread_cost), slippage: moneyFromText(slippage_cost) };
}

/** The first column in which two rows differ, or undefined when they tell the same. */
export function differingColumn(left: FillRow, right: FillRow): keyof FillRow | undefined {
  return FILL_COLUMNS.find((column) => left[column] !== right[column]);
}
