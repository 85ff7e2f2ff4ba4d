import { createWriteStream, openSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';

/** One compressed file being written, line after line. */
export interface TapeFile {
  /** Compressed so far, without what still waits. */
  readonly bytes: number;
  /** Waiting to be compressed or written. */
  readonly waitingBytes: number;
  write(text: string): void;
  /** Hands everything so far to the file: after a crash it can be read up to here. */
  flush(): void;
  /** Resolves when it is whole and closed. */
  end(): Promise<void>;
}

/** Throws what the file system throws when `path` exists or cannot be made; later trouble goes to `onError`. */
export function createTapeFile(path: string, onError: (error: Error) => void): TapeFile {
  // Balances and orders of a person may be on it: for their eyes alone.
  const output = createWriteStream(path, { fd: openSync(path, 'wx', 0o600) });
  const gzip = createGzip();
  gzip.pipe(output);
  gzip.on('error', onError);
  output.on('error', onError);
  let lines: string[] = [];
  const hand = (): void => {
    if (lines.length === 0) return;
    gzip.write(lines.join(''));
    lines = [];
  };
  return {
    get bytes() {
      return output.bytesWritten;
    },
    get waitingBytes() {
      return gzip.writableLength + gzip.readableLength + output.writableLength;
    },
    write(text) {
      lines.push(text);
      if (lines.length >= LINES_AT_ONCE) hand();
    },
    flush() {
      hand();
      gzip.flush(constants.Z_SYNC_FLUSH);
    },
    async end() {
      hand();
      gzip.end();
      // How it ended badly was told to `onError` already.
      await finished(output).catch(() => undefined);
    },
  };
}

const LINES_AT_ONCE = 64;
