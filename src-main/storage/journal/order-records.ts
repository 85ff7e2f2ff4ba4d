import type Database from 'better-sqlite3';
import { FailureError } from '../../base/outcome.ts';
import type { Journal, JournalState } from '../../engine/ports/journal.ts';
import type { Bracket } from '../../model/bracket.ts';
import type { Fill } from '../../model/fill.ts';
import type { Order, OrderState } from '../../model/order.ts';
import { isOpenOrder } from '../../model/order.ts';
import type { FillRow } from './fill-rows.ts';
import { differingColumn, FILL_COLUMNS, fromFillRow, toFillRow } from './fill-rows.ts';
import type { OrderRow } from './order-rows.ts';
import { fromOrderRow, ORDER_COLUMNS, toOrderRow } from './order-rows.ts';

/** An order and its place among all of the journal. */
export type PlacedOrder = { readonly sequence: number; readonly order: Order };

export type OrderRecords = Pick<Journal, 'recordIntent' | 'recordOrderState' | 'recordFill' | 'recordBracket'> & {
  readonly brackets: () => ReadonlyMap<string, Bracket>;
  readonly openOrders: () => JournalState['openOrders'];
  readonly fills: () => readonly Fill[];
  /** Orders a bot ever meant to send, whatever became of them, oldest first: at most `limit` after a place in the journal. */
  readonly ordersOf: (botId: string, afterSequence: number, limit: number) => readonly PlacedOrder[];
};

/** Orders, what became of them, and fills. An order id is an intent once; a fill id tells one story. */
export function createOrderRecords(db: Database.Database): OrderRecords {
  return { ...createOrderStates(db), ...createFills(db), ...createBrackets(db) };
}

function createOrderStates(
  db: Database.Database,
): Pick<OrderRecords, 'recordIntent' | 'recordOrderState' | 'openOrders' | 'ordersOf'> {
  const intend = db.prepare(insertionInto('order_intents', ORDER_COLUMNS));
  const change = db.prepare('INSERT INTO order_states (client_order_id, state, reason, time_ms) VALUES (?, ?, ?, ?)');
  const keepOpen = db.prepare(
    'INSERT INTO open_orders (client_order_id, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
  );
  const close = db.prepare('DELETE FROM open_orders WHERE client_order_id = ?');
  const open = db.prepare<[], OrderRow & { readonly state: OrderState }>(
    'SELECT i.*, o.state FROM open_orders o JOIN order_intents i USING (client_order_id) ORDER BY i.sequence',
  );
  const ofBot = db.prepare<[string, number, number], OrderRow & { readonly sequence: number }>(
    'SELECT * FROM order_intents WHERE bot_id = ? AND sequence > ? ORDER BY sequence LIMIT ?',
  );
  return {
    recordIntent(order, state, timeMs, story) {
      const row = toOrderRow(order, state === 'sent' ? timeMs : null, story);
      intend.run(ORDER_COLUMNS.map((column) => row[column]));
      keepOpen.run(order.clientOrderId, state);
    },
    recordOrderState(clientOrderId, state, reason, timeMs) {
      change.run(clientOrderId, state, reason, timeMs);
      if (isOpenOrder(state)) keepOpen.run(clientOrderId, state);
      else close.run(clientOrderId);
    },
    ordersOf: (botId, afterSequence, limit) =>
      ofBot.all(botId, afterSequence, limit).map((row) => ({ sequence: row.sequence, order: fromOrderRow(row) })),
    openOrders: () => open.all().map((row) => ({ order: fromOrderRow(row), state: row.state })),
  };
}

function createBrackets(db: Database.Database): Pick<OrderRecords, 'recordBracket' | 'brackets'> {
  const keep = db.prepare(
    'INSERT INTO brackets (client_order_id, bracket) VALUES (?, ?) ON CONFLICT DO UPDATE SET bracket = excluded.bracket',
  );
  const remember = db.prepare('INSERT INTO bracket_history (client_order_id, bracket) VALUES (?, ?)');
  const all = db.prepare<[], { client_order_id: string; bracket: string }>('SELECT * FROM brackets');
  return {
    recordBracket(clientOrderId, bracket) {
      const text = JSON.stringify(bracket);
      remember.run(clientOrderId, text);
      keep.run(clientOrderId, text);
    },
    brackets: () =>
      new Map(all.all().map(({ client_order_id, bracket }) => [client_order_id, JSON.parse(bracket) as Bracket])),
  };
}

function createFills(db: Database.Database): Pick<OrderRecords, 'recordFill' | 'fills'> {
  const columns = FILL_COLUMNS.join(', ');
  const insert = db.prepare(`${insertionInto('fills', FILL_COLUMNS)} ON CONFLICT (fill_id) DO NOTHING`);
  const find = db.prepare<[string], FillRow>(`SELECT ${columns} FROM fills WHERE fill_id = ?`);
  const after = db.prepare<[number], FillRow & { readonly sequence: number }>(
    `SELECT sequence, ${columns} FROM fills WHERE sequence > ? ORDER BY sequence`,
  );
  // A start asks for them several times, and each reconnection of an account: none changes once it is written.
  let known: { readonly fills: readonly Fill[]; readonly sequence: number } = { fills: [], sequence: 0 };
  return {
    recordFill(fill) {
      const row = toFillRow(fill);
      if (insert.run(FILL_COLUMNS.map((column) => row[column])).changes === 1) return true;
      const column = differingColumn(find.get(fill.fillId) as FillRow, row);
      if (column === undefined) return false;
      const message = `fill ${fill.fillId} is recorded with another ${column}: a fill id must tell the same fill for ever`;
      throw new FailureError({ code: 'bug', message, details: { fillId: fill.fillId, column } });
    },
    fills() {
      const rows = after.all(known.sequence);
      const last = rows.at(-1);
      if (last !== undefined) known = { fills: [...known.fills, ...rows.map(fromFillRow)], sequence: last.sequence };
      return known.fills;
    },
  };
}

/** Values are bound by place: by name each costs a look-up of its own, and every order waits for it. */
function insertionInto(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}
