import type { Migration } from '../../sqlite/migrate.ts';

/** What a bot or an order ever named: known again after a restart, before its exchange answers. */
export const instruments0050: Migration = {
  version: 50,
  sql: `
CREATE TABLE instruments (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  instrument_id TEXT NOT NULL,
  tick TEXT NOT NULL,
  step TEXT NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX instruments_by_id ON instruments (instrument_id, sequence);
CREATE TRIGGER instruments_never_update BEFORE UPDATE ON instruments
BEGIN SELECT RAISE(ABORT, 'instruments is append-only'); END;
CREATE TRIGGER instruments_never_delete BEFORE DELETE ON instruments
BEGIN SELECT RAISE(ABORT, 'instruments is append-only'); END;
`,
};
