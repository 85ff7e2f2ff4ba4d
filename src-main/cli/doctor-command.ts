import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { probeKeychain } from '../secrets/keychain-probe.ts';
import { checkDatabaseFile } from '../storage/sqlite/check-file.ts';
import { isVersionAtLeast, NEEDED_SQLITE } from '../storage/sqlite/storage-notice.ts';
import type { CliCommand } from './command.ts';
import { dataDirOf } from './import-command.ts';

/** One thing that was looked at. `detail` says what was found, and what to do when it is not well. */
type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** Electron as the launcher found it; it hands it over because it alone knows where to look. */
type FoundElectron = { readonly executable: string; readonly version: string; readonly kind: string };

function foundElectron(): FoundElectron | null {
  const text = process.env.BELLWETHER_ELECTRON_FOUND;
  return text === undefined ? null : (JSON.parse(text) as FoundElectron);
}

function checkElectron(electron: FoundElectron | null): Check {
  if (electron === null) return { name: 'electron', ok: false, detail: 'not found yet: npm start gets it' };
  const warning = electron.kind === 'closed-network' ? '; for development on closed networks only' : '';
  return { name: 'electron', ok: true, detail: `${electron.version} (${electron.kind}${warning})` };
}

function checkLibraries(electron: FoundElectron | null): Check {
  const name = 'libraries';
  if (process.platform !== 'linux') return { name, ok: true, detail: 'nothing to look for on this system' };
  if (electron === null) return { name, ok: false, detail: 'cannot be checked without Electron' };
  const missing = execFileSync('ldd', [electron.executable], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0] ?? line);
  const detail = missing.length === 0 ? 'all found' : `missing ${missing.join(', ')}: npm start installs or names them`;
  return { name, ok: missing.length === 0, detail };
}

async function checkKeychain(): Promise<Check> {
  const probe = await probeKeychain();
  return { name: 'keychain', ok: probe.ok, detail: probe.ok ? `${probe.value.backend} works` : probe.error.message };
}

function checkDataFolder(dataDir: string): Check {
  const name = 'dataFolder';
  if (!existsSync(dataDir)) return { name, ok: true, detail: `${dataDir} does not exist yet` };
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return { name, ok: true, detail: dataDir };
  } catch (error) {
    return { name, ok: false, detail: `${dataDir}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function checkDatabase(dataDir: string, file: string): Check {
  const checked: Outcome<{ readonly sqlite: string } | null> = checkDatabaseFile(join(dataDir, file));
  if (!checked.ok) {
    const inUse = checked.error.code === 'dataFolderInUse';
    return { name: file, ok: inUse, detail: inUse ? 'in use by the running app' : checked.error.message };
  }
  if (checked.value === null) return { name: file, ok: true, detail: 'does not exist yet' };
  const { sqlite } = checked.value;
  const current = isVersionAtLeast(sqlite, NEEDED_SQLITE);
  return { name: file, ok: current, detail: `sound; SQLite ${sqlite}${current ? '' : `, expected ${NEEDED_SQLITE}`}` };
}

export const doctorCommand: CliCommand = {
  name: 'doctor',
  summary: 'looks at Electron, its libraries, the keychain, the data folder and its databases',
  options: { 'data-dir': 'data folder, the one of the desktop app by default' },
  async run(options, place) {
    const dataDir = dataDirOf(options, place);
    const electron = foundElectron();
    const checks: readonly Check[] = [
      { name: 'node', ok: true, detail: process.version },
      checkElectron(electron),
      checkLibraries(electron),
      await checkKeychain(),
      checkDataFolder(dataDir),
      checkDatabase(dataDir, 'journal.db'),
      checkDatabase(dataDir, 'market.db'),
    ];
    return succeed({ json: { well: checks.every(({ ok }) => ok), checks } });
  },
};
