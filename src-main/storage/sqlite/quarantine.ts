import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const SIDE_FILES: readonly string[] = ['', '-wal', '-shm', '-journal'];

/**
 * Moves a database and its side files into `quarantine/<time>/` beside it and returns that folder. Nothing is deleted.
 * `close` ends the connection that found the damage. SQLite merges the WAL into the file when it closes, so a set with a
 * WAL is copied first, byte for byte.
 */
export function quarantine(path: string, close: () => void, furtherEndings: readonly string[] = []): string {
  const folder = freshFolder(join(dirname(path), 'quarantine'));
  const present = [...SIDE_FILES, ...furtherEndings].map((end) => path + end).filter((file) => existsSync(file));
  const target = (file: string): string => join(folder, basename(file));
  const isCopied = sizeOf(`${path}-wal`) > 0 && !isFolder(path) && copyAll(present, target);
  close();
  for (const file of present) {
    if (isCopied) rmSync(file, { force: true });
    else if (existsSync(file)) renameSync(file, target(file));
  }
  return folder;
}

/** False when there is no room: the set is then moved after the close, with the log merged into it but nothing lost. */
function copyAll(files: readonly string[], target: (file: string) => string): boolean {
  try {
    for (const file of files) copyFileSync(file, target(file));
    return true;
  } catch {
    for (const file of files) rmSync(target(file), { force: true });
    return false;
  }
}

/** SQLite's smallest page: a shorter file is the stump of one. */
const LEAST_BYTES = 512;

/**
 * What is left of a database that was cut off or removed. SQLite takes such a file for a new one and deletes the log
 * beside it, which may hold the only copy of the last rows.
 */
export function isStump(path: string): boolean {
  const bytes = sizeOf(path);
  return bytes < LEAST_BYTES && (bytes > 0 || sizeOf(`${path}-wal`) > 0);
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function freshFolder(parent: string): string {
  const stamp = new Date().toISOString().replaceAll(':', '-');
  for (let attempt = 0; ; attempt++) {
    const folder = join(parent, attempt === 0 ? stamp : `${stamp}-${attempt}`);
    if (existsSync(folder)) continue;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }
}
