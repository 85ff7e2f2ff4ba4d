import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** A note beside a database that an error made suspect: the next open for writing checks all of it. */
const noteOf = (path: string): string => `${path}.suspect`;

export function suspect(path: string): void {
  writeFileSync(noteOf(path), '');
}

export function isSuspected(path: string): boolean {
  return existsSync(noteOf(path));
}

export function clearSuspicion(path: string): void {
  rmSync(noteOf(path), { force: true });
}
