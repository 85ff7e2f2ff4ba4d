import type { z } from 'zod';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** A list in a small file of the data folder: in memory what the disk holds, whole after each change. */
export class KeptList<T> {
  readonly #path: string;
  /** What was wrong with the file; it then lies aside and the first list is shown. */
  readonly problem: string | null;
  #items: readonly T[];

  /** `first` is what the list holds while there is no file that can be used. */
  constructor(path: string, schema: z.ZodType<readonly T[]>, first: readonly T[] = []) {
    this.#path = path;
    const read = readJsonFile(path, schema);
    this.problem = read.ok ? null : read.error.message;
    this.#items = (read.ok ? read.value : undefined) ?? first;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** Keeps another list in its place; what was there stays when the disk refuses. */
  replace(items: readonly T[]): Outcome<void> {
    const written = writeJsonFile(this.#path, items);
    if (!written.ok) return written;
    this.#items = items;
    return succeed(undefined);
  }
}
