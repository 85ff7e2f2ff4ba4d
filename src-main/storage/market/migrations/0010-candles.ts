import type { Migration } from '../../sqlite/migrate.ts';

/**
 * `data` holds a chunk's candles as little-endian float64 columns, one after another (openTimeMs, open, high, low, close,
 * volume). It stands last in the row, so that the columns before it are read without it. AUTOINCREMENT: an id is never
 * used again, so a series that was removed and imported anew cannot be taken for the old one.
 */
export const candles0010: Migration = {
  version: 10,
  sql: `
CREATE TABLE series (
  series_id INTEGER PRIMARY KEY AUTOINCREMENT,
  instrument_id TEXT NOT NULL,
  interval TEXT NOT NULL,
  candles INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  gaps INTEGER NOT NULL,
  missing_bars INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  UNIQUE (instrument_id, interval)
) STRICT;

CREATE TABLE chunks (
  chunk_id INTEGER PRIMARY KEY,
  series_id INTEGER NOT NULL REFERENCES series (series_id),
  start_ms INTEGER NOT NULL,
  candles INTEGER NOT NULL CHECK (candles > 0),
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  gaps INTEGER NOT NULL,
  data BLOB NOT NULL CHECK (length(data) = candles * 48),
  UNIQUE (series_id, start_ms)
) STRICT;
`,
};
