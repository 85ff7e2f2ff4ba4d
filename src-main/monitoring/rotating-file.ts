import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type RotatingFileOptions = {
  readonly path: string;
  readonly maxBytes: number;
  /** Older files beside it, `path.1` the newest. */
  readonly keptFiles: number;
};

/**
 * A file that lines are added to, moved aside when it is full. Written at once, so that the last line before a crash is
 * there; a full disk loses lines and nothing else.
 */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #file: number | undefined;
  #bytes = 0;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
    mkdirSync(dirname(options.path), { recursive: true, mode: 0o700 });
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
    this.#open();
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
