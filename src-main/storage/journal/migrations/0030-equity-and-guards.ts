import type { Migration } from '../../sqlite/migrate.ts';

/** Tables in which a row, once written, stays as it is. */
export const APPEND_ONLY_TABLES = [
  'bot_history',
  'order_intents',
  'order_states',
  'fills',
  'halts',
  'risk_days',
  'settings_history',
  'audit',
] as const;

/** `INSERT OR REPLACE` reaches the delete guard only with recursive_triggers on, which every open sets. */
const guards = APPEND_ONLY_TABLES.flatMap((table) =>
  (['UPDATE', 'DELETE'] as const).map(
    (verb) => `CREATE TRIGGER ${table}_never_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  ),
);

/** Equity over time for the dashboard's curve, and the append-only guards. */
export const equityAndGuards0030: Migration = {
  version: 30,
  sql: `
CREATE TABLE equity_samples (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  time_ms INTEGER NOT NULL,
  equity TEXT NOT NULL
) STRICT;
${guards.join('\n')}
`,
};
