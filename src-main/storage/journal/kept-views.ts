import type Database from 'better-sqlite3';
import { isOpenOrder, ORDER_STATES } from '../../model/order.ts';

/**
 * Tables that say what append-only tables say already, kept so that a start does not read all of history. Each part tells
 * rows that contradict the record, as many as there are, and makes the table anew from it.
 */
type KeptView = { readonly name: string; readonly contradictions: string; readonly rebuild: string };

const NEWEST_BOTS = `SELECT bot_id, config, state, time_ms FROM bot_history
  WHERE sequence IN (SELECT max(sequence) FROM bot_history GROUP BY bot_id) AND event = 'saved'`;
const OPEN_STATES = ORDER_STATES.filter(isOpenOrder)
  .map((state) => `'${state}'`)
  .join(',');
/** A copy from before a step of the layout is checked as it is, and knew no intents that were sent in one row. */
function lastStates(db: Database.Database): string {
  const columns = db.prepare("SELECT name FROM pragma_table_info('order_intents')").pluck().all();
  const first = columns.includes('sent_ms') ? "iif(i.sent_ms IS NULL, 'intent', 'sent')" : "'intent'";
  return `SELECT i.client_order_id, coalesce(s.state, ${first}) AS state FROM order_intents i
  LEFT JOIN (SELECT client_order_id, state, max(sequence) FROM order_states GROUP BY client_order_id) s USING (client_order_id)
  WHERE coalesce(s.state, ${first}) IN (${OPEN_STATES})`;
}
const NEWEST_BRACKETS = `SELECT client_order_id, bracket FROM bracket_history
  WHERE sequence IN (SELECT max(sequence) FROM bracket_history GROUP BY client_order_id)`;

const viewsOf = (db: Database.Database): readonly KeptView[] => [
  {
    name: 'bots',
    contradictions: differing('SELECT bot_id, config, state, changed_ms FROM bots', NEWEST_BOTS),
    rebuild: `DELETE FROM bots; INSERT INTO bots (bot_id, config, state, changed_ms) SELECT n.* FROM (${NEWEST_BOTS}) n
      JOIN (SELECT bot_id, min(sequence) AS first FROM bot_history GROUP BY bot_id) f USING (bot_id) ORDER BY f.first;`,
  },
  {
    name: 'open_orders',
    contradictions: differing('SELECT client_order_id, state FROM open_orders', lastStates(db)),
    rebuild: `DELETE FROM open_orders; INSERT INTO open_orders (client_order_id, state) ${lastStates(db)};`,
  },
  {
    name: 'brackets',
    contradictions: differing('SELECT client_order_id, bracket FROM brackets', NEWEST_BRACKETS),
    rebuild: `DELETE FROM brackets; INSERT INTO brackets (client_order_id, bracket) ${NEWEST_BRACKETS};`,
  },
];

function differing(left: string, right: string): string {
  return `SELECT (SELECT count(*) FROM (SELECT * FROM (${left}) EXCEPT SELECT * FROM (${right})))
    + (SELECT count(*) FROM (SELECT * FROM (${right}) EXCEPT SELECT * FROM (${left})))`;
}

/** The tables that contradicted the record and were made anew from it. */
export function mendKeptViews(db: Database.Database): readonly string[] {
  const wrong = contradictedViews(db);
  if (wrong.length > 0) db.transaction(() => wrong.forEach(({ rebuild }) => void db.exec(rebuild))).immediate();
  return wrong.map(({ name }) => name);
}

export function contradictedViews(db: Database.Database): readonly KeptView[] {
  return viewsOf(db).filter(({ contradictions }) => (db.prepare(contradictions).pluck().get() as number) > 0);
}
