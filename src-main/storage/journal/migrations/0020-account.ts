import type { Migration } from '../../sqlite/migrate.ts';

/** Halts, risk days, the history of settings, and who did what. */
export const account0020: Migration = {
  version: 20,
  sql: `
CREATE TABLE halts (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  event TEXT NOT NULL CHECK (event IN ('halt','release')),
  reason TEXT NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE risk_days (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  start_ms INTEGER NOT NULL,
  equity TEXT NOT NULL
) STRICT;

CREATE TABLE settings_history (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  time_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  time_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;
`,
};
