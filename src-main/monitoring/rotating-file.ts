import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type RotatingFileOptions = {
  readonly path: string;
  readonly maxBytes: number;
  /** Older files beside it, `path.1` the newest. */
  readonly keptFiles: number;
};

/** One of the files: its bytes are `from` to `to` of all that was there or came since it was opened. */
export type FilePart = { readonly path: string; readonly from: number; readonly to: number };

/**
 * A file that lines are added to, moved aside when it is full. Written at once, so that the last line before a crash is
 * there; a full disk loses lines and nothing else.
 */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #file: number | undefined;
  #bytes = 0;
  /** Sizes of the files moved aside, oldest first. */
  #older: number[];
  /** Of files that are gone. */
  #goneBytes = 0;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
    mkdirSync(dirname(options.path), { recursive: true, mode: 0o700 });
    this.#older = sizesOf(options);
    this.#open();
  }

  write(line: string): void {
    try {
      if (this.#bytes >= this.#options.maxBytes) this.#rotate();
      if (this.#file !== undefined) this.#bytes += writeSync(this.#file, line);
    } catch (error) {
      process.stderr.write(`the log could not be written: ${String(error)}\n${line}`);
    }
  }

  /** All files, oldest first; what comes next is put behind the last one. */
  parts(): readonly FilePart[] {
    const count = this.#older.length;
    let from = this.#goneBytes;
    return [...this.#older, this.#bytes].map((size, index) => {
      const suffix = index === count ? '' : `.${count - index}`;
      const part = { path: `${this.#options.path}${suffix}`, from, to: from + size };
      from = part.to;
      return part;
    });
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(): void {
    this.#file = openSync(this.#options.path, 'a', 0o600);
    this.#bytes = fstatSync(this.#file).size;
  }

  #rotate(): void {
    const { path, keptFiles } = this.#options;
    this.close();
    rmSync(`${path}.${keptFiles}`, { force: true });
    for (let number = keptFiles - 1; number >= 1; number--) moveIfThere(`${path}.${number}`, `${path}.${number + 1}`);
    moveIfThere(path, `${path}.1`);
    this.#older = [...this.#older, this.#bytes];
    while (this.#older.length > keptFiles) this.#goneBytes += this.#older.shift() ?? 0;
    this.#open();
  }
}

/** Bytes of a part between two positions inside it. */
export function readPart({ path, from: start }: FilePart, from: number, to: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(to - from);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from - start));
  } finally {
    closeSync(file);
  }
}

/** Of the files that are there before this one is opened, oldest first; a hole in their numbers is a file of nothing. */
function sizesOf({ path, keptFiles }: RotatingFileOptions): number[] {
  const sizes: number[] = [];
  for (let number = 1; number <= keptFiles; number++) {
    sizes.unshift(statSync(`${path}.${number}`, { throwIfNoEntry: false })?.size ?? 0);
  }
  return sizes.slice(sizes.findIndex((size) => size > 0) === -1 ? sizes.length : sizes.findIndex((size) => size > 0));
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
