import { hash } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { ChainHead } from './chain-row.ts';

/** What is known of the journal outside of it. */
export type SidecarRecord = {
  /** The journal was at least that long. */
  readonly head: ChainHead;
  /** How far its rows were read again and found to be what was written, and when that was done for all of them. */
  readonly checked: ChainHead;
  readonly wholeCheckMs: number;
  /** SHA-256 of the text of its tables, indices and guards. */
  readonly layoutHash: string;
  /** SHA-256 of the whole file after a clean close; null while it is open or was not closed. */
  readonly fileHash: string | null;
  /** A copy of it was not sound. */
  readonly isDoubted: boolean;
};

export interface Sidecar {
  /**
   * Returns after it is on disk, or could not be brought there: a head that is not noted makes the next open tell less of
   * what was cut off, and is no reason to stop what is being written.
   */
  write(record: SidecarRecord): void;
  close(): void;
}

/** Two places written in turn, so that a write that is cut off leaves the one before. */
const PLACE_BYTES = 4096;

type Numbered = { readonly number: number; readonly record: SidecarRecord };

export function openSidecar(path: string): Sidecar {
  let number = readNewest(path)?.number ?? 0;
  const file = openWhole(path);
  return {
    write(record) {
      if (file === null) return;
      number++;
      const text = JSON.stringify({ number, record } satisfies Numbered);
      const line = `${hash('sha256', text, 'hex')} ${text}\n`;
      tryWriting(file, Buffer.from(line.padEnd(PLACE_BYTES)), (number % 2) * PLACE_BYTES);
    },
    close() {
      if (file !== null) closeSync(file);
    },
  };
}

/** Both places are there from the beginning: what is written over needs no room on a full disk. */
function openWhole(path: string): number | null {
  try {
    const isWhole = statSync(path, { throwIfNoEntry: false })?.size === 2 * PLACE_BYTES;
    const file = openSync(path, isWhole ? 'r+' : 'w+', 0o600);
    if (!isWhole) tryWriting(file, Buffer.alloc(2 * PLACE_BYTES, ' '), 0);
    return file;
  } catch {
    return null;
  }
}

function tryWriting(file: number, bytes: Buffer, at: number): void {
  try {
    writeSync(file, bytes, 0, bytes.length, at);
    fdatasyncSync(file);
  } catch {
    // See Sidecar.write.
  }
}

/** What was written last, or null when there is nothing that can be read. */
export function readSidecar(path: string): SidecarRecord | null {
  return readNewest(path)?.record ?? null;
}

function readNewest(path: string): Numbered | null {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return null;
  const bytes = readFileSync(path);
  const places = [0, 1].map((place) => readPlace(bytes.subarray(place * PLACE_BYTES, (place + 1) * PLACE_BYTES)));
  const [first = null, second = null] = places;
  if (first === null || second === null) return first ?? second;
  return first.number > second.number ? first : second;
}

function readPlace(bytes: Buffer): Numbered | null {
  const line = bytes.toString('utf8').trimEnd();
  const [digest, text] = [line.slice(0, 64), line.slice(65)];
  if (text === '' || hash('sha256', text, 'hex') !== digest) return null;
  return JSON.parse(text) as Numbered;
}
