import type Database from 'better-sqlite3';
import type { GovernorMemory, Journal, RiskModeRecord, Watermarks } from '../../engine/ports/journal.ts';
import type { AccountGroup } from '../../model/account.ts';
import { MOST_ORDERS_PER_MINUTE } from '../../model/governor-limits.ts';
import { moneyFromText, moneyToText } from '../../model/money.ts';
import type { RiskMode } from '../../model/risk-mode.ts';
import { NORMAL } from '../../model/risk-mode.ts';
import type { TimestampMs } from '../../model/time.ts';

export type GovernorRecords = Pick<Journal, 'recordRiskMode' | 'recordMarks'> & {
  readonly governors: () => ReadonlyMap<AccountGroup, GovernorMemory>;
  /** When the newest orders were made, oldest first: as many as a limit may count. */
  readonly latestOrdersMs: () => readonly TimestampMs[];
};

export function createGovernorRecords(db: Database.Database): GovernorRecords {
  return { ...createModes(db), ...createMarks(db), ...createReaders(db) };
}

function createModes(db: Database.Database): Pick<GovernorRecords, 'recordRiskMode'> {
  const add = db.prepare('INSERT INTO risk_modes (account_group, mode, cause, time_ms) VALUES (?, ?, ?, ?)');
  return {
    recordRiskMode: ({ group, mode, cause, timeMs }: RiskModeRecord) =>
      void add.run(group, JSON.stringify(mode), cause, timeMs),
  };
}

function createMarks(db: Database.Database): Pick<GovernorRecords, 'recordMarks'> {
  const add = db.prepare(
    `INSERT INTO risk_marks (account_group, peak, day_start_ms, day_start, day_peak, week_start_ms, week_start, week_peak)
     VALUES (@group, @peak, @dayStartMs, @dayStart, @dayPeak, @weekStartMs, @weekStart, @weekPeak)`,
  );
  return { recordMarks: (group, marks) => void add.run({ group, ...toMarksRow(marks) }) };
}

type MarksRow = {
  readonly peak: string;
  readonly dayStartMs: number;
  readonly dayStart: string;
  readonly dayPeak: string;
  readonly weekStartMs: number;
  readonly weekStart: string;
  readonly weekPeak: string;
};

function toMarksRow({ peak, day, week }: Watermarks): MarksRow {
  return {
    peak: moneyToText(peak),
    dayStartMs: day.startMs,
    dayStart: moneyToText(day.start),
    dayPeak: moneyToText(day.peak),
    weekStartMs: week.startMs,
    weekStart: moneyToText(week.start),
    weekPeak: moneyToText(week.peak),
  };
}

function fromMarksRow(row: MarksRow): Watermarks {
  return {
    peak: moneyFromText(row.peak),
    day: { startMs: row.dayStartMs, start: moneyFromText(row.dayStart), peak: moneyFromText(row.dayPeak) },
    week: { startMs: row.weekStartMs, start: moneyFromText(row.weekStart), peak: moneyFromText(row.weekPeak) },
  };
}

function createReaders(db: Database.Database): Pick<GovernorRecords, 'governors' | 'latestOrdersMs'> {
  const modes = db.prepare<[], { account_group: AccountGroup; mode: string }>(
    'SELECT account_group, mode FROM risk_modes WHERE sequence IN (SELECT max(sequence) FROM risk_modes GROUP BY account_group)',
  );
  const marks = db.prepare<[], MarksRow & { readonly account_group: AccountGroup }>(
    `SELECT account_group, peak, day_start_ms AS dayStartMs, day_start AS dayStart, day_peak AS dayPeak,
       week_start_ms AS weekStartMs, week_start AS weekStart, week_peak AS weekPeak
     FROM risk_marks WHERE sequence IN (SELECT max(sequence) FROM risk_marks GROUP BY account_group)`,
  );
  const orders = db
    .prepare<[number], number>('SELECT created_ms FROM order_intents ORDER BY sequence DESC LIMIT ?')
    .pluck();
  return {
    governors() {
      const memories = new Map<AccountGroup, GovernorMemory>();
      for (const row of marks.all()) memories.set(row.account_group, { mode: NORMAL, marks: fromMarksRow(row) });
      for (const { account_group: group, mode } of modes.all()) {
        memories.set(group, { mode: JSON.parse(mode) as RiskMode, marks: memories.get(group)?.marks ?? null });
      }
      return memories;
    },
    latestOrdersMs: () => (orders.all(MOST_ORDERS_PER_MINUTE) as number[]).reverse(),
  };
}
