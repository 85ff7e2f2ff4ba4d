import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { FailureError, unwrap } from '../../../../src-main/base/outcome.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import { backupName } from '../../../../src-main/storage/journal/backup-files.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { BOT, fillOf, orderOf } from '../storage/journal-fixtures.ts';
import { openSession } from './services-session.ts';

const START_MS = Date.UTC(2026, 5, 1, 12);
const FILES = ['journal.db', 'journal.db-wal', 'journal.db-chain'] as const;
/** Orders in the file, in the backup, and in all with those that are in the log alone. */
const [IN_FILE, IN_ALL] = [60, 90];
/** Four pages of the log and less. */
const LAST_COMMIT_BYTES = 16_000;

/** What a corruption does to the files of `folder`; `draw` gives whole numbers below its argument. */
type Corruption = {
  readonly name: string;
  readonly damage: (folder: string, draw: (below: number) => number) => void;
  /** Taken back before the folder is looked through. */
  readonly undo?: (folder: string) => void;
};

const inside = (folder: string, file: (typeof FILES)[number]): string => join(folder, file);

function overwrite(path: string, at: number, length: number, value: number): void {
  const bytes = readFileSync(path);
  bytes.fill(value, at, Math.min(bytes.length, at + length));
  writeFileSync(path, bytes);
}

function sizeOf(path: string): number {
  return readFileSync(path).length;
}

export const CORRUPTIONS: readonly Corruption[] = [
  {
    name: 'page 1',
    damage: (folder, draw) => overwrite(inside(folder, 'journal.db'), draw(4000), 1 + draw(90), draw(256)),
  },
  {
    name: 'an inner page',
    damage(folder, draw) {
      const path = inside(folder, 'journal.db');
      overwrite(path, 4096 + draw(sizeOf(path) - 4096), 1 + draw(3000), draw(256));
    },
  },
  {
    name: 'the header of the log',
    damage: (folder, draw) => overwrite(inside(folder, 'journal.db-wal'), draw(32), 1 + draw(8), draw(256)),
  },
  {
    name: 'the tail of the log',
    damage(folder, draw) {
      const path = inside(folder, 'journal.db-wal');
      // Within the last commit, an order's state: the latest links may go without a trace, and a fill among them.
      overwrite(path, sizeOf(path) - 1 - draw(LAST_COMMIT_BYTES), 1 + draw(4000), draw(256));
    },
  },
  {
    name: 'a cut file',
    damage(folder, draw) {
      const path = inside(folder, 'journal.db');
      truncateSync(path, 1 + draw(sizeOf(path) - 1));
    },
  },
  { name: 'an empty file', damage: (folder) => truncateSync(inside(folder, 'journal.db'), 0) },
  { name: 'a lost log', damage: (folder) => rmSync(inside(folder, 'journal.db-wal')) },
  {
    name: 'a folder in its place',
    damage(folder) {
      rmSync(inside(folder, 'journal.db'));
      mkdirSync(inside(folder, 'journal.db'));
      writeFileSync(join(folder, 'journal.db', 'inside'), 'kept');
    },
  },
  {
    name: 'a folder that may only be read',
    damage(folder) {
      // Permissions do not bind the root user, a read-only mount does.
      const bound = spawnSync('mount', ['--bind', folder, folder]).status === 0;
      if (bound) spawnSync('mount', ['-o', 'remount,bind,ro', folder]);
      else chmodSync(folder, 0o500);
    },
    undo(folder) {
      if (spawnSync('umount', [folder]).status !== 0) chmodSync(folder, 0o700);
    },
  },
];

export type BrokenJournals = {
  /** Damages a copy of the journal and opens the services on it; how that ended. */
  readonly open: (number: number) => Promise<'opened' | 'refused'>;
  readonly dispose: () => void;
};

/** A journal as a killed process leaves it: rows in the file, more in its log, one backup. */
export async function createBrokenJournals(seed: number): Promise<BrokenJournals> {
  const sample = mkdtempSync(join(tmpdir(), 'bellwether-broken-'));
  const left = join(sample, 'left');
  mkdirSync(left);
  await writeSample(join(sample, 'written'), left);
  let state = seed;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
  return {
    async open(number) {
      const corruption = CORRUPTIONS[number % CORRUPTIONS.length] as Corruption;
      const folder = mkdtempSync(join(tmpdir(), 'bellwether-damaged-'));
      cpSync(left, folder, { recursive: true });
      corruption.damage(folder, draw);
      const damaged = FILES.filter((file) => existsSync(inside(folder, file))).map(
        (file) => [file, contentOf(inside(folder, file))] as const,
      );
      try {
        const end = await openAndLook(folder, corruption.name);
        corruption.undo?.(folder);
        expectKept(folder, damaged);
        return end;
      } finally {
        corruption.undo?.(folder);
        rmSync(folder, { recursive: true, force: true });
      }
    },
    dispose: () => rmSync(sample, { recursive: true, force: true }),
  };
}

async function writeSample(folder: string, left: string): Promise<void> {
  mkdirSync(folder);
  const write = (journal: ReturnType<typeof unwrap<JournalOf>>, from: number, to: number): void => {
    for (let index = from; index < to; index++) {
      journal.recordIntent(orderOf(`order-${index}`), 'sent', index);
      journal.recordFill(fillOf(`fill-${index}`, { clientOrderId: `order-${index}` }));
      journal.recordOrderState(`order-${index}`, 'filled', '', index);
    }
  };
  const first = unwrap(openJournal(folder));
  first.recordBot(BOT, 'stopped', 1);
  write(first, 0, IN_FILE);
  unwrap(await first.backup(join(folder, 'backups', backupName(START_MS, first.head.position, 'exit'))));
  first.close();
  const second = unwrap(openJournal(folder));
  write(second, IN_FILE, IN_ALL);
  for (const file of FILES) copyFileSync(join(folder, file), join(left, file));
  cpSync(join(folder, 'backups'), join(left, 'backups'), { recursive: true });
  second.close();
}

type JournalOf = Extract<ReturnType<typeof openJournal>, { ok: true }>['value'];

async function openAndLook(dataDir: string, name: string): Promise<'opened' | 'refused'> {
  let session: ReturnType<typeof openSession>;
  try {
    session = openSession(dataDir, createSimulatedClock(START_MS));
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    expect(['dataFolderUnwritable', 'databaseDamaged', 'databaseFull'], name).toContain(error.failure.code);
    expect(error.failure.message, name).toMatch(/journal/);
    return 'refused';
  }
  const { halt } = session.snapshot();
  const activity = await session.services.handlers['account.activity']({ botId: null, instrumentId: null });
  const fills = activity.ok ? activity.value.fills.length : -1;
  // All there, or less of it and then trading is halted.
  if (fills < IN_ALL) expect(halt, `${name}: ${fills} fills`).not.toBeNull();
  expect(fills, name).toBeLessThanOrEqual(IN_ALL);
  await session.services.dispose();
  return 'opened';
}

function contentOf(path: string): Buffer | string {
  try {
    return readFileSync(path);
  } catch {
    return 'a folder';
  }
}

/** A damaged set is in quarantine byte for byte; a set that was taken over is not. */
function expectKept(folder: string, damaged: readonly (readonly [string, Buffer | string])[]): void {
  const quarantine = join(folder, 'quarantine');
  if (!existsSync(quarantine)) return;
  const [moved = ''] = readdirSync(quarantine);
  for (const [file, content] of damaged) {
    const path = join(quarantine, moved, file);
    if (typeof content === 'string') expect(readdirSync(path)).toEqual(['inside']);
    // A log of no bytes holds nothing and is made anew at each open.
    else if (content.length > 0 && file !== 'journal.db-chain')
      expect(readFileSync(path).equals(content), file).toBe(true);
    else expect(existsSync(path) || content.length === 0, file).toBe(true);
  }
}
