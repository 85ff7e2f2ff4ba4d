import Database from 'better-sqlite3';
import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import { isVersionAtLeast, NEEDED_SQLITE, sqliteVersion } from '../storage/sqlite/storage-notice.ts';

/** Older ones lack what the product needs to be trusted with money; they run in tests on closed networks. */
const OLDEST_SUPPORTED_ELECTRON = '42.0.0';

type Versions = Omit<ChannelOutput<'app.info'>, 'dataDir' | 'demoSeed'>;

/** What this process is made of, and a warning when that is for development only. */
export function runtimeVersions(app: { getVersion(): string }): Versions {
  const { electron = '', chrome = '', node } = process.versions;
  const database = new Database(':memory:');
  const sqlite = sqliteVersion(database);
  database.close();
  const isSupported = isVersionAtLeast(electron, OLDEST_SUPPORTED_ELECTRON) && isVersionAtLeast(sqlite, NEEDED_SQLITE);
  const runtimeWarning = isSupported
    ? null
    : `Electron ${electron} with SQLite ${sqlite} is for development and tests only: live keys are refused.`;
  return { version: app.getVersion(), electron, chrome, node, sqlite, runtimeWarning };
}
