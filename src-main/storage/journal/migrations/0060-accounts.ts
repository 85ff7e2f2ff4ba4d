import type { Migration } from '../../sqlite/migrate.ts';

/** Orders, fills and risk days name their account: what was before was paper. */
export const accounts0060: Migration = {
  version: 60,
  sql: `
ALTER TABLE order_intents ADD COLUMN account_id TEXT NOT NULL DEFAULT 'paper';
ALTER TABLE fills ADD COLUMN account_id TEXT NOT NULL DEFAULT 'paper';
ALTER TABLE risk_days ADD COLUMN account_id TEXT NOT NULL DEFAULT 'paper';
`,
};
