import type { Migration } from '../../sqlite/migrate.ts';

const TABLES = ['risk_modes', 'risk_marks'] as const;

const guards = TABLES.flatMap((table) =>
  (['UPDATE', 'DELETE'] as const).map(
    (verb) => `CREATE TRIGGER ${table}_never_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  ),
);

/** What the governors of accounts must find again: their modes, and what drawdowns and losses are counted from. */
export const governors0090: Migration = {
  version: 90,
  sql: `
CREATE TABLE risk_modes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  account_group TEXT NOT NULL CHECK (account_group IN ('paper','live')),
  mode TEXT NOT NULL CHECK (json_valid(mode)),
  cause TEXT NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE risk_marks (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  account_group TEXT NOT NULL CHECK (account_group IN ('paper','live')),
  peak TEXT NOT NULL,
  day_start_ms INTEGER NOT NULL,
  day_start TEXT NOT NULL,
  day_peak TEXT NOT NULL,
  week_start_ms INTEGER NOT NULL,
  week_start TEXT NOT NULL,
  week_peak TEXT NOT NULL
) STRICT;
CREATE INDEX risk_modes_by_group ON risk_modes (account_group, sequence);
CREATE INDEX risk_marks_by_group ON risk_marks (account_group, sequence);
${guards.join('\n')}
`,
};
