import type Database from 'better-sqlite3';
import type { OrderState } from '../../model/order.ts';
import { isOpenOrder } from '../../model/order.ts';
import type { OrderPast } from '../../model/order-story.ts';
import type { OrderRow } from './order-rows.ts';
import { fromOrderRow } from './order-rows.ts';
import { storyFromText } from './story-text.ts';

/** An order as it is on disk, without its fills, and its place among all. */
export type ToldOrder = Omit<OrderPast, 'fills'> & { readonly sequence: number };

export type StoryRecords = {
  /** Undefined for an order that was never written down. */
  readonly toldOrder: (clientOrderId: string) => ToldOrder | undefined;
  /**
   * What the bot ordered from a little before the order on, until `toMs`, oldest first: the parts of one plan lie close
   * together. Reads no more than that span: the journal is the engine's, and it waits meanwhile.
   */
  readonly toldAround: (first: ToldOrder, toMs: number) => readonly ToldOrder[];
};

/** Orders of others and of itself among which a plan's first part is looked for. */
const ROWS_BEFORE = 2000;

type PlacedRow = OrderRow & { readonly sequence: number };
type StateRow = {
  readonly client_order_id: string;
  readonly state: OrderState;
  readonly reason: string;
  readonly time_ms: number;
};

export function createStoryRecords(db: Database.Database): StoryRecords {
  const byId = db.prepare<[string], PlacedRow>('SELECT * FROM order_intents WHERE client_order_id = ?');
  const from = db.prepare<[number, string, number], PlacedRow>(
    'SELECT * FROM order_intents WHERE sequence >= ? AND bot_id = ? AND created_ms <= ? ORDER BY sequence',
  );
  const withStates = statesOf(db);
  return {
    toldOrder(clientOrderId) {
      const row = byId.get(clientOrderId);
      return row === undefined ? undefined : withStates([row])[0];
    },
    toldAround({ sequence, order }, toMs) {
      return withStates(from.all(sequence - ROWS_BEFORE, order.botId, toMs));
    },
  };
}

/** States are numbered as they came: those of an order begin where its time is, which halving finds. */
function statesOf(db: Database.Database): (rows: readonly PlacedRow[]) => readonly ToldOrder[] {
  const last = db.prepare<[], number>('SELECT coalesce(max(sequence), 0) FROM order_states').pluck();
  const timeAt = db
    .prepare<[number], number>('SELECT time_ms FROM order_states WHERE sequence >= ? ORDER BY sequence LIMIT 1')
    .pluck();
  const after = db.prepare<[number], StateRow>(
    'SELECT client_order_id, state, reason, time_ms FROM order_states WHERE sequence > ? ORDER BY sequence',
  );
  const placeBefore = (timeMs: number): number => {
    let [low, high] = [0, last.get() ?? 0];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((timeAt.get(middle) ?? Number.POSITIVE_INFINITY) < timeMs) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return (rows) => {
    const told = rows.map((row) => ({ row, states: sentWith(row) }));
    const byOrder = new Map(told.map((each) => [each.row.client_order_id, each.states]));
    const firstMs = Math.min(...rows.map(({ created_ms }) => created_ms));
    let open = rows.length;
    for (const { client_order_id, state, reason, time_ms } of open === 0 ? [] : after.iterate(placeBefore(firstMs))) {
      const states = byOrder.get(client_order_id);
      states?.push({ state, reason, timeMs: time_ms });
      if (states !== undefined && !isOpenOrder(state)) open--;
      if (open === 0) break;
    }
    return told.map(({ row, states }) => ({
      sequence: row.sequence,
      order: fromOrderRow(row),
      story: row.story === null ? null : storyFromText(row.story),
      states,
    }));
  };
}

/** An order that left as it was written down says so itself. */
function sentWith({ sent_ms }: PlacedRow): OrderPast['states'][number][] {
  return sent_ms === null ? [] : [{ state: 'sent', reason: '', timeMs: sent_ms }];
}
