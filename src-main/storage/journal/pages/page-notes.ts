import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { readLogPages } from './log-pages.ts';
import type { PageSums } from './page-sums.ts';

/** Ending of the file beside the journal that keeps a checksum of each of its pages. */
const NOTES_ENDING = '-pages';
const LOG_ENDING = '-wal';
/** A checksum, little-endian; 0 where the page was not noted yet. */
const NOTE_BYTES = 4;

/** Notes what the file has of each page as SQLite brings pages into it, for a file that only one connection writes. */
export interface PageNotes {
  /** After a commit, before the next: notes the pages that it brought from the log into the file, if it did. */
  noteCommit(): void;
  close(): void;
}

/**
 * Whether the file has another page than was noted, as far as the log does not have it: what the log has is what counts, and
 * takes the place of what is in the file. Asked before SQLite touches either.
 */
export function hasOtherPages(path: string, { sums }: PageSums): boolean {
  const notes = readNotes(path);
  if (notes === null) return false;
  const inLog = readLogPages(path + LOG_ENDING);
  return sums.some((sum, index) => {
    const noted = index < notes.length ? (notes[index] as number) : 0;
    return noted !== 0 && noted !== sum && !inLog.has(index + 1);
  });
}

function readNotes(path: string): Uint32Array | null {
  try {
    const bytes = readFileSync(path + NOTES_ENDING);
    return Uint32Array.from({ length: Math.floor(bytes.length / NOTE_BYTES) }, (_, at) =>
      bytes.readUInt32LE(at * NOTE_BYTES),
    );
  } catch {
    return null;
  }
}

/** Until they are opened again nothing is known of any page. */
export function forgetPages(path: string): void {
  rmSync(path + NOTES_ENDING, { force: true });
}

/**
 * Begins with what the file was read as, if nothing has changed it since; else with nothing. Where the notes cannot be
 * written they are taken away: old ones would tell of damage that is none.
 */
export function openPageNotes(path: string, before: PageSums | null): PageNotes {
  const notes = new Notes(path);
  if (before !== null && before.changedNs === changedNsOf(path)) notes.begin(before.sums);
  return notes;
}

/** By name and not by an open file: to close any file of a database takes SQLite's locks on it away. */
function changedNsOf(path: string): bigint {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? 0n;
}

class Notes implements PageNotes {
  readonly #path: string;
  #changedNs: bigint;
  #file: number | null = null;
  #bytes = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
    this.#changedNs = changedNsOf(path);
    this.#attempt(() => {
      this.#file = openSync(path + NOTES_ENDING, 'w', 0o600);
    });
  }

  begin(sums: readonly number[]): void {
    this.#write(new Map(sums.map((sum, index) => [index + 1, sum])));
  }

  noteCommit(): void {
    if (this.#file === null) return;
    const changedNs = changedNsOf(this.#path);
    if (changedNs === this.#changedNs) return;
    this.#changedNs = changedNs;
    this.#attempt(() => this.#write(readLogPages(this.#path + LOG_ENDING)));
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  /** Notes of other pages between these are written as they are: a write that is cut off changes none of them. */
  #write(sums: ReadonlyMap<number, number>): void {
    if (this.#file === null || sums.size === 0) return;
    let [first, last] = [Number.POSITIVE_INFINITY, 0];
    for (const number of sums.keys()) [first, last] = [Math.min(first, number), Math.max(last, number)];
    this.#grow(last);
    for (const [number, sum] of sums) this.#bytes.writeUInt32LE(sum, (number - 1) * NOTE_BYTES);
    const at = (first - 1) * NOTE_BYTES;
    writeSync(this.#file, this.#bytes, at, last * NOTE_BYTES - at, at);
    fdatasyncSync(this.#file);
  }

  #grow(pages: number): void {
    if (pages * NOTE_BYTES <= this.#bytes.length) return;
    const larger = Buffer.alloc(2 * pages * NOTE_BYTES);
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch {
      this.close();
      forgetPages(this.#path);
    }
  }
}
