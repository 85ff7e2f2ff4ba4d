import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShellLog } from './shell-log.ts';

const FILE_NAME = 'open-workspaces.json';
/** The ids of the contract: letters, digits and hyphens, so that one can stand in an address and in a file's name. */
const WORKSPACE_ID = /^[a-z0-9-]{1,40}$/;
/** More windows than anybody has screens for; the file is open to every editor. */
const MOST_WINDOWS = 12;

/** The workspaces that stood in windows of their own; none when nothing readable was kept. */
export function readOpenWorkspaces(dataDir: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(join(dataDir, FILE_NAME), 'utf8'));
    if (!Array.isArray(kept)) return [];
    const ids = kept.filter((id): id is string => typeof id === 'string' && WORKSPACE_ID.test(id));
    return [...new Set(ids)].slice(0, MOST_WINDOWS);
  } catch {
    return [];
  }
}

/** Losing it must never matter: a failure is told and that is all. */
export function writeOpenWorkspaces(dataDir: string, ids: readonly string[], log: ShellLog): void {
  const path = join(dataDir, FILE_NAME);
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify(ids)}\n`, { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    log.warn('which workspaces have windows was not kept', { error: String(error) });
  }
}
