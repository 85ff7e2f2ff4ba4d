import type Database from 'better-sqlite3';
import type { Journal, RiskDay } from '../../engine/ports/journal.ts';
import { moneyFromText, moneyToText } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';

/** Who did what, for a person who asks later. `detail` is plain data without secrets. */
export type AuditEntry = {
  readonly timeMs: TimestampMs;
  readonly actor: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** The halt in force; null after a release or when there never was one. */
type Halt = { readonly reason: string; readonly timeMs: TimestampMs } | null;

export type AccountRecords = Pick<Journal, 'recordHalt' | 'recordRelease' | 'recordDay'> & {
  readonly halt: () => Halt;
  readonly days: () => ReadonlyMap<string, RiskDay>;
  readonly recordSettings: (settings: unknown, timeMs: TimestampMs) => void;
  /** The settings recorded last, to be parsed by their schema; undefined when there are none. */
  readonly readSettings: () => unknown;
  readonly recordAudit: (entry: AuditEntry) => void;
  /** The newest `limit` entries, newest last. */
  readonly readAudit: (limit: number) => readonly AuditEntry[];
};

export function createAccountRecords(db: Database.Database): AccountRecords {
  return { ...createHaltsAndDays(db), ...createSettings(db), ...createAudit(db) };
}

function createHaltsAndDays(db: Database.Database) {
  const addHalt = db.prepare('INSERT INTO halts (event, reason, time_ms) VALUES (?, ?, ?)');
  const lastHalt = db.prepare<[], { event: string; reason: string; timeMs: number }>(
    'SELECT event, reason, time_ms AS timeMs FROM halts ORDER BY sequence DESC LIMIT 1',
  );
  const addDay = db.prepare('INSERT INTO risk_days (account_id, start_ms, equity) VALUES (?, ?, ?)');
  const lastDays = db.prepare<[], { accountId: string; startMs: number; equity: string }>(
    `SELECT account_id AS accountId, start_ms AS startMs, equity FROM risk_days
     WHERE sequence IN (SELECT max(sequence) FROM risk_days GROUP BY account_id)`,
  );
  return {
    recordHalt: (reason: string, timeMs: TimestampMs) => void addHalt.run('halt', reason, timeMs),
    recordRelease: (reason: string, timeMs: TimestampMs) => void addHalt.run('release', reason, timeMs),
    recordDay: (accountId: string, day: RiskDay) => void addDay.run(accountId, day.startMs, moneyToText(day.equity)),
    halt(): Halt {
      const row = lastHalt.get();
      return row?.event === 'halt' ? { reason: row.reason, timeMs: row.timeMs } : null;
    },
    days: (): ReadonlyMap<string, RiskDay> =>
      new Map(
        lastDays.all().map(({ accountId, startMs, equity }) => [accountId, { startMs, equity: moneyFromText(equity) }]),
      ),
  };
}

function createSettings(db: Database.Database) {
  const add = db.prepare('INSERT INTO settings_history (settings, time_ms) VALUES (?, ?)');
  const last = db.prepare<[], string>('SELECT settings FROM settings_history ORDER BY sequence DESC LIMIT 1').pluck();
  return {
    recordSettings: (settings: unknown, timeMs: TimestampMs) => void add.run(JSON.stringify(settings), timeMs),
    readSettings(): unknown {
      const text = last.get() as string | undefined;
      return text === undefined ? undefined : JSON.parse(text);
    },
  };
}

function createAudit(db: Database.Database) {
  const add = db.prepare('INSERT INTO audit (time_ms, actor, action, detail) VALUES (?, ?, ?, ?)');
  const newest = db.prepare<[number], Omit<AuditEntry, 'detail'> & { detail: string }>(
    'SELECT time_ms AS timeMs, actor, action, detail FROM audit ORDER BY sequence DESC LIMIT ?',
  );
  return {
    recordAudit: (entry: AuditEntry) =>
      void add.run(entry.timeMs, entry.actor, entry.action, JSON.stringify(entry.detail)),
    readAudit: (limit: number): readonly AuditEntry[] =>
      newest
        .all(limit)
        .reverse()
        .map((row) => ({ ...row, detail: JSON.parse(row.detail) as AuditEntry['detail'] })),
  };
}
