import type { Migration } from '../../sqlite/migrate.ts';

const ADDED = ['account_history', 'transfers', 'ignored_findings'] as const;

const guards = ADDED.flatMap((table) =>
  (['UPDATE', 'DELETE'] as const).map(
    (verb) => `CREATE TRIGGER ${table}_never_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  ),
);

/** Orders, fills and risk days name their account: what was before was paper. Live accounts, transfers, decisions about findings. */
export const accounts0060: Migration = {
  version: 60,
  sql: `
ALTER TABLE order_intents ADD COLUMN account_id TEXT NOT NULL DEFAULT 'paper';
ALTER TABLE fills ADD COLUMN account_id TEXT NOT NULL DEFAULT 'paper';
ALTER TABLE risk_days ADD COLUMN account_id TEXT NOT NULL DEFAULT 'paper';

CREATE TABLE account_history (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  account_group TEXT NOT NULL CHECK (account_group IN ('paper','live')),
  venue TEXT,
  quote_asset TEXT NOT NULL,
  capital TEXT NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('opened','closed')),
  time_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE transfers (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  transfer_id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL,
  amount TEXT NOT NULL,
  reason TEXT NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;

-- What a person does not want to be asked about again: the latest row of a key counts.
CREATE TABLE ignored_findings (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  venue TEXT NOT NULL,
  finding_key TEXT NOT NULL,
  amount TEXT NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;
${guards.join('\n')}
`,
};
