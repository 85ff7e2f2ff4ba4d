import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { succeed, unwrap } from '../../src-main/base/outcome.ts';
import { relink } from '../../src-main/storage/journal/chain/relink.ts';
import { toFillRow } from '../../src-main/storage/journal/fill-rows.ts';
import type { JournalDatabase } from '../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../src-main/storage/journal/open-journal.ts';
import type { FlipPlace, Noticed } from '../integration/src-main/storage/bit-flips.ts';
import {
  flipBits,
  flipKilledBits,
  isNoticedWithin,
  leaveKilled,
  writeSampleJournal,
} from '../integration/src-main/storage/bit-flips.ts';
import { fillOf, orderOf } from '../integration/src-main/storage/journal-fixtures.ts';
import type { Bench, BenchResult } from './bench.ts';

const FLIPS = 400;

/** Shares of single flipped bits that each check notices, against SQLite's own whole check. */
function benchFlips(folder: string): readonly BenchResult[] {
  writeSampleJournal(folder, 300);
  return [...(['rows', 'file'] as const).flatMap((place) => flipsIn(folder, place)), flipsAfterKill(folder)];
}

function flipsAfterKill(folder: string): BenchResult {
  const flips = flipKilledBits(leaveKilled(folder, 300), FLIPS, 20_261_121);
  const value = (100 * flips.filter((isNoticed) => isNoticed).length) / FLIPS;
  return {
    name: 'flipped bits of file noticed by opening it after its process was killed',
    ...{ value, unit: '%', reference: 100, ratio: value / 100 },
  };
}

function flipsIn(folder: string, place: FlipPlace): readonly BenchResult[] {
  const flips = flipBits(folder, FLIPS, 20_261_121, place);
  const share = (isNoticed: (flip: Noticed) => boolean): number => (100 * flips.filter(isNoticed).length) / FLIPS;
  const reference = share(({ integrityCheck }) => integrityCheck);
  const result = (what: string, value: number): BenchResult => ({
    name: `flipped bits of ${place} noticed by ${what}`,
    ...{ value, unit: '%', reference, ratio: value / reference },
  });
  return [
    result(
      'quick_check',
      share(({ quickCheck }) => quickCheck),
    ),
    result('integrity_check', reference),
    result(
      'the hash chain',
      share(({ chain }) => chain),
    ),
    result('all of them together', share(isNoticedWithin)),
    result(
      'opening it after a clean close',
      share(({ byOpening }) => byOpening),
    ),
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] as number;
}

const COMMITS = 1001;
/** About what a row and its link are as text. */
const LINE_BYTES = 400;

/** One commit each, against an append and fdatasync of as many bytes, in turn: what slows the machine down slows all. */
function benchCommits(folder: string): readonly BenchResult[] {
  const journal = unwrap(openJournal(folder));
  const log = openSync(join(folder, 'plain-log'), 'w');
  const line = Buffer.alloc(LINE_BYTES, 'x');
  const works = {
    plain(): void {
      writeSync(log, line);
      fdatasyncSync(log);
    },
    'a fill': (run: number) => void journal.recordFill(fillOf(`bench-${run}`)),
    'an order, intent and sending': (run: number) => journal.recordIntent(orderOf(`bench-${run}`), 'sent', run),
    'a state of an order': (run: number) => journal.recordOrderState(`bench-${run}`, 'filled', '', run),
  };
  const times = new Map(Object.keys(works).map((name) => [name, [] as number[]]));
  for (let run = 0; run < COMMITS; run++) {
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now();
      work(run);
      times.get(name)?.push((performance.now() - start) * 1000);
    }
  }
  closeSync(log);
  journal.close();
  const reference = median(times.get('plain') ?? []);
  return [...times].slice(1).map(([name, taken]) => {
    const value = median(taken);
    return { name: `journal commit p50, ${name}`, value, unit: 'µs', reference, ratio: value / reference };
  });
}

/** Rows of a journal that is backed up, some 100 MB. */
const BACKED_UP_FILLS = 150_000;
const MOST_STALL_MS = 25;
/** Of which the journal is a part: ready to trade after a restart. */
const MOST_OPENING_MS = 5000;

/**
 * The longest time between two writes that follow each other while a backup is made, against what is promised; and the
 * same without a backup, which is what else the machine was doing.
 */
async function benchBackup(folder: string): Promise<readonly BenchResult[]> {
  writeLongJournal(folder);
  const whole = timedOpening(folder);
  whole.journal.close();
  const { journal, milliseconds } = timedOpening(folder);
  // What making the journal left behind is not the backup's.
  globalThis.gc?.();
  let isOver = false;
  const backup = journal.backup(join(folder, 'backups', 'bench.db'), { verify: verifiedElsewhere }).then((outcome) => {
    isOver = true;
    return unwrap(outcome);
  });
  const during = await gapsOfWrites(journal, 'during', () => isOver);
  const { pages } = await backup;
  const without = await gapsOfWrites(journal, 'without', (writes) => writes >= during.length);
  journal.close();
  const megabytes = Math.round((pages * 4096) / 1e6);
  const stall = (name: string, value: number): BenchResult => ({
    ...{ name, value, unit: 'ms', reference: MOST_STALL_MS, ratio: value / MOST_STALL_MS },
  });
  const opening = (name: string, value: number): BenchResult => ({
    ...{ name, value, unit: 'ms', reference: MOST_OPENING_MS, ratio: value / MOST_OPENING_MS },
  });
  return [
    opening(`opening ${BACKED_UP_FILLS} rows, all of them read again`, whole.milliseconds),
    opening('opening them after a clean close', milliseconds),
    stall(`longest stall of the writer by a backup of ${megabytes} MB, ${during.length} writes`, Math.max(...during)),
    stall('median stall of the same', median(during)),
    stall('longest stall of as many writes without a backup', Math.max(...without)),
  ];
}

function timedOpening(folder: string): { readonly journal: JournalDatabase; readonly milliseconds: number } {
  const start = performance.now();
  const journal = unwrap(openJournal(folder));
  return { journal, milliseconds: performance.now() - start };
}

async function gapsOfWrites(
  journal: JournalDatabase,
  name: string,
  isOver: (writes: number) => boolean,
): Promise<readonly number[]> {
  const gaps: number[] = [];
  for (let end = performance.now(); !isOver(gaps.length); end = performance.now()) {
    await new Promise((resolve) => setImmediate(resolve));
    gaps.push(performance.now() - end);
    journal.recordFill(fillOf(`${name}-${gaps.length}`));
  }
  return gaps;
}

/** The storage worker reads the copy in the app; here nobody is to take the writer's processor. */
async function verifiedElsewhere() {
  return succeed({ fills: 0, head: { position: Number.MAX_SAFE_INTEGER, hash: '' } });
}

function writeLongJournal(folder: string): void {
  unwrap(openJournal(folder)).close();
  const db = new Database(join(folder, 'journal.db'));
  const row = toFillRow(fillOf('first'));
  const columns = Object.keys(row);
  const add = db.prepare(
    `INSERT INTO fills (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  db.transaction(() => {
    for (let index = 0; index < BACKED_UP_FILLS; index++) add.run({ ...row, fill_id: `long-${index * 7919}` });
  })();
  relink(db, 1);
  db.close();
}

/** What the journal notices and costs. */
export const bench: Bench = {
  name: 'journal',
  async run() {
    const folders = [0, 1, 2].map(() => mkdtempSync(join(tmpdir(), 'bellwether-bench-journal-')));
    const [commits = '', backup = '', flips = ''] = folders;
    try {
      return [...benchCommits(commits), ...(await benchBackup(backup)), ...benchFlips(flips)];
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true });
    }
  },
};
