import type { Migration } from '../../sqlite/migrate.ts';

/**
 * `summary` is the JSON a list shows, `detail` the deflated JSON of all the rest; in tables of their own, so that a list
 * of thousands of runs never touches their trades. AUTOINCREMENT: the number of a removed run is not given to another.
 */
export const runs0020: Migration = {
  version: 20,
  sql: `
CREATE TABLE runs (
  run_id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  summary TEXT NOT NULL
) STRICT;

CREATE TABLE run_details (
  run_id INTEGER PRIMARY KEY REFERENCES runs (run_id) ON DELETE CASCADE,
  detail BLOB NOT NULL
) STRICT;
`,
};
