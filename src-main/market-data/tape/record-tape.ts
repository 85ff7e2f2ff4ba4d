import { basename } from 'node:path';
import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { RawRecord, Transport } from '../../resilience/transport.ts';
import type { TapeFile } from './tape-file.ts';
import { createTapeFile } from './tape-file.ts';
import type { TapeHeader } from './tape-format.ts';
import { END_LINE, partPath, plainUrls, toLine } from './tape-format.ts';

export type TapeOptions = {
  readonly exchange: string;
  readonly urls: TapeHeader['urls'];
  readonly timers: Timers;
  readonly log: Log;
  readonly limits?: Partial<TapeLimits>;
};

export type TapeLimits = {
  /** A file that has grown so large is ended and the next begun. */
  readonly fileBytes: number;
  /** Of all files of the recording; it ends there. */
  readonly totalBytes: number;
  /** What a crash may lose, ms. */
  readonly flushEveryMs: number;
  /** More than this waiting for the disk ends the recording: a tape with holes would lie. */
  readonly waitingBytes: number;
};

const LIMITS: TapeLimits = {
  fileBytes: 256 * 1024 * 1024,
  totalBytes: 4 * 1024 * 1024 * 1024,
  flushEveryMs: 2000,
  waitingBytes: 64 * 1024 * 1024,
};

export interface TapeRecording {
  /** Of the first part, without its folder. */
  readonly fileName: string;
  readonly path: string;
  readonly records: number;
  readonly parts: number;
  /** Compressed, as far as it is on the disk. */
  readonly bytes: number;
  /** Why it ended by itself; null while it goes on and after `stop`. */
  readonly endedBecause: string | null;
  /** Resolves when the tape is whole. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Records all that comes in over `transport` to `path` (ending in `.tape.gz`) until it is stopped. `fileUnwritable` when the
 * file exists or cannot be made. A stream that is open already is noted as open; what it was told before is not on the tape.
 */
export function recordTape(
  transport: Pick<Transport, 'tap' | 'streams'>,
  path: string,
  options: TapeOptions,
): Outcome<TapeRecording> {
  const recording = new Recording(path, options);
  const begun = recording.begin();
  if (!begun.ok) return begun;
  for (const { name, state } of transport.streams()) {
    if (state === 'live') recording.take({ kind: 'open', socket: name, timeMs: options.timers.nowMs() });
  }
  recording.follow(transport.tap((record) => recording.take(record)));
  return succeed(recording);
}

class Recording implements TapeRecording {
  readonly path: string;
  readonly fileName: string;
  readonly #options: TapeOptions;
  readonly #limits: TapeLimits;
  readonly #startedMs: number;
  readonly #started: Disposable[] = [];
  readonly #ending: Promise<void>[] = [];
  #file: TapeFile | undefined;
  #earlierBytes = 0;
  records = 0;
  parts = 0;
  endedBecause: string | null = null;

  constructor(path: string, options: TapeOptions) {
    this.path = path;
    this.fileName = basename(path);
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#startedMs = options.timers.nowMs();
  }

  get bytes(): number {
    return this.#earlierBytes + (this.#file?.bytes ?? 0);
  }

  begin(): Outcome<void> {
    const opened = this.#openNext();
    if (!opened.ok) return opened;
    this.#started.push(this.#options.timers.every(this.#limits.flushEveryMs, () => this.#flush()));
    return opened;
  }

  follow(tap: Disposable): void {
    this.#started.push(tap);
  }

  take(record: RawRecord): void {
    if (this.#file === undefined) return;
    this.#file.write(toLine(record));
    this.records++;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#started.splice(0).map((started) => started.dispose()));
    this.#endFile();
    await Promise.all(this.#ending);
  }

  #openNext(): Outcome<void> {
    const { exchange, urls } = this.#options;
    const path = partPath(this.path, this.parts + 1);
    try {
      this.#file = createTapeFile(path, (error) => this.#end(`${path} cannot be written: ${error.message}`));
    } catch (error) {
      return fail('fileUnwritable', `${path} cannot be made: ${error instanceof Error ? error.message : error}`);
    }
    this.parts++;
    const header = { tape: 1, exchange, urls: plainUrls(urls), startedMs: this.#startedMs, part: this.parts } as const;
    this.#file.write(toLine(header));
    return succeed(undefined);
  }

  #flush(): void {
    const file = this.#file;
    if (file === undefined) return;
    file.flush();
    if (file.waitingBytes > this.#limits.waitingBytes) this.#end('the disk is slower than the market');
    else if (this.bytes >= this.#limits.totalBytes) this.#end('the tape is as long as it may be');
    else if (file.bytes >= this.#limits.fileBytes) this.#rotate();
  }

  #rotate(): void {
    this.#endFile();
    const opened = this.#openNext();
    if (!opened.ok) this.#end(opened.error.message);
  }

  #endFile(): void {
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    file.write(`${END_LINE}\n`);
    const ended = file.end().then(() => {
      this.#earlierBytes += file.bytes;
    });
    this.#ending.push(ended);
  }

  #end(reason: string): void {
    if (this.endedBecause !== null) return;
    this.endedBecause = reason;
    this.#options.log.warn('a recording ended', { file: this.fileName, reason });
    void this.stop();
  }
}
