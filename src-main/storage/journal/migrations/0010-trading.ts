import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Bots, orders and fills. Money is decimal text, never a float. `sequence` counts each append-only table without reuse,
 * so that a hash chain over (table, sequence) can be added beside it without touching a row.
 */
export const trading0010: Migration = {
  version: 10,
  sql: `
CREATE TABLE bots (
  bot_id TEXT NOT NULL UNIQUE,
  config TEXT NOT NULL CHECK (json_valid(config)),
  state TEXT NOT NULL CHECK (state IN ('stopped','running','interrupted','failed')),
  changed_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE bot_history (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  bot_id TEXT NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('saved','removed')),
  config TEXT NOT NULL CHECK (json_valid(config)),
  state TEXT NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE order_intents (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  client_order_id TEXT NOT NULL UNIQUE,
  bot_id TEXT NOT NULL,
  instrument_id TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy','sell')),
  type TEXT NOT NULL CHECK (type IN ('market','limit','stop')),
  price TEXT CHECK ((price IS NULL) = (type = 'market')),
  size_kind TEXT NOT NULL CHECK (size_kind IN ('base','quote')),
  size TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('entry','signal','stop','target','end','flatten')),
  reduce_only INTEGER NOT NULL CHECK (reduce_only IN (0,1)),
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE order_states (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  client_order_id TEXT NOT NULL REFERENCES order_intents (client_order_id),
  state TEXT NOT NULL CHECK (state IN ('intent','sent','working','unknown','filled','cancelled','refused')),
  reason TEXT NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;

-- The orders that may still be alive: what order_states says, kept so that a start does not read all of history.
CREATE TABLE open_orders (
  client_order_id TEXT NOT NULL PRIMARY KEY REFERENCES order_intents (client_order_id),
  state TEXT NOT NULL CHECK (state IN ('intent','sent','working','unknown'))
) STRICT;

CREATE TABLE fills (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  fill_id TEXT NOT NULL UNIQUE,
  -- No reference: what the venue says has happened is recorded even when its order is not known here.
  client_order_id TEXT NOT NULL,
  bot_id TEXT NOT NULL,
  instrument_id TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy','sell')),
  price TEXT NOT NULL,
  quantity TEXT NOT NULL,
  fee TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('entry','signal','stop','target','end','flatten')),
  liquidity TEXT NOT NULL CHECK (liquidity IN ('maker','taker')),
  time_ms INTEGER NOT NULL
) STRICT;
`,
};
