import { join } from 'node:path';
import Database from 'better-sqlite3';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { CoreFill, CoreOrder } from '../../../../exchange/core/core-types.ts';

/** What the exchange says, over its doors for tests. */
export type ExchangeTruth = {
  readonly orders: readonly CoreOrder[];
  readonly fills: readonly CoreFill[];
  readonly balances: ReadonlyMap<string, bigint>;
  readonly violations: readonly unknown[];
};

/** Orders of a past that never was at this exchange. */
export const PAST = 'past-';

export async function askExchange(rest: string): Promise<ExchangeTruth> {
  const get = async <T>(what: string): Promise<T> => (await (await fetch(`${rest}/control/${what}`)).json()) as T;
  const balances = await get<readonly { asset: string; free: string; locked: string }[]>('balances');
  return {
    orders: await get('orders'),
    fills: await get('fills'),
    balances: new Map(balances.map(({ asset, free, locked }) => [asset, moneyFromText(free) + moneyFromText(locked)])),
    violations: await get('violations'),
  };
}

type FillRow = { fill_id: string; client_order_id: string; side: string; price: string; quantity: string; fee: string };

/** The journal of a process that is dead, as it lies on disk. */
type JournalRows = {
  readonly intents: ReadonlySet<string>;
  readonly states: ReadonlyMap<string, string>;
  readonly fills: readonly FillRow[];
};

function readJournal(dataDir: string): JournalRows {
  const db = new Database(join(dataDir, 'journal.db'), { readonly: true });
  try {
    const rows = <Row>(sql: string): Row[] => db.prepare(sql).all({ past: `${PAST}%` }) as Row[];
    const where = 'WHERE client_order_id NOT LIKE @past';
    const intents = rows<{ client_order_id: string }>(`SELECT client_order_id FROM order_intents ${where}`);
    const states = rows<{ client_order_id: string; state: string }>(
      `SELECT client_order_id, 'sent' AS state, 0 AS place FROM order_intents ${where} AND sent_ms IS NOT NULL
       UNION ALL SELECT client_order_id, state, sequence FROM order_states ${where} ORDER BY place`,
    );
    return {
      intents: new Set(intents.map(({ client_order_id }) => client_order_id)),
      states: new Map(states.map(({ client_order_id, state }) => [client_order_id, state])),
      fills: rows<FillRow>(`SELECT fill_id, client_order_id, side, price, quantity, fee FROM fills ${where}`),
    };
  } finally {
    db.close();
  }
}

/** How many rows the journal holds in all. */
export function countRows(dataDir: string): number {
  const db = new Database(join(dataDir, 'journal.db'), { readonly: true });
  try {
    return ['order_intents', 'order_states', 'fills'].reduce((sum, table) => {
      const row = db.prepare(`SELECT count(*) AS rows FROM ${table}`).get() as { rows: number };
      return sum + row.rows;
    }, 0);
  } finally {
    db.close();
  }
}

/** What must hold the moment a process has died, whatever it was doing. */
export function problemsAfterKill(dataDir: string, truth: ExchangeTruth): readonly string[] {
  const { intents, fills } = readJournal(dataDir);
  const real = new Map(truth.fills.map((fill) => [keyOf(fill), fill]));
  return [...orderProblems(truth, intents), ...fills.flatMap((row) => untruthOf(row, real))];
}

/** What must hold once everything is known again and nothing rests any more. */
export function problemsAtRest(
  dataDir: string,
  truth: ExchangeTruth,
  before: ReadonlyMap<string, bigint>,
): readonly string[] {
  const { intents, states, fills } = readJournal(dataDir);
  const problems = [...orderProblems(truth, intents)];
  const known = new Set(fills.map(({ fill_id }) => fill_id.split('/')[1]));
  for (const fill of truth.fills) if (!known.has(keyOf(fill))) problems.push(`fill ${keyOf(fill)} was lost`);
  if (fills.length !== truth.fills.length) problems.push(`${fills.length} fills known of ${truth.fills.length}`);
  const atExchange = new Map(truth.orders.map((order) => [order.clientOrderId, order.status]));
  for (const clientOrderId of intents) {
    const state = states.get(clientOrderId) ?? 'intent';
    const status = atExchange.get(clientOrderId) ?? 'not there';
    if (!isSameEnd(state, status)) problems.push(`${clientOrderId} is ${state}, at the exchange ${status}`);
  }
  return [...problems, ...balanceProblems(fills, truth, before)];
}

function orderProblems({ orders, violations }: ExchangeTruth, intents: ReadonlySet<string>): readonly string[] {
  const problems = violations.map((violation) => `the exchange minds: ${JSON.stringify(violation)}`);
  const seen = new Set<string>();
  for (const { clientOrderId } of orders) {
    if (seen.has(clientOrderId)) problems.push(`${clientOrderId} became two orders`);
    seen.add(clientOrderId);
    if (!intents.has(clientOrderId)) problems.push(`${clientOrderId} is at the exchange and not in the journal`);
  }
  return problems;
}

function keyOf({ symbol, id, orderId }: CoreFill): string {
  return `${symbol.replace('-', '')}-${id}-${orderId}`;
}

function untruthOf(row: FillRow, real: ReadonlyMap<string, CoreFill>): readonly string[] {
  const fill = real.get(row.fill_id.split('/')[1] ?? '');
  if (fill === undefined) return [`fill ${row.fill_id} never happened`];
  const isSame =
    priceFromText(row.price) === priceFromText(fill.price) &&
    quantityFromText(row.quantity) === quantityFromText(fill.quantity) &&
    moneyFromText(row.fee) === moneyFromText(fill.fee);
  return isSame ? [] : [`fill ${row.fill_id} was another one`];
}

function isSameEnd(state: string, status: string): boolean {
  if (status === 'not there') return state === 'refused' || state === 'cancelled' || state === 'unknown';
  return status === 'filled'
    ? state === 'filled'
    : status !== 'new' && status !== 'partiallyFilled' && state !== 'filled';
}

/** Money of 20 places; a quantity has 8. */
const QUANTITY_TO_MONEY = 10n ** 12n;

function balanceProblems(
  fills: readonly FillRow[],
  { balances }: ExchangeTruth,
  before: ReadonlyMap<string, bigint>,
): readonly string[] {
  const expected = new Map(before);
  const add = (asset: string, amount: bigint): void => void expected.set(asset, (expected.get(asset) ?? 0n) + amount);
  for (const { fill_id, side, price, quantity, fee } of fills) {
    const sign = side === 'buy' ? 1n : -1n;
    const base = (fill_id.split('/')[1] ?? '').split('USDT')[0] ?? '';
    const traded = quantityFromText(quantity);
    add(base, sign * traded * QUANTITY_TO_MONEY);
    add('USDT', -sign * priceFromText(price) * traded - moneyFromText(fee));
  }
  return [...expected.keys()]
    .filter((asset) => (balances.get(asset) ?? 0n) !== (expected.get(asset) ?? 0n))
    .map((asset) => `${asset}: the exchange has ${balances.get(asset)}, the journal makes ${expected.get(asset)}`);
}
