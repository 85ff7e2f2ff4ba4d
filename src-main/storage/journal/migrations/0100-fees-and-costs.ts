import type { Migration } from '../../sqlite/migrate.ts';

/** A fill keeps the fee as it was charged, in its own asset with the rate it was valued at, and what its price cost. */
export const feesAndCosts0100: Migration = {
  version: 100,
  sql: `
ALTER TABLE fills ADD COLUMN charged_asset TEXT;
ALTER TABLE fills ADD COLUMN charged_amount TEXT;
ALTER TABLE fills ADD COLUMN charged_rate TEXT;
ALTER TABLE fills ADD COLUMN charged_source TEXT;
ALTER TABLE fills ADD COLUMN charged_rate_ms INTEGER;
ALTER TABLE fills ADD COLUMN spread_cost TEXT;
ALTER TABLE fills ADD COLUMN slippage_cost TEXT;
`,
};
