import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { ShellLog } from './shell-log.ts';

/** What a small file of the window holds, for the caller to check; undefined when nothing readable is there. */
export function readKept(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whole or not at all. Losing it must never matter: a failure is told, with what was to be kept, and that is all. */
export function writeKept(path: string, value: unknown, told: { readonly what: string; readonly log: ShellLog }): void {
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify(value)}\n`, { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    told.log.warn(`${told.what} was not kept`, { error: String(error) });
  }
}
