import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';

/** Where everything of one person's installation lies. The folders beside `path` are made by whoever first writes there. */
export type DataFolder = {
  readonly path: string;
  readonly journal: string;
  readonly market: string;
  readonly logs: string;
  readonly backups: string;
  readonly quarantine: string;
};

/** Bots, orders and trades are nobody else's business. */
const OWNER_ONLY = 0o700;
const OTHERS = 0o077;

/** Makes the folder for its owner alone, or takes others' rights away; `dataFolderUnwritable` when it cannot be used. */
export function openDataFolder(path: string): Outcome<DataFolder> {
  try {
    mkdirSync(path, { recursive: true, mode: OWNER_ONLY });
    if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0) chmodSync(path, OWNER_ONLY);
    // Only writing proves that one may: permissions say little on Windows and on network drives.
    rmdirSync(mkdtempSync(join(path, '.write-check-')));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return fail('dataFolderUnwritable', `data folder is ${path}, expected a folder to write to: ${text}`, { path });
  }
  return succeed({
    path,
    journal: join(path, 'journal.db'),
    market: join(path, 'market.db'),
    logs: join(path, 'logs'),
    backups: join(path, 'backups'),
    quarantine: join(path, 'quarantine'),
  });
}

export type DataFolderChoice = {
  /** `--data-dir` as typed; it comes before BELLWETHER_DATA_DIR, which comes before the system's place. */
  readonly argument?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  /** Where the command was typed: relative paths count from here. */
  readonly workingDir: string;
};

/** The folder to use: the same for the window and the command line. */
export function chooseDataDir(choice: DataFolderChoice): string {
  const { resolve } = choice.platform === 'win32' ? win32 : posix;
  const named = choice.argument || choice.env.BELLWETHER_DATA_DIR;
  return named ? resolve(choice.workingDir, named) : defaultDataDir(choice.env, choice.platform, choice.homeDir);
}

/** Electron's own `userData` of an app named Bellwether, worked out without Electron. */
export function defaultDataDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  homeDir: string,
): string {
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(homeDir, 'AppData', 'Roaming'), 'Bellwether');
  if (platform === 'darwin') return posix.join(homeDir, 'Library', 'Application Support', 'Bellwether');
  return posix.join(env.XDG_CONFIG_HOME || posix.join(homeDir, '.config'), 'Bellwether');
}
