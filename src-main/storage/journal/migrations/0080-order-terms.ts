import type { Migration } from '../../sqlite/migrate.ts';

/**
 * What an order is asked for beyond its type and price, the plan it carries out a part of, and the list it belongs to.
 * New columns, not new tables: what was written before keeps its bytes.
 */
export const orderTerms0080: Migration = {
  version: 80,
  sql: `
ALTER TABLE order_intents ADD COLUMN limit_price TEXT CHECK (limit_price IS NULL OR type = 'stop');
ALTER TABLE order_intents ADD COLUMN trail_bps INTEGER CHECK (trail_bps IS NULL OR (type = 'stop' AND trail_bps > 0));
ALTER TABLE order_intents ADD COLUMN time_in_force TEXT
  CHECK (time_in_force IS NULL OR (type = 'limit' AND time_in_force IN ('postOnly','immediateOrCancel')));
ALTER TABLE order_intents ADD COLUMN parent_id TEXT;
ALTER TABLE order_intents ADD COLUMN list_id TEXT;
ALTER TABLE order_intents ADD COLUMN list_handled_by TEXT
  CHECK ((list_handled_by IS NULL) = (list_id IS NULL) AND (list_handled_by IS NULL OR list_handled_by IN ('venue','engine')));
ALTER TABLE fills ADD COLUMN parent_id TEXT;
`,
};
