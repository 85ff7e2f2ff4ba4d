import { join } from 'node:path';
import { readKept, writeKept } from './kept-file.ts';
import type { ShellLog } from './shell-log.ts';

const FILE_NAME = 'open-workspaces.json';
/** The ids of the contract: letters, digits and hyphens, so that one can stand in an address and in a file's name. */
const WORKSPACE_ID = /^[a-z0-9-]{1,40}$/;
/** More windows than anybody has screens for; the file is open to every editor. */
const MOST_WINDOWS = 12;

/** The workspaces that stood in windows of their own; none when nothing readable was kept. */
export function readOpenWorkspaces(dataDir: string): readonly string[] {
  const kept = readKept(join(dataDir, FILE_NAME));
  if (!Array.isArray(kept)) return [];
  const ids = kept.filter((id): id is string => typeof id === 'string' && WORKSPACE_ID.test(id));
  return [...new Set(ids)].slice(0, MOST_WINDOWS);
}

export function writeOpenWorkspaces(dataDir: string, ids: readonly string[], log: ShellLog): void {
  writeKept(join(dataDir, FILE_NAME), ids, { what: 'which workspaces have windows', log });
}
