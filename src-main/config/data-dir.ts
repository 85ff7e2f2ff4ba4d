import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What decides where the data folder is; all of the process's own by default. */
export type DataDirSources = {
  /** From `--data-dir`. */
  readonly option: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** What relative paths count from: where the command was typed. */
  readonly cwd: string;
};

const FOLDER_NAME = 'Bellwether';

/**
 * The absolute path of the data folder: `--data-dir`, else `BELLWETHER_DATA_DIR`, else the place Electron calls userData
 * on this system. The desktop app tells Electron this path instead of asking it, so that the command line agrees.
 */
export function resolveDataDir(sources: DataDirSources): string {
  const chosen = sources.option ?? (sources.env['BELLWETHER_DATA_DIR'] || undefined);
  return chosen === undefined ? join(appDataOf(sources), FOLDER_NAME) : resolve(sources.cwd, chosen);
}

function appDataOf({ env, platform, home }: DataDirSources): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] || join(home, 'AppData', 'Roaming');
  return env['XDG_CONFIG_HOME'] || join(home, '.config');
}

/** Where the command was typed: npm moves to the package's root and keeps the place in INIT_CWD. */
export function typedIn(env: Readonly<Record<string, string | undefined>>, cwd: string): string {
  return env['INIT_CWD'] || cwd;
}

/** The sources of this process. */
export function dataDirSources(option: string | undefined): DataDirSources {
  const cwd = typedIn(process.env, process.cwd());
  return { option, env: process.env, platform: process.platform, home: homedir(), cwd };
}
