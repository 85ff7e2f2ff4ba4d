import { closeSync, openSync, readSync } from 'node:fs';
import { PAGE_BYTES, sumOf } from './page-sums.ts';

/** Layout of SQLite's write-ahead log: https://www.sqlite.org/fileformat2.html, section 4. Numbers are big-endian. */
const LOG = { headerBytes: 32, pageSizeAt: 8, saltsAt: 16 };
const FRAME = { bytes: 24 + PAGE_BYTES, pageAt: 0, committedAt: 4, saltsAt: 8, contentAt: 24 };
const SALT_BYTES = 8;
const FRAMES_A_READ = 256;

/**
 * The checksum of what the log has of each page, by its number from 1: of the frames of its present run (those with its
 * salts) up to the last commit. Empty without a log. Nothing else of a frame is checked: where the log is damaged, pages are
 * told that SQLite does not take from it.
 */
export function readLogPages(path: string): ReadonlyMap<number, number> {
  const pages = new Map<number, number>();
  const file = openIfThere(path);
  if (file === null) return pages;
  try {
    const uncommitted = new Map<number, number>();
    for (const frame of framesOf(file)) {
      uncommitted.set(frame.readUInt32BE(FRAME.pageAt), sumOf(frame.subarray(FRAME.contentAt)));
      if (frame.readUInt32BE(FRAME.committedAt) === 0) continue;
      for (const [number, sum] of uncommitted) pages.set(number, sum);
      uncommitted.clear();
    }
    return pages;
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

/** Each is valid until the next one is asked for. */
function* framesOf(file: number): Iterable<Buffer> {
  const header = Buffer.alloc(LOG.headerBytes);
  const read = readSync(file, header, 0, header.length, 0);
  if (read < header.length || header.readUInt32BE(LOG.pageSizeAt) !== PAGE_BYTES) return;
  const salts = header.subarray(LOG.saltsAt, LOG.saltsAt + SALT_BYTES);
  const bytes = Buffer.alloc(FRAMES_A_READ * FRAME.bytes);
  for (let from = LOG.headerBytes; ; from += bytes.length) {
    const length = readSync(file, bytes, 0, bytes.length, from);
    for (let at = 0; at + FRAME.bytes <= length; at += FRAME.bytes) {
      const frame = bytes.subarray(at, at + FRAME.bytes);
      if (!frame.subarray(FRAME.saltsAt, FRAME.saltsAt + SALT_BYTES).equals(salts)) return;
      yield frame;
    }
    if (length < bytes.length) return;
  }
}
