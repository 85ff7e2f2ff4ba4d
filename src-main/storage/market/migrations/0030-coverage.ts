import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Spans of open times of which an exchange was asked for everything: a bar that is not there does not exist. Spans of a
 * series neither touch nor overlap. Named by the series' key, not by its row: a span may hold no candle at all, as before
 * a listing, and then there is no row.
 */
export const coverage0030: Migration = {
  version: 30,
  sql: `
CREATE TABLE coverage (
  instrument_id TEXT NOT NULL,
  interval TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL CHECK (to_ms > from_ms),
  PRIMARY KEY (instrument_id, interval, from_ms)
) STRICT, WITHOUT ROWID;
`,
};
