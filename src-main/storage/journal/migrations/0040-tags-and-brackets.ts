import type { Migration } from '../../sqlite/migrate.ts';

const PURPOSES = "'entry','signal','stop','target','trailing','time','liquidation','funding','end','flatten'";

const REBUILT = ['order_intents', 'order_states', 'fills'] as const;

const guards = REBUILT.flatMap((table) =>
  (['UPDATE', 'DELETE'] as const).map(
    (verb) => `CREATE TRIGGER ${table}_never_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  ),
);

/**
 * Orders and fills carry the strategy's tag and may have more purposes; an entry's bracket is kept by its order. SQLite
 * changes a CHECK only by building the table anew, and a table that others refer to only once those are out of the way.
 */
export const tagsAndBrackets0040: Migration = {
  version: 40,
  sql: `
CREATE TABLE kept_states AS SELECT * FROM order_states;
CREATE TABLE kept_open AS SELECT * FROM open_orders;
CREATE TABLE kept_intents AS SELECT * FROM order_intents;
CREATE TABLE kept_fills AS SELECT * FROM fills;
DROP TABLE open_orders;
DROP TABLE order_states;
DROP TABLE order_intents;
DROP TABLE fills;

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
  purpose TEXT NOT NULL CHECK (purpose IN (${PURPOSES})),
  tag TEXT NOT NULL,
  reduce_only INTEGER NOT NULL CHECK (reduce_only IN (0,1)),
  closes_opposite INTEGER NOT NULL CHECK (closes_opposite IN (0,1)),
  created_ms INTEGER NOT NULL
) STRICT;
INSERT INTO order_intents SELECT sequence, client_order_id, bot_id, instrument_id, side, type, price, size_kind, size,
  purpose, '', reduce_only, 0, created_ms FROM kept_intents;

CREATE TABLE order_states (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  client_order_id TEXT NOT NULL REFERENCES order_intents (client_order_id),
  state TEXT NOT NULL CHECK (state IN ('intent','sent','working','unknown','filled','cancelled','refused')),
  reason TEXT NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;
INSERT INTO order_states SELECT * FROM kept_states;

CREATE TABLE open_orders (
  client_order_id TEXT NOT NULL PRIMARY KEY REFERENCES order_intents (client_order_id),
  state TEXT NOT NULL CHECK (state IN ('intent','sent','working','unknown'))
) STRICT;
INSERT INTO open_orders SELECT * FROM kept_open;

CREATE TABLE fills (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  fill_id TEXT NOT NULL UNIQUE,
  client_order_id TEXT NOT NULL,
  bot_id TEXT NOT NULL,
  instrument_id TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy','sell')),
  price TEXT NOT NULL,
  quantity TEXT NOT NULL,
  fee TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN (${PURPOSES})),
  tag TEXT NOT NULL,
  liquidity TEXT NOT NULL CHECK (liquidity IN ('maker','taker')),
  time_ms INTEGER NOT NULL
) STRICT;
INSERT INTO fills SELECT sequence, fill_id, client_order_id, bot_id, instrument_id, side, price, quantity, fee, purpose,
  '', liquidity, time_ms FROM kept_fills;

DROP TABLE kept_states;
DROP TABLE kept_open;
DROP TABLE kept_intents;
DROP TABLE kept_fills;
${guards.join('\n')}

-- What ends the position an entry opens, by that entry's order; a later word of the strategy replaces it.
CREATE TABLE brackets (
  client_order_id TEXT NOT NULL PRIMARY KEY,
  bracket TEXT NOT NULL CHECK (json_valid(bracket))
) STRICT;
`,
};
