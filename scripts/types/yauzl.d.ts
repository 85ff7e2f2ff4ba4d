/** The part of yauzl 3.4 that the set-up scripts use; the package brings no types of its own. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  export type Entry = {
    readonly fileName: string;
    readonly externalFileAttributes: number;
    readonly uncompressedSize: number;
  };

  export type ZipFile = {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  };

  export function openPromise(path: string, options?: { strictFileNames?: boolean }): Promise<ZipFile>;
}
