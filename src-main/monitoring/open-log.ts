import { join } from 'node:path';
import pino from 'pino';
import type { Disposable } from '../base/disposable.ts';
import type { LogArea } from '../base/log-kinds.ts';
import type { Log } from '../engine/ports/log.ts';
import type { LogBook } from './log-book.ts';
import { openLogBook } from './log-book.ts';
import { RotatingFile } from './rotating-file.ts';
import { scrubSecrets } from './scrub-secrets.ts';

/** Names whose values never reach the log, at any of the first four levels of an entry. */
const SECRET_NAMES = [
  'apiKey',
  'apiSecret',
  'secret',
  'password',
  'passphrase',
  'token',
  'privateKey',
  'authorization',
  'signature',
  'cookie',
];
const LEVELS = ['', '*.', '*.*.', '*.*.*.'];

const MAX_BYTES = 5_000_000;
const KEPT_FILES = 4;
export const LOG_FOLDER = 'logs';

export type LogOptions = {
  readonly dataDir: string;
  /** Told of warnings and errors too, for whoever started the app in a terminal. */
  readonly echo: ((line: string) => void) | undefined;
};

/** The log of one data folder, and what can be read of it. */
export type OpenedLog = Log & Disposable & { readonly book: LogBook };

export function openLog(options: LogOptions): OpenedLog {
  const file = new RotatingFile({
    path: join(options.dataDir, LOG_FOLDER, 'bellwether.log'),
    maxBytes: MAX_BYTES,
    keptFiles: KEPT_FILES,
  });
  const redact = { paths: LEVELS.flatMap((level) => SECRET_NAMES.map((name) => level + name)), censor: '[secret]' };
  const sink = { write: (line: string) => file.write(scrubSecrets(line)) };
  const logger = pino({ level: 'debug', base: null, timestamp: pino.stdTimeFunctions.isoTime, redact }, sink);
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error', isEchoed: boolean): Log['info'] =>
    (message, fields) => {
      logger[level](fields ?? {}, message);
      if (isEchoed) options.echo?.(scrubSecrets(`${level}: ${message}`));
    };
  return {
    debug: write('debug', false),
    info: write('info', false),
    warn: write('warn', true),
    error: write('error', true),
    book: openLogBook(file),
    dispose: () => file.close(),
  };
}

/** The same log, each line saying which part of the program it is of; a line that says so itself keeps its own. */
export function logOfArea(log: Log, area: LogArea): Log {
  return {
    debug: (message, fields) => log.debug(message, { area, ...fields }),
    info: (message, fields) => log.info(message, { area, ...fields }),
    warn: (message, fields) => log.warn(message, { area, ...fields }),
    error: (message, fields) => log.error(message, { area, ...fields }),
  };
}
