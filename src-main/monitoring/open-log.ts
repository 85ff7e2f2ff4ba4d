import { join } from 'node:path';
import pino from 'pino';
import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../engine/ports/log.ts';
import { RotatingFile } from './rotating-file.ts';

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

export type LogOptions = {
  readonly dataDir: string;
  /** Told of warnings and errors too, for whoever started the app in a terminal. */
  readonly echo: ((line: string) => void) | undefined;
};

/** The log of one data folder. */
export function openLog(options: LogOptions): Log & Disposable {
  const file = new RotatingFile({
    path: join(options.dataDir, 'logs', 'bellwether.log'),
    maxBytes: MAX_BYTES,
    keptFiles: KEPT_FILES,
  });
  const redact = { paths: LEVELS.flatMap((level) => SECRET_NAMES.map((name) => level + name)), censor: '[secret]' };
  const logger = pino({ level: 'debug', base: null, timestamp: pino.stdTimeFunctions.isoTime, redact }, file);
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error', isEchoed: boolean): Log['info'] =>
    (message, fields) => {
      logger[level](fields ?? {}, message);
      if (isEchoed) options.echo?.(`${level}: ${message}`);
    };
  return {
    debug: write('debug', false),
    info: write('info', false),
    warn: write('warn', true),
    error: write('error', true),
    dispose: () => file.close(),
  };
}
