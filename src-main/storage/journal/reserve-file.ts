import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/** Room for the halt, the states of cancelled orders and late fills: each is some 20 KiB of write-ahead log. */
export const RESERVE_BYTES = 16 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

/** Room on the disk that is kept for the last words of a journal whose disk is full. */
export type ReserveFile = {
  /** Gives the room back to the disk. */
  readonly free: () => void;
};

/** Makes the file, or makes it whole again. Without room for it there is none: the journal then stops at its first failure. */
export function openReserve(path: string, bytes: number): ReserveFile {
  if (bytes > 0 && statSync(path, { throwIfNoEntry: false })?.size !== bytes) fill(path, bytes);
  return { free: () => rmSync(path, { force: true }) };
}

function fill(path: string, bytes: number): void {
  // Bytes that differ: a file system that packs zeros would keep no room.
  const chunk = Buffer.from(
    Array.from({ length: CHUNK_BYTES }, (_, index) => (Math.imul(index, 2_654_435_761) >>> 24) & 0xff),
  );
  try {
    const file = openSync(path, 'w', 0o600);
    try {
      for (let left = bytes; left > 0; left -= CHUNK_BYTES) writeSync(file, chunk, 0, Math.min(left, CHUNK_BYTES));
    } finally {
      closeSync(file);
    }
  } catch {
    rmSync(path, { force: true });
  }
}
