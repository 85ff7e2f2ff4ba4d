import type { Migration } from '../../sqlite/migrate.ts';

/**
 * An order that leaves as it is written down is one row: its intent says when it was sent, and `order_states` begins with
 * what becomes of it. NULL for one that waits, and for all from before, whose sending is a row of its own. The kept view
 * of open orders is one tree instead of a table and its index. Both are pages that no sync has to wait for.
 */
export const sentWithIntent0110: Migration = {
  version: 110,
  sql: `
ALTER TABLE order_intents ADD COLUMN sent_ms INTEGER;

CREATE TABLE kept_open AS SELECT * FROM open_orders;
DROP TABLE open_orders;
CREATE TABLE open_orders (
  client_order_id TEXT NOT NULL PRIMARY KEY REFERENCES order_intents (client_order_id),
  state TEXT NOT NULL CHECK (state IN ('intent','sent','working','unknown'))
) STRICT, WITHOUT ROWID;
INSERT INTO open_orders SELECT * FROM kept_open;
DROP TABLE kept_open;
`,
};
