import type { Migration } from '../../sqlite/migrate.ts';

const guards = (['UPDATE', 'DELETE'] as const).map(
  (verb) => `CREATE TRIGGER live_equity_samples_never_${verb.toLowerCase()} BEFORE ${verb} ON live_equity_samples
BEGIN SELECT RAISE(ABORT, 'live_equity_samples is append-only'); END;`,
);

/**
 * A fill keeps the fee as it was charged, in its own asset with the rate it was valued at, and what its price cost. The
 * equity of live accounts over time: what is profit and what was paid in is told from it.
 */
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

CREATE TABLE live_equity_samples (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  equity TEXT NOT NULL
) STRICT;
CREATE INDEX live_equity_by_time ON live_equity_samples (account_id, time_ms);
${guards.join('\n')}
`,
};
