import type { LogArea, LogLevel } from '../base/log-kinds.ts';
import { LOG_AREAS } from '../base/log-kinds.ts';
import { scrubSecrets } from './scrub-secrets.ts';

/** A line of the log as it can be read. */
export type LogEntry = {
  /** Where it begins among all bytes of the log: its name, and its order. */
  readonly position: number;
  readonly timeMs: number;
  readonly level: LogLevel;
  readonly area: LogArea;
  readonly botId: string | null;
  readonly message: string;
  /** All other fields as JSON; empty where there are none. */
  readonly detail: string;
};

/** A line that is not one of ours, or one cut off by a crash, is shown as it stands. */
export function readLogLine(line: string, position: number): LogEntry {
  const text = scrubSecrets(line);
  const plain = { position, timeMs: 0, level: 'info', area: 'app', botId: null, message: text, detail: '' } as const;
  const parsed = parseJson(text);
  if (parsed === null) return plain;
  const { level, time, area, msg, botId, ...fields } = parsed;
  return {
    position,
    timeMs: Date.parse(String(time)) || 0,
    level: levelOf(level),
    area: LOG_AREAS.find((known) => known === area) ?? 'app',
    botId: typeof botId === 'string' ? botId : null,
    message: typeof msg === 'string' ? msg : '',
    detail: Object.keys(fields).length === 0 ? '' : JSON.stringify(fields),
  };
}

/** Levels as pino numbers them. */
function levelOf(level: unknown): LogLevel {
  const number = typeof level === 'number' ? level : 30;
  if (number >= 50) return 'error';
  if (number >= 40) return 'warn';
  return number >= 30 ? 'info' : 'debug';
}

function parseJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
