import type { Migration } from '../../sqlite/migrate.ts';

const guards = ['equity_samples', 'bracket_history'].flatMap((table) =>
  (['UPDATE', 'DELETE'] as const).map(
    (verb) => `CREATE TRIGGER ${table}_never_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  ),
);

/**
 * One link for each row of every append-only table, in the order the rows were written; `hash` is over the link before and
 * the row (see `chain/chain-row.ts`). The rows that are here already are linked at the open that takes this step.
 */
export const hashChain0070: Migration = {
  version: 70,
  sql: `
CREATE TABLE chain_links (
  position INTEGER PRIMARY KEY,
  table_name TEXT NOT NULL,
  row_sequence INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Every word on a bracket; the newest of an order is the one in brackets.
CREATE TABLE bracket_history (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  client_order_id TEXT NOT NULL,
  bracket TEXT NOT NULL CHECK (json_valid(bracket))
) STRICT;
INSERT INTO bracket_history (client_order_id, bracket) SELECT client_order_id, bracket FROM brackets;
${guards.join('\n')}
`,
};
