import type { Migration } from '../../sqlite/migrate.ts';

/** Why an order left, beside its intent and in its commit. A column, not a table: no further row, and no further link. */
export const orderStories0120: Migration = {
  version: 120,
  sql: 'ALTER TABLE order_intents ADD COLUMN story TEXT CHECK (story IS NULL OR json_valid(story));',
};
